"""What a flow says, in sentences: where the time goes, what stands still, what comes back, and how two groups differ."""

from collections.abc import Iterator, Sequence

from peeler.answers.progress.flow_answer import FlowMove, FlowSide, FlowStep, step_title
from peeler.answers.progress.parting import partings
from peeler.plans.flows import Basis

NOTHING = "Nothing has moved: there is no such work."
FEW = 0.05  # a step or a move is spoken of where at least this part of the cases came there
WAYS, ONE_WAY = "There are ", "There is one way through"
PROVES = "further apart than chance explains"


def words_of(sides: Sequence[FlowSide], by: Basis, what: str) -> tuple[str, ...]:
    """The sentences of an answer, the answer itself first; ``what`` is what the cases are called, in lower case."""
    first = sides[0]
    if not first.cases and not sides[-1].cases:
        return (NOTHING,)
    if len(sides) > 1:
        return tuple(compared(sides[0], sides[1], by))
    said = stages_words(first, what) if by == "stages" else events_words(first, what)
    return tuple(line for line in said if line)


def stages_words(side: FlowSide, what: str) -> Iterator[str]:
    """Of stages: the slowest, what stands still, and what came back."""
    slowest = slowest_step(side)
    if slowest is None:
        yield f"Of {side.cases:,} {what} none has waited anywhere."
    else:
        yield slowest_words(side, slowest, what)
    yield standing_words(side, what)
    yield back_words(side)
    yield variant_words(side)


def slowest_step(side: FlowSide) -> FlowStep | None:
    """The stage in which most of the time is spent; None where none may be told."""
    told = [step for step in side.waiting if step.spent is not None]
    return max(told, key=lambda step: (step.spent or 0.0, step.name), default=None)


def slowest_words(side: FlowSide, step: FlowStep, what: str) -> str:
    """Where the time goes, and how long it takes there."""
    part = round(100 * (step.spent or 0))
    times = times_words(step)
    return (
        f"Work waits longest in '{step.title}': {part} of every 100 days that {side.cases:,} {what} spent unfinished were spent there."
        f"{' ' + times if times else ''}"
    )


def times_words(step: FlowStep) -> str:
    """Half leave it within, and one in ten takes longer than."""
    if step.median is None:
        return "Fewer than half have left it so far."
    half = f"Half leave it within {length_words(step.median)}"
    if step.ninth is None:
        return f"{half}; fewer than nine in ten have left it so far."
    return f"{half}, one in ten takes longer than {length_words(step.ninth)}."


def standing_words(side: FlowSide, what: str) -> str:
    """How many stand somewhere, and how many of them longer than nine in ten did."""
    waiting = list(side.waiting)
    if any(step.here is None for step in waiting):
        return ""
    here = sum(step.here or 0 for step in waiting)
    if not here:
        return f"None of the {what} stands anywhere unfinished."
    late = [step for step in waiting if step.overdue]
    overdue = sum(step.overdue or 0 for step in late)
    if not overdue:
        return f"{here:,} are unfinished, and none has stood in its stage for longer than nine in ten did."
    most = max(late, key=lambda step: (step.overdue or 0, step.name))
    return (
        f"{here:,} are unfinished; {overdue:,} of them {'has' if overdue == 1 else 'have'} stood in {'its' if overdue == 1 else 'their'} "
        f"stage for longer than nine in ten did, most of them in '{most.title}' ({most.overdue:,})."
    )


def back_words(side: FlowSide) -> str:
    """How many moves went back, and out of where it had ended."""
    if any(move.count is None for move in side.moves):
        return ""
    again = sum(move.count or 0 for move in side.moves if move.reopens)
    back = sum(move.count or 0 for move in side.moves if move.back and not move.reopens)
    returned = (
        f"{counted(back, 'move')} went back to an earlier stage" if back else "Nothing went back to an earlier stage"
    )
    if not again:
        return f"{returned}, and nothing that had ended began again."
    return f"{returned}; {counted(again, 'time')} what had ended began again."


def counted(number: int, word: str) -> str:
    """``1 move``, ``1,204 moves``."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def variant_words(side: FlowSide) -> str:
    """How many ways there are, and how common the commonest is."""
    if not side.variants or side.variants[0].count is None:
        return ""
    if side.variants_in_all == 1:
        return f"{ONE_WAY}, and all {side.cases:,} took it."
    return f"{WAYS}{side.variants_in_all:,} different ways through; the commonest was taken by {side.variants[0].count:,} of {side.cases:,}."


def events_words(side: FlowSide, what: str) -> Iterator[str]:
    """Of events: the slowest move that is common, and the variants."""
    slowest = slowest_move(side)
    if slowest is None:
        yield f"{side.cases:,} {what} took {counted(side.taken, 'step')}."
    else:
        yield (
            f"Of what happens to at least {round(100 * FEW)} in 100 of {side.cases:,} {what}, the slowest step is from "
            f"'{title(side, slowest.step)}' to '{title(side, slowest.next)}': half take longer than {length_words(slowest.median or 0)}, "
            f"one in ten longer than {length_words(slowest.ninth or 0)}."
        )
    yield variant_words(side)


def slowest_move(side: FlowSide) -> FlowMove | None:
    """The move with the longest median among those that are common."""
    told = [move for move in side.moves if move.median is not None and (move.count or 0) >= FEW * side.cases]
    return max(told, key=lambda move: (move.median or 0.0, move.step, move.next), default=None)


def title(side: FlowSide, name: str) -> str:
    """How a person calls a step."""
    found = side.step(name)
    return found.title if found else step_title(name)


def compared(one: FlowSide, other: FlowSide, by: Basis) -> Iterator[str]:
    """Where the two groups differ by more than chance: where they part ways, and where the one takes longer."""
    yield f"{one.label[:1].upper()}{one.label[1:]} ({one.cases:,}) beside {other.label} ({other.cases:,})."
    if one.cases and other.cases:
        yield parting_words(one, other)
    if by == "events":
        return
    apart = sorted(apart_steps(one, other), key=lambda pair: -abs((pair[0].median or 0) - (pair[1].median or 0)))
    if not apart:
        yield "In no stage are the two medians further apart than chance explains."
    for mine, theirs in apart[:5]:
        longer = (mine.median or 0) > (theirs.median or 0)
        yield (
            f"'{mine.title}' takes {'longer' if longer else 'less time'}: half leave it within {length_words(mine.median or 0)}, "
            f"against {length_words(theirs.median or 0)}; {PROVES}."
        )


def parting_words(one: FlowSide, other: FlowSide) -> str:
    """After which step the two groups part most."""
    found = partings(one, other)
    if not found:
        return "Nowhere do they part ways by more than chance explains."
    most, (mine, theirs) = found[0], found[0].shares
    return (
        f"They part most after '{title(one, most.step)}': of 100 that went on from there {round(100 * mine)} came straight to "
        f"'{title(one, most.next)}', against {round(100 * theirs)}."
    )


def apart_steps(one: FlowSide, other: FlowSide) -> Iterator[tuple[FlowStep, FlowStep]]:
    """The stages whose medians' 95 % intervals do not meet."""
    for mine in one.waiting:
        theirs = other.step(mine.name)
        if theirs is not None and apart(mine, theirs):
            yield mine, theirs


def apart(mine: FlowStep, theirs: FlowStep) -> bool:
    """Whether two medians' intervals do not meet; an interval open above reaches any length."""
    if mine.median is None or theirs.median is None or mine.low is None or theirs.low is None:
        return False
    endless = float("inf")
    mine_high = endless if mine.high is None else mine.high
    theirs_high = endless if theirs.high is None else theirs.high
    return mine_high < theirs.low or theirs_high < mine.low


def length_words(seconds: float) -> str:
    """A length of time: ``40 minutes``, ``5.2 hours``, ``3.6 days``, ``240 days``."""
    if seconds < 60:
        return "less than a minute"
    if seconds < 3 * 3_600:
        return counted(round(seconds / 60), "minute")
    if seconds < 2 * 86_400:
        return f"{seconds / 3_600:.1f} hours"
    days = seconds / 86_400
    return f"{days:.1f} days" if days < 30 else f"{days:,.0f} days"
