"""Property: whoever may not be told small numbers cannot work one out from what an answer shows and all its totals."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from peeler.measures.rows import Cell, MeasureRow, PartCount, Place, count_row, rate_row, share_row
from peeler.measures.small_numbers import FIGURES, held_back
from tests.property.made_journals import CATALOGUE

LEAST = 5
PRIME = 2**61 - 1  # far above any minor of these matrices of noughts and ones, so that rank is what it is in fractions
DAYS = [date(2024, month, 1) for month in range(1, 5)]
SHARE = CATALOGUE.measures["answered"]
FEW = st.one_of(st.integers(0, 6), st.integers(0, 40))
MANY = st.one_of(st.integers(5, 9), st.integers(5, 400))
Variable = tuple[int, str]  # the row's place, and which of its counts
Equation = dict[Variable, int]


class Asked(NamedTuple):
    rows: tuple[MeasureRow, ...]
    share: bool
    over_time: bool


@st.composite
def cells(draw: st.DrawFn) -> Cell:
    numerator, rest = draw(st.one_of(FEW, MANY)), draw(MANY)
    unknown = draw(st.one_of(st.just(0), FEW))
    halves = [draw(st.integers(0, whole)) for whole in (numerator, numerator, unknown, numerator + rest)]
    return Cell(numerator, rest, unknown, (halves[0], draw(st.integers(0, numerator - halves[0])), *halves[2:]))


@st.composite
def answers(draw: st.DrawFn) -> Asked:
    """Counts, rates, shares and stocks of up to four periods and four groups, small and large in every mixture."""
    kind = draw(st.sampled_from(("count", "share", "rate", "stock")))
    days = DAYS[: draw(st.integers(1, 4))]
    groups = [(("team", name),) for name in "abcd"[: draw(st.integers(1, 4))]]
    made, stock = [], dict.fromkeys(groups, 0)
    for day in days:
        for group in groups:
            cell = draw(cells())
            if kind == "stock":
                moved = draw(FEW), draw(st.integers(0, min(stock[group], 9)))
                stock[group] += moved[0] - moved[1]
                cell = Cell(stock[group], 0, cell.unknown, (), *moved)
            made.append(row_of(kind, Place(day, group), cell))
    return Asked(tuple(made), kind == "share", kind != "stock")


def row_of(kind: str, place: Place, cell: Cell) -> MeasureRow:
    if kind == "share":
        return share_row(place, cell, SHARE)
    return rate_row(place, cell, 1000, 1000) if kind == "rate" else count_row(place, cell)


def counts_of(row: MeasureRow, asked: Asked) -> dict[str, int]:
    """Everything of a row that counts records, as it is; a part that it does not list is nought."""
    whole = (row.denominator or 0) if asked.share else (row.numerator or 0)
    found = {"numerator": row.numerator or 0, "rest": whole - (row.numerator or 0), "unknown": row.unknown or 0}
    found |= {f"{part.of}.{part.name}": 0 for other in asked.rows for part in other.parts}
    found |= {f"{part.of}.{part.name}": part.count or 0 for part in row.parts}
    return found if row.arrivals is None else found | {"arrivals": row.arrivals, "departures": row.departures or 0}


def told_of(place: int, row: MeasureRow, parted: Sequence[str], *, share: bool) -> list[Equation]:
    """What the row shows, as sums of its counts that are known; a part that it does not list is known to be nought."""
    n = ["numerator", "rest", "unknown"]
    whole = {
        "numerator": ["numerator"],
        "unknown": ["unknown"],
        "n": n,
        "arrivals": ["arrivals"],
        "departures": ["departures"],
    }
    whole |= {"denominator": n[:2]} if share else {}
    shown = [names for figure, names in whole.items() if getattr(row, figure) is not None]
    listed = {f"{part.of}.{part.name}": part.count for part in row.parts}
    shown += [[name] for name in parted if listed.get(name, 0) is not None]
    return [{(place, name): 1 for name in names} for names in shown]


def adding_up(rows: Sequence[MeasureRow], asked: Asked) -> list[Equation]:
    """What anybody knows of the whole: parts add up, flows lead from stock to stock, and every total of every count.

    A total that is small itself is not told to this viewer, wherever it would stand.
    """
    known: list[Equation] = []
    totals: dict[tuple[object, ...], Equation] = defaultdict(dict)
    for place, row in enumerate(rows):
        wholes = {"numerator": ["numerator"], "denominator": ["numerator", "rest"], "unknown": ["unknown"]}
        for of, names in wholes.items():
            parted = {part.name for other in rows for part in other.parts if part.of == of}
            own = {(place, f"{of}.{name}"): -1 for name in parted}
            known += [{**own, **{(place, name): 1 for name in names}}] if own else []
        for name in counts_of(row, asked):
            if name not in ("arrivals", "departures"):
                totals["over groups", row.period, name][place, name] = 1
                totals["over time" if asked.over_time else place, row.dimensions, name][place, name] = 1
        before = [p for p in range(place) if rows[p].dimensions == row.dimensions]
        if before and row.arrivals is not None:
            known.append(
                {
                    (before[-1], "numerator"): 1,
                    (place, "numerator"): -1,
                    (place, "arrivals"): 1,
                    (place, "departures"): -1,
                }
            )
    counts = [counts_of(row, asked) for row in asked.rows]
    return [*known, *(total for total in totals.values() if len(total) > 1 and is_told(total, counts))]


def is_told(total: Equation, counts: Sequence[dict[str, int]]) -> bool:
    """Whether a total may be told."""
    return not any(is_small(name, sum(counts[p][n] for p, n in total)) for _, name in total)


def worked_out(equations: Sequence[Equation]) -> set[Variable]:
    """The counts that some sum and difference of what is known leaves alone: Gauss and Jordan, as at school."""
    solved: dict[Variable, Equation] = {}
    for equation in equations:
        left = dict(equation)
        for pivot in [variable for variable in left if variable in solved]:
            left = less(left, solved[pivot], left.get(pivot, 0))
        if left:
            pivot = min(left)
            inverse = pow(left[pivot], PRIME - 2, PRIME)
            left = {variable: factor * inverse % PRIME for variable, factor in left.items()}
            solved = {other: less(row, left, row.get(pivot, 0)) for other, row in solved.items()} | {pivot: left}
    return {pivot for pivot, row in solved.items() if len(row) == 1}


def less(one: Equation, other: Equation, times: int) -> Equation:
    """One equation less a multiple of another."""
    both = {v: (one.get(v, 0) - times * other.get(v, 0)) % PRIME for v in {**one, **(other if times else {})}}
    return {variable: factor for variable, factor in both.items() if factor}


def is_small(name: str, count: int) -> bool:
    return count < LEAST and (count > 0 or name in ("numerator", "rest"))


def held(asked: Asked) -> tuple[MeasureRow, ...]:
    return held_back(asked.rows, LEAST, share=asked.share, over_time=asked.over_time)


@settings(max_examples=120, deadline=None)
@given(answers())
def test_no_small_number_is_told_or_can_be_worked_out(asked: Asked) -> None:
    rows = held(asked)
    parted = [name for name in counts_of(asked.rows[0], asked) if "." in name]
    shown = [one for place, row in enumerate(rows) for one in told_of(place, row, parted, share=asked.share)]
    found = worked_out([*shown, *adding_up(asked.rows, asked)])
    if all(row.suppressed for row in rows):
        return  # nothing is told at all: there is no more to hold back
    for place, row in enumerate(asked.rows):
        for name, count in counts_of(row, asked).items():
            if name != "rest" or asked.share:
                assert not (is_small(name, count) and (place, name) in found), (row, name)


@settings(max_examples=60, deadline=None)
@given(answers())
def test_what_is_told_is_as_it_is_and_what_is_not_says_so_in_words(asked: Asked) -> None:
    for before, after in zip(asked.rows, held(asked), strict=True):
        assert (after.period, after.dimensions) == (before.period, before.dimensions)
        assert after.suppressed == bool(after.in_place_of("value"))
        for figure in FIGURES:
            words = after.in_place_of(figure)
            assert getattr(after, figure) == (None if words else getattr(before, figure))
            assert words in ("", "fewer than 5", "held back")
        for part, told in zip(before.parts, after.parts, strict=False):
            assert told in (part, replace(part, count=None, held=told.held))
        assert all(part.count is None for part in after.parts[len(before.parts) :])
        if after.suppressed:
            assert (after.numerator, after.value, after.low, after.high, after.n) == (None,) * 5


@settings(max_examples=60, deadline=None)
@given(answers())
def test_where_nothing_is_small_nothing_is_held_back(asked: Asked) -> None:
    large = tuple(larger(row) for row in asked.rows)
    assert held_back(large, LEAST, share=asked.share, over_time=asked.over_time) == large


def larger(row: MeasureRow) -> MeasureRow:
    """A row of the same shape, each of whose counts is far from small."""
    flows = {} if row.arrivals is None else {"arrivals": 50, "departures": 60}
    parts = tuple(PartCount(part.name, part.of, part.label, 70) for part in row.parts)
    return replace(row, numerator=140, denominator=row.denominator and 400, unknown=70, n=470, parts=parts, **flows)  # type: ignore[arg-type]
