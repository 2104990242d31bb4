"""One time one duty is owed for one record: how it stands, why it matters, and all that people said of it."""

from dataclasses import asdict, dataclass

from peeler.answers.access import note
from peeler.answers.desk import Desk
from peeler.answers.duties.decided import DutyDecision, occasion_of
from peeler.answers.duties.owed import Owed, duty_named, stretches
from peeler.answers.duties.worklist import Work, work
from peeler.store.duty_decisions import KINDS, duty_decision_of
from peeler.terms.clocks import Instant
from peeler.terms.errors import RequestError
from peeler.terms.viewers import Viewer

DECIDABLE = ("overdue", "due_soon", "open")


@dataclass(frozen=True, slots=True)
class OccasionQuestion:
    """Which duty, for which record, and which time it is; ``armed_at``: of several of one number, the one owed from then."""

    duty: str
    object: str
    number: int
    armed_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class OccasionAnswer:
    """The line of the worklist, and what people said of it, the newest last; ``open``: whether there is anything to decide."""

    question: OccasionQuestion
    as_at: Instant
    work: Work
    said: tuple[DutyDecision, ...]
    open: bool
    synthetic: bool

    @property
    def standing(self) -> DutyDecision | None:
        """What was said last, unless it was taken back."""
        return self.said[-1] if self.said and self.said[-1].what != "taken_back" else None


def occasion(desk: Desk, viewer: Viewer, question: OccasionQuestion) -> OccasionAnswer:
    """Answers for one time, now; RequestError where it is not owed, NotAllowed where the viewer may not see what it is of."""
    note(desk, viewer, "occasion", asdict(question))
    definition = duty_named(desk, question.duty)
    with desk.reading() as reading:
        found = stretches(desk, viewer, reading, definition, desk.now, None, of=question.object)
    standing = [
        one.owed
        for one in found
        if one.start <= desk.now < one.end
        and one.owed.number == question.number
        and question.armed_at in (None, one.owed.armed_at)
    ]
    if not standing:
        raise RequestError(f"'{question.duty}' was not owed for {question.object} a {question.number}. time")
    one = chosen(standing)
    told = (duty_decision_of(entry) for entry in desk.durable.decided.of_kinds(KINDS))
    said = tuple(decision for decision in told if decision.occasion == occasion_of(one))
    return OccasionAnswer(
        question, desk.now, work(definition.duty, one, desk.now), said, one.status in DECIDABLE, desk.synthetic
    )


def chosen(standing: list[Owed]) -> Owed:
    """Of several of one number, as after it was armed again, the one that stands open, else the last."""
    return next((one for one in standing if one.status in DECIDABLE), max(standing, key=lambda one: one.armed_at))
