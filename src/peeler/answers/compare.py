"""Forces or teams compared: a funnel of their shares or rates, in which only who stands out of the crowd is named."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal

from peeler.answers.access import note
from peeler.answers.asking import MeasureQuestion
from peeler.answers.benchmark_series import FORCE, benchmark_summary, covered, figures_of
from peeler.answers.desk import Desk
from peeler.answers.figure_words import value_words
from peeler.answers.freshness import SourceFreshness
from peeler.answers.measure import DefinitionSummary, measured
from peeler.answers.policy import policies_of
from peeler.answers.remembering import Remembering
from peeler.answers.verdicts import list_words
from peeler.answers.whole_periods import last_day
from peeler.definitions.measures import MeasureDefinition
from peeler.measures.benchmarks import Published
from peeler.measures.funnels import Band, Family, Funnel, FunnelPoint, Unit, funnel
from peeler.measures.intervals import poisson, wilson
from peeler.measures.rows import MeasureRow
from peeler.terms.clocks import Instant, first_of_period
from peeler.terms.errors import RequestError, unknown
from peeler.terms.viewers import Viewer

__all__ = ["BY_CHANCE", "Band", "CompareAnswer", "CompareQuestion", "Funnel", "FunnelPoint", "compare", "interval_of"]

NOT_SAID = "not said"
BY_CHANCE = 0.05  # the part of equal units that chance alone puts outside the inner limits


@dataclass(frozen=True, slots=True)
class CompareQuestion:
    """Which measure or benchmark, over which time, by which dimension (``force`` or ``team``), and who is to be named."""

    name: str
    at: Instant | None = None
    known: Instant | None = None
    start: Instant | None = None
    end: Instant | None = None
    by: str = FORCE
    where: str | None = None
    variant: str | None = None
    named: str | None = None


@dataclass(frozen=True, slots=True)
class CompareAnswer:
    """A funnel and its words. Points are in order of name, never of value: this is no league table.

    ``per``: what values are multiplied by to be read (1 for shares; 1,000 for a rate per 1,000). ``first`` and
    ``last``: the days it is about, where they are known. ``funnel`` None: too few to compare, and ``words`` say so.
    ``left_out``: units of which too little may be told, or nothing is known.
    """

    question: CompareQuestion
    definition: DefinitionSummary
    style: Literal["share", "number"]
    per: int
    first: date | None
    last: date | None
    funnel: Funnel | None
    left_out: tuple[str, ...]
    words: tuple[str, ...]
    notes: tuple[str, ...]
    freshness: tuple[SourceFreshness, ...]
    as_at: Instant
    journal_version: int
    synthetic: bool
    age: int = 0


@dataclass(frozen=True)
class Crowd:
    """The units compared and what is known of them all."""

    definition: DefinitionSummary
    units: tuple[Unit, ...]
    family: Family
    per: int
    left_out: tuple[str, ...]
    days: tuple[date | None, date | None]
    notes: tuple[str, ...]
    freshness: tuple[SourceFreshness, ...]
    as_at: Instant


def compare(desk: Desk, viewer: Viewer, question: CompareQuestion) -> CompareAnswer:
    """Compares for a viewer; RequestError for what has no size to compare by, or too few to compare."""
    note(desk, viewer, "compare", asdict(question))
    policies_of(desk.catalogue, viewer)
    with desk.one_version() as still, still.reading() as reading:
        published = question.name in still.catalogue.benchmarks and question.name not in still.catalogue.measures
        crowd = crowd_of_benchmark(still, reading, question) if published else crowd_of_measure(still, viewer, question)
        found = funnel(crowd.units, crowd.family)
        named = None if question.named is None or found is None else point_named(found, question.named)
        return CompareAnswer(
            question, crowd.definition, "share" if crowd.family == "share" else "number", crowd.per, *crowd.days, found,
            crowd.left_out, words(found, crowd, named), crowd.notes, crowd.freshness, crowd.as_at, reading.version,
            still.synthetic, reading.age,
        )  # fmt: skip


def crowd_of_measure(desk: Desk, viewer: Viewer, question: CompareQuestion) -> Crowd:
    """The groups of a measure, as the viewer may be told them."""
    if question.name not in desk.catalogue.measures:
        raise unknown("measure", question.name, [*desk.catalogue.measures, *desk.catalogue.benchmarks])
    definition = desk.catalogue.measures[question.name]
    family, per = family_of(definition)
    answer = measured(
        desk, viewer,
        MeasureQuestion(
            question.name, question.at, question.known, question.start, question.end, None, (question.by,),
            question.where, question.variant,
        ),
    )  # fmt: skip
    named = [(str(dict(row.dimensions)[question.by] or NOT_SAID), row) for row in answer.rows]
    told = [(name, row) for name, row in named if is_told(row) and name != NOT_SAID]
    units = tuple(Unit(name, row.numerator or 0, float(row.denominator or 0)) for name, row in told)
    left_out = tuple(sorted(name for name, row in named if not is_told(row)))
    return Crowd(
        answer.definition, units, family, per, left_out, (None, None), answer.notes, answer.freshness, answer.as_at
    )


def family_of(definition: MeasureDefinition) -> tuple[Family, int]:
    """Whether a measure is a share or a rate, and per how many; RequestError for what has no size to compare by."""
    if definition.file.denominator is not None:
        return "rate", definition.file.denominator.per
    if definition.is_share:
        return "share", 1
    raise RequestError(
        f"{definition.name}: only a share or a rate can be compared; a {definition.file.kind} does not say how large each is"
    )


def is_told(row: MeasureRow) -> bool:
    """Whether a row has figures that may be told and a size."""
    return not row.suppressed and row.numerator is not None and bool(row.denominator)


def crowd_of_benchmark(desk: Desk, reading: Remembering, question: CompareQuestion) -> Crowd:
    """The forces of a published share, over the time asked for, or the newest whole financial year."""
    definition = desk.catalogue.benchmarks[question.name]
    if question.by != FORCE or question.where or question.variant:
        raise RequestError(f"{question.name}: published figures can be compared by force alone")
    if not definition.file.numerator:
        raise RequestError(
            f"{question.name}: only a share can be compared; a count does not say how large each force is"
        )
    figures = figures_of(reading, definition, question.start, question.end)
    chosen = figures if question.start is not None or question.end is not None else newest_year(figures)
    units = tuple(
        Unit(force, sum(f.numerator or 0 for f in own), float(sum(f.denominator for f in own)))
        for force in sorted({figure.force for figure in chosen})
        if (own := [figure for figure in chosen if figure.force == force])
    )
    days = (min((f.first for f in chosen), default=None), max((f.last for f in chosen), default=None))
    source = f"Published by the {definition.file.publisher}, {max((f.vintage for f in chosen), default='')} ({definition.file.licence})."
    return Crowd(
        benchmark_summary(desk, definition), units, "share", 1, (), days, (source, definition.file.why_they_differ), (),
        desk.moment(question.at),
    )  # fmt: skip


def newest_year(figures: list[Published]) -> list[Published]:
    """The figures of the newest financial year that is whole; all of them where none is."""
    years = covered(figures, "financial_year")
    if not years:
        return figures
    first = max(years)
    last = last_day(first, "financial_year")
    return [f for f in figures if first <= first_of_period(f.first, "financial_year") and f.last <= last]


def point_named(found: Funnel, name: str) -> FunnelPoint:
    """The unit of that name; RequestError names the nearest."""
    for point in found.points:
        if point.name == name:
            return point
    raise unknown("name", name, [point.name for point in found.points])


def words(found: Funnel | None, crowd: Crowd, named: FunnelPoint | None) -> tuple[str, ...]:
    """Who was asked about, who stands out, how many do by chance, and what the limits count."""
    if found is None:
        return (f"There are {len(crowd.units)} to compare; that takes three or more, and something counted in some.",)
    said = [] if named is None else [of_one(named, found, crowd)]
    said += [who_stands_out(found, crowd)]
    if found.spread:
        said.append(
            "The limits count the usual differences between them as well as chance: they differ more than chance explains "
            f"(a standard deviation of {shown(found.spread, crowd)})."
        )
    if crowd.left_out:
        said.append(f"Left out, because too little is known or may be told: {list_words(crowd.left_out)}.")
    return tuple(said)


def of_one(point: FunnelPoint, found: Funnel, crowd: Crowd) -> str:
    """What the funnel says of one unit."""
    value, centre = shown(point.value, crowd), shown(found.centre, crowd)
    if point.position == "inside":
        return f"{point.name}: {value} against {centre} of all together; inside the limits, so nothing sets it apart."
    sure = "far " if point.position.startswith("very") else ""
    way = "above" if point.position.endswith("high") else "below"
    return f"{point.name}: {value} against {centre} of all together; {sure}{way} what chance and usual differences explain."


def who_stands_out(found: Funnel, crowd: Crowd) -> str:
    """How many stand out and which way, by name, with how many chance alone would."""
    outside = [point for point in found.points if point.position != "inside"]
    expected = f"about {len(found.points) * BY_CHANCE:.0f} of {len(found.points)} would by chance alone"
    if not outside:
        return f"None of {len(found.points)} stands out ({expected})."
    high = names([point for point in outside if point.position.endswith("high")], crowd)
    low = names([point for point in outside if point.position.endswith("low")], crowd)
    ways = [f"{way}: {who}" for way, who in (("high", high), ("low", low)) if who]
    return f"{len(outside)} of {len(found.points)} stand out ({expected}). {'; '.join(ways)}."


def names(points: Sequence[FunnelPoint], crowd: Crowd) -> str:
    """Some units with their values, in order of name."""
    return list_words([f"{point.name} ({shown(point.value, crowd)})" for point in points])


def shown(value: float, crowd: Crowd) -> str:
    """A value as it is read."""
    return value_words(value * crowd.per, "share" if crowd.family == "share" else "number")


def interval_of(point: FunnelPoint, answer: CompareAnswer) -> tuple[float, float]:
    """The 95 % interval of a unit's value, as it is read: Wilson's of a share, the exact Poisson one of a rate."""
    if answer.style == "share":
        interval = wilson(point.numerator, round(point.denominator))
        return (interval.low, interval.high) if interval else (0.0, 1.0)
    per, exact = answer.per / point.denominator, poisson(point.numerator)
    return exact.low * per, exact.high * per
