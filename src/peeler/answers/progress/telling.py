"""Small numbers of a flow held back: counts, and whatever would give them away, go through the one rule for tables."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from peeler.answers.progress.flow_answer import FlowEnd, FlowMove, FlowSide, FlowStep, FlowVariant
from peeler.measures.differencing import Key, held_with
from peeler.measures.small_numbers import BACK, fewer_than

OTHERS = -1
OUTSIDE = ""  # where a path begins and ends, as a row and a column of the table of moves


def told_side(side: FlowSide, least: int) -> FlowSide:
    """A side as a viewer under ``small_numbers: LEAST`` may see it.

    Moves, first and last steps are one table, in which the rows and columns add up to how often each step was left and
    entered; what is small in it goes, with what it could be worked out from. So do the times of all that is held back.
    """
    counts = table_of(side)
    held = held_among(counts, least)
    steps = tuple(told_step(step, held, counts, least) for step in side.steps)
    return replace(
        side, steps=steps, moves=tuple(told_move(move, held, least) for move in side.moves),
        firsts=tuple(told_end(end, Key(None, (OUTSIDE, end.step)), held, least) for end in side.firsts),
        lasts=tuple(told_end(end, Key(None, (end.step, OUTSIDE)), held, least) for end in side.lasts),
        variants=told_variants(side, least),
    )  # fmt: skip


def table_of(side: FlowSide) -> dict[Key, int]:
    """How often a step was followed by another, began a path or is where it stands."""
    counts = {Key(None, (move.step, move.next)): move.count or 0 for move in side.moves}
    counts |= {Key(None, (OUTSIDE, end.step)): end.count or 0 for end in side.firsts}
    return counts | {Key(None, (end.step, OUTSIDE)): end.count or 0 for end in side.lasts}


def held_among(counts: Mapping[Key, int], least: int) -> frozenset[Key]:
    """The numbers of a table to be held back."""
    small = {key for key, count in counts.items() if 0 < count < least}
    return held_with(counts, small, least, over_time=False)


def why(count: int | None, least: int) -> str:
    """What a reader sees in place of a number."""
    return fewer_than(least) if count is not None and 0 < count < least else BACK


def told_step(step: FlowStep, held: Collection[Key], counts: Mapping[Key, int], least: int) -> FlowStep:
    """A step without the numbers that are held back; one that few entered tells nothing but that it is there."""
    here = Key(None, (step.name, OUTSIDE))
    few = any(0 < (count or 0) < least for count in (step.entered, step.cases, step.came_back))
    if few:
        empty = dict.fromkeys(
            ("entered", "cases", "came_back", "here", "median", "low", "high", "ninth", "spent", "overdue")
        )
        return replace(step, **empty, held=why(step.entered, least))  # type: ignore[arg-type]
    if here in held:
        return replace(step, here=None, overdue=None, held=why(counts.get(here), least))
    standing = step.here or 0
    overdue = step.overdue or 0
    return replace(step, overdue=None) if 0 < overdue < least or 0 < standing - overdue < least else step


def told_move(move: FlowMove, held: Collection[Key], least: int) -> FlowMove:
    """A move without its numbers where they are held back."""
    if Key(None, (move.step, move.next)) not in held:
        return move
    return replace(move, count=None, median=None, ninth=None, held=why(move.count, least))


def told_end(end: FlowEnd, key: Key, held: Collection[Key], least: int) -> FlowEnd:
    """A first or last step without its number where it is held back."""
    return replace(end, count=None, held=why(end.count, least)) if key in held else end


def told_variants(side: FlowSide, least: int) -> tuple[FlowVariant, ...]:
    """The variants that are common enough; with all others together they add up to the cases."""
    counts = {Key(None, (place,)): variant.count or 0 for place, variant in enumerate(side.variants)}
    rest = side.cases - sum(counts.values())
    held = held_among(counts | ({Key(None, (OTHERS,)): rest} if rest > 0 else {}), least)
    return tuple(
        replace(one, count=None, share=None, median=None, held=why(one.count, least))
        if Key(None, (place,)) in held
        else one
        for place, one in enumerate(side.variants)
    )
