"""From a person's question to what the compiler takes: words checked, periods laid out, the viewer's sight set."""

from dataclasses import dataclass, replace
from datetime import date

from peeler.answers.desk import Desk
from peeler.answers.halves import hours_of_data, last_changed, there_is
from peeler.answers.policy import sight_of
from peeler.answers.remembering import Remembering
from peeler.definitions.conditions import Condition, parse_condition
from peeler.definitions.measures import Dimension, MeasureDefinition, columns_for, parse_dimension
from peeler.definitions.objects import ObjectDefinition
from peeler.definitions.obligations import ObligationDefinition
from peeler.plans.asked import Asked
from peeler.plans.extent import character
from peeler.plans.hours import instant_of_hour
from peeler.plans.scope import Scope
from peeler.terms.clocks import (
    Every,
    Instant,
    Precision,
    Span,
    end_of_period,
    first_of_period,
    london,
    next_period,
    periods,
    start_of_day,
)  # fmt: skip
from peeler.terms.errors import RequestError, unknown
from peeler.terms.viewers import Viewer

COARSE: tuple[Precision, ...] = ("day", "month")
GROUPABLE = ("word", "text", "offence", "outcome", "integer", "yes_no", "judgement", "day")
MOST_DIMENSIONS = 4
MOST_ROLLING = 60


@dataclass(frozen=True, slots=True)
class MeasureQuestion:
    """Which measure, as at, as known, over which time, by what, of which.

    ``at`` and ``known`` None mean now; ``start`` is the first and ``end`` the last instant counted (both inclusive;
    None: the first, the last period with data). ``by`` holds ``attribute`` or ``attribute@time``; ``where`` is a
    condition, of which only the records it is certainly true of are taken. ``rolling``: each row covers so many periods,
    its own the last of them. ``once``: an attribute such as ``lead``; records that share its value count once, in a stock
    without periods. Without ``flows`` the rows of a stock do not say what came in and what left: looking for that costs more
    than the stock itself.
    """

    measure: str
    at: Instant | None = None
    known: Instant | None = None
    start: Instant | None = None
    end: Instant | None = None
    every: Every | None = None
    by: tuple[str, ...] = ()
    where: str | None = None
    variant: str | None = None
    rolling: int | None = None
    once: str | None = None
    flows: bool = True


@dataclass(frozen=True)
class Prepared:
    """A question ready to run: its scope, what is asked, and which forces and sources the records have.

    ``plan`` is the scope plans are made for: the same, or where nothing has changed since, at rest. ``told`` is the last word
    there is of such objects, or the moment asked for where that is before it.
    """

    question: MeasureQuestion
    scope: Scope
    plan: Scope
    asked: Asked
    forces: tuple[str, ...]
    sources: tuple[str, ...]
    told: Instant

    @property
    def measure(self) -> MeasureDefinition:
        """The measure asked about."""
        return self.asked.measure


def measure_named(desk: Desk, name: str) -> MeasureDefinition:
    """The measure of that name; RequestError names the nearest."""
    if name not in desk.catalogue.measures:
        raise unknown("measure", name, desk.catalogue.measures)
    return desk.catalogue.measures[name]


def prepare(desk: Desk, viewer: Viewer, reading: Remembering, question: MeasureQuestion) -> Prepared:
    """Checks every word of a question; RequestError says which is wrong, and the nearest right one."""
    measure = measure_named(desk, question.measure)
    scope = scope_of(desk, viewer, reading, measure.object, question.at, question.known)
    changed = last_changed(reading, scope)
    forces, sources, coarse = characters(reading, scope.at_rest(changed))
    scope = replace(scope, coarse=coarse)
    asked = Asked(
        measure, dimensions_of(measure, question.by), condition_of(measure, question.where),
        variant_of(measure, question.variant), question.start, after(question.end), once=once_of(measure, question),
    )  # fmt: skip
    plan = plan_scope(scope, asked, changed)
    asked = laid_out(reading, scope, plan, asked, question.every)
    return Prepared(question, scope, plan, rolled(asked, question), forces, sources, as_told(scope, changed).at)


def laid_anew(reading: Remembering, prepared: Prepared, start: Instant | None, end: Instant | None) -> Prepared:
    """The same question over another time, from its first to its last instant counted."""
    question, asked = (
        replace(prepared.question, start=start, end=end),
        replace(prepared.asked, start=start, end=after(end)),
    )
    asked = laid_out(reading, prepared.scope, prepared.plan, asked, question.every)
    return replace(prepared, question=question, asked=rolled(asked, question))


def plan_scope(scope: Scope, asked: Asked, changed: Instant | None) -> Scope:
    """The scope a plan is made for: at rest where nothing has changed since; waits are seen as at the last word there is."""
    if not asked.mentions_moment:
        return scope.at_rest(changed).settled(changed)
    return (scope if asked.measure.waiting is None else as_told(scope, changed)).settled(changed)


def as_told(scope: Scope, changed: Instant | None) -> Scope:
    """The scope at the last word there is of such objects, where that is before it: nothing waits on a feed that has ended."""
    if changed is None:
        return scope
    return replace(scope, at=min([scope.at, max([changed, *(end_of_period(changed, kind) for kind in scope.coarse)])]))


def rolled(asked: Asked, question: MeasureQuestion) -> Asked:
    """The question with each period widened to the last so many; those with less than that of data before them left out."""
    count = question.rolling
    if count is None:
        return asked
    if question.every is None or asked.measure.file.kind in ("stock", "composite") or not 2 <= count <= MOST_ROLLING:
        raise RequestError(f"rolling: 2 to {MOST_ROLLING} periods of a count, a share or a time, asked for by period")
    spans = asked.spans
    wide = [Span(last.day, first.start, last.end) for first, last in zip(spans, spans[count - 1 :], strict=False)]
    return replace(asked, spans=tuple(wide))


def scope_of(
    desk: Desk,
    viewer: Viewer,
    reading: Remembering,
    definition: ObjectDefinition,
    at: Instant | None,
    known: Instant | None,
) -> Scope:
    """An object type seen by a viewer, as at and as known; withdrawn beliefs are read only for a K before the seal."""
    sight, sealed = sight_of(desk.catalogue, viewer, definition.name), reading.sealed_known
    withdrawn = known is not None and sealed is not None and known < sealed
    unsaid = desk.durable.ledger.founded() if isinstance(definition, ObligationDefinition) else ()
    return Scope(definition, sight, desk.now, desk.moment(at), known, withdrawn, unsaid=unsaid)


def characters(reading: Remembering, scope: Scope) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Precision, ...]]:
    """The forces and the sources of the records in scope, and which coarse precisions there are among them."""
    rows = there_is(reading, scope, character, keys=3)
    forces, sources, precisions = ({row[place] for row in rows if row[place]} for place in range(3))
    return tuple(sorted(forces)), tuple(sorted(sources)), tuple(kind for kind in COARSE if kind in precisions)


def dimensions_of(measure: MeasureDefinition, by: tuple[str, ...]) -> tuple[Dimension, ...]:
    """The breakdown asked for; RequestError for an unknown name, one given twice, or one whose values are no groups."""
    if len(by) > MOST_DIMENSIONS:
        raise RequestError(f"by: at most {MOST_DIMENSIONS} breakdowns at once")
    found = tuple(parse_dimension(text, measure.object, where="by") for text in by)
    for dimension in found:
        if found.count(dimension) > 1:
            raise RequestError(f"by: '{dimension.name}' is asked for twice")
        check_groupable(measure, dimension)
    return found


def check_groupable(measure: MeasureDefinition, dimension: Dimension) -> None:
    """RequestError for an attribute whose values are no groups; for a set it names the variants that narrow it."""
    kinds = columns_for(measure.object)
    kind = kinds[dimension.column]
    if kind == "set":
        variants = ", ".join(measure.variants)
        other = f"ask for a variant ({variants})" if variants else "use a filter"
        raise RequestError(
            f"by: '{dimension.column}' holds several values at once, so its parts would not add up; {other}, "
            f"or where: 'domestic_abuse' in {dimension.column}"
        )
    if kind not in GROUPABLE:
        known = [name for name, other in kinds.items() if other in GROUPABLE]
        raise unknown("breakdown", dimension.column, known, where=f"by: an attribute of kind {kind} is no group")


def condition_of(measure: MeasureDefinition, text: str | None) -> Condition | None:
    """The filter asked for, checked against the object's columns."""
    return parse_condition(text, columns_for(measure.object), where="where") if text else None


def variant_of(measure: MeasureDefinition, name: str | None) -> Condition | None:
    """The variant asked for; RequestError names the nearest."""
    if name is None:
        return None
    if name not in measure.variants:
        raise unknown("variant", name, measure.variants, where=measure.name)
    return measure.variants[name]


def once_of(measure: MeasureDefinition, question: MeasureQuestion) -> str | None:
    """The attribute of which records that share a value count once; RequestError where it cannot be asked so."""
    if question.once is None:
        return None
    if measure.file.kind != "stock" or question.every is not None:
        raise RequestError("once: goes with a stock at one moment, without periods")
    words = [name for name, kind in measure.object.columns.items() if kind == "word"]
    if question.once not in words:
        raise unknown("attribute", question.once, words, where="once")
    return question.once


def after(end: Instant | None) -> Instant | None:
    """The first instant after the last one counted."""
    return None if end is None else Instant(end + 1)


def laid_out(reading: Remembering, scope: Scope, plan: Scope, asked: Asked, every: Every | None) -> Asked:
    """The question with its time bounded by the moment it is seen from, and its periods laid out where it has any."""
    if asked.start is not None and asked.end is not None and asked.end <= asked.start:
        raise RequestError("the time asked for ends before it begins")
    if asked.happens_by_then:
        asked = bounded(asked, Instant(scope.at + 1))
    if every is None:
        return asked
    start, end = (asked.start, asked.end)
    if start is None or end is None:
        first, last = days_with_data(reading, plan, asked)
        if first is None or last is None:
            start, end = known_bounds(start, end, every)
        else:
            start = start_of_day(first_of_period(first, every)) if start is None else start
            end = start_of_day(next_period(first_of_period(last, every), every)) if end is None else end
    if start is None or end is None:
        return asked
    asked = replace(asked, start=start, end=max(end, Instant(start + 1)))
    if asked.happens_by_then:
        asked = bounded(asked, Instant(scope.at + 1))
    return replace(asked, spans=periods(asked.start or start, asked.end or end, every))


def bounded(asked: Asked, end: Instant) -> Asked:
    """The question cut at the moment it is seen from; RequestError where it begins after that."""
    if asked.start is not None and asked.start >= end:
        raise RequestError("the time asked for begins after the moment it is seen from (--at)")
    return replace(asked, end=end) if asked.end is not None and asked.end > end else asked


def known_bounds(start: Instant | None, end: Instant | None, every: Every) -> tuple[Instant | None, Instant | None]:
    """Where there is no data: the one period that the given bound lies in."""
    if start is not None:
        return start, start_of_day(next_period(first_of_period(london(start).date(), every), every))
    if end is not None:
        return start_of_day(first_of_period(london(Instant(end - 1)).date(), every)), end
    return None, None


def days_with_data(reading: Remembering, scope: Scope, asked: Asked) -> tuple[date | None, date | None]:
    """The London days of the first and the last hour with anything counted or unknown."""
    first, last = hours_of_data(reading, scope, asked)
    return tuple(None if hour is None else london(instant_of_hour(hour)).date() for hour in (first, last))  # type: ignore[return-value]
