"""The decision to erase a person: what is personal goes for good, what was counted stays."""

from peeler.decisions.reasons import reason_given
from peeler.definitions.catalogue import Catalogue
from peeler.definitions.permission import require_decision
from peeler.store.durable import Durable
from peeler.store.records import Erased
from peeler.terms.clocks import Instant
from peeler.terms.identifiers import object_id
from peeler.terms.viewers import Viewer


def erase(durable: Durable, catalogue: Catalogue, viewer: Viewer, subject: str, reason: str, now: Instant) -> Erased:
    """Erases every personal value, kept row and quarantined row of a subject, and remembers that they are erased.

    The decision is kept with who and when; RequestError without a reason, for a viewer who may not, or for no such subject.
    """
    require_decision(catalogue, viewer, "erase_person")
    why = reason_given(reason)
    with durable.commit(now=now, founding=False) as commit:
        return commit.erase(object_id(subject), who=viewer.name, why=why)
