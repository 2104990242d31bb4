"""The force's own checks of files that were closed: were the lines of enquiry followed, and was it too soon."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from peeler.simulate.force.civil import DAY, HOUR, Ints, Mask
from peeler.simulate.force.happenings import Planted, Truth
from peeler.simulate.force.lives.audits import ANSWERS, CLOSURES, Drawn, in_turn
from peeler.simulate.force.lives.quotas import at_random, first_at

_FIRST: Final = (2018, 11)  # the first month in which files are drawn
A_MONTH: Final = 40  # files, in the calibrated force
_FEWEST: Final = 4
_LEFT, _OTHERWISE = 0.55, 0.06  # closed too soon: of files with a line of enquiry left open, and of others
_YES, _NO = ANSWERS.index("yes"), ANSWERS.index("no")


def closures(truth: Truth) -> Drawn:
    """Files filed in one month, drawn on the tenth of the next. Whether a file was closed too soon does not depend on
    whether it is drawn; the check finds what is true.
    """
    drawn = list(_drawn(truth))
    nothing = np.zeros(0, np.int64)
    places = np.concatenate([nothing, *(found for _, found in drawn)])
    at = np.concatenate([nothing, *(np.full(len(found), day, np.int64) for day, found in drawn)])
    left, soon = (mask[places] for mask in _closed(truth))
    answers = {"lines_followed": np.where(left, _NO, _YES), "closed_too_soon": np.where(soon, _YES, _NO)}
    return Drawn(CLOSURES, in_turn(truth, CLOSURES, at), places, at, np.zeros(len(at), np.int64), answers)


def too_soon(truth: Truth) -> Planted:
    """All files that are closed too soon, checked or not."""
    _, soon = _closed(truth)
    return Planted("closed with something left to do", "crime", np.flatnonzero(soon))


def _closed(truth: Truth) -> tuple[Mask, Mask]:
    """Which crimes have a line of enquiry left open when they are filed, and which are filed too soon."""
    crime, line = truth.things["crime"], truth.things["line"]
    filed = np.zeros(len(crime), bool)
    filed[truth.of("investigation.filed").thing] = True
    left = np.zeros(len(crime), bool)
    left[line.ints("crime")[line.ints("left") == 1]] = True
    share = np.where(left, _LEFT, _OTHERWISE)
    return left & filed, filed & truth.world.chance.happens("closed too soon", crime.numbers, share)


def _drawn(truth: Truth) -> Iterator[tuple[int, Ints]]:
    """When each month's files are drawn, and which."""
    crime, world = truth.things["crime"], truth.world
    filed = first_at(truth, "investigation.filed", len(crime))
    least = world.chance.parts("closure check", crime.numbers)
    month = np.datetime64(f"{_FIRST[0]}-{_FIRST[1]:02}", "M")
    while (start := _begins(truth, month)) + 9 * DAY < world.last * DAY:
        among = (filed >= _begins(truth, month - 1)) & (filed < start)
        count = max(_FEWEST, A_MONTH * world.size // 1000)
        yield start + 9 * DAY + 9 * HOUR, at_random(crime, least, among, count)
        month += 1


def _begins(truth: Truth, month: np.datetime64) -> int:
    """The moment at which a month of the calibrated calendar begins."""
    year, place = divmod(int(month.astype(np.int64)), 12)
    return truth.world.since(1970 + year, place + 1, 1)
