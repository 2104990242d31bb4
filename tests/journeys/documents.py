"""Reads the runnable parts of a document: files it asks one to write, and commands with what they print."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(r"^```(?P<kind>\w+) ?(?P<about>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
LOOSE = re.compile(r"[0-9]|\.\.\.")


@dataclass(frozen=True)
class Written:
    """A file that the reader is asked to write, by its path beside them."""

    path: Path
    text: str


@dataclass(frozen=True)
class Typed:
    """Commands typed one after another in one shell; ``refused``: the last is refused, as the page says."""

    lines: tuple[str, ...]
    printed: tuple[str, ...]
    refused: bool

    @property
    def firm(self) -> tuple[str, ...]:
        """What is printed whatever the data and the day: the lines without figures, spaces made single."""
        return tuple(" ".join(line.split()) for line in self.printed if not LOOSE.search(line))


def steps(document: str) -> Iterator[Written | Typed]:
    """What a document has its reader do, in order: blocks with a file's name, and ``console`` blocks."""
    for block in BLOCK.finditer(document):
        lines = block["text"].splitlines()
        if block["kind"] == "console":
            typed = tuple(line.removeprefix("$ ") for line in lines if line.startswith("$ "))
            printed = tuple(line for line in lines if line.strip() and not line.startswith("$ "))
            yield Typed(typed, printed, block["about"] == "refused")
        elif block["about"]:
            yield Written(Path(block["about"]), block["text"])
