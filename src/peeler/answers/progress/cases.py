"""The objects behind a number of a flow: what stands at a stage, made a move or took a path, the longest first."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlglot import exp

from peeler.answers.access import note
from peeler.answers.desk import Desk
from peeler.answers.policy import least_told
from peeler.answers.progress.asking import Laid, lay
from peeler.answers.progress.flow_answer import FlowCase, FlowSide, ProgressQuestion
from peeler.answers.progress.told import told
from peeler.answers.records import LARGEST_PAGE, check_page, read
from peeler.answers.remembering import Remembering
from peeler.definitions.conditions import Condition, parse_condition
from peeler.definitions.measures import columns_for
from peeler.definitions.progress import STAGE
from peeler.measures.small_numbers import fewer_than
from peeler.plans import flow_records as plans
from peeler.plans.flow_counts import SECOND
from peeler.plans.flows import Flow
from peeler.store.projection import instant_of
from peeler.terms.clocks import Instant
from peeler.terms.errors import NotAllowed, RequestError, unknown
from peeler.terms.viewers import Viewer

WAYS = ("here", "move", "variant")
APART = ">"


@dataclass(frozen=True, slots=True)
class FlowCasesQuestion:
    """Which of the objects of a progress; ``page`` counts from 1.

    ``which``: ``here`` (all that stand unfinished), ``here:STEP``, ``move:STEP>NEXT`` or ``variant:STEP>STEP>...``.
    """

    progress: ProgressQuestion
    which: str = "here"
    page: int = 1
    size: int = 50


@dataclass(frozen=True, slots=True)
class FlowCasesAnswer:
    """One page of these objects, those that took longest first; ``total`` is the number asked about."""

    question: FlowCasesQuestion
    name: str
    title: str
    object_type: str
    as_at: Instant
    as_known: Instant
    total: int
    pages: int
    cases: tuple[FlowCase, ...]
    journal_version: int
    asked_at: Instant | None = None

    @property
    def ahead(self) -> bool:
        """Whether the moment asked for is still to come."""
        return self.asked_at is not None and max(self.as_at, self.as_known) > self.asked_at


@dataclass(frozen=True, slots=True)
class Listed:
    """Some of the objects, and how many there are."""

    cases: tuple[FlowCase, ...]
    total: int


@dataclass(frozen=True)
class Wanted:
    """A list that is wanted: its plan, and which steps it is of, in which way."""

    tree: exp.Select
    way: str
    steps: tuple[str, ...]


def flow_cases(desk: Desk, viewer: Viewer, question: FlowCasesQuestion) -> FlowCasesAnswer:
    """Lists the objects behind a number of a flow; NotAllowed where there are too few for this viewer to see."""
    note(desk, viewer, "flow_cases", asdict(question))
    check_page(question.page, min(question.size, LARGEST_PAGE))
    with desk.one_version() as still, still.reading() as reading:
        laid = lay(still, viewer, reading, replace(question.progress, against=None))
        side = told(still, viewer, reading, laid, laid.groups[0])
        wanted = wanted_of(laid, question.which, side)
        found = cases_of(still, viewer, reading, laid, side, wanted, (question.page, question.size))
        file = laid.progress.file
        return FlowCasesAnswer(
            question, laid.progress.name, file.title, file.object, laid.scope.at, still.moment(question.progress.known),
            found.total, max(1, -(-found.total // question.size)), found.cases, reading.version, still.now,
        )  # fmt: skip


def held_back(side: FlowSide, wanted: Wanted) -> bool:
    """Whether the side itself does not tell the number that a list is of."""
    if wanted.way == "here":
        return any(step.here is None for step in side.steps if step.name in wanted.steps)
    if wanted.way == "move":
        return any(move.count is None for move in side.moves if (move.step, move.next) == wanted.steps)
    return any(variant.count is None for variant in side.variants if variant.steps == wanted.steps)


def wanted_of(laid: Laid, which: str, side: FlowSide) -> Wanted:
    """The list a question names; RequestError says what may be asked."""
    way, _, rest = which.partition(":")
    if way not in WAYS:
        raise unknown("list", way, WAYS, where="which: here, here:STEP, move:STEP>NEXT or variant:STEP>STEP")
    names = tuple(rest.split(APART)) if rest else ()
    known = {*(step.name for step in side.steps), *(stage.name for stage in laid.progress.stages)}
    for name in names:
        if name not in known:
            raise unknown("step", name, known, where="which")
    if way == "here":
        return standing(laid, side) if not names else standing_among(laid, names[:1])
    if way == "move" and len(names) == 2:
        return Wanted(plans.that_moved(laid.plan, shown(laid), *names), way, names)
    if way == "variant" and names:
        return Wanted(plans.that_took(laid.plan, shown(laid), names), way, names)
    raise RequestError(f"which: '{which[:80]}' names no step; for example move:STEP>NEXT")


def standing(laid: Laid, side: FlowSide) -> Wanted:
    """All that stand where nothing ends: at a stage that does not, or after any event where the object is at none that does."""
    if laid.by == "stages":
        return standing_among(laid, [stage.name for stage in laid.progress.stages if not stage.ends])
    names, flow = tuple(end.step for end in side.lasts), shown(laid)
    return Wanted(plans.standing_at(laid.plan, replace(flow, where=unfinished(laid)), names), "here", names)


def unfinished(laid: Laid) -> Condition | None:
    """The filter of the first group, and that the object is in no stage that ends."""
    ends = [f"'{stage.name}'" for stage in laid.progress.stages if stage.ends]
    texts = [text for text in (laid.groups[0].where, f"{STAGE} not in ({', '.join(ends)})" if ends else None) if text]
    whole = " and ".join(f"({text})" for text in texts)
    return parse_condition(whole, columns_for(laid.progress.object), where="where") if whole else None


def standing_among(laid: Laid, steps: Sequence[str]) -> Wanted:
    """All that stand at one of these steps."""
    return Wanted(plans.standing_at(laid.plan, shown(laid), steps), "here", tuple(steps))


def shown(laid: Laid) -> Flow:
    """The flow of the first group, with the columns its progress shows of each object."""
    return replace(laid.groups[0].flow, shows=("force", *laid.progress.file.shows))


def cases_of(
    desk: Desk,
    viewer: Viewer,
    reading: Remembering,
    laid: Laid,
    side: FlowSide,
    wanted: Wanted,
    page: tuple[int, int],
) -> Listed:
    """One page of a list; NotAllowed where it, or what a single step of the side holds, is too small for this viewer."""
    least = least_told(desk.catalogue, viewer, laid.progress.object.name)
    number, size = page
    total = int(reading.rows(plans.how_many(wanted.tree))[0][0])
    if least is not None and (0 < total < least or held_back(side, wanted)):
        raise NotAllowed(
            f"the records of this number are not listed: it is {fewer_than(least)}, or would give away one that is"
        )
    rows = reading.rows(plans.longest(wanted.tree, number, size)) if size else []
    beyond = {step.name: step.ninth for step in side.steps}
    return Listed(tuple(case_of(laid, beyond, row) for row in rows), total)


def case_of(laid: Laid, beyond: dict[str, float | None], row: tuple[Any, ...]) -> FlowCase:
    """One row of the list."""
    name, step, began, following, until, took, force, *values = row
    kinds, names = laid.progress.object.columns, laid.progress.file.shows
    columns = tuple((one, kinds[one], read(value)) for one, value in zip(names, values, strict=True))
    length, ninth = int(took) / SECOND, beyond.get(step)
    since = instant_of(began)
    if since is None:
        raise RuntimeError("a step without a beginning")
    return FlowCase(
        laid.progress.object.name, str(name), None if force is None else str(force), str(step), since,
        None if following is None else str(following), None if following is None else instant_of(until), length,
        ninth is not None and length > ninth, columns,
    )  # fmt: skip
