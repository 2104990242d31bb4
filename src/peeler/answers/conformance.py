"""Paths that should not happen: every measure that says so of itself, counted, and those that one object is on."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from peeler.answers.access import note
from peeler.answers.asking import MeasureQuestion, prepare
from peeler.answers.desk import Desk
from peeler.answers.freshness import SourceFreshness, each_once
from peeler.answers.measure import DefinitionSummary, MeasureAnswer, MeasureRow, measured, summary
from peeler.answers.policy import least_told, policies_of
from peeler.answers.remembering import Remembering
from peeler.definitions.catalogue import Catalogue
from peeler.definitions.measures import MeasureDefinition
from peeler.plans.records import among, records_counted, records_standing, which_rows
from peeler.terms.clocks import Instant
from peeler.terms.errors import NotAllowed
from peeler.terms.identifiers import ObjectId, ObjectType
from peeler.terms.viewers import Viewer

Named = tuple[ObjectType, ObjectId]


@dataclass(frozen=True, slots=True)
class ConformanceQuestion:
    """As at, as known (None: now), and of the time from ``start`` to ``end`` (both inclusive; None: all there is)."""

    at: Instant | None = None
    known: Instant | None = None
    start: Instant | None = None
    end: Instant | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: why it should never be broken, and how often it is.

    ``row`` counts those on the path as its numerator, out of its denominator where the rule has one, and ``unknown`` those of
    which it cannot be said. ``problem`` says in a sentence why there is no row.
    """

    definition: DefinitionSummary
    never: str
    object: str
    authority: tuple[tuple[str, str], ...]
    row: MeasureRow | None
    notes: tuple[str, ...]
    problem: str


@dataclass(frozen=True, slots=True)
class ConformanceAnswer:
    """All rules of the catalogue at one journal version, those broken most often first."""

    question: ConformanceQuestion
    as_at: Instant
    as_known: Instant
    rules: tuple[Rule, ...]
    freshness: tuple[SourceFreshness, ...]
    journal_version: int
    synthetic: bool
    asked_at: Instant

    @property
    def ahead(self) -> bool:
        """Whether the moment asked for is still to come."""
        return max(self.as_at, self.as_known) > self.asked_at


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that an object is against."""

    measure: str
    title: str
    never: str
    object_type: str
    object: str


def conformance(desk: Desk, viewer: Viewer, question: ConformanceQuestion) -> ConformanceAnswer:
    """Counts every path that should not happen; a rule that cannot be answered here says so, and the others stand."""
    note(desk, viewer, "conformance", asdict(question))
    policies_of(desk.catalogue, viewer)
    with desk.one_version() as one, one.reading() as reading:
        found = [counted(one, viewer, question, definition) for definition in rules_of(desk.catalogue)]
        version = reading.version
    at, known = (desk.moment(moment) for moment in (question.at, question.known))
    rules = sorted(
        (rule for rule, _ in found), key=lambda rule: (rule.row is None, -broken(rule), rule.definition.name)
    )
    feeds = each_once(feed for _, answer in found if answer is not None for feed in answer.freshness)
    return ConformanceAnswer(question, at, known, tuple(rules), feeds, version, desk.synthetic, desk.now)


def rules_of(catalogue: Catalogue) -> list[MeasureDefinition]:
    """The measures that say of what they count that it should never happen, by name."""
    return [one for _, one in sorted(catalogue.measures.items()) if one.file.never]


def counted(
    desk: Desk, viewer: Viewer, question: ConformanceQuestion, definition: MeasureDefinition
) -> tuple[Rule, MeasureAnswer | None]:
    """One rule with its number, and the answer it is from."""
    file = definition.file
    rule = Rule(
        summary(definition), file.never or "", definition.object.name, tuple(file.authority.items()), None, (), ""
    )
    start = None if file.kind == "stock" else question.start
    try:
        asked = MeasureQuestion(definition.name, question.at, question.known, start, question.end)
        answer = measured(desk, viewer, asked)
    except NotAllowed as problem:
        return replace(rule, problem=str(problem)), None
    row = answer.rows[0] if answer.rows else None
    return replace(rule, row=row, notes=answer.notes, problem="" if row else "nothing has been counted"), answer


def broken(rule: Rule) -> int:
    """How many are on the path; 0 where it is not told."""
    return (rule.row.numerator or 0) if rule.row is not None else 0


def broken_by(
    desk: Desk,
    viewer: Viewer,
    reading: Remembering,
    objects: Iterable[Named],
    moments: tuple[Instant | None, Instant | None],
) -> tuple[Broken, ...]:
    """The rules these objects are against, as at and as known; none of a type whose small numbers are held back."""
    known = list(objects)
    found: list[Broken] = []
    for definition in rules_of(desk.catalogue):
        file, kind = definition.file, definition.object.name
        mine = [name for object_type, name in known if object_type == kind]
        if mine and least_told(desk.catalogue, viewer, kind) is None:
            names = against(desk, viewer, reading, definition, mine, moments)
            found += [Broken(definition.name, file.title, file.never or "", kind, name) for name in names]
    return tuple(found)


def against(
    desk: Desk,
    viewer: Viewer,
    reading: Remembering,
    definition: MeasureDefinition,
    objects: list[ObjectId],
    moments: tuple[Instant | None, Instant | None],
) -> list[str]:
    """Which of these objects a rule counts; none where the viewer may not see any of their type."""
    at, known = moments
    try:
        prepared = prepare(desk, viewer, reading, MeasureQuestion(definition.name, at, known))
    except NotAllowed:
        return []
    plan, asked, which = prepared.plan, prepared.asked, which_rows("numerator")
    stock = definition.file.kind == "stock"
    records = records_standing(plan, asked, plan.at, (), which) if stock else records_counted(plan, asked, (), which)
    return [str(row[0]) for row in reading.rows(among(records, [str(one) for one in objects]))]
