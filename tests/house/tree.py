"""The project's own files, as the house tests look at them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "peeler"
# Floors 5 and above may ask what time it is; every other package of src/peeler is below them.
MAY_KNOW_THE_TIME = frozenset(
    {"answers", "decisions", "refresh", "examples", "workspace", "web", "api", "publications", "cli", "benches"}
)


@cache
def files() -> tuple[Path, ...]:
    """Every file that is in git or is about to be: tracked, or new and not ignored."""
    listing = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    return tuple(sorted(ROOT / name for name in names if name and (ROOT / name).is_file()))


def python_files(*folders: str) -> list[Path]:
    """The Python files under the named folders of the project."""
    roots = tuple(ROOT / folder for folder in folders)
    return [path for path in files() if path.suffix == ".py" and any(path.is_relative_to(root) for root in roots)]


@cache
def parsed(path: Path) -> ast.Module:
    """A Python file as a syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name(path: Path) -> str:
    """A file's path inside the project, for a message."""
    return path.relative_to(ROOT).as_posix()


def floor_package(path: Path) -> str:
    """The package or module directly under src/peeler that a source file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")
