"""A file's name as a pattern with holes: ``{month}-{force}-street.csv``."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from peeler.definitions.sources import HOLE

HOLES: Final[Mapping[str, str]] = {
    "date": r"(?:\d{4}-\d{2}-\d{2}|\d{8})(?:T\d{4}(?:\d{2})?)?",  # with its time of day, where it has one
    "month": r"\d{4}-(?:0[1-9]|1[0-2])",
    "year": r"\d{4}",
    "force": r"[a-z][a-z0-9-]*",
    "name": r".+",
    "any": r".*",
}


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern as a regular expression with a group for every hole; KeyError for a hole that is not known."""
    pieces = []
    for number, piece in enumerate(HOLE.split(pattern)):
        if number % 2 == 0:
            pieces.append(re.escape(piece))
        else:
            pieces.append(f"(?P<{piece}>{HOLES[piece]})")
    return re.compile("".join(pieces), re.DOTALL)


def holes_of(pattern: str, name: str) -> dict[str, str] | None:
    """What the holes hold for a file of this name (no folders in it), or None where the pattern does not fit."""
    found = compiled(pattern).fullmatch(name)
    return found.groupdict() if found else None
