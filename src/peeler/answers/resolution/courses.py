"""From waits by cohort, group, ending and length to courses: each ending's share by each day, and how far it may be told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from peeler.answers.resolution.answer import Course, Ending, Share
from peeler.measures.rows import Value
from peeler.measures.waiting import Curve, Ints, Mask, curve_of, curves_of
from peeler.terms.clocks import Instant, Span

DAY = 86_400_000_000
WAITS = -1
FOLLOWED, MOSTLY = 0.05, 0.5  # of all, for a share to be told; for it to be told as whole
GRID = np.r_[np.arange(0, 14), np.arange(14, 366, 7), 28, 91, 182, 365, np.arange(393, 1_830, 28)]


class Kind(NamedTuple):
    """A way of ending: its word (None: a word that the measure does not name), title, drawn with, and whether it is otherwise."""

    name: str | None
    title: str
    drawn_with: str
    otherwise: bool = False


@dataclass(frozen=True)
class Table:
    """Waits in bulk, an element for each kind of them: cohort (its place), group, ending (its place among ``kinds``, or
    ``WAITS``), length in days, and how many.
    """

    period: Ints
    group: tuple[Value, ...]
    ending: Ints
    length: Ints
    number: Ints
    kinds: tuple[Kind, ...]

    def those(self, which: Mask) -> "Table":
        """Some of them."""
        group = tuple(value for value, here in zip(self.group, which.tolist(), strict=True) if here)
        return Table(self.period[which], group, self.ending[which], self.length[which], self.number[which], self.kinds)

    def by_period(self) -> Iterator[tuple[int, "Table"]]:
        """Those of each cohort that has any."""
        for place in np.unique(self.period).tolist():
            yield place, self.those(self.period == place)

    def by_group(self) -> Iterator[tuple[Value, "Table"]]:
        """Those of each group, the largest first; who belongs to none last."""
        size: dict[Value, int] = {}
        for value, number in zip(self.group, self.number.tolist(), strict=True):
            size[value] = size.get(value, 0) + number
        for value in sorted(size, key=lambda one: (one is None, -size[one], str(one))):
            yield value, self.those(np.array([one == value for one in self.group], bool))


def course(
    table: Table,
    spans: Sequence[Span],
    told: Instant,
    *,
    period: date | None = None,
    value: Value = None,
    provisional: bool = False,
) -> Course:
    """The course of these waits, whose cohorts are of these spans, as at the last word there is."""
    whole, reach = followed(table, spans, told, MOSTLY, first=False), followed(table, spans, told, FOLLOWED, first=True)
    days = [int(day) for day in np.unique(GRID) if day <= reach]
    waiting = int(table.number[table.ending == WAITS].sum())
    return Course(
        period, value, int(table.number.sum()), waiting, endings(table, days), endings(together(table), days), reach,
        min(whole, reach), provisional, half(table),
    )  # fmt: skip


def endings(table: Table, days: Sequence[int]) -> tuple[Ending, ...]:
    """Each way of ending, with its shares by these days."""
    curves = curves_of(table.length, table.number, table.ending, len(table.kinds))
    counts = [int(table.number[table.ending == place].sum()) for place in range(len(table.kinds))]
    return tuple(
        Ending(kind.name or "not_said", kind.title, kind.drawn_with, kind.otherwise, count, shares(curve, days))
        for kind, count, curve in zip(table.kinds, counts, curves, strict=True)
    )


def together(table: Table) -> Table:
    """The same waits, in which endings that are drawn together are one."""
    names = list(dict.fromkeys(kind.drawn_with for kind in table.kinds))
    places = np.array([names.index(kind.drawn_with) for kind in table.kinds] or [0], np.int64)
    ending = np.where(table.ending == WAITS, WAITS, places[table.ending.clip(0)])
    others = {kind.drawn_with for kind in table.kinds if not kind.otherwise}
    kinds = tuple(Kind(name, name, name, name not in others) for name in names)
    return Table(table.period, table.group, ending, table.length, table.number, kinds)


def shares(curve: Curve, days: Sequence[int]) -> tuple[Share, ...]:
    """A curve by these days: who ended within 7 whole days waited 6 whole days at most."""
    return tuple(Share(day, *map(float, curve.at(day - 1))) for day in days)


def followed(table: Table, spans: Sequence[Span], told: Instant, share: float, *, first: bool) -> int:
    """The most days for which at least this share has been followed, counting from the first (or the last) of each cohort."""
    edges = np.array([(told - (span.start if first else span.end)) // DAY for span in spans], np.int64)
    ages, order = edges[table.period], np.argsort(-edges[table.period], kind="stable")
    sums = np.cumsum(table.number[order])
    enough = np.flatnonzero(sums >= share * table.number.sum())
    return max(0, int(ages[order][enough[0]])) if len(enough) else 0


def half(table: Table) -> tuple[float | None, float | None, float | None]:
    """The whole days within which half have what they wait for; who ends otherwise never does."""
    ours = np.isin(table.ending, [place for place, kind in enumerate(table.kinds) if not kind.otherwise])
    found = curve_of(table.length, table.number, table.ending != WAITS, ours).quantile(0.5)
    low, middle, high = (None if length is None else length + 1 for length in (found[1], found[0], found[2]))
    return middle, low, high
