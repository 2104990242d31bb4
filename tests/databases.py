"""Real database servers for tests of polling: each started once a run on a port of its own, by a user without rights."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from tools.databases import find

NOBODY = 65534
SECRET = "sesame-9f2c"  # noqa: S105 -- a test looks for it in every message
PATIENCE = 60


@dataclass(frozen=True)
class Database:
    """One running server: its kind, and how to reach a database in it."""

    kind: str
    connection: str

    def engine(self) -> Engine:
        """A way in."""
        return create_engine(self.connection, poolclass=NullPool)

    def run(self, *statements: str, **values: Any) -> None:
        """Runs statements in one transaction."""
        with self.engine().begin() as connection:
            for statement in statements:
                connection.execute(text(statement), values)


def unprivileged() -> dict[str, Any]:
    """How a process is started without rights, should this one have them."""
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def folder_of_its_own() -> Iterator[Path]:
    """A folder that the server's user may use, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="peeler-db-"))
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(words: list[str], folder: Path, ready: Callable[[], None]) -> Iterator[None]:
    """A server, from when it answers until the block ends."""
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(words, cwd=folder, stdout=log, stderr=log, **unprivileged())
    try:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                ready()
                break
            except (SQLAlchemyError, OSError):
                if server.poll() is not None or time.monotonic() > until:
                    raise AssertionError((folder / "log").read_text("utf-8", "replace")[-2_000:]) from None
                time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait(PATIENCE)


def programme(name: str, package: str) -> str:
    """The path of a server's programme; skips, saying so, where there is none."""
    path = find(name)
    if path is None:
        pytest.skip(f"no {name} on this system (Debian package {package}): `make test` says why when it starts")
    return path


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Database]:
    """A PostgreSQL server that asks for a password."""
    initdb, postgres = programme("initdb", "postgresql"), programme("postgres", "postgresql")
    with folder_of_its_own() as folder:
        (folder / "password").write_text(SECRET, "ascii")
        (folder / "password").chmod(0o644)
        make = [initdb, "-D", f"{folder}/data", "-U", "peeler", f"--pwfile={folder}/password", "-A", "scram-sha-256"]
        words = [*make, "--no-sync", "-E", "UTF8", "--locale=C"]
        subprocess.run(words, cwd=folder, check=True, capture_output=True, **unprivileged())
        port = free_port()
        database = Database("postgresql", f"postgresql+pg8000://peeler:{SECRET}@127.0.0.1:{port}/postgres")
        settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off"}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        serve = [postgres, "-D", f"{folder}/data", "-p", str(port), *options]
        with running(serve, folder, lambda: database.run("select 1")):
            yield database


@pytest.fixture(scope="session")
def mariadb() -> Iterator[Database]:
    """A MariaDB server that asks for a password."""
    make, serve = programme("mariadb-install-db", "mariadb-server"), programme("mariadbd", "mariadb-server")
    with folder_of_its_own() as folder:
        words = [make, "--no-defaults", f"--datadir={folder}/data", "--auth-root-authentication-method=normal"]
        subprocess.run([*words, "--skip-test-db"], cwd=folder, check=True, capture_output=True, **unprivileged())
        port = free_port()
        root = Database("mariadb", f"mysql+pymysql://root@127.0.0.1:{port}/mysql")
        where = [f"--datadir={folder}/data", f"--socket={folder}/s", f"--port={port}", "--bind-address=127.0.0.1"]
        started = [serve, "--no-defaults", *where, f"--pid-file={folder}/pid", "--innodb-flush-log-at-trx-commit=0"]
        with running(started, folder, lambda: root.run("select 1")):
            root.run("create database held", f"create user peeler@'127.0.0.1' identified by '{SECRET}'")
            root.run("grant all on held.* to peeler@'127.0.0.1'")
            yield Database("mariadb", f"mysql+pymysql://peeler:{SECRET}@127.0.0.1:{port}/held")


@pytest.fixture(params=["postgresql", "mariadb"])
def database(request: pytest.FixtureRequest) -> Database:
    """Each server in turn."""
    found: Database = request.getfixturevalue(request.param)
    return found
