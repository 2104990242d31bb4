"""What a measure is put beside or seen through: benchmarks, policies and look-ups, one file each."""

from dataclasses import dataclass
from typing import Any

from pydantic import Field, model_validator

from peeler.definitions.reading import Strict
from peeler.terms.clocks import parse_day


class FigureFile(Strict):
    """One published figure by itself: whose (a force's key; none: everybody's, or nobody's, as a guideline is) and of which days.

    Either ``numerator`` and ``denominator``, a ``numerator`` alone (a count), or a ``value`` published without the numbers
    behind it, which has no interval. ``assumed``: what of it is not published and was assumed.
    """

    force: str | None = None
    first: str = Field(alias="from")
    last: str = Field(alias="to")
    numerator: int | None = None
    denominator: int | None = Field(default=None, gt=0)
    value: float | None = None
    assumed: str | None = None

    @model_validator(mode="after")
    def shape(self) -> "FigureFile":
        """Refuses a figure that says nothing, or the same thing twice, and days that are none."""
        if (self.value is None) == (self.numerator is None) or (self.denominator and self.numerator is None):
            raise ValueError("a figure has a value, or a numerator with or without its denominator")
        if parse_day(self.first) > parse_day(self.last):
            raise ValueError("a figure ends before it begins")
        return self


class BenchmarkFile(Strict):
    """Published figures put beside a measure: which reference rows, over what period, and why the two may differ.

    ``figures`` instead of ``reference``: few figures that are published in a text, each with its own days; beside a
    ``variant`` of a measure alone, or where there is none beside the measure without one.
    """

    title: str
    about: str
    replaces: str | None = None
    reference: str | None = None
    figures: tuple[FigureFile, ...] = ()
    variant: str | None = None
    where: dict[str, str | list[str]] = Field(default_factory=dict)
    unless: dict[str, str | list[str]] = Field(default_factory=dict)
    numerator: dict[str, str | list[str]] = Field(default_factory=dict)
    every: str = "year"
    unit: str
    why_they_differ: str
    publisher: str
    licence: str
    authority: dict[str, str]
    owner: str
    checked_by: str
    review_by: str

    @model_validator(mode="after")
    def shape(self) -> "BenchmarkFile":
        """Refuses a benchmark with both a reference table and figures of its own, or with neither."""
        if bool(self.reference) == bool(self.figures):
            raise ValueError("a benchmark names reference:, or has figures: of its own")
        if self.figures and (self.where or self.unless or self.numerator):
            raise ValueError("where:, unless: and numerator: go with reference:")
        if self.variant and not self.figures:
            raise ValueError("variant: goes with figures:")
        return self

    @property
    def is_share(self) -> bool:
        """Whether its values are shares of something."""
        return bool(self.numerator) or any(one.denominator for one in self.figures) or self.unit.startswith("share")


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
