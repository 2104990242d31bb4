"""Has something decided about a duty: whoever says it must be able to see it, and it must stand open."""

from dataclasses import dataclass

from peeler.answers.duties.decided import DutyDecision, occasion_of
from peeler.answers.duties.owed import Owed, OwedQuestion, owed
from peeler.decisions.duties import Saying, decide, may_decide
from peeler.terms.clocks import Instant
from peeler.terms.errors import RequestError
from peeler.terms.viewers import Viewer
from peeler.workspace.local import LocalWorkspace, Progress

OPEN = ("overdue", "due_soon", "open")


@dataclass(frozen=True, slots=True)
class DutyOrder:
    """What to say of which duty of which record; ``number`` and ``armed_at``: which time it is, and of several of one number
    the one owed from then (None: the one due first of those that stand open).
    """

    duty: str
    object: str
    saying: Saying
    number: int | None = None
    armed_at: Instant | None = None


def decide_duty(workspace: LocalWorkspace, viewer: Viewer, order: DutyOrder, *, progress: Progress) -> DutyDecision:
    """Keeps a decision about a duty; RequestError where nothing of it stands open, for a viewer who may not, or may not see it."""
    may_decide(workspace.catalogue, viewer)
    desk = workspace.desk()
    standing = owed(desk, viewer, OwedQuestion(order.duty, order.object)).owed
    occasion = occasion_of(meant(standing, order))
    said = decide(workspace.durable, workspace.catalogue, viewer, occasion, order.saying, workspace.clock())
    progress(1, 1, "decided")
    return said


def meant(standing: tuple[Owed, ...], order: DutyOrder) -> Owed:
    """The time that is meant, of those that stand open."""
    found = [one for one in standing if order.number in (None, one.number) and order.armed_at in (None, one.armed_at)]
    still = [one for one in found if one.status in OPEN]
    if still:
        return min(still, key=lambda one: (one.due_at is None, one.due_at or 0))
    if found:
        raise RequestError(
            f"'{order.duty}' of {order.object} stands as {found[-1].status.replace('_', ' ')}: there is nothing to decide"
        )
    raise RequestError(f"'{order.duty}' is not owed for {order.object} now")
