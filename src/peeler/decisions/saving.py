"""The decision to save figures: the questions pinned whole, so that they run again identically whatever comes later."""

from peeler.decisions.reasons import LONGEST
from peeler.definitions.catalogue import Catalogue
from peeler.definitions.permission import require_decision
from peeler.store.durable import Durable
from peeler.store.saved import SAVED, Pinning, Saved, decision_of, saved_of
from peeler.terms.clocks import Instant
from peeler.terms.errors import RequestError
from peeler.terms.viewers import Viewer

__all__ = ["Saved", "save"]

LONGEST_TITLE = 200
MOST_ROWS = 2_000


def save(durable: Durable, catalogue: Catalogue, viewer: Viewer, pinned: Pinning, purpose: str, now: Instant) -> Saved:
    """Keeps figures with who, when and what for; RequestError for a viewer who may not, or for more than can be kept."""
    require_decision(catalogue, viewer, SAVED)
    if not 1 <= len(pinned.title.strip()) <= LONGEST_TITLE:
        raise RequestError(f"give the figure a title of up to {LONGEST_TITLE} characters")
    if len(purpose) > LONGEST:
        raise RequestError(f"say what it is for in up to {LONGEST} characters, without naming anybody")
    if sum(len(one.rows) for one in pinned.figures) > MOST_ROWS:
        raise RequestError(f"more than {MOST_ROWS:,} rows; save longer periods, fewer breakdowns, or a filter")
    with durable.commit(now=now, founding=False) as commit:
        commit.decide(decision_of(pinned, viewer.name, purpose.strip()))
    return saved_of(durable.decided.every()[-1])
