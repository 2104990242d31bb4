"""How far one case has come: its stage and since when, the stages it passed, how long cases like it take from here, and rules it breaks."""

from dataclasses import asdict, dataclass

from peeler.answers.access import note
from peeler.answers.asking import scope_of
from peeler.answers.case import INVESTIGATION
from peeler.answers.case_answer import CaseQuestion
from peeler.answers.case_family import family_of
from peeler.answers.conformance import Broken, broken_by
from peeler.answers.desk import Desk
from peeler.answers.remembering import Remembering
from peeler.answers.resolution.answer import MEASURE, ResolutionQuestion
from peeler.answers.resolution.courses import DAY
from peeler.answers.resolution.from_here import FromHere, from_here
from peeler.answers.resolution.resolution import resolution
from peeler.definitions.progress import STAGE
from peeler.plans.scope import Scope
from peeler.plans.states import words_of
from peeler.store.projection import instant_of
from peeler.terms.clocks import Instant
from peeler.terms.errors import RequestError
from peeler.terms.identifiers import ObjectId
from peeler.terms.viewers import Viewer

LIKE = "offence_group"  # what makes another case like this one


@dataclass(frozen=True, slots=True)
class Passed:
    """One stage a case was in, and from when; a stage it comes back to stands again."""

    stage: str
    title: str
    since: Instant
    ends: bool


@dataclass(frozen=True, slots=True)
class CaseProgress:
    """The stages in the order they came, the last the one it is in; ``from_here`` of open cases alone, going by cases of the
    same ``like``.
    """

    stages: tuple[Passed, ...]
    from_here: FromHere | None
    like: str | None
    broken: tuple[Broken, ...]

    @property
    def now(self) -> Passed | None:
        """The stage it is in."""
        return self.stages[-1] if self.stages else None


def case_progress(desk: Desk, viewer: Viewer, question: CaseQuestion) -> CaseProgress:
    """How far an investigation has come, for a viewer; nothing of one that they may not see."""
    note(desk, viewer, "case_progress", asdict(question))
    with desk.one_version() as one, one.reading() as reading:
        scope = scope_of(one, viewer, reading, one.catalogue.objects[INVESTIGATION], question.at, question.known)
        stages = stages_of(one, reading, scope, question.object)
        if not stages:
            return CaseProgress((), None, None, ())
        family = family_of(one, viewer, reading, (INVESTIGATION, ObjectId(question.object)), question.known)
        broken = broken_by(one, viewer, reading, family.members, (question.at, question.known))
        like = last_word(reading, scope, question.object, LIKE)
        ahead = (
            None if stages[-1].ends or like is None else likely(one, viewer, question, scope.at, stages[0].since, like)
        )
        return CaseProgress(stages, ahead, like, broken)


def stages_of(desk: Desk, reading: Remembering, scope: Scope, name: str) -> tuple[Passed, ...]:
    """The stages of a case in order, each from when it began; none where no file of progress gives its object stages."""
    if STAGE not in scope.definition.columns:
        return ()
    declared = [one for one in desk.catalogue.progress.values() if one.object.name == INVESTIGATION]
    found: list[Passed] = []
    for since, word in reading.rows(words_of(scope, name, STAGE)):
        at = instant_of(since)
        if word is None or at is None or (found and found[-1].stage == word):
            continue
        stage = next((stage for one in declared if (stage := one.stage(word)) is not None), None)
        found.append(Passed(word, stage.title if stage else word, at, stage.ends if stage else False))
    return tuple(found)


def last_word(reading: Remembering, scope: Scope, name: str, column: str) -> str | None:
    """What is believed of one word of a case at the moment."""
    rows = reading.rows(words_of(scope, name, column))
    return str(rows[-1][1]) if rows and rows[-1][1] is not None else None


def likely(
    desk: Desk, viewer: Viewer, question: CaseQuestion, at: Instant, began: Instant, like: str
) -> FromHere | None:
    """How long cases like it take from its age on; None where they do not say, or may not be told."""
    same = ResolutionQuestion(MEASURE, question.at, question.known, where=f"{LIKE} = '{like}'")
    try:
        course = resolution(desk, viewer, same).whole
    except RequestError:
        return None
    return from_here(course, max(0, (at - began) // DAY))
