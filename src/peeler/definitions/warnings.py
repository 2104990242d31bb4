"""Named warning signs: which measures must move which way for a sign that has a name of its own."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from peeler.definitions.reading import Strict
from peeler.terms.errors import unknown


class WarningFile(Strict):
    """What a named warning sign's file may hold: measure -> the way it moves, and whether one or all of them must.

    ``harm``: 1 to 5, how much harm may stand behind it; a judgement of the force's, by which the list is ordered.
    """

    title: str
    about: str
    replaces: str | None = None
    signs: dict[str, Literal["rising", "falling"]] = Field(min_length=1)
    needs: Literal["any", "all"] = "any"
    harm: int = Field(ge=1, le=5)
    authority: dict[str, str]
    owner: str
    checked_by: str
    review_by: str


@dataclass(frozen=True)
class WarningDefinition:
    """A named warning sign, checked against the measures there are."""

    name: str
    file: WarningFile
    hash: str


def build_warning(name: str, file: WarningFile, file_hash: str, measures: Collection[str]) -> WarningDefinition:
    """The sign checked; RequestError names the nearest measure."""
    for measure in file.signs:
        if measure not in measures:
            raise unknown("measure", measure, measures, where=f"warnings/{name}.yml: signs")
    return WarningDefinition(name, file, file_hash)
