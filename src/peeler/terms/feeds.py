"""What the live feeds of a serving process are doing at a moment: the queue, what is not yet folded, and each feed's lag."""

from dataclasses import dataclass
from typing import Literal

from peeler.terms.clocks import Instant

Way = Literal["push", "folder", "poll"]


@dataclass(frozen=True, slots=True)
class Lag:
    """How long the latest events of a source took, in microseconds from their acceptance.

    ``folded``: until the journal held them; ``visible``: until a question asked anew saw them. ``commits`` is how many
    commits were measured: the last, the middle and the 95th in a hundred of them.
    """

    commits: int
    folded_last: int
    folded_middle: int
    folded_p95: int
    visible_last: int
    visible_middle: int
    visible_p95: int


@dataclass(frozen=True, slots=True)
class FeedState:
    """One live feed: by which way it comes (``what``: the table polled or the folder watched), when it last did, its trouble.

    ``last_at`` is the last push, poll or file, whether or not it brought anything new; ``trouble`` is '' or one line.
    """

    source: str
    way: Way
    what: str
    last_at: Instant | None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class LiveState:
    """The live work of the process: events waiting for their commit (of at most ``room``), and accepted but not folded.

    ``unfolded_since`` is when the oldest of the latter was accepted; ``trouble`` why the journal cannot follow, or ''.
    """

    waiting: int
    room: int
    unfolded: int
    unfolded_since: Instant | None
    trouble: str
    feeds: tuple[FeedState, ...]
    lags: tuple[tuple[str, Lag], ...]
