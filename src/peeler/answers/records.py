"""The records behind one number of a measure: their total always equals the number."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlglot import exp

from peeler.answers.access import note
from peeler.answers.asking import MeasureQuestion, Prepared, measure_named, prepare
from peeler.answers.counting import standing_at
from peeler.answers.desk import Desk
from peeler.answers.notes import notes_of_moment
from peeler.answers.policy import least_told
from peeler.answers.remembering import Remembering
from peeler.answers.rows import told_rows
from peeler.definitions.kinds import FAMILY, Kind
from peeler.definitions.measure_file import NOT_SAID
from peeler.definitions.measures import MeasureDefinition, columns_for
from peeler.measures.rows import Group, MeasureRow, Value
from peeler.measures.small_numbers import fewer_than
from peeler.plans import records as plans
from peeler.plans.asked import Asked
from peeler.store.projection import instant_of
from peeler.terms.clocks import Instant, Span
from peeler.terms.errors import NotAllowed, RequestError, unknown
from peeler.terms.viewers import Viewer

LARGEST_PAGE = 1_000
FLOWS = ("arrivals", "departures")
Shown = Value | Instant | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordsQuestion:
    """Which cell of which answer; ``page`` counts from 1.

    ``which`` is value, numerator, denominator, unknown, n, arrivals, departures or part:NAME (for what no part claims:
    part:OF.not_said, such as part:unknown.not_said). ``period`` is the row's first day; ``dimensions`` are those of the
    row, and one that is left out is not narrowed by.
    """

    measure: MeasureQuestion
    which: str = "value"
    period: date | None = None
    dimensions: tuple[tuple[str, Value], ...] = ()
    page: int = 1
    size: int = 50


@dataclass(frozen=True, slots=True)
class Record:
    """One object (or one event of one, where events are counted), with the columns the measure reads; never personal.

    ``columns`` are (name, kind, value); an ``instant`` or ``since`` is microseconds since 1970.
    """

    object_type: str
    object: str
    force: str | None
    event: str | None
    time: Instant | None
    columns: tuple[tuple[str, str, Shown], ...]


@dataclass(frozen=True, slots=True)
class RecordsAnswer:
    """One page of records; ``total`` of them in all, which is the number asked about; ``asked_at`` the moment of asking."""

    question: RecordsQuestion
    title: str
    as_at: Instant
    as_known: Instant
    total: int
    page: int
    pages: int
    records: tuple[Record, ...]
    notes: tuple[str, ...]
    journal_version: int
    asked_at: Instant | None = None

    @property
    def ahead(self) -> bool:
        """Whether the moment asked for is still to come."""
        return self.asked_at is not None and max(self.as_at, self.as_known) > self.asked_at


def records(desk: Desk, viewer: Viewer, question: RecordsQuestion) -> RecordsAnswer:
    """The records behind one cell; RequestError where the answer has no such cell, or the viewer may not see it."""
    note(desk, viewer, "records", {**asdict(question), "period": str(question.period or "")})
    check_page(question.page, question.size)
    require_own(measure_named(desk, question.measure.measure))
    with desk.reading() as reading:
        prepared = prepare(desk, viewer, reading, question.measure)
        tree, shown = behind(prepared, question)
        total = int(reading.rows(plans.counted(tree))[0][0])
        require_told(desk, viewer, reading, prepared, question, total)
        rows = reading.rows(plans.paged(tree, question.page, question.size))
        known = question.measure.known
        return RecordsAnswer(
            question, prepared.measure.file.title, prepared.scope.at, desk.moment(known), total,
            question.page, max(1, -(-total // question.size)),
            tuple(record_of(prepared, shown, row) for row in rows), tuple(notes_of_moment(desk, prepared)),
            reading.version, desk.now,
        )  # fmt: skip


def require_own(measure: MeasureDefinition) -> None:
    """RequestError for a measure that is made of others, naming these."""
    if measure.terms:
        made = ", ".join(term.measure.name for term in measure.terms)
        raise RequestError(f"'{measure.name}' is worked out from other measures, which have the records: {made}")


def require_told(
    desk: Desk, viewer: Viewer, reading: Remembering, prepared: Prepared, question: RecordsQuestion, total: int
) -> None:
    """NotAllowed for the records of a number that the answer itself holds back from this viewer, or of too few."""
    least = least_told(desk.catalogue, viewer, prepared.measure.object.name)
    if least is None:
        return
    asked, group = narrowed(prepared.asked, question.dimensions)
    cell = (question.period, tuple(zip((d.name for d in asked.dimensions), group, strict=True)))
    rows, _ = told_rows(desk, viewer, reading, prepared)
    if total < least or any(holds_back(row, question.which) for row in rows if (row.period, row.dimensions) == cell):
        raise NotAllowed(
            f"the records of this number are not listed: it is {fewer_than(least)}, or would give away one that is"
        )


def holds_back(row: MeasureRow, which: str) -> bool:
    """Whether a row does not tell one of its numbers, by the name a question gives it."""
    if which.startswith("part:"):
        wanted = which.removeprefix("part:")
        return any(part.held for part in row.parts if wanted in (part.name, f"{part.of}.{part.name}"))
    return bool(row.in_place_of(which))


def check_page(page: int, size: int) -> None:
    """RequestError for a page that cannot be."""
    if page < 1 or not 1 <= size <= LARGEST_PAGE:
        raise RequestError(f"pages count from 1 and hold 1 to {LARGEST_PAGE:,} records")


def behind(prepared: Prepared, question: RecordsQuestion) -> tuple[exp.Select, tuple[str, ...]]:
    """The plan of a cell's records, and the names of what it shows."""
    span = span_of(prepared, question.period)
    asked, group = narrowed(prepared.asked, question.dimensions)
    if question.which in FLOWS:
        return crossing(prepared, asked, span, group, arriving=question.which == "arrivals")
    which = chosen(prepared, question.which)
    if asked.measure.file.kind == "stock":
        at = Instant(span.end - 1) if span else standing_at(prepared.plan, asked)
        return plans.records_standing(prepared.plan, asked, at, group, which), plans.shown_columns(asked)
    if span:
        asked = replace(asked, start=span.start, end=span.end)
    return plans.records_counted(prepared.plan, replace(asked, spans=()), group, which), plans.shown_columns(asked)


def span_of(prepared: Prepared, period: date | None) -> Span | None:
    """The period of the answer that begins on a day; RequestError where none does."""
    spans = {span.day: span for span in prepared.asked.spans}
    if period is None:
        if spans:
            raise RequestError("period: say which, by its first day, as the answer is by period")
        return None
    if period not in spans:
        raise RequestError(f"period: none of the answer's periods begins on {period}")
    return spans[period]


def narrowed(asked: Asked, dimensions: tuple[tuple[str, Value], ...]) -> tuple[Asked, Group]:
    """The question with only the dimensions the cell names, and the cell's values in their order."""
    given = dict(dimensions)
    names = {dimension.name: dimension for dimension in asked.dimensions}
    for name in given:
        if name not in names:
            raise unknown("breakdown", name, names)
    kept = tuple(dimension for name, dimension in names.items() if name in given)
    columns = columns_for(asked.measure.object)
    return replace(asked, dimensions=kept), tuple(as_kind(given[d.name], columns[d.column]) for d in kept)


def as_kind(value: Value, kind: Kind) -> Value:
    """A dimension's value, also where it came as text; RequestError where it is none of its kind."""
    if value is None or not isinstance(value, str) or FAMILY[kind] in ("text", "day"):
        return value
    if FAMILY[kind] == "boolean" and value in ("true", "false"):
        return value == "true"
    if kind == "integer" and value.removeprefix("-").isdecimal():
        return int(value)
    raise RequestError(f"'{value[:40]}' is not a value of kind {kind}")


def chosen(prepared: Prepared, which: str) -> exp.Expr:
    """Which of the judged rows are meant; RequestError names the nearest right word."""
    measure = prepared.measure
    per, out_of = measure.file.denominator, measure.is_share or measure.waits
    plain = ["value", "numerator", "unknown", "n", *(["denominator"] if out_of else [])]
    if which in plain:
        return plans.which_rows(which)
    if which == "denominator" and per:
        raise RequestError(f"denominator: {per.label} is a published figure, with no records behind it")
    parts: dict[str, tuple[str, int | None]] = {
        f"part:{p.name}": (p.of, number) for number, p in enumerate(measure.parts)
    }
    parts |= {f"part:{part.of}.{NOT_SAID}": (part.of, None) for part in measure.parts}
    if which not in parts:
        flows = list(FLOWS) if measure.file.kind == "stock" else []
        raise unknown("number", which, [*plain, *flows, *parts])
    return plans.which_part(*parts[which])


def crossing(
    prepared: Prepared, asked: Asked, span: Span | None, group: Group, *, arriving: bool
) -> tuple[exp.Select, tuple[str, ...]]:
    """The plan of the records that came into or left a stock's cell in a period."""
    if asked.measure.file.kind != "stock" or span is None:
        raise RequestError("arrivals and departures are those of one period of a stock; ask for one by period")
    if asked.mentions_moment:
        moments = (Instant(span.start - 1), Instant(span.end - 1))
        return plans.records_turned_over(prepared.plan, asked, moments, group, arriving=arriving), ("object",)
    asked = replace(asked, spans=(span,), start=span.start, end=span.end)
    return plans.records_crossing(prepared.plan, asked, group, arriving=arriving), ("object", "moment")


def record_of(prepared: Prepared, shown: tuple[str, ...], row: tuple[Any, ...]) -> Record:
    """One row of the plan as a record."""
    values = dict(zip(shown, (read(value) for value in row), strict=True))
    kinds = prepared.measure.object.columns
    time = values.get("moment", values.get(prepared.asked.time))
    columns = [
        (name, kinds[name], value) for name, value in values.items() if name not in NOT_COLUMNS and name in kinds
    ]
    return Record(
        prepared.measure.object.name, str(values["object"]), text(values.get("force")), text(values.get("event")),
        Instant(time) if isinstance(time, int) else None, tuple(columns),
    )  # fmt: skip


NOT_COLUMNS = ("object", "event", "moment")


def read(value: Any) -> Shown:
    """A value of the projection as an answer gives it: instants as microseconds, days and decimals as text."""
    if isinstance(value, datetime):
        return instant_of(value)
    if isinstance(value, (date, Decimal)):
        return str(value)
    return tuple(value) if isinstance(value, list) else value


def text(value: Shown) -> str | None:
    """A value that is text or nothing."""
    return None if value is None else str(value)
