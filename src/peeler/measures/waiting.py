"""How long until: cumulative incidence with censoring and competing endings, and quantiles of it, each with its interval."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from peeler.measures.intervals import Z

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
WAITS_ON = 0


class Wait(NamedTuple):
    """So many (``number``) waited so long (a whole number of some unit) until an ending; ``cause`` 0: they wait on."""

    cause: int
    ending: str | None
    length: int
    number: int


@dataclass(frozen=True)
class Curve:
    """The share that has come to one ending by each length of wait: ``share`` with its 95 % interval, step by step.

    ``lengths`` ascend, in the unit of the waits; ``waiting`` is how many are at risk at each, so waiting just before it.
    """

    lengths: Ints
    share: Floats
    low: Floats
    high: Floats
    error: Floats
    waiting: Ints

    def at(self, length: float) -> tuple[float, float, float]:
        """(share, low, high) by this length of wait; noughts before the first step."""
        place = int(np.searchsorted(self.lengths, length, side="right")) - 1
        return (0.0, 0.0, 0.0) if place < 0 else (self.share[place], self.low[place], self.high[place])

    def quantile(self, share: float) -> tuple[int | None, int | None, int | None]:
        """(length, low, high) of wait by which this share has come to the ending; None where it is not reached.

        The interval holds the lengths at which the curve's own interval holds the share: Brookmeyer and Crowley (1982),
        A confidence interval for the median survival time, Biometrics 38, 29-41, on the log-minus-log scale.
        """
        return self._reaches(self.share, share), self._reaches(self.high, share), self._reaches(self.low, share)

    def _reaches(self, values: Floats, share: float) -> int | None:
        reached = np.flatnonzero(values >= share - 1e-12)
        return int(self.lengths[reached[0]]) if len(reached) else None


def curve(waits: Iterable[Wait], of: Iterable[int] = (1,), ending: str | None = None) -> Curve:
    """The cumulative incidence of some causes (of one ``ending`` among them, where it is given); the rest compete with it.

    Aalen and Johansen (1978), An empirical transition matrix, Scandinavian Journal of Statistics 5, 141-150; one less the
    Kaplan-Meier estimate where nothing competes. Who waits on is censored, and at risk up to and with their last moment.
    """
    causes, known = frozenset(of), list(waits)
    ours = [wait.cause in causes and (ending is None or wait.ending == ending) for wait in known]
    return curve_of(
        np.array([wait.length for wait in known], np.int64), np.array([wait.number for wait in known], np.int64),
        np.array([wait.cause != WAITS_ON for wait in known], bool), np.array(ours, bool),
    )  # fmt: skip


def curve_of(length: Ints, number: Ints, ended: Mask, ours: Mask) -> Curve:
    """The same of waits in bulk, an element for each kind of them: how long, how many, come to any end, and to ours."""
    lengths, place = np.unique(length, return_inverse=True)
    leaving, any_end, our_end = (np.zeros(len(lengths)) for _ in range(3))
    for added, which in ((leaving, True), (any_end, ended), (our_end, ours)):
        np.add.at(added, place, number * which)
    return stepped(lengths, leaving[::-1].cumsum()[::-1], any_end, our_end)


def curves_of(length: Ints, number: Ints, ending: Ints, many: int) -> tuple[Curve, ...]:
    """The curves of ``many`` endings that compete, at the same lengths; ``ending`` is the place of each wait's, -1: waits on."""
    lengths, place = np.unique(length, return_inverse=True)
    table = np.zeros((many + 1, len(lengths)))
    np.add.at(table, (np.where(ending < 0, many, ending), place), number)
    leaving, any_end = table.sum(axis=0), table[:many].sum(axis=0)
    risk = leaving[::-1].cumsum()[::-1]
    return tuple(stepped(lengths, risk, any_end, own) for own in table[:many])


def stepped(lengths: Ints, risk: Floats, any_end: Floats, our_end: Floats) -> Curve:
    """The curve of these steps: how many are at risk, come to any end, and come to ours at each length."""
    staying = np.cumprod(1 - any_end / risk) if len(lengths) else np.zeros(0)
    before = np.r_[1.0, staying[:-1]] if len(lengths) else np.zeros(0)
    share = np.cumsum(before * our_end / risk) if len(lengths) else np.zeros(0)
    error = np.sqrt(variance(risk, any_end, our_end, before, share))
    low, high = around(share, error)
    return Curve(lengths, share, low, high, error, risk.astype(np.int64))


def variance(risk: Floats, any_end: Floats, our_end: Floats, before: Floats, share: Floats) -> Floats:
    """The delta-method variance of a cumulative incidence at each step.

    Marubini and Valsecchi (1995), Analysing Survival Data from Clinical Trials and Observational Studies, 10.3, written
    with running sums of the squares multiplied out; Greenwood's formula where nothing competes.
    """
    left = risk - any_end
    ends = np.divide(any_end, risk * left, out=np.zeros_like(risk), where=left > 0)
    whole = share**2 * np.cumsum(ends) - 2 * share * np.cumsum(share * ends) + np.cumsum(share**2 * ends)
    own = np.cumsum(before**2 * our_end * (risk - our_end) / risk**3)
    both = before * our_end / risk**2
    mixed = share * np.cumsum(both) - np.cumsum(share * both)
    found: Floats = np.maximum(whole + own - 2 * mixed, 0)
    return found


def around(share: Floats, error: Floats) -> tuple[Floats, Floats]:
    """The 95 % interval of each share, on the log-minus-log scale of who is left, on which it never leaves 0 to 1."""
    left = 1 - share
    inner = (share > 0) & (left > 0)
    slope = left * np.log(left, out=np.full_like(left, -1.0), where=inner)
    reach = np.clip(Z * np.divide(error, -slope, out=np.zeros_like(share), where=inner), None, 30)
    low, high = (np.where(inner, 1 - left ** np.exp(sign * reach), share) for sign in (-1, 1))
    return low, high
