"""The rows of a prepared question as a viewer may be told them: the one place where small numbers are held back."""

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import replace
from typing import Any

from peeler.answers.asking import Prepared
from peeler.answers.comparing import exposures
from peeler.answers.counting import cells_of
from peeler.answers.desk import Desk
from peeler.answers.policy import least_told
from peeler.answers.remembering import Remembering
from peeler.answers.waits import waits_of, with_waits
from peeler.definitions.measures import MeasureDefinition
from peeler.measures.exposures import notes_of_exposures
from peeler.measures.rows import MeasureRow, Place, Value, count_row, rate_row, share_row
from peeler.measures.small_numbers import fewer_than, held_back
from peeler.terms.clocks import later_by
from peeler.terms.viewers import Viewer

Told = tuple[tuple[MeasureRow, ...], list[str]]


def told_rows(desk: Desk, viewer: Viewer, reading: Remembering, prepared: Prepared) -> Told:
    """The rows of a prepared question as the viewer may be told them, and what must be said of them.

    The one place where small numbers are held back: whatever shows, writes or lists goes through here.
    """
    return remembered(desk, viewer, reading, [prepared], lambda: worked_out(desk, viewer, reading, prepared))


def remembered(
    desk: Desk,
    viewer: Viewer,
    reading: Remembering,
    behind: Sequence[Prepared],
    make: Callable[[], Told],
    name: str = "",
) -> Told:
    """Rows and notes that are made of these questions alone, made once for each version of what they read (ruling 24).

    ``name`` says of what, where it is not the one question itself. Reference tables change without a version, so what is
    divided by one is made every time.
    """
    if any(one.measure.file.denominator for one in behind):
        return make()
    types = sorted({one.measure.object.name for one in behind})
    key = ("told", name, desk.catalogue.version, viewer.roles, *(asked_for(one) for one in behind))

    def kept() -> list[tuple[Any, ...]]:
        rows, notes = make()
        return [*((row,) for row in rows), (notes,)]

    *rows, (notes,) = reading.once(types, key, kept)
    return tuple(row for (row,) in rows), list(notes)


def asked_for(prepared: Prepared) -> tuple[Hashable, ...]:
    """All that the rows of a question depend on besides catalogue, viewer and journal."""
    asked, plan = prepared.asked, prepared.plan
    texts = tuple(None if said is None else said.text for said in (asked.where, asked.variant))
    times = (plan.at, plan.now, plan.known, plan.withdrawn, plan.coarse, prepared.told)
    return (
        asked.measure.name,
        asked.dimensions,
        texts,
        asked.start,
        asked.end,
        asked.spans,
        times,
        prepared.question.rolling,
        prepared.question.every,
        asked.once,
        prepared.question.flows,
    )


def worked_out(desk: Desk, viewer: Viewer, reading: Remembering, prepared: Prepared) -> Told:
    """The same, worked out anew."""
    rows, notes = rows_of(reading, prepared)
    measure = prepared.measure
    least = least_told(desk.catalogue, viewer, measure.object.name)
    if least is None:
        return rows, notes
    over_time = measure.file.kind != "stock" and prepared.question.rolling is None
    told = held_back(rows, least, share=measure.is_share or measure.waits, over_time=over_time)
    return told, [*notes, *notes_of_small(told, least)]


def notes_of_small(rows: tuple[MeasureRow, ...], least: int) -> list[str]:
    """That and why numbers are held back, where any are."""
    if not any(row.held or any(part.held for part in row.parts) for row in rows):
        return []
    why = "where one could be worked out from the rest, the next smallest is held back too"
    return [f"Numbers {fewer_than(least)} are not told, by the policy you see this under; {why}."]


def rows_of(reading: Remembering, prepared: Prepared) -> Told:
    """The rows of a prepared question, and what must be said of them."""
    measure, cells = prepared.measure, cells_of(reading, prepared)
    per = measure.file.denominator
    if per is not None:
        exposed = exposures(reading, prepared, cells)
        rates = [rate_row(place_of(prepared, key), cell, exposed[key][1].total, per.per) for key, cell in cells.items()]
        return tuple(rates), notes_of_exposures(per.label, exposed.values())
    shares = measure.is_share or measure.waits
    made = {
        key: share_row(place_of(prepared, key), cell, measure) if shares else count_row(place_of(prepared, key), cell)
        for key, cell in cells.items()
    }
    if measure.waiting is not None and measure.waits:
        waited = waits_of(reading, prepared, measure.waiting)
        made = {key: with_waits(row, waited.get(key, ()), measure.waiting) for key, row in made.items()}
    young = provisional(prepared)
    return tuple(replace(row, provisional=key[0] in young) for key, row in made.items()), notes_of_young(young, measure)


def provisional(prepared: Prepared) -> frozenset[int]:
    """The numbers of the periods that ended too lately for their figures to stand, by what the measure says of itself."""
    matures = prepared.measure.matures
    if matures is None:
        return frozenset()
    spans = enumerate(prepared.asked.spans)
    return frozenset(number for number, span in spans if later_by(span.end, matures) > prepared.told)


def notes_of_young(young: Collection[int], measure: MeasureDefinition) -> list[str]:
    """That the newest periods are provisional, where any are."""
    if not young:
        return []
    return [
        f"Periods that ended less than {measure.matures} before the last word there is are provisional: they will change."
    ]


def place_of(prepared: Prepared, key: tuple[int, tuple[Value, ...]]) -> Place:
    """The period and named dimensions of a cell."""
    number, group = key
    spans = prepared.asked.spans
    names = [dimension.name for dimension in prepared.asked.dimensions]
    return Place(spans[number].day if spans else None, tuple(zip(names, group, strict=True)))
