"""How much a count has grown since the same time before, with its interval."""

from typing import NamedTuple

from peeler.measures.intervals import wilson


class Growth(NamedTuple):
    """Growth as a share of what was before (1.11 is 111 % more), with its 95 % interval; ``high`` None: no bound."""

    value: float
    low: float | None
    high: float | None


def growth(now: int, before: int) -> Growth | None:
    """The growth of one count over another of an equally long time; None where there was nothing before.

    Given their sum, the first of two Poisson counts is binomial (Przyborowski and Wilenski 1940); the interval of its share
    is Wilson's, turned into a ratio.
    """
    if before <= 0:
        return None
    share = wilson(now, now + before)
    if share is None:
        return None
    high = share.high / (1 - share.high) - 1 if share.high < 1 else None
    return Growth(now / before - 1, share.low / (1 - share.low) - 1, high)
