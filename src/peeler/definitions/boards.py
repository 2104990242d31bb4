"""Boards: figures that belong together, one board a file; of a report also what it says and which truth was planted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field, model_validator

from peeler.definitions.conditions import parse_condition
from peeler.definitions.measures import MeasureDefinition, columns_for, length, parse_dimension
from peeler.definitions.printed import Printed, parse_printed
from peeler.definitions.reading import Strict
from peeler.terms.clocks import Every, Instant, Length, parse_every, parse_moment
from peeler.terms.errors import RequestError, unknown

Shows = Literal["value", "numerator", "denominator", "unknown", "n", "missing", "lowest", "highest", "change"]


class SpanFile(Strict):
    """A stretch of time, first and last day."""

    start: str | None = Field(default=None, alias="from")
    end: str | None = Field(default=None, alias="to")


class TruthFile(SpanFile):
    """Which figure of ``truth.json`` was planted for this one."""

    measure: str
    variant: str | None = None


class ReportFile(Strict):
    """What a report says: its number in the list of figures, the sentence, the number as printed, and of which base.

    ``marked``: of several readings of one number, this is the report's own.
    """

    number: str
    says: str
    prints: str | None = None
    base: str = ""
    marked: bool = False


class BoardFigureFile(SpanFile):
    """One figure: a measure asked, or what is left to others and why. ``last``: the time that ends at the moment of asking.

    ``shows``: which number of the answer is meant.

    ``missing`` is the denominator without the numerator; ``change`` is the growth since the time that ``before`` names, as a share of what it was then.
    """

    title: str
    caption: str = ""
    measure: str | None = None
    variant: str | None = None
    where: str | None = None
    by: tuple[str, ...] = ()
    last: str | None = None
    every: str | None = None
    at: str | None = None
    shows: Shows = "value"
    before: SpanFile | None = None
    left: Literal["people", "duties", "no measure", "no record"] | None = None
    because: str = ""
    report: ReportFile | None = None
    truth: TruthFile | None = None

    @model_validator(mode="after")
    def shape(self) -> "BoardFigureFile":
        """Refuses a figure that is neither asked nor left, and keys that do not go together."""
        if bool(self.measure) == bool(self.left):
            raise ValueError("a figure names measure:, or left: to whom or what")
        if bool(self.left) != bool(self.because):
            raise ValueError("because: goes with left:")
        asked = (
            self.variant,
            self.where,
            self.by,
            self.start,
            self.end,
            self.last,
            self.every,
            self.at,
            self.before,
            self.truth,
        )
        if self.left and any(asked):
            raise ValueError("a figure that is left asks nothing")
        if self.last and (self.start or self.end):
            raise ValueError("a figure names last:, or from: and to:")
        if (self.shows == "change") != (self.before is not None):
            raise ValueError("shows: change and before: go together")
        if self.shows != "value" and (self.by or self.every):
            raise ValueError("shows: goes with a figure of one number")
        return self


class BoardFile(Strict):
    """What a board's file may hold."""

    title: str
    about: str
    replaces: str | None = None
    owner: str
    checked_by: str
    review_by: str
    figures: tuple[BoardFigureFile, ...] = Field(min_length=1, max_length=200)


@dataclass(frozen=True)
class FigureDefinition:
    """One figure of a board, its moments, periods and printed number read."""

    file: BoardFigureFile
    at: Instant | None
    start: Instant | None
    end: Instant | None
    every: Every | None
    before: tuple[Instant | None, Instant | None]
    prints: Printed | None
    last: Length | None


@dataclass(frozen=True)
class BoardDefinition:
    """A board, by name."""

    name: str
    file: BoardFile
    hash: str
    figures: tuple[FigureDefinition, ...]


def build_board(
    name: str, file: BoardFile, file_hash: str, measures: Mapping[str, MeasureDefinition]
) -> BoardDefinition:
    """The board checked against the measures; RequestError names file, key and the nearest right word."""
    figures = (
        build_figure(f"boards/{name}.yml: figures.{place}", one, measures) for place, one in enumerate(file.figures)
    )
    return BoardDefinition(name, file, file_hash, tuple(figures))


def build_figure(where: str, file: BoardFigureFile, measures: Mapping[str, MeasureDefinition]) -> FigureDefinition:
    """One figure with every word of it checked."""
    if file.measure is not None:
        if file.measure not in measures:
            raise unknown("measure", file.measure, measures, where=f"{where}.measure")
        check_question(where, file, measures[file.measure])
    before = file.before or SpanFile()
    prints = file.report.prints if file.report else None
    return FigureDefinition(
        file, moment(file.at, f"{where}.at"), moment(file.start, f"{where}.from", "start"), moment(file.end, f"{where}.to"),
        every(file.every, f"{where}.every"),
        (moment(before.start, f"{where}.before.from", "start"), moment(before.end, f"{where}.before.to")),
        parse_printed(prints, where=f"{where}.report.prints") if prints else None, whole_days(file.last, f"{where}.last"),
    )  # fmt: skip


def check_question(where: str, file: BoardFigureFile, measure: MeasureDefinition) -> None:
    """RequestError for a variant, breakdown or filter that the measure does not know."""
    if file.variant is not None and file.variant not in measure.variants:
        raise unknown("variant", file.variant, measure.variants, where=f"{where}.variant")
    names = [dimension.name for dimension in measure.dimensions]
    for text in file.by:
        if measure.file.object is None and text not in names:
            raise unknown("dimension", text, names, where=f"{where}.by")
        if measure.file.object is not None:
            parse_dimension(text, measure.object, where=f"{where}.by")
    if file.where and measure.file.object is None:
        raise RequestError(f"{where}.where: '{measure.name}' is made of other measures and takes no filter")
    if file.where:
        parse_condition(file.where, columns_for(measure.object), where=f"{where}.where")


def moment(text: str | None, where: str, edge: Literal["start", "end"] = "end") -> Instant | None:
    """A moment as written in a file; RequestError says where it is wrong."""
    try:
        return parse_moment(text, edge=edge) if text else None
    except RequestError as problem:
        raise RequestError(f"{where}: {problem}") from problem


def every(text: str | None, where: str) -> Every | None:
    """A kind of period as written in a file; RequestError says where it is wrong."""
    try:
        return parse_every(text) if text else None
    except RequestError as problem:
        raise RequestError(f"{where}: {problem}") from problem


def whole_days(text: str | None, where: str) -> Length | None:
    """A length of time as written in a file, in whole days or longer; RequestError says where it is wrong."""
    found = length(text, where)
    if found is not None and found.unit == "hour":
        raise RequestError(f"{where}: days, weeks, months or years")
    return found
