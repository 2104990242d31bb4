"""Why a saved number is another today: what came late, what was corrected, what was defined otherwise; parts that add up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import Any

from peeler.answers.access import note
from peeler.answers.desk import Desk
from peeler.answers.measure import MeasureQuestion, MeasureRow, measured
from peeler.answers.measure_json import row_json
from peeler.answers.pinning import Defined, as_defined, as_then
from peeler.answers.policy import policies_of
from peeler.answers.saved import NOT_YOURS, SavedSummary, notes_of, question_of, saved_numbered, summary_of, told_to
from peeler.definitions.catalogue import Catalogue
from peeler.plans.halfway import halfway
from peeler.store.saved import PinnedFigure, Saved
from peeler.terms.clocks import Instant
from peeler.terms.errors import RequestError
from peeler.terms.identifiers import ObjectId, ObjectType
from peeler.terms.viewers import Viewer

NUMBERS = ("numerator", "denominator", "unknown", "value")
STEPS = (
    "saved",
    "run again",
    "with what came late",
    "with what was corrected",
    "with tables published since",
    "as defined today",
)
CAUSES = ("judged or folded as today", "late", "corrected", "published tables", "definition")
Number = int | float | None
Numbers = tuple[Number, ...]  # in the order of NUMBERS
Key = tuple[str, ...]
Table = Mapping[Key, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class WhyPart:
    """How much of a difference one cause makes; None where a number is not known, or not told, on one of its sides."""

    cause: str
    numerator: Number
    denominator: Number
    unknown: Number
    value: Number


@dataclass(frozen=True, slots=True)
class WhyRow:
    """One row of a figure: its numbers at each step from as saved to today's (``STEPS``), and what each step adds.

    The parts of whole numbers add up exactly; those of a value are differences of the steps shown.
    """

    place: tuple[tuple[str, str], ...]
    steps: tuple[tuple[Number, ...], ...]
    parts: tuple[WhyPart, ...]

    @property
    def changed(self) -> bool:
        """Whether anything since has changed its numbers, also where the changes cancel out."""
        return len(set(self.steps)) > 1


@dataclass(frozen=True, slots=True)
class WhyFigure:
    """One figure of what was saved: its rows that have changed since, and how many have not."""

    title: str
    measure: str
    unit: str
    rows: tuple[WhyRow, ...]
    unchanged: int
    problem: str


@dataclass(frozen=True, slots=True)
class WhyAnswer:
    """Every figure of what was saved, as known then and as known now. ``corrected``: how many objects were."""

    summary: SavedSummary
    as_known: Instant
    figures: tuple[WhyFigure, ...]
    notes: tuple[str, ...]
    synthetic: bool


def why(desk: Desk, viewer: Viewer, number: int) -> WhyAnswer:
    """Splits the difference between saved numbers and today's answers to the same questions; RequestError for no such number.

    The same question is asked as known then, by the definitions then; with what has come since; by today's definitions.
    Between the first two stands the belief in which only what was late has come (``plans.halfway``): an object counts as
    corrected where an event of its own, or of one it belongs to, stood then and no longer stands.
    """
    note(desk, viewer, "why", {"number": number})
    policies_of(desk.catalogue, viewer)
    saved = saved_numbered(desk, number)
    defined = as_defined(desk, saved.pinned.definitions)
    with desk.one_version() as one:
        figures = tuple(why_figure(one, viewer, saved, figure, defined) for figure in saved.pinned.figures)
    return WhyAnswer(summary_of(saved), desk.now, figures, notes_of(defined), desk.synthetic)


def why_figure(desk: Desk, viewer: Viewer, saved: Saved, figure: PinnedFigure, defined: Defined) -> WhyFigure:
    """One figure, its rows by place."""
    mine = told_to(saved, viewer)
    title, name = figure.title, figure.measure
    unit = desk.catalogue.measures[name].file.unit if name in desk.catalogue.measures else ""
    if defined.problem:
        return WhyFigure(title, name, unit, (), 0, defined.problem)
    try:
        tables = steps_of(desk, viewer, saved, figure, defined)
    except RequestError as problem:
        return WhyFigure(title, name, unit, (), 0, str(problem))
    first = keyed([dict(row) for row in figure.rows], tables[0]) if mine else tables[0]
    rows = rows_between([first, *tables])
    changed = tuple(row for row in rows if row.changed)
    return WhyFigure(title, name, unit, changed, len(rows) - len(changed), "" if mine else NOT_YOURS)


def steps_of(desk: Desk, viewer: Viewer, saved: Saved, figure: PinnedFigure, defined: Defined) -> list[Table]:
    """The rows run again, with what came late, with what was corrected, with tables published since, as defined today."""
    question = question_of(figure)
    since = replace(question, known=None)
    held = corrected(desk, defined.catalogue, question)
    with desk.reading() as reading:
        then = as_then(desk, reading, defined, saved.pinned)
        between = then
        if question.known is not None and then.open is not None:
            between = replace(then, open=then.open.changed_by(partial(halfway, held=held)))
        asked = (
            (then, question), (between, question), (then, since), (replace(desk, catalogue=defined.catalogue), since), (desk, since),
        )  # fmt: skip
        return [told(one, viewer, this) for one, this in asked]


def corrected(desk: Desk, catalogue: Catalogue, question: MeasureQuestion) -> dict[str, tuple[str, ...]]:
    """By object type that the measure reads: the objects of which something has been withdrawn or corrected since."""
    before = question.known or desk.now
    named = desk.durable.ledger.corrected_between(before, desk.now)
    by_type: dict[str, set[ObjectId]] = {}
    for kind, one in named:
        by_type.setdefault(kind, set()).add(one)
    types = {one.object.name for one in catalogue.measures[question.measure].made_of}
    return {kind: tuple(sorted(with_members(desk, catalogue, kind, by_type))) for kind in types}


def with_members(desk: Desk, catalogue: Catalogue, kind: str, named: Mapping[str, set[ObjectId]]) -> set[ObjectId]:
    """The corrected objects of a type, and those that copy from a corrected owner, however far up."""
    found, definition = set(named.get(kind, ())), catalogue.objects[kind]
    for owner in {definition.owners[copy.role] for copy in definition.copies}:
        above = [(owner, one) for one in with_members(desk, catalogue, owner, named)]
        found |= desk.durable.ledger.members_of(above, ObjectType(kind)) if above else set()
    return found


def told(desk: Desk, viewer: Viewer, question: MeasureQuestion) -> Table:
    """The rows of an answer by their place."""
    rows = measured(desk, viewer, question).rows
    return {place_of(row): row_json(row) for row in rows}


def place_of(row: MeasureRow) -> Key:
    """A row's period and groups as text, in order."""
    return tuple(
        f"{name}={value}"
        for name, value in (("period", row.period), *row.dimensions)
        if value is not None or name != "period"
    )


def keyed(rows: Sequence[Mapping[str, Any]], like: Table) -> Table:
    """Saved rows by their place; those of an answer run again say which keys place a row."""
    names = [part.partition("=")[0] for part in next(iter(like), ())] or [
        name for name in ("period",) if rows and name in rows[0]
    ]
    return {tuple(f"{name}={row.get(name)}" for name in names): row for row in rows}


def rows_between(tables: Sequence[Table]) -> list[WhyRow]:
    """Every place that has a row at any step, with its numbers at each and what each step adds."""
    places = dict.fromkeys(place for table in tables for place in table)
    return [why_row(place, [numbers(table.get(place), tables) for table in tables]) for place in places]


def numbers(row: Mapping[str, Any] | None, tables: Sequence[Table]) -> Numbers:
    """A row's numbers; a place without a row has counted nothing, of what the others count."""
    if row is not None:
        return tuple(row.get(name) for name in NUMBERS)
    other = next(row for table in tables for row in table.values())
    share = other.get("denominator") is not None
    return (0, 0 if share else None, 0, None if share else 0)


def why_row(place: Key, steps: Sequence[Numbers]) -> WhyRow:
    """One row with its steps and parts."""
    parts = tuple(
        WhyPart(cause, *(difference(a, b) for a, b in zip(before, after, strict=True)))
        for cause, before, after in zip(CAUSES, steps, steps[1:], strict=False)
    )
    named = tuple((name, value) for name, _, value in (part.partition("=") for part in place))
    return WhyRow(named, tuple(steps), parts)


def difference(before: Number, after: Number) -> Number:
    """How much more the second is: whole for whole numbers, worked out exactly for others."""
    if before is None or after is None:
        return None
    if isinstance(before, int) and isinstance(after, int):
        return after - before
    return float(Fraction(after) - Fraction(before))
