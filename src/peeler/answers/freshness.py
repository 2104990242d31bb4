"""How fresh the feeds behind an answer are: when each source last spoke, how often it should, and whether it is silent."""

from dataclasses import dataclass

from peeler.terms.clocks import Every, Instant


@dataclass(frozen=True, slots=True)
class SourceFreshness:
    """One source behind an answer. ``age`` is in microseconds since it was last heard; ``silent``: later than it promised.

    ``last_at`` is the newest moment its events are about (None when none is placed in time); ``every`` is None for a source
    that makes no promise, which is never silent.
    """

    source: str
    title: str
    last_known_at: Instant
    last_at: Instant | None
    every: Every | None
    due_by: Instant | None
    silent: bool
    age: int
    events: int
