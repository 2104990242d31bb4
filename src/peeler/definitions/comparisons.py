"""What a measure is put beside or seen through: benchmarks, policies and look-ups, one file each."""

from dataclasses import dataclass
from typing import Any

from pydantic import Field

from peeler.definitions.reading import Strict


class BenchmarkFile(Strict):
    """Published figures put beside a measure: which reference rows, over what period, and why the two may differ."""

    title: str
    about: str
    replaces: str | None = None
    reference: str
    where: dict[str, str | list[str]] = Field(default_factory=dict)
    unless: dict[str, str | list[str]] = Field(default_factory=dict)
    numerator: dict[str, str | list[str]] = Field(default_factory=dict)
    every: str
    unit: str
    why_they_differ: str
    publisher: str
    licence: str
    authority: dict[str, str]
    owner: str
    checked_by: str
    review_by: str


class PolicyFile(Strict):
    """A rule of access: which role may see which objects, as a condition on each object's state now.

    ``personal``: the role may also read names, texts and the other personal values of the objects it sees.
    ``small_numbers``: counts below this are not told to the role, nor what they could be worked out from.
    """

    title: str
    about: str
    replaces: str | None = None
    role: str
    see: dict[str, str]
    personal: bool = False
    small_numbers: int | None = Field(default=None, ge=2, le=1000)
    decide: tuple[str, ...] = ()
    owner: str
    checked_by: str
    review_by: str


class LookUpFile(Strict):
    """A table of words: key -> value, or key -> several named values."""

    title: str
    about: str
    replaces: str | None = None
    authority: dict[str, str]
    owner: str
    checked_by: str
    review_by: str
    verified: str = "yes"
    entries: dict[str, str | dict[str, str]]


@dataclass(frozen=True)
class BenchmarkDefinition:
    """A benchmark, by name."""

    name: str
    file: BenchmarkFile
    hash: str


@dataclass(frozen=True)
class PolicyDefinition:
    """A policy, by name; its conditions are checked against the objects when the catalogue is read."""

    name: str
    file: PolicyFile
    hash: str


@dataclass(frozen=True)
class LookUp:
    """A look-up, by name."""

    name: str
    file: LookUpFile
    hash: str

    @property
    def entries(self) -> dict[str, Any]:
        """Key -> value or named values."""
        return dict(self.file.entries)
