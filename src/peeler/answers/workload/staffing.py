"""Load: how much work each team has for each who is there to do it, and whether their level is the one the work needs."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from peeler.answers.asking import MeasureQuestion, prepare
from peeler.answers.rows import told_rows
from peeler.answers.workload.answer import Load, Place, Staffing, Tally
from peeler.answers.workload.tallies import NOTHING, added, tally_of, weighed_tally
from peeler.answers.workload.work import OFFENCE, Work
from peeler.definitions.measures import MeasureDefinition
from peeler.definitions.workload import StaffFile
from peeler.measures.rows import MeasureRow, Value
from peeler.terms.errors import NotAllowed

NOT_TOLD = "Who is there to do the work is not told, by the policy you see this under."


@dataclass
class Team:
    """What is gathered of one team."""

    work: list[Tally] = field(default_factory=list)
    needing: list[Tally] = field(default_factory=list)
    mismatched: list[Tally] = field(default_factory=list)
    posts: Counter[str] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)
    able: int = 0


def staffing_of(work: Work) -> Staffing | None:
    """The load of every team that has any of the work; None where the file names no staff or the viewer may not be told of them."""
    staff, people, posts = work.definition.file.staff, work.definition.people, work.definition.posts
    if staff is None or people is None or posts is None:
        return None
    teams: dict[Value, Team] = {}
    try:
        told = add_people(work, staff, people, teams) and add_posts(work, staff, posts, teams)
        levels = work.values(people.object, staff.level)
    except NotAllowed:
        told = False
    if not told:
        work.notes.append(NOT_TOLD)
        return None
    add_work(work, staff, teams)
    add_mismatched(work, staff, levels, teams)
    shown = work.shown_values(work.definition.dimensions[staff.of])
    full = {value: team for value, team in teams.items() if any(tally.count != 0 for tally in team.work)}
    order = sorted(full, key=lambda value: (-(added(full[value].work).count or 0), value is None, str(value)))
    lines = [load_of(shown.place(value, (value,)), full[value], staff) for value in order]
    needs = work.definition.dimensions[staff.needs]
    level, axis = dict(needs.words)[staff.higher], work.axis(shown.dimension)
    return Staffing(axis, level, needs.column, staff.higher, tuple(lines), together(full.values(), staff))


def asked(work: Work, measure: MeasureDefinition, by: tuple[str, ...]) -> tuple[MeasureRow, ...] | None:
    """The rows of a stock of people or posts; None where any of them may not be told."""
    question = MeasureQuestion(measure.name, work.at, work.question.known, by=by)
    prepared = prepare(work.desk, work.viewer, work.reading, question)
    rows, notes = told_rows(work.desk, work.viewer, work.reading, prepared)
    work.behind.append(prepared)
    work.notes.extend(notes)
    return None if any(row.suppressed for row in rows) else rows


def add_people(work: Work, staff: StaffFile, people: MeasureDefinition, teams: dict[Value, Team]) -> bool:
    """Adds who serves, is absent, in training, available and able; whether it may be told."""
    rows = asked(work, people, (staff.of, staff.availability, staff.level))
    for row in rows or ():
        said = dict(row.dimensions)
        team, there = teams.setdefault(said[staff.of], Team()), str(said[staff.availability])
        team.people[there] += row.numerator or 0
        if there == staff.available and said[staff.level] in staff.levels[staff.higher]:
            team.able += row.numerator or 0
    return rows is not None


def add_posts(work: Work, staff: StaffFile, posts: MeasureDefinition, teams: dict[Value, Team]) -> bool:
    """Adds posts, filled or not; whether it may be told."""
    rows = asked(work, posts, (staff.of, staff.filling))
    for row in rows or ():
        said = dict(row.dimensions)
        teams.setdefault(said[staff.of], Team()).posts[str(said[staff.filling])] += row.numerator or 0
    return rows is not None


def add_work(work: Work, staff: StaffFile, teams: dict[Value, Team]) -> None:
    """Adds the work, weighed where there are weights, and what of it needs the higher level."""
    column, needs = (work.definition.dimensions[name].column for name in (staff.of, staff.needs))
    tally: Callable[[MeasureRow], Tally] = tally_of
    weight = work.definition.file.weight
    if weight is not None:
        entries = work.desk.catalogue.look_ups[weight].entries

        def tally(row: MeasureRow) -> Tally:
            return weighed_tally(row, entries)

    for row in work.rows(work.measure_question((column, needs, *([OFFENCE] if weight is not None else [])))):
        said = dict(row.dimensions)
        team = teams.setdefault(said[column], Team())
        team.work.append(tally(row))
        if said[needs] == staff.higher:
            team.needing.append(tally_of(row))


def add_mismatched(work: Work, staff: StaffFile, levels: dict[str, Value], teams: dict[Value, Team]) -> None:
    """Adds the work that needs the higher level and stands with a person who has not got it, or of whom it is not known."""
    names = (staff.of, staff.person, staff.needs)
    column, person, needs = (work.definition.dimensions[name].column for name in names)
    for row in work.rows(work.measure_question((column, person), f"{needs} = '{staff.higher}'")):
        said = dict(row.dimensions)
        if said[person] is not None and levels.get(str(said[person])) not in staff.levels[staff.higher]:
            teams.setdefault(said[column], Team()).mismatched.append(tally_of(row))


def load_of(place: Place, team: Team, staff: StaffFile) -> Load:
    """One team's load."""
    work, needing, mismatched = (added(several or [NOTHING]) for several in (team.work, team.needing, team.mismatched))
    return Load(
        place, work.count, work.weight, work.weightless, needing.count, mismatched.count,
        sum(team.posts.values()), team.posts[staff.filled], sum(team.people.values()), team.people[staff.absent],
        team.people[staff.training], team.people[staff.available], team.able,
    )  # fmt: skip


def together(teams: Iterable[Team], staff: StaffFile) -> Load:
    """The load of all of these teams in one."""
    whole = Team()
    for team in teams:
        whole.work += team.work
        whole.needing += team.needing
        whole.mismatched += team.mismatched
        whole.posts += team.posts
        whole.people += team.people
        whole.able += team.able
    return load_of(Place(None, "All together", ()), whole, staff)
