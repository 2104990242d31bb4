"""What is asked about progress and what is answered: steps, moves, variants, and what stands still."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from peeler.answers.freshness import SourceFreshness
from peeler.answers.records import Shown
from peeler.plans.flows import Basis
from peeler.terms.clocks import Instant

MOST_VARIANTS = 200
MOST_STANDING = 200


@dataclass(frozen=True, slots=True)
class ProgressQuestion:
    """Which progress ('' for that of investigations), as at, as known, of which objects.

    ``start`` and ``end`` (both inclusive) are of the time cohorts go by; without both, ``last`` so many months up to the
    last word there is, or everything. ``where`` is a condition on an object as it is at that moment. ``by``: between stages
    or between events; '' for stages where there are any. ``against``: ``FROM..TO``, another cohort, or ``NAME=ONE,OTHER``,
    two values of a dimension. ``variants`` and ``standing`` say how many of each are told.
    """

    progress: str = ""
    at: Instant | None = None
    known: Instant | None = None
    start: Instant | None = None
    end: Instant | None = None
    last: int | None = None
    where: str | None = None
    by: str = ""
    against: str | None = None
    variants: int = 10
    standing: int = 20


@dataclass(frozen=True, slots=True)
class FlowStep:
    """A stage, or an event, of one side.

    ``entered``: how often; ``cases``: by how many objects; ``came_back``: how often one that had been there before;
    ``here``: how many stand there. ``median`` (with its 95 % interval) and ``ninth``: seconds by which half, and nine in ten, have
    moved on, those that stand there still counted in; None where that is not reached, or where it ends and nobody waits.
    ``spent``: its part of all the time spent where nothing ends. ``overdue``: how many have stood there longer than nine in ten.
    A number that may not be told is None, and ``held`` says why.
    """

    name: str
    title: str
    ends: bool
    entered: int | None
    cases: int | None
    came_back: int | None
    here: int | None
    median: float | None
    low: float | None
    high: float | None
    ninth: float | None
    spent: float | None
    overdue: int | None
    held: str = ""


@dataclass(frozen=True, slots=True)
class FlowMove:
    """How often one step came straight after another; seconds until it did: median, and what nine in ten took at most.

    ``back``: to a stage that comes before it; ``reopens``: out of one where it had ended.
    """

    step: str
    next: str
    count: int | None
    median: float | None
    ninth: float | None
    back: bool = False
    reopens: bool = False
    held: str = ""


@dataclass(frozen=True, slots=True)
class FlowEnd:
    """How many objects began with a step, or stand at it."""

    step: str
    count: int | None
    held: str = ""


@dataclass(frozen=True, slots=True)
class FlowVariant:
    """A path that ``count`` objects took, all of it; ``median``: seconds from its first step to its last."""

    steps: tuple[str, ...]
    count: int | None
    share: float | None
    median: float | None
    held: str = ""


@dataclass(frozen=True, slots=True)
class FlowSide:
    """The flow of one group of objects: all those asked about, or one of the two that are compared.

    ``start`` and ``end``: the first and last instant of its cohort, None where it is open.
    """

    label: str
    where: str | None
    start: Instant | None
    end: Instant | None
    cases: int
    taken: int
    steps: tuple[FlowStep, ...]
    moves: tuple[FlowMove, ...]
    firsts: tuple[FlowEnd, ...]
    lasts: tuple[FlowEnd, ...]
    variants: tuple[FlowVariant, ...]
    variants_in_all: int

    def step(self, name: str) -> FlowStep | None:
        """The step of that name."""
        return next((step for step in self.steps if step.name == name), None)

    @property
    def waiting(self) -> Iterator[FlowStep]:
        """The steps in which somebody can wait."""
        return (step for step in self.steps if not step.ends)


@dataclass(frozen=True, slots=True)
class FlowCase:
    """One object in a list: the step, since when, which step came next and when (None: it stands there).

    ``length``: seconds there, so far or until it moved on; ``overdue``: longer than nine in ten; ``columns``: (name, kind, value).
    """

    object_type: str
    object: str
    force: str | None
    step: str
    since: Instant
    next: str | None
    until: Instant | None
    length: float
    overdue: bool
    columns: tuple[tuple[str, str, Shown], ...]


@dataclass(frozen=True, slots=True)
class ProgressAnswer:
    """A progress answered: one side, or two to be compared; what stands still on the first; and sentences about it.

    ``stages``: (name, title, condition in words of the file, whether it ends) in the order of the work; ``refused``: why what
    stands still is not listed; ``told``: the last word there is, up to which waits are counted.
    """

    question: ProgressQuestion
    name: str
    title: str
    about: str
    object_type: str
    by: Basis
    version: str
    stages: tuple[tuple[str, str, str, bool], ...]
    as_at: Instant
    as_known: Instant
    told: Instant
    sides: tuple[FlowSide, ...]
    standing: tuple[FlowCase, ...]
    standing_in_all: int | None
    refused: str
    words: tuple[str, ...]
    freshness: tuple[SourceFreshness, ...]
    notes: tuple[str, ...]
    journal_version: int
    synthetic: bool
    asked_at: Instant | None = None
    age: int = field(default=0, compare=False)

    @property
    def ahead(self) -> bool:
        """Whether the moment asked for is still to come."""
        return self.asked_at is not None and max(self.as_at, self.as_known) > self.asked_at

    def title_of(self, step: str) -> str:
        """How a person calls a step."""
        found = self.sides[0].step(step) or (self.sides[-1].step(step) if len(self.sides) > 1 else None)
        return found.title if found else step_title(step)


def step_title(step: str) -> str:
    """The name of a step that the file gives no title: ``suspect.identified`` -> ``Suspect identified``."""
    words = step.removeprefix("investigation.").replace(".", " ").replace("_", " ") if is_key(step) else step
    return words[:1].upper() + words[1:] if words else "No stage"


def is_key(step: str) -> bool:
    """Whether a step is called as the catalogue calls things, and not as a source writes them."""
    return step == step.lower() and " " not in step
