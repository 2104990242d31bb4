"""A composite answered: its terms, each as any measure is answered for this viewer, put into its formula row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import isfinite

from peeler.answers.asking import MeasureQuestion, Prepared, laid_anew, prepare
from peeler.answers.desk import Desk
from peeler.answers.remembering import Remembering
from peeler.answers.rows import Told, remembered, told_rows
from peeler.definitions.measures import MeasureDefinition, Term
from peeler.measures.combining import Figure, combined, weighed
from peeler.measures.rows import MeasureRow, Value
from peeler.measures.small_numbers import BACK
from peeler.plans.asked import Asked
from peeler.terms.clocks import Instant
from peeler.terms.errors import RequestError, unknown
from peeler.terms.viewers import Viewer

OFFENCE = "offence"
Key = tuple[date | None, tuple[tuple[str, Value], ...]]
Rows = dict[Key, MeasureRow]
EMPTY = MeasureRow(None, (), None, None, None, None, None, None, None, None, None)
NOUGHT = Figure(0.0, 0.0, 0.0, 0.0, 0.0, 0)


def composed(
    desk: Desk, viewer: Viewer, reading: Remembering, measure: MeasureDefinition, question: MeasureQuestion
) -> tuple[tuple[MeasureRow, ...], list[str], list[Prepared]]:
    """The rows of a composite, what must be said of them, and its terms' questions; RequestError for what these cannot be asked."""
    if question.variant is not None:
        raise unknown("variant", question.variant, measure.variants, where=measure.name)
    if question.rolling is not None:
        raise RequestError(f"rolling: {measure.name} is made of other measures; ask for them")
    behind = prepared_terms(desk, viewer, reading, measure, question)
    rows, notes = remembered(
        desk, viewer, reading, behind, lambda: put_together(desk, viewer, reading, measure, behind), measure.name
    )
    return rows, notes, behind


def rows_behind(
    desk: Desk, viewer: Viewer, reading: Remembering, measure: MeasureDefinition, question: MeasureQuestion
) -> tuple[tuple[MeasureRow, ...], list[str], list[Prepared]]:
    """The rows of any measure as the viewer may be told them, what must be said of them, and the questions behind them."""
    if measure.terms:
        return composed(desk, viewer, reading, measure, question)
    prepared = prepare(desk, viewer, reading, question)
    return *told_rows(desk, viewer, reading, prepared), [prepared]


def prepared_terms(
    desk: Desk, viewer: Viewer, reading: Remembering, measure: MeasureDefinition, question: MeasureQuestion
) -> list[Prepared]:
    """The questions of the terms, ready to run, all over the same time."""
    behind = [prepare(desk, viewer, reading, question_of(term, question)) for term in measure.terms]
    if question.every is None or (question.start is not None and question.end is not None):
        return behind
    start, end = whole_time(question, [one.asked for one in behind])
    return [laid_anew(reading, one, start, end) for one in behind]


def put_together(
    desk: Desk, viewer: Viewer, reading: Remembering, measure: MeasureDefinition, behind: Sequence[Prepared]
) -> Told:
    """The terms' rows by period and group, put into the formula."""
    rows, notes = {}, []
    for term, prepared in zip(measure.terms, behind, strict=True):
        told, said = told_rows(desk, viewer, reading, prepared)
        notes += said
        keyed = {(row.period, row.dimensions): row for row in told}
        rows[term.name] = (
            keyed if term.weight is None else weights_on(keyed, desk.catalogue.look_ups[term.weight].entries)
        )
    return tuple(row_of(measure, key, rows) for key in keys_of(rows)), list(dict.fromkeys(notes))


def question_of(term: Term, question: MeasureQuestion) -> MeasureQuestion:
    """What a term is asked: the composite's question of the term's measure, narrowed as the term says."""
    conditions = [f"({text})" for text in (term.where, question.where) if text]
    by = question.by if term.weight is None else (*question.by, OFFENCE)
    where = " and ".join(conditions) or None
    return replace(question, measure=term.measure.name, variant=term.variant, where=where, by=by, flows=False)


def whole_time(question: MeasureQuestion, asked: list[Asked]) -> tuple[Instant | None, Instant | None]:
    """From the first period in which every term has data to the last in which any has, within the time asked for."""
    spans = [one.spans for one in asked if one.spans]
    if not spans:
        return question.start, question.end
    first, last = max(one[0].start for one in spans), max(one[-1].end for one in spans)
    return question.start or first, question.end or Instant(max(last, first + 1) - 1)


def weights_on(rows: Rows, weights: Mapping[str, object]) -> Rows:
    """Counts by offence as sums of the offences' weights; what has no weight is unknown."""
    found: dict[Key, list[MeasureRow]] = {}
    for (period, dimensions), row in rows.items():
        found.setdefault((period, dimensions[:-1]), []).append(row)
    return {key: weighed_row(key, several, weights) for key, several in found.items()}


def weighed_row(key: Key, rows: list[MeasureRow], weights: Mapping[str, object]) -> MeasureRow:
    """One row of a weighted count: ``unknown`` are the records without a weight, each of which could have the greatest."""
    if any(row.suppressed for row in rows):
        return row_held_back(key)
    known = [(row.numerator or 0, weight_of(weights, row.dimensions[-1][1])) for row in rows]
    value, interval = weighed([(count, weight) for count, weight in known if weight is not None])
    unknown_count = sum(count for count, weight in known if weight is None) + sum(row.unknown or 0 for row in rows)
    most = max((weight for weight in map(float_of, weights.values()) if weight is not None), default=0.0)
    return replace(
        EMPTY, period=key[0], dimensions=key[1], unknown=unknown_count, value=value, low=interval.low, high=interval.high,
        lowest=value, highest=value + unknown_count * most, n=sum(row.n or 0 for row in rows),
    )  # fmt: skip


def row_held_back(key: Key) -> MeasureRow:
    """A row whose value is not told, since one it is made of is not."""
    return replace(EMPTY, period=key[0], dimensions=key[1], suppressed=True, held=(("value", BACK),))


def weight_of(weights: Mapping[str, object], offence: Value) -> float | None:
    """An offence's weight; None where the look-up has none."""
    return float_of(weights.get(str(offence)))


def float_of(entry: object) -> float | None:
    """A look-up's entry as a weight: a number, or the value it calls ``weight``."""
    said = entry.get("weight") if isinstance(entry, Mapping) else entry
    return None if said is None else float(str(said))


def keys_of(rows: Mapping[str, Rows]) -> list[Key]:
    """Every period and group that any term has, in the order of the terms' rows, periods first."""
    seen = dict.fromkeys(key for several in rows.values() for key in several)
    return sorted(seen, key=lambda key: key[0] or date.min)


def row_of(measure: MeasureDefinition, key: Key, rows: Mapping[str, Rows]) -> MeasureRow:
    """One row of a composite: no value where a term has none, held back where a term is."""
    found = {name: several.get(key) for name, several in rows.items()}
    some = [row for row in found.values() if row is not None]
    if any(row.suppressed for row in some):
        return row_held_back(key)
    figures = {name: figure_of(row, measure, name) for name, row in found.items()}
    known = {name: figure for name, figure in figures.items() if figure is not None}
    answer = combined(measure.formula, known) if measure.formula and len(known) == len(figures) else None
    above, below = quotient(measure, found)
    row = replace(
        EMPTY, period=key[0], dimensions=key[1], numerator=above, denominator=below,
        unknown=sum(row.unknown or 0 for row in some), n=sum(row.n or 0 for row in some),
        provisional=any(row.provisional for row in some),
    )  # fmt: skip
    if answer is None:
        return row
    value, low, high, lowest, highest, _ = answer
    return replace(row, value=value, low=finite(low), high=finite(high), lowest=lowest, highest=highest)


def finite(bound: float) -> float | None:
    """A bound, or None where there is none on that side."""
    return bound if isfinite(bound) else None


def figure_of(row: MeasureRow | None, measure: MeasureDefinition, name: str) -> Figure | None:
    """A term's row as a figure; a count without a row is a nought, any other kind without a value has none."""
    term = next(term for term in measure.terms if term.name == name)
    if row is None:
        return NOUGHT if term.measure.file.kind in ("count", "stock") else None
    if row.value is None:
        return None
    low, high, lowest, highest = (
        float(row.value if bound is None else bound) for bound in (row.low, row.high, row.lowest, row.highest)
    )
    return Figure(float(row.value), low, high, lowest, highest, row.n or 0)


def quotient(measure: MeasureDefinition, found: Mapping[str, MeasureRow | None]) -> tuple[int | None, int | None]:
    """Numerator and denominator, where the formula is one count by another."""
    names = measure.formula.quotient if measure.formula else None
    if names is None:
        return None, None
    values = [found[name].value if found[name] else 0 for name in names]  # type: ignore[union-attr]
    above, below = (value if isinstance(value, int) else None for value in values)
    return above, below
