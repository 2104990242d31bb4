"""Who holds what: one question of a kind of work, one answer, whose parts add up to the whole and say so."""

from collections.abc import Hashable, Sequence
from dataclasses import asdict, dataclass

from peeler.answers.access import note
from peeler.answers.asking import Prepared
from peeler.answers.desk import Desk
from peeler.answers.measure import feeds_of, notes_of
from peeler.answers.notes import written
from peeler.answers.policy import sight_of
from peeler.answers.workload.answer import (
    Check,
    Described,
    Grid,
    Movement,
    Part,
    Staffing,
    Tally,
    WorkloadAnswer,
    WorkloadQuestion,
)  # fmt: skip
from peeler.answers.workload.grids import cells_of, grid_of, ordered
from peeler.answers.workload.moving import movement_of
from peeler.answers.workload.staffing import staffing_of
from peeler.answers.workload.tallies import NOTHING, added, tally_of
from peeler.answers.workload.work import Shown, Work, base_of, chosen, dimension_named
from peeler.definitions.workload import WorkDimension, WorkloadDefinition
from peeler.terms.clocks import london
from peeler.terms.errors import NotAllowed, RequestError, unknown
from peeler.terms.viewers import Viewer

__all__ = ["WorkloadAnswer", "WorkloadQuestion", "workload"]
COUNTINGS = ("each", "jobs")


@dataclass(frozen=True)
class Found:
    """The numbers of an answer, with the questions behind them and what must be said of them."""

    whole: Tally
    grid: Grid
    parts: tuple[Part, ...]
    movement: Movement | None
    staffing: Staffing | None
    checks: tuple[Check, ...]
    behind: tuple[Prepared, ...]
    notes: tuple[str, ...]


def workload(desk: Desk, viewer: Viewer, question: WorkloadQuestion) -> WorkloadAnswer:
    """Who holds what of a kind of work; RequestError for a wrong word (naming the nearest) or what the viewer may not see."""
    note(desk, viewer, "workload", asdict(question))
    definition = workload_named(desk, question)
    rows, columns = chosen(definition, question.by)
    with desk.reading() as reading:
        base = base_of(desk, viewer, reading, definition, question)
        work = Work(desk, viewer, reading, definition, question, base.scope.at, base)
        types, key = kept_by(work)
        ((found,),) = reading.once(types, key, lambda: [(worked_out(work, rows, columns),)])
        return WorkloadAnswer(
            question, described(definition), work.at, desk.moment(question.known), found.whole, found.grid, found.parts,
            found.checks, found.movement, found.staffing,
            tuple(work.axis(one) for one in definition.dimensions.values()), feeds_of(desk, found.behind),
            (*notes_of_seen(work), *notes_of(desk, found.behind, found.notes), *notes_of_counting(work)),
            reading.version, desk.synthetic, desk.now, reading.age,
        )  # fmt: skip


def worked_out(work: Work, rows: WorkDimension, columns: WorkDimension) -> Found:
    """All numbers of the answer, asked for and checked against each other."""
    whole = added([tally_of(row) for row in work.rows(work.measure_question())] or [NOTHING])
    grid = grid_of(work, (rows, columns), work.definition.file.title)
    parts, movement, staffing = parts_of(work), movement_of(work, rows), staffing_of(work)
    checks = tuple(checks_of(whole, grid, parts, movement, staffing, work.question))
    return Found(whole, grid, parts, movement, staffing, checks, tuple(work.behind), tuple(work.notes))


def kept_by(work: Work) -> tuple[list[str], tuple[Hashable, ...]]:
    """The object types whose journals the numbers are of, and all else they depend on (ruling 24)."""
    definition, desk = work.definition, work.desk
    stocks = [one for one in (definition.measure, definition.people, definition.posts) if one is not None]
    leaders = [one.leads[0] for one in definition.dimensions.values() if one.leads]
    types = sorted({*(one.object.name for one in stocks), *leaders})
    judged = () if all(sees_every(work, name) for name in types) else (desk.now,)
    seen = (work.at, work.base.plan.withdrawn, work.base.scope.coarse, *judged)
    return types, ("workload", desk.catalogue.version, work.viewer.roles, work.question, *seen)


def sees_every(work: Work, object_type: str) -> bool:
    """Whether the viewer sees every object of a type, so that what they see is the same at any moment."""
    try:
        return sight_of(work.desk.catalogue, work.viewer, object_type).everything
    except NotAllowed:
        return False


def workload_named(desk: Desk, question: WorkloadQuestion) -> WorkloadDefinition:
    """The kind of work asked about; RequestError names the nearest, or what cannot be counted so."""
    known = desk.catalogue.workload
    if question.name not in known:
        raise unknown("kind of work", question.name, known)
    definition = known[question.name]
    if question.count not in COUNTINGS:
        raise unknown("way of counting", question.count, COUNTINGS, where="count")
    if question.count == "jobs" and definition.file.job is None:
        raise RequestError(f"count: {definition.file.title.lower()} are not joined into jobs; leave it out")
    if question.weighted and definition.file.weight is None:
        raise RequestError(f"weighted: {definition.file.title.lower()} have no weights; leave it out")
    return definition


def described(definition: WorkloadDefinition) -> Described:
    """What a reader must know of the kind of work."""
    file = definition.file
    return Described(
        definition.name, file.title, file.question, file.about, file.noun, definition.measure.name, definition.hash
    )


def parts_of(work: Work) -> tuple[Part, ...]:
    """The parts of the work, each with its own map where the file says how it is shown."""
    file = work.definition.file
    dimension = dimension_named(work.definition, file.parts)
    shown = Shown(dimension)
    cells, _ = cells_of(work, shown, shown)
    there = [value for value, _ in cells]
    made = []
    for value in ordered(shown, there, cells, 1 if dimension.ordered else 0):
        tally, said = cells.get((value, value), NOTHING), file.beside.get(str(value))
        grid = None
        if said is not None and tally != NOTHING:
            two = tuple(dimension_named(work.definition, name) for name in said.by)
            grid = grid_of(work, (two[0], two[1]), said.title, (dimension.column, value))
        made.append(Part(shown.place(value, (value,)), tally, grid))
    return tuple(made)


def checks_of(
    whole: Tally, grid: Grid, parts: Sequence[Part], movement: Movement | None, staffing: Staffing | None, question: WorkloadQuestion
) -> list[Check]:  # fmt: skip
    """That the cells, the parts, the moves and the teams add up to the whole, each counted by a question of its own."""
    found = [check("the cells of the map", whole, grid.whole)]
    if parts:
        found.append(check("its parts", whole, added(part.tally for part in parts)))
    found += [check(f"{part.place.label.lower()}", part.tally, part.grid.whole) for part in parts if part.grid]
    if staffing is not None:
        found.append(numbers("the work of the teams", whole.count, staffing.whole.work))
    if movement is not None:
        moves = movement.whole
        came = moves.before + moves.arrived + moves.received - moves.completed - moves.handed_on
        now = whole.count if question.count == "each" else moves.now
        every = all(line.adds_up for line in movement.lines) and moves.received == moves.handed_on
        found.append(Check("what was there, with what came and without what went", now, came, every and now == came))
    return found


def check(of: str, whole: Tally, parts: Tally) -> Check:
    """Whether two tallies are the same, unknown ones included."""
    if whole.count is None or parts.count is None:
        return Check(of, None, None, None)
    return Check(of, whole.count, parts.count, (whole.count, whole.unknown) == (parts.count, parts.unknown))


def numbers(of: str, whole: int | None, parts: int | None) -> Check:
    """Whether two numbers are the same."""
    return Check(of, whole, parts, None if whole is None or parts is None else whole == parts)


def notes_of_seen(work: Work) -> list[str]:
    """That the moment seen is the last there is word of, where that is another day than today."""
    if work.question.at is not None or london(work.at).date() == london(work.desk.now).date():
        return []
    return [
        f"Nothing has been heard of this work since {written(work.at)}: it is shown, and its age counted, as it stood then."
    ]


def notes_of_counting(work: Work) -> list[str]:
    """What the file says of its dimensions, and what jobs and weights mean."""
    jobs = work.question.count == "jobs"
    said = [*work.definition.file.notes]
    if jobs:
        said.append(
            "A linked series is one job: it stands where its leading crime stands, or, where that is not open, where the first of its "
            "open crimes does. What moved is counted in crimes."
        )
    if work.question.weighted:
        said.append(
            "Weights are days of imprisonment that such offences are given; what has no weight is counted beside them."
        )
    return said
