"""Which crimes of a month carry a trap of the published files: by their number in it, so that the count is known."""

from enum import StrEnum
from typing import Final, NamedTuple


class Trap(StrEnum):
    """A peculiarity of data.police.uk files that a reader must not fall into."""

    TWO_ROWS = "one Crime ID on two street rows"
    THREE_ROWS = "one Crime ID on three street rows"
    REPEATED_OUTCOME = "the same outcome row again"
    MANY_OUTCOMES = "many outcome rows for one crime"
    EARLY_OUTCOME = "an outcome dated before its crime's month"
    FINAL_WITHOUT_ROW = "a final last outcome and no outcome row"
    OLD_WORDS = "the wording of before April 2014"
    CORRECTED = "a place corrected in a later archive"
    WITHDRAWN = "a row withdrawn in a later archive"
    NO_LOCATION = "no location"
    OUTSIDE = "a place outside the force"


class _Planted(NamedTuple):
    first: int  # number of the first crime of the month that carries it, from 0
    every: int  # and then each so many crimes; 0: once a month


# Chosen so that no crime carries two: the test goes through the first 5,000 numbers.
_PLANTED: Final = {
    Trap.TWO_ROWS: _Planted(2, 160),
    Trap.CORRECTED: _Planted(3, 100),
    Trap.NO_LOCATION: _Planted(4, 25),
    Trap.THREE_ROWS: _Planted(5, 0),
    Trap.OUTSIDE: _Planted(6, 120),
    Trap.REPEATED_OUTCOME: _Planted(8, 100),
    Trap.WITHDRAWN: _Planted(9, 200),
    Trap.MANY_OUTCOMES: _Planted(11, 400),
    Trap.EARLY_OUTCOME: _Planted(14, 0),
    Trap.FINAL_WITHOUT_ROW: _Planted(17, 400),
    Trap.OLD_WORDS: _Planted(20, 200),
}
ENOUGH_FOR_EVERY_TRAP: Final = 21  # crimes in a month


def traps_at(number: int) -> list[Trap]:
    """The traps that the crime with this number in its month carries: one at most."""
    return [trap for trap, at in _PLANTED.items() if number == at.first or _again(at, number)]


def trap_at(number: int) -> Trap | None:
    """The trap that the crime with this number in its month carries, if any."""
    return next(iter(traps_at(number)), None)


def months_until_changed(number: int) -> int:
    """After how many months (1 to 3) a correction or withdrawal of this crime is published."""
    return 1 + number // 100 % 3


def _again(at: _Planted, number: int) -> bool:
    return bool(at.every) and number > at.first and number % at.every == at.first
