"""A duty: what is owed for an object, by when, by whom and under which law, checked against that object."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from peeler.definitions.calendars import CalendarDefinition, day
from peeler.definitions.conditions import Condition, parse_condition
from peeler.definitions.duty_file import DutyFile, LimitFile, MomentFile, TermsFile
from peeler.definitions.kinds import Kind
from peeler.definitions.limits import LEAST_SECONDS, Limit, parse_fixed, parse_limit
from peeler.definitions.objects import ObjectDefinition
from peeler.terms.errors import RequestError, unknown
from peeler.terms.identifiers import EventType
from peeler.terms.working_days import WorkingDays


@dataclass(frozen=True)
class Moment:
    """Something that happens: an event, or an attribute that takes a new value; where the state so begun is so."""

    event: EventType | None
    attribute: str | None
    where: Condition | None


@dataclass(frozen=True)
class Case:
    """A limit, and when it is the one; None: otherwise."""

    when: Condition | None
    limit: Limit


@dataclass(frozen=True)
class Terms:
    """By when, under the law from a day on (None: always)."""

    start: date | None
    due: tuple[Case, ...]
    schedule: tuple[Limit, ...]
    then_every: tuple[Case, ...]


@dataclass(frozen=True)
class Escalation:
    """Who is told when it has been overdue for so long."""

    after: Limit
    to: str


@dataclass(frozen=True)
class DutyDefinition:
    """A duty, checked: every condition parsed, every limit read; ``terms`` in order of the day they begin.

    ``waits``: it is told of alone, since what it needs is not there; all but the file is then empty.
    """

    name: str
    file: DutyFile
    hash: str
    object: ObjectDefinition
    arm: tuple[Moment, ...] = ()
    require: tuple[Moment, ...] = ()
    until: Condition | None = None
    void: Condition | None = None
    pause_while: Condition | None = None
    vulnerable: Condition | None = None
    terms: tuple[Terms, ...] = ()
    window: Limit | None = None
    warn: Limit | None = None
    escalate: tuple[Escalation, ...] = ()
    calendar: WorkingDays | None = None

    @property
    def waits(self) -> bool:
        """Whether it cannot be worked out yet."""
        return self.file.waits_for is not None

    @property
    def repeats(self) -> bool:
        """Whether it is owed more than once."""
        return any(terms.then_every or len(terms.schedule) > 1 for terms in self.terms)

    @property
    def chained(self) -> bool:
        """Whether each time is counted from the time before at which it was met."""
        return self.file.repeat_from == "met" and self.repeats

    @property
    def limits(self) -> tuple[Limit, ...]:
        """Every limit there is in it."""
        cases = (case.limit for terms in self.terms for case in (*terms.due, *terms.then_every))
        return (*cases, *(limit for terms in self.terms for limit in terms.schedule))

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition its obligations depend on."""
        cases = [case.when for terms in self.terms for case in (*terms.due, *terms.then_every)]
        moments = [moment.where for moment in (*self.arm, *self.require)]
        said = (self.until, self.void, self.pause_while, *cases, *moments)
        return tuple(condition for condition in said if condition is not None)


def build_duty(
    name: str,
    file: DutyFile,
    file_hash: str,
    objects: Mapping[str, ObjectDefinition],
    calendars: Mapping[str, CalendarDefinition],
) -> DutyDefinition:
    """The duty checked against its object; RequestError names file, key and the nearest right word."""
    where = f"duties/{name}.yml"
    if file.object not in objects:
        raise unknown("object", file.object, objects, where=f"{where}: object")
    definition = objects[file.object]
    if file.waits_for is not None:
        return DutyDefinition(name, file, file_hash, definition)
    if file.calendar not in calendars:
        raise unknown("calendar", file.calendar, calendars, where=f"{where}: calendar")
    columns, heard = definition.columns, heard_by(definition, objects)
    check_owner(file, columns, where)

    def condition(text: str | None, key: str) -> Condition | None:
        return parse_condition(text, columns, where=f"{where}: {key}") if text else None

    return DutyDefinition(
        name, file, file_hash, definition,
        tuple(build_moment(one, definition, heard, f"{where}: arm") for one in file.arm),
        tuple(build_moment(one, definition, heard, f"{where}: require") for one in file.require),
        condition(file.until, "until"), condition(file.void, "void"), condition(file.pause_while, "pause_while"),
        condition(file.vulnerable, "vulnerable"), build_versions(file, columns, where),
        parse_fixed(file.window, where=f"{where}: window") if file.window else None,
        parse_fixed(file.warn, where=f"{where}: warn") if file.warn else None,
        tuple(Escalation(parse_fixed(one.after, where=f"{where}: escalate"), one.to) for one in file.escalate),
        calendars[file.calendar].days,
    )  # fmt: skip


def check_owner(file: DutyFile, columns: Mapping[str, Kind], where: str) -> None:
    """Checks that who owes it is a word of the object, and the day of the law and the clock's start times of it."""
    words = [name for name, kind in columns.items() if kind == "word"]
    if file.owner not in words:
        raise unknown("word of the object", str(file.owner), words, where=f"{where}: owner")
    times = [name for name, kind in columns.items() if kind in ("instant", "since")]
    for key, time in (("law_of", file.law_of), ("clock_from", file.clock_from)):
        if time is not None and time not in times:
            raise unknown("time", time, times, where=f"{where}: {key}")


def heard_by(definition: ObjectDefinition, objects: Mapping[str, ObjectDefinition]) -> set[EventType]:
    """The event types an object hears: its own, those that name it, and those of what belongs to it."""
    own = {e for one in objects.values() for e, made in one.events.items() if definition.name in made.roles.values()}
    members = [one for one in objects.values() if definition.name in one.owners.values() and one is not definition]
    return {*definition.events, *own}.union(*(heard_by(member, objects) for member in members))


def build_moment(file: MomentFile, definition: ObjectDefinition, heard: set[EventType], where: str) -> Moment:
    """A moment: ``reviewed``, ``suspect.arrested`` or an attribute of time; RequestError names the nearest."""
    columns = definition.columns
    when = parse_condition(file.where, columns, where=f"{where}.where") if file.where else None
    if columns.get(file.event) in ("instant", "since"):
        return Moment(None, file.event, when)
    own = EventType(f"{definition.name}.{file.event}")
    if own in definition.events:
        return Moment(own, None, when)
    times = [name for name, kind in columns.items() if kind in ("instant", "since")]
    if "." not in file.event:
        raise unknown("event or time", file.event, [*(e.split(".")[1] for e in definition.events), *times], where=where)
    if file.event not in heard:
        raise unknown(f"event that {definition.name} hears", file.event, heard, where=where)
    return Moment(EventType(file.event), None, when)


def build_versions(file: DutyFile, columns: Mapping[str, Kind], where: str) -> tuple[Terms, ...]:
    """The limits of each version, in order of the day they begin; RequestError where two begin on one day."""
    if not file.versions:
        return (build_terms(file, None, columns, where, again=file.repeat_from),)
    made = []
    for version in file.versions:
        start = day(version.start, f"{where}: versions.from")
        made.append(build_terms(version, start, columns, f"{where}: versions.{version.start}", again=file.repeat_from))
    days = [terms.start for terms in made]
    if len(set(days)) < len(days) or days != sorted(days, key=str):
        raise RequestError(f"{where}: versions: each begins on a later day than the one before")
    return tuple(made)


def build_terms(
    file: TermsFile, start: date | None, columns: Mapping[str, Kind], where: str, *, again: str | None
) -> Terms:
    """The limits of one version."""
    due, every = (cases(given, columns, f"{where}: {key}") for key, given in (("due", file.due), ("then_every", file.then_every)))  # fmt: skip
    schedule = tuple(parse_fixed(text, where=f"{where}: schedule") for text in file.schedule)
    if again == "due" or schedule:
        check_together([*(case.limit for case in (*due, *every)), *schedule], f"{where}: then_every")
    return Terms(start, due, schedule, every)


def cases(given: Sequence[LimitFile], columns: Mapping[str, Kind], where: str) -> tuple[Case, ...]:
    """The limits of several cases; RequestError where one stands after the one that holds otherwise."""
    for number, one in enumerate(given, start=1):
        if one.when is None and number < len(given):
            raise RequestError(f"{where}: the limit without when: stands last")
    return tuple(
        Case(
            parse_condition(one.when, columns, where=f"{where}.when") if one.when else None,
            parse_limit(one.within, columns, where=f"{where}.within"),
        )
        for one in given
    )


def check_together(limits: Sequence[Limit], where: str) -> None:
    """Refuses limits that repeat from the due moment in different units: three months and ten days have no sum of their own."""
    if len({limit.unit for limit in limits}) > 1 and len(limits) > 1:
        raise RequestError(
            f"{where}: limits that repeat from the due moment are all in hours, days, months or working days"
        )
    if len(limits) > 1 and any(limit.attribute or limit.unit not in LEAST_SECONDS for limit in limits):
        raise RequestError(f"{where}: limits that repeat from the due moment are plain lengths of time")
