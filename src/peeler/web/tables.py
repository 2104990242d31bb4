"""Tables of numbers: every number a door to its records, its interval and n quietly beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from peeler.answers.measure import Benchmark, BenchmarkRow, MeasureRow
from peeler.terms.clocks import Every
from peeler.web.moments import begun, period_text, span_text
from peeler.web.numbers import lowest_highest, range_text, value_text, whole
from peeler.web.subject import Subject, group_text, n_text

Door = Callable[[MeasureRow, str], str]  # row and which of its numbers -> the address of the records behind it
Total = tuple[MeasureRow, Door] | None  # the whole in one row, with the doors of its own question


@dataclass(frozen=True)
class Cell:
    """One cell: its text, where it leads, what stands quietly beside it, what a screen reader adds to a bare number."""

    text: str
    href: str = ""
    aside: str = ""
    about: str = ""


INTERVAL = "95 % interval"
TERMS = {INTERVAL: "interval"}
NOT_REACHED = "not reached"
WHICH = {
    "count": "value",
    "time": "denominator",
}  # whose records stand behind a value of this style; else the numerator's
Line = tuple[Cell, tuple[Cell, ...]]  # a row's head and its cells


@dataclass(frozen=True)
class Column:
    """One column's head; ``term`` is a word of the glossary where it has one there."""

    text: str
    term: str = ""


@dataclass(frozen=True)
class NumberTable:
    """A table: caption, heads, rows of a head and cells, and closing rows of the same shape."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Line, ...]
    foot: tuple[Line, ...] = ()
    left_out: str = ""


def number_columns(subject: Subject, rows: Sequence[MeasureRow]) -> tuple[Column, ...]:
    """The heads that this kind of measure needs."""
    unknown = any(row.unknown or row.in_place_of("unknown") for row in rows)
    spread = (Column("Unknown", "unknown"), Column("Lowest to highest", "lowest_highest")) if unknown else ()
    if subject.style == "count":
        moves = (
            (Column("Came in"), Column("Left"))
            if subject.is_stock and any(r.arrivals is not None for r in rows)
            else ()
        )
        interval = () if subject.is_stock else (Column(INTERVAL, "interval"),)
        return (Column(subject.noun.capitalize()), *interval, *moves, *spread)
    return (*(Column(name, TERMS.get(name, "")) for name in heads_of(subject)), *spread)


def heads_of(subject: Subject) -> tuple[str, ...]:
    """The heads of the value, its interval and what it is counted from."""
    if subject.style == "time":
        return (f"{begun(subject.noun)} until {subject.how_many} have it", INTERVAL, "Have it", "Of")
    if not subject.has_records:
        return ("Share" if subject.style == "share" else begun(subject.noun), INTERVAL)
    return (
        ("Share", INTERVAL, "Of which", "Out of")
        if subject.style == "share"
        else ("Rate", INTERVAL, "Counted", "People")
    )


def number_cells(
    subject: Subject, row: MeasureRow, columns: Sequence[Column], door: Door, about: str
) -> tuple[Cell, ...]:
    """The cells of one row, under the heads of its table."""
    style = subject.style
    main = Cell(
        row.in_place_of("value") or told_text(subject, row),
        "" if row.value is None else door(row, WHICH.get(style, "numerator")),
        "",
        about,
    )
    made = {
        INTERVAL: Cell(
            row.in_place_of("low")
            or range_text(row.low, row.high, style) + (" %" if style == "share" and row.low is not None else "")
        ),
        "Came in": number_door(row.arrivals, row, "arrivals", door, f"came in, {about}"),
        "Left": number_door(row.departures, row, "departures", door, f"left, {about}"),
        "Of which": number_door(row.numerator, row, "numerator", door, f"of which, {about}"),
        "Counted": number_door(row.numerator, row, "numerator", door, f"counted, {about}"),
        "Out of": number_door(row.denominator, row, "denominator", door, f"out of, {about}"),
        "Have it": number_door(row.numerator, row, "numerator", door, f"have it, {about}"),
        "Of": number_door(row.denominator, row, "denominator", door, f"of, {about}"),
        "People": Cell(row.in_place_of("denominator") if row.denominator is None else whole(row.denominator)),
        "Unknown": number_door(row.unknown, row, "unknown", door, f"unknown, {about}"),
        "Lowest to highest": Cell(
            row.in_place_of("lowest") or (lowest_highest(row.lowest, row.highest, style) if row.unknown else "")
        ),
    }
    return (main, *(made[column.text] for column in columns[1:]))


def told_text(subject: Subject, row: MeasureRow) -> str:
    """A row's value; of a time that too few have it yet."""
    if row.value is None and subject.style == "time" and row.denominator:
        return NOT_REACHED
    return value_text(row.value, subject.style)


def period_head(row: MeasureRow, every: Every | None) -> Cell:
    """A period as the head of a row, with the word provisional where it is so."""
    name = period_text(row.period, every) if row.period and every else "All"
    return Cell(name, aside="(provisional)" if row.provisional else "")


def number_door(number: int | None, row: MeasureRow, which: str, door: Door, about: str) -> Cell:
    """A whole number that leads to its records; nought leads nowhere, nor does what is held back."""
    if number is None:
        return Cell(row.in_place_of(which))
    return Cell(whole(number), door(row, which) if number else "", "", about)


def by_period(
    subject: Subject, rows: Sequence[MeasureRow], every: Every, total: Total, door: Door, most: int
) -> NumberTable:
    """One row a period, the newest first, the whole time at the foot."""
    shown = list(rows)[::-1][:most]
    columns = number_columns(subject, rows)
    named = [(period_head(row, every), row) for row in shown]
    foot = () if subject.is_stock else together(subject, columns, total)
    return NumberTable(
        subject.title,
        (Column("Period"), *columns),
        tuple((head, number_cells(subject, row, columns, door, head.text)) for head, row in named),
        foot,
        left_out(len(rows), most, "periods"),
    )


def together(subject: Subject, columns: Sequence[Column], total: Total) -> tuple[Line, ...]:
    """The closing row of a table: the whole, where there is one."""
    return (
        ((Cell("All together"), number_cells(subject, total[0], columns, total[1], "all together")),) if total else ()
    )


def by_group(
    subject: Subject, rows: Sequence[MeasureRow], head: str, total: Total, door: Door, most: int
) -> NumberTable:
    """One row a group, the largest first."""
    ordered = sorted(rows, key=lambda row: (row.value is None, -(row.value or 0), group_text(row.dimensions)))
    columns = number_columns(subject, rows)
    named = [(group_text(row.dimensions), row) for row in ordered[:most]]
    cells = tuple((Cell(name), number_cells(subject, row, columns, door, name)) for name, row in named)
    foot = together(subject, columns, total)
    return NumberTable(
        subject.title,
        (Column(head), *columns),
        cells,
        foot,
        left_out(len(rows), most, "groups"),
    )


def crossed(
    subject: Subject, rows: Sequence[MeasureRow], names: Sequence[str], every: Every, head: str, door: Door, most: int
) -> NumberTable:
    """Groups down, periods across with the newest first; the interval under each number."""
    days = sorted({row.period for row in rows if row.period}, reverse=True)
    found: dict[tuple[str, date | None], MeasureRow] = {(group_text(row.dimensions), row.period): row for row in rows}
    lines = []
    for name in names:
        cells = [found.get((name, day)) for day in days[:most]]
        lines.append((Cell(name), tuple(crossed_cell(subject, row, door, name, every) for row in cells)))
    heads = tuple(Column(period_text(day, every)) for day in days[:most])
    return NumberTable(subject.title, (Column(head), *heads), tuple(lines), (), left_out(len(days), most, "periods"))


def crossed_cell(subject: Subject, row: MeasureRow | None, door: Door, name: str, every: Every) -> Cell:
    """One number of a crossed table, with its interval and n, and the spread the unknown leaves."""
    if row is None or row.period is None:
        return Cell("")
    asides = (
        [] if subject.is_stock else [f"({range_text(row.low, row.high, subject.style)})"] if row.low is not None else []
    )
    if subject.style != "count" and subject.has_records and not row.suppressed:
        asides.append(f"n = {n_text(row)}")
    if row.provisional:
        asides.append("provisional")
    if row.unknown:
        asides.append(f"{lowest_highest(row.lowest, row.highest, subject.style)}, {whole(row.unknown)} unknown")
    which = WHICH.get(subject.style, "numerator")
    href = door(row, which) if row.value else ""
    return Cell(
        row.in_place_of("value") or told_text(subject, row),
        href,
        "; ".join(asides),
        f"{name}, {period_text(row.period, every)}",
    )


def left_out(there: int, most: int, what: str) -> str:
    """A line about what a long table leaves to the download."""
    return f"The newest {whole(most)} of {whole(there)} {what}; the download holds them all." if there > most else ""


def published(benchmark: Benchmark, caption: str) -> NumberTable:
    """Published figures of all forces together, the newest first."""
    own = [row for row in benchmark.rows if row.force is None]
    shown = sorted([*own, *(benchmark.everyone if benchmark.dated else ())], key=lambda row: row.first, reverse=True)
    share = any(row.denominator is not None for row in shown)
    heads = ("Share", INTERVAL, "Of which", "Out of") if share else ("Published",)
    cells = [(row, published_cells(row, benchmark)) for row in shown]
    rows = tuple(
        (Cell(span_text(row.first, row.last)), told + (Cell(""),) * (len(heads) - len(told))) for row, told in cells
    )
    return NumberTable(caption, (Column("Period"), *map(Column, heads)), rows)


def published_cells(row: BenchmarkRow, benchmark: Benchmark) -> tuple[Cell, ...]:
    """The cells of one published figure."""
    if row.denominator is None or row.numerator is None:
        counted = row.numerator is not None
        return (Cell(value_text(row.value, "count" if counted else "share" if benchmark.is_share else "rate")),)
    interval = range_text(row.low, row.high, "share") + (" %" if row.low is not None else "")
    return (
        Cell(value_text(row.value, "share")),
        Cell(interval),
        Cell(whole(row.numerator)),
        Cell(whole(row.denominator)),
    )
