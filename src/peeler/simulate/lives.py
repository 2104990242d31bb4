"""What becomes of a crime: the outcomes it is assigned, month by month, drawn once for all archives that show it."""

from random import Random
from typing import Final, NamedTuple

from peeler.simulate.proportions import (
    CAUTION,
    CHARGED,
    COURT_RESULTS,
    COURT_UNAVAILABLE,
    LAGS,
    LOCAL_RESOLUTION,
    LONGEST_LIFE,
    NO_SUSPECT,
    OLD_WORDS,
    OTHERWISE,
    OUTCOMES,
    UNABLE,
)
from peeler.simulate.streams import below
from peeler.simulate.traps import Trap

_SECOND_OUTCOME: Final = 0.025  # of crimes have another outcome in a later month


class Assigned(NamedTuple):
    """An outcome given to a crime in a month, and how many identical rows the outcomes file has for it."""

    month: int
    outcome: str
    rows: int = 1


class Court(NamedTuple):
    """What the street file says of a charge after some months."""

    months: int
    result: str


def court(chance: Random, *, published: bool) -> Court:
    """When and how a court case leaves the street file's "Awaiting court outcome"; results only where published."""
    months = 3 + below(chance, 9)
    return Court(months, COURT_RESULTS.draw(chance) if published else COURT_UNAVAILABLE)


def life(chance: Random, crime_type: str, month: int, trap: Trap | None, *, courts: bool) -> tuple[Assigned, ...]:
    """The outcomes of a crime of this type and month, in order, in different months; empty if it stays open for good.

    ``courts``: the force publishes court results, so an old wording may be that of a court.
    """
    lag, outcome = LAGS.draw(chance), OUTCOMES.get(crime_type, OTHERWISE).draw(chance)
    size = below(chance, 12)
    if trap is Trap.OLD_WORDS:
        return (Assigned(month, tuple(OLD_WORDS)[size % len(OLD_WORDS)] if courts else NO_SUSPECT),)
    if trap in _TRAPPED_LIVES:
        return _trapped(trap, month, size)
    if lag is None:
        return ()
    first = Assigned(month + lag, outcome)
    return (first, *_second(chance, first, month + LONGEST_LIFE))


def _second(chance: Random, first: Assigned, latest: int) -> tuple[Assigned, ...]:
    if chance.random() >= _SECOND_OUTCOME:
        return ()
    month = first.month + 1 + below(chance, 3)
    outcome = first.outcome if chance.random() < 0.6 else OTHERWISE.draw(chance)
    return (Assigned(month, outcome),) if month <= latest else ()


_TRAPPED_LIVES: Final = frozenset({
    Trap.TWO_ROWS, Trap.THREE_ROWS, Trap.REPEATED_OUTCOME, Trap.MANY_OUTCOMES, Trap.EARLY_OUTCOME,
    Trap.FINAL_WITHOUT_ROW,
})  # fmt: skip


def _trapped(trap: Trap | None, month: int, size: int) -> tuple[Assigned, ...]:
    """The life that carries the trap; ``size``, 0 to 11, varies it."""
    if trap is Trap.REPEATED_OUTCOME:
        return (Assigned(month, (UNABLE, CHARGED, LOCAL_RESOLUTION)[size % 3], 2 + size // 3),)
    if trap is Trap.MANY_OUTCOMES:
        return tuple(Assigned(month + later, CHARGED, 6 + (size + later) % 3) for later in range(3))
    if trap is Trap.EARLY_OUTCOME:
        return (Assigned(month - 1, CHARGED),)
    if trap is Trap.FINAL_WITHOUT_ROW:
        return (Assigned(month, (UNABLE, CAUTION)[size % 2], 0),)
    return (Assigned(month, NO_SUSPECT),)
