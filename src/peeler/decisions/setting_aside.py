"""The decisions about rows in quarantine that nobody will mend: set them aside with a reason, or bring them back."""

from dataclasses import dataclass

from peeler.decisions.reasons import reason_given
from peeler.definitions.catalogue import Catalogue
from peeler.definitions.permission import require_decision
from peeler.store.durable import Durable
from peeler.terms.clocks import Instant
from peeler.terms.errors import RequestError
from peeler.terms.viewers import Viewer

DECISION = "set_aside_rows"
MOST_ROWS = 10_000
Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Putting:
    """What became of these rows of quarantine: set aside (``aside``), or brought back."""

    numbers: Numbers
    aside: bool
    who: str
    why: str


def set_aside(
    durable: Durable, catalogue: Catalogue, viewer: Viewer, numbers: Numbers, reason: str, now: Instant
) -> Putting:
    """Sets rows aside: they count in their file's account as ever, and no longer among what waits to be mended.

    All of them or none; RequestError without a reason, for a viewer who may not, or for a row that does not wait.
    """
    require_decision(catalogue, viewer, DECISION)
    chosen, why = rows_named(numbers), reason_given(reason)
    with durable.commit(now=now, founding=False) as commit:
        commit.set_aside(chosen, who=viewer.name, why=why)
    return Putting(chosen, True, viewer.name, why)


def bring_back(
    durable: Durable, catalogue: Catalogue, viewer: Viewer, numbers: Numbers, reason: str, now: Instant
) -> Putting:
    """Brings rows that were set aside back among what waits to be mended; RequestError as for setting aside."""
    require_decision(catalogue, viewer, DECISION)
    chosen, why = rows_named(numbers), reason_given(reason)
    with durable.commit(now=now, founding=False) as commit:
        commit.bring_back(chosen, who=viewer.name, why=why)
    return Putting(chosen, False, viewer.name, why)


def rows_named(numbers: Numbers) -> Numbers:
    """The rows meant, each once, in order; RequestError for none or far too many."""
    chosen = tuple(sorted(set(numbers)))
    if not 1 <= len(chosen) <= MOST_ROWS:
        raise RequestError(f"say which rows, by their numbers in quarantine, up to {MOST_ROWS:,} at once")
    return chosen
