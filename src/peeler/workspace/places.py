"""Where a workspace keeps what: its settings, its own catalogue, its store, and the socket it is spoken to through."""

import os
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from peeler.terms.errors import RequestError, unknown
from peeler.terms.identifiers import ForceKey, force_key

SETTINGS = """# A Peeler workspace. Its store can be made anew from store/peeler.db, store/key and the catalogue.
force = "{force}"         # whose records come without saying whose they are ("" for none)
synthetic = {synthetic}   # true: every page says that the data are invented

# What 'peeler serve' watches: files put into this folder are loaded, then moved to its 'done' or 'refused'.
# [incoming]
# folder = "incoming"     # "" watches none
# done = "keep"           # or "remove"

# Databases that sources poll, by source; the environment's PEELER_CONNECTION_NAME goes before it.
# [connections]
# rms = "postgresql+pg8000://reader:...@rms-replica/crimes"
"""
CONNECTION = "PEELER_CONNECTION_"


@dataclass(frozen=True)
class Places:
    """A workspace's folder and what lies in it."""

    folder: Path

    @property
    def settings(self) -> Path:
        """Its settings, which mark the folder as a workspace."""
        return self.folder / "peeler.toml"

    @property
    def catalogue(self) -> Path:
        """The force's own catalogue, laid over Peeler's."""
        return self.folder / "catalogue"

    @property
    def store(self) -> Path:
        """The durable file, its key, the projection and the lock."""
        return self.folder / "store"

    @property
    def projection(self) -> Path:
        """The disposable projection."""
        return self.store / "projection.duckdb"

    @property
    def lock(self) -> Path:
        """The file whose lock says who has the workspace open."""
        return self.store / "lock"

    @property
    def socket(self) -> Path:
        """The socket of whoever has it open, in the runtime folder under the workspace's hash (paths there must be short)."""
        name = blake2b(str(self.folder.resolve()).encode(), digest_size=10).hexdigest()
        return runtime_folder() / f"{name}.sock"


@dataclass(frozen=True)
class Settings:
    """What a workspace's settings say."""

    force: ForceKey | None
    synthetic: bool
    incoming: str = "incoming"
    remove_done: bool = False
    connections: Mapping[str, str] = field(default_factory=dict, repr=False)


LONGEST_FOLDER = 80  # bytes: a socket's whole path must be under 108, and its name takes 26


def runtime_folder() -> Path:
    """A folder of the user's own for sockets, readable by nobody else, with a path short enough for one."""
    given = os.environ.get("XDG_RUNTIME_DIR")
    folder = Path(given or "/") / "peeler"
    if not given or len(os.fsencode(folder)) > LONGEST_FOLDER:
        folder = Path(tempfile.gettempdir()) / f"peeler-{os.getuid()}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.stat()
    if found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise RequestError(f"the runtime folder {folder} is open to others; make it yours alone (chmod 700)")
    return folder


def new_workspace(folder: Path, *, force: str = "", synthetic: bool = False) -> Places:
    """Makes a workspace in a new or empty folder; RequestError if there is something in it already."""
    if force:
        force_key(force)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RequestError(f"{folder}: is there already and not an empty folder; choose another")
    places = Places(folder)
    try:
        places.store.mkdir(parents=True, mode=0o700)
        places.catalogue.mkdir()
        places.settings.write_text(SETTINGS.format(force=force, synthetic=str(synthetic).lower()), "utf-8")
    except OSError as problem:
        raise RequestError(f"{folder}: {problem.strerror or 'cannot be made'}") from problem
    return places


def find_workspace(folder: Path) -> Places:
    """The workspace in a folder; RequestError if it is none."""
    places = Places(folder)
    if not places.settings.is_file():
        raise RequestError(
            f"{folder}: not a Peeler workspace; make one with 'peeler new {folder}', or name one with -w"
        )
    return places


def read_settings(places: Places) -> Settings:
    """The workspace's settings; RequestError for one that is not understood."""
    try:
        said = tomllib.loads(places.settings.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise RequestError(f"{places.settings.name}: cannot be read: {problem}") from problem
    where = places.settings.name
    known_keys(said, ("force", "synthetic", "incoming", "connections"), where)
    incoming = known_keys(table_of(said, "incoming", where), ("folder", "done"), f"{where}: incoming")
    if incoming.get("done", "keep") not in ("keep", "remove"):
        raise RequestError(f'{where}: incoming.done is "keep" or "remove"')
    force = str(said.get("force", ""))
    return Settings(
        force_key(force) if force else None,
        said.get("synthetic") is True,
        str(incoming.get("folder", "incoming")),
        incoming.get("done") == "remove",
        connections_of(places, table_of(said, "connections", where)),
    )


def table_of(said: Mapping[str, Any], name: str, where: str) -> Mapping[str, Any]:
    """A table of the settings; RequestError where its name stands for something else."""
    found = said.get(name, {})
    if not isinstance(found, dict):
        raise RequestError(f"{where}: {name} is a table: [{name}]")
    return found


def known_keys(said: Mapping[str, Any], known: tuple[str, ...], where: str) -> Mapping[str, Any]:
    """The same settings; RequestError for one that is not known."""
    for key in said:
        if key not in known:
            raise unknown("setting", key, known, where=where)
    return said


def connections_of(places: Places, said: Mapping[str, Any]) -> dict[str, str]:
    """Where each polled source's database is, by source; RequestError where secrets lie open to others."""
    if said and places.settings.stat().st_mode & 0o077:
        raise RequestError(
            f"{places.settings.name}: holds connections and can be read by others; make it yours (chmod 600)"
        )
    given = {
        name.removeprefix(CONNECTION).lower(): text for name, text in os.environ.items() if name.startswith(CONNECTION)
    }
    return {**{name: str(text) for name, text in said.items()}, **given}
