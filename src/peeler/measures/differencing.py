"""Which numbers of a table must be held back so that no small one can be worked out by subtraction; pure.

A viewer may know every total of the table: of each period, of each group over all periods, and of every breakdown by
fewer dimensions. So every total that holds a number held back holds another (secondary suppression: Hundepool et al.,
Statistical Disclosure Control, 2012, chapter 4), they come to at least the least number told, and in a table of periods
and groups every one of them lies on a cycle, since a number on no cycle is a difference of totals (Gusfield, A graph
theoretic approach to statistical data security, SIAM Journal on Computing 17, 1988).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from peeler.measures.rows import Group

Period = Hashable


class Key(NamedTuple):
    """One number's place in a table."""

    period: Period
    group: Group


Line = list[Key]
Counts = Mapping[Key, int]
Node = tuple[str, Hashable]


def held_with(
    counts: Counts, small: Collection[Key], least: int, *, over_time: bool, free: Collection[Key] = ()
) -> frozenset[Key]:
    """The numbers to hold back: the small ones and as few others as protect them, the smallest first.

    ``over_time``: the periods add up too. ``free``: held back anyway, whatever they are; they protect others and need
    no protection themselves. A nought hardly protects, and is added only where nothing else can.
    """
    hidden, primary = {*small, *free}, frozenset(small)
    lines = [line for line in lines_of(counts, over_time=over_time) if len(line) > 1]
    while True:
        before = len(hidden)
        for line in lines:
            protect(line, counts, hidden, (primary, free), least)
        if len(hidden) == before and over_time:
            hidden |= across(counts, hidden, primary)
        if len(hidden) == before:
            return frozenset(hidden)


def lines_of(keys: Iterable[Key], *, over_time: bool) -> list[Line]:
    """Every set of numbers that adds up to a total: over groups in each period, and over periods where they add up."""
    lines: dict[Hashable, Line] = defaultdict(list)
    for key in keys:
        width = len(key.group)
        for kept in (chosen for size in range(width + 1) for chosen in combinations(range(width), size)):
            part = (kept, tuple(key.group[place] for place in kept))
            if len(kept) < width:
                lines["groups", key.period, part].append(key)
            if over_time:
                lines["periods", part].append(key)
    return list(lines.values())


def protect(
    line: Line, counts: Counts, hidden: set[Key], which: tuple[Collection[Key], Collection[Key]], least: int
) -> None:
    """Adds the smallest numbers of a total to those held back, until it gives none of them away; a small total tells none.

    ``which``: the small ones, whose rest must not say too much either; and the free ones, which need no protection.
    """
    primary, free = which
    if all(key not in hidden or key in free for key in line) or sum(counts[key] for key in line) < least:
        return
    shown = sorted((key for key in line if key not in hidden and counts[key]), key=size(counts), reverse=True)
    held = [counts[key] for key in line if key in hidden]
    small = any(key in primary for key in line)
    while shown and (gives_away(held, least) if small else len(held) < 2):
        added = shown.pop()
        hidden.add(added)
        held.append(counts[added])


def gives_away(held: list[int], least: int) -> bool:
    """Whether what is left of a total says too much: it is one number, itself small, or all are at their bounds."""
    rest, others = sum(held), sum(count >= least for count in held)
    at_bounds = rest == others * least if others else rest == len(held) * (least - 1)
    return len(held) < 2 or rest < least or at_bounds


def size(counts: Counts) -> Callable[[Key], tuple[bool, int, str]]:
    """The order in which numbers are held back: the smallest first, noughts last, equal ones by name: always the same."""
    return lambda key: (not counts[key], counts[key], str(key))


def across(counts: Counts, hidden: Collection[Key], primary: Collection[Key]) -> set[Key]:
    """One number more to hold back where a small one is a difference of totals; empty where none is or none helps."""
    groups, spans = {key.group for key in counts}, {key.period for key in counts}
    if len(groups) < 2 or len(spans) < 2:
        return set()
    shown = [key for key in counts if key not in hidden]
    for bridge in bridges(hidden):
        if bridge not in primary:
            continue
        near = reached(("period", bridge.period), hidden, without=bridge)
        far = reached(("group", bridge.group), hidden, without=bridge)
        helping = [key for key in shown if joins(key, near, far)]
        helping = helping or [key for key in shown if key.period == bridge.period or key.group == bridge.group]
        if helping:
            return {min(helping, key=size(counts))}
    return set()


def ends(key: Key) -> tuple[Node, Node]:
    """A number as an edge between its period and its group."""
    return ("period", key.period), ("group", key.group)


def joins(key: Key, near: Collection[Node], far: Collection[Node]) -> bool:
    """Whether a number leads from one side to the other."""
    period, group = ends(key)
    return (period in near and group in far) or (period in far and group in near)


def neighbours(hidden: Collection[Key]) -> dict[Node, list[tuple[Node, Key]]]:
    """The graph of what is held back: periods and groups, joined by numbers."""
    graph: dict[Node, list[tuple[Node, Key]]] = defaultdict(list)
    for key in sorted(hidden, key=str):
        period, group = ends(key)
        graph[period].append((group, key))
        graph[group].append((period, key))
    return graph


def reached(start: Node, hidden: Collection[Key], *, without: Key) -> set[Node]:
    """The periods and groups that can be reached without one number."""
    graph, seen, waiting = neighbours(hidden), {start}, [start]
    while waiting:
        for other, key in graph[waiting.pop()]:
            if key != without and other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen


def bridges(hidden: Collection[Key]) -> Iterator[Key]:
    """The numbers on no cycle (Tarjan, A note on finding the bridges of a graph, 1974)."""
    graph = neighbours(hidden)
    order: dict[Node, int] = {}
    low: dict[Node, int] = {}
    for root in graph:
        if root in order:
            continue
        order[root] = low[root] = len(order)
        path: list[tuple[Node, Key | None, Iterator[tuple[Node, Key]]]] = [(root, None, iter(graph[root]))]
        while path:
            node, came_by, rest = path[-1]
            for other, key in rest:
                if other not in order:
                    order[other] = low[other] = len(order)
                    path.append((other, key, iter(graph[other])))
                    break
                if key != came_by:
                    low[node] = min(low[node], order[other])
            else:
                path.pop()
                if path and came_by is not None:
                    before = path[-1][0]
                    low[before] = min(low[before], low[node])
                    if low[node] > order[before]:
                        yield came_by
