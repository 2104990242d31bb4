"""Queues: how long work waits where staff suffice (Erlang C), and what follows while a backlog stands (fluid approximation)."""

from dataclasses import dataclass
from math import ceil, exp, inf, isfinite, lgamma, log
from typing import TYPE_CHECKING

from peeler.terms.later import later

if TYPE_CHECKING:
    from scipy import special
else:
    special = later("scipy.special")

MOST_STAFF = 10_000
SMALLEST = 1e-9


@dataclass(frozen=True, slots=True)
class Steady:
    """A unit that keeps up, in the long run.

    ``load``: the work that comes in, in people's whole time (erlangs); ``utilisation``: the share of its time that the unit
    works; ``waits``: the share of pieces that wait at all; ``wait``: the mean wait until work on a piece begins, in the unit of
    the handling time; ``queue``: how many wait, on average.
    """

    load: float
    utilisation: float
    waits: float
    wait: float
    queue: float


@dataclass(frozen=True, slots=True)
class Backlog:
    """A standing queue, in pieces and weeks.

    ``growth``: pieces a week, below 0 where it shrinks; ``weeks_to_clear``: None where it never is; ``wait_now``: how many weeks
    a piece that comes in now waits if the oldest is taken first, None where nothing is ever done.
    """

    queue: float
    growth: float
    weeks_to_clear: float | None
    wait_now: float | None


def lost(load: float, staff: float) -> float:
    """Erlang B: the share of arrivals that find everybody busy, were they turned away; load and staff in people.

    The continuous form for staff in parts of a person, which at whole numbers is Erlang's own: Jagers and Van Doorn (1986),
    On the continued Erlang loss function, Operations Research Letters 5, 43-46; written with the incomplete gamma function.
    """
    if load <= 0:
        return 0.0
    whole = float(special.gammaincc(staff + 1, load))
    return exp(staff * log(load) - load - lgamma(staff + 1)) / whole if whole > 0 else 1.0


def waiting_share(load: float, staff: float) -> float:
    """Erlang C: the share of pieces that wait; 1 where the staff do not suffice. Load and staff in people.

    Erlang (1917), Solution of some problems in the theory of probabilities of significance in automatic telephone exchanges;
    from Erlang B as in Cooper (1981), Introduction to Queueing Theory, 2nd edition, section 3.5. Arrivals come at random,
    handling times are exponential, everybody takes the next piece, nobody gives up.
    """
    if load >= staff:
        return 1.0
    blocked = lost(load, staff)
    return blocked / (1 - load / staff * (1 - blocked))


def steady(arrivals: float, handling: float, staff: float) -> Steady | None:
    """A unit in the long run; None where its staff do not suffice. ``arrivals`` in pieces for each unit of ``handling``."""
    load = arrivals * handling
    if load >= staff:
        return None
    waits = waiting_share(load, staff)
    wait = waits * handling / (staff - load)
    return Steady(load, load / staff, waits, wait, arrivals * wait)


def begun_within(arrivals: float, handling: float, staff: float, within: float) -> float:
    """The share of pieces on which work begins within a time, in the long run; 0 where the staff do not suffice.

    ``arrivals`` in pieces for each unit of ``handling`` and ``within``. The wait of those that wait is exponential (Cooper, as above).
    """
    load = arrivals * handling
    if load >= staff:
        return 0.0
    return 1 - waiting_share(load, staff) * exp(-(staff - load) * within / handling)


def staff_needed(arrivals: float, handling: float, *, within: float, share: float) -> int:
    """The fewest people with whom at least ``share`` of the pieces are begun ``within`` a time; ValueError for a share of 1 or more."""
    if not 0 <= share < 1:
        raise ValueError("a share from 0 to below 1 can be aimed at")
    load = arrivals * handling
    low = max(1, int(load) + 1)
    high = low
    while begun_within(arrivals, handling, high, within) < share and high < MOST_STAFF * max(1.0, load):
        high *= 2
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if begun_within(arrivals, handling, middle, within) >= share else (middle + 1, high)
    return low


def backlog(queue: float, arrivals: float, capacity: float) -> Backlog:
    """What follows while a queue stands: pieces, and pieces a week that come in and that can be done.

    The fluid approximation: work flows in and out at its mean pace while the queue is long against its random swings
    (Newell, 1982, Applications of Queueing Theory, 2nd edition, chapter 2).
    """
    gained = capacity - arrivals
    clear = 0.0 if queue <= 0 else queue / gained if gained > 0 else inf
    return Backlog(
        queue, -gained if queue > 0 or gained < 0 else 0.0, clear if isfinite(clear) else None,
        queue / capacity if capacity > 0 else (0.0 if queue <= 0 else None),
    )  # fmt: skip


def queue_after(queue: float, arrivals: float, capacity: float, floor: float = 0.0) -> float:
    """The queue a week later, in pieces; never below ``floor``, the queue that chance alone keeps (0 while it is not known)."""
    return max(queue + arrivals - capacity, min(queue, floor), 0.0)


def staff_to_clear(queue: float, arrivals: float, each: float, weeks: float) -> int:
    """The fewest people who clear a queue within some weeks beside what comes in; ``each``: the pieces a person does a week.

    ValueError where nobody does any, or in no time.
    """
    if each <= 0 or weeks <= 0:
        raise ValueError("people who do nothing, or no time, clear no queue")
    return ceil((arrivals + queue / weeks) / each - SMALLEST)


def staff_to_keep_up(arrivals: float, each: float) -> float:
    """How many people the work that comes in takes, in parts of a person; ``each``: the pieces a person does a week."""
    if each <= 0:
        raise ValueError("people who do nothing keep up with nothing")
    return arrivals / each


def queue_within(found: Steady, share: float) -> int:
    """The least length that the queue of a unit in the long run does not exceed this share of the time.

    The number that wait, where all are busy, is geometric: more than k wait with the chance of waiting times the utilisation
    to the power k + 1 (Cooper, as above).
    """
    if found.waits <= 1 - share or found.utilisation <= 0:
        return 0
    return max(0, ceil(log((1 - share) / found.waits) / log(found.utilisation) - 1 - SMALLEST))
