"""A source: what a system is, how often it speaks, and how its columns become events or reference rows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ConfigDict, Field, field_validator

from peeler.definitions.objects import EventDefinition
from peeler.definitions.reading import Strict
from peeler.terms.clocks import parse_pause, parse_promise
from peeler.terms.errors import RequestError, unknown
from peeler.terms.identifiers import EventType

HOLE = re.compile(r"\{([^{}]+)\}")
FILE_HOLES = ("date", "month", "year", "force", "name", "any")
RESERVED = ("event", "at", "precision", "recorded_at", "actor", "when", "unless", "force")
Value = str | dict[str, str]


class Rule(Strict):
    """How one row (or one file) becomes one event: reserved keys, then roles and fields of that event by name.

    A plain text is a column; one with {holes} is a template over columns, the file name's holes, ``dated`` and ``row``;
    ``{value: X}`` is that text; ``{look_up: NAME, of: COLUMN}`` looks the column up.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    event: str
    at: Value
    precision: Literal["instant", "day", "month", "unknown"] = "instant"
    recorded_at: str | None = None
    actor: str | None = None
    force: str | None = None
    when: dict[str, str | list[str]] = Field(default_factory=dict)
    unless: dict[str, str | list[str]] = Field(default_factory=dict)

    @property
    def values(self) -> dict[str, Value]:
        """Roles and fields, by name."""
        return dict(self.model_extra or {})


class ReferenceRule(Strict):
    """How one row becomes one reference row: which table, for whom, when, by what, how many."""

    table: str
    force: Value
    period: dict[str, str]
    dimensions: dict[str, Value] = Field(default_factory=dict)
    value: str


class Poll(Strict):
    """How a table of a database is read: how often, which table or view, by which column that says when a row last changed.

    ``overlap`` is how far back each reading begins again (a time, or a number where ``modified`` counts), so that what
    was committed late is seen; ``reconcile`` how often the whole list is read, so that what is gone is noticed.
    ``times`` says whose clock a time without a zone is of.
    """

    every: str
    table: str
    modified: str
    overlap: str = "5 minutes"
    reconcile: str = "1 day"
    times: Literal["london", "utc"] = "london"

    @field_validator("every", "reconcile")
    @classmethod
    def known_pause(cls, text: str) -> str:
        """Refuses what is not a length of time."""
        parse_pause(text)
        return text

    @field_validator("overlap")
    @classmethod
    def known_overlap(cls, text: str) -> str:
        """Refuses what is neither a length of time nor a number."""
        if not text.isdigit():
            parse_pause(text)
        return text

    @field_validator("table")
    @classmethod
    def known_table(cls, text: str) -> str:
        """Refuses what is not the name of a table or view, with its schema before a dot where it has one."""
        if not re.fullmatch(r"[A-Za-z_][\w$ ]*(\.[A-Za-z_][\w$ ]*)?", text):
            raise ValueError("name a table or view, as crimes or dbo.crimes")
        return text


class TableFile(Strict):
    """One table of a source: its files or how it is polled, columns, what one file is a snapshot of, what its rows become.

    ``numbered``: columns that no file has, each the number of a row, from 1, among those of the file that agree in the
    columns it names, in the order of the file.
    """

    files: str = ""
    poll: Poll | None = None
    columns: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    numbered: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    scope: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    happened: tuple[str, ...] = ()
    dates: Literal["year_first", "day_first"] = "year_first"
    file: tuple[Rule, ...] = ()
    rows: tuple[Rule, ...] = ()
    reference: ReferenceRule | None = None

    @property
    def read(self) -> tuple[str, ...]:
        """Every column that is read of a row, and those that number it."""
        return (*self.columns, *self.optional, *self.numbered)


class SourceFile(Strict):
    """What a source's file may hold."""

    title: str
    about: str
    replaces: str | None = None
    reader: Literal["csv", "parquet", "xes", "event_lines"] = "csv"
    every: str | None = None
    publisher: str = ""
    licence: str = ""
    dated: Literal["", "newest month", "file name"] = ""
    vintage: str = ""
    owner: str
    checked_by: str
    review_by: str
    known_limits: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    tables: dict[str, TableFile] = Field(default_factory=dict)
    examples: tuple[dict[str, Any], ...] = ()

    @field_validator("every")
    @classmethod
    def known_period(cls, every: str | None) -> str | None:
        """Refuses a period that is not known."""
        if every:
            parse_promise(every)
        return every


@dataclass(frozen=True)
class SourceDefinition:
    """A source, checked against the objects."""

    name: str
    file: SourceFile
    hash: str


def columns_of(rule: Rule) -> set[str]:
    """The columns a rule reads, from its values, its conditions and its times."""
    named: set[str] = {*rule.when, *rule.unless}
    for value in [rule.at, rule.recorded_at, rule.actor, rule.force, *rule.values.values()]:
        named |= columns_in(value)
    return named


def columns_in(value: Value | None) -> set[str]:
    """The columns one value reads; a hole may name several, the first that is filled counting: {Crime ID|row}."""
    if value is None:
        return set()
    if isinstance(value, dict):
        return {value["of"]} if "of" in value else set()
    holes = HOLE.findall(value)
    return {part for hole in holes for part in hole.split("|")} if holes else {value}


def check_source(
    name: str, file: SourceFile, events: Mapping[EventType, EventDefinition], look_ups: Mapping[str, Mapping[str, Any]]
) -> None:
    """Checks every table of a source: columns, events, roles, fields, look-ups; RequestError names key and word."""
    check_brought(file, events, f"sources/{name}.yml: events")
    for table_name, table in file.tables.items():
        where = f"sources/{name}.yml: tables.{table_name}"
        check_table(table, where)
        check_dating(file, table, where)
        check_poll(table, where)
        told = {*table.scope, "dated", "row"}
        for number, rule in enumerate(table.file):
            check_rule(rule, events, look_ups, told, f"{where}.file[{number}]")
        for number, rule in enumerate(table.rows):
            check_rule(rule, events, look_ups, {*table.read} | told, f"{where}.rows[{number}]")
            check_personal(rule, events, table, f"{where}.rows[{number}]")
        if table.reference:
            known = {*table.columns, *table.optional, *HOLE.findall(table.files)}
            check_reference(table.reference, look_ups, known, f"{where}.reference")


def check_brought(file: SourceFile, events: Mapping[EventType, EventDefinition], where: str) -> None:
    """Checks that a source of envelopes brings events there are; whose rows are mapped says so by its rules alone."""
    if file.events and file.reader != "event_lines":
        raise RequestError(f"{where}: is for sources of event lines; the rules of the tables say what rows become")
    for event in file.events:
        if event not in events:
            raise unknown("event", event, events, where=where)


def check_dating(file: SourceFile, table: TableFile, where: str) -> None:
    """Refuses file names without the date that the source says they carry."""
    if not table.files and table.poll is None:
        raise RequestError(f"{where}: says neither what its files are called nor how it is polled")
    if file.dated == "file name" and table.files and not {"date", "month"} & set(HOLE.findall(table.files)):
        raise RequestError(f"{where}.files: its lists are dated by file name, so it needs {{date}} or {{month}}")


def check_poll(table: TableFile, where: str) -> None:
    """Checks a polled table: it has a key and columns, its list is one, and what it reads by is not read twice."""
    if table.poll is None:
        return
    if not table.key:
        raise RequestError(f"{where}.poll: needs a key, to know a row again")
    if table.scope or table.file or table.reference:
        raise RequestError(f"{where}.poll: a polled table is one list of rows, without scope, file or reference")


def check_table(table: TableFile, where: str) -> None:
    """Checks a table's own words: holes of its file names, scope, key, and which columns happened."""
    holes = HOLE.findall(table.files)
    for hole in set(holes) - set(FILE_HOLES):
        raise unknown("hole", hole, FILE_HOLES, where=f"{where}.files")
    for part in set(table.scope) - set(holes):
        raise unknown("scope", part, holes, where=f"{where}.scope")
    for column in sorted({*table.key, *table.happened} - {*table.read}):
        raise unknown("column", column, table.read, where=where)
    check_numbered(table, where)
    for column in sorted({*table.columns, *table.optional} & set(table.ignore)):
        raise RequestError(f"{where}.ignore: '{column}' is read and ignored at once")
    for column in sorted(set(table.key) & set(table.happened)):
        raise RequestError(f"{where}.happened: '{column}' is of the key, and a key does not change")


def check_numbered(table: TableFile, where: str) -> None:
    """Checks the columns that number rows: no file has them, and they number among rows that agree in columns it has."""
    own = {*table.columns, *table.optional}
    for name, among in table.numbered.items():
        if name in own or name in table.ignore or name in (*table.scope, "dated", "row"):
            raise RequestError(f"{where}.numbered: '{name}' is a column already")
        for column in sorted(set(among) - own):
            raise unknown("column", column, own, where=f"{where}.numbered.{name}")
    if table.numbered and table.poll:
        raise RequestError(f"{where}.numbered: the rows of a database have no order to number them by")


def check_personal(rule: Rule, events: Mapping[EventType, EventDefinition], table: TableFile, where: str) -> None:
    """Refuses personal fields in a table without a key: their rows would be named after what they say of a person."""
    fields = events[EventType(rule.event)].fields
    personal = [name for name in rule.values if name in fields and fields[name].personal]
    if personal and not table.key:
        raise RequestError(f"{where}.{personal[0]}: is personal, so the table needs a key to name its rows by")


def check_rule(
    rule: Rule,
    events: Mapping[EventType, EventDefinition],
    look_ups: Mapping[str, Mapping[str, Any]],
    known: set[str],
    where: str,
) -> None:
    """Checks one rule."""
    event = events.get(EventType(rule.event))
    if event is None:
        raise unknown("event", rule.event, events, where=where)
    for column in columns_of(rule) - known:
        raise unknown("column", column, known, where=where)
    for key, value in rule.values.items():
        if key not in {*event.roles, *event.either, *event.fields}:
            words = [*event.roles, *event.either, *event.fields]
            raise unknown(f"role or field of {rule.event}", key, words, where=where)
        check_value(value, look_ups, f"{where}.{key}")
    check_said_once(rule, event, where)
    if not set(rule.values) & {rule.event.split(".")[0]}:
        raise RequestError(f"{where}: says nothing of the {rule.event.split('.')[0]} it is about")


def check_said_once(rule: Rule, event: EventDefinition, where: str) -> None:
    """Refuses a rule that gives a word for one of several roles, and one of these roles beside it."""
    for word in sorted(set(rule.values) & set(event.either)):
        for role in sorted(set(rule.values) & set(event.either[word].values())):
            raise RequestError(f"{where}.{word}: stands for '{role}' among others, which the rule names as well")


def check_value(value: Any, look_ups: Mapping[str, Mapping[str, Any]], where: str) -> None:
    """Checks the form of one value."""
    if isinstance(value, str):
        return
    if not isinstance(value, dict) or set(value) not in ({"value"}, {"look_up", "of"}, {"look_up", "of", "column"}):
        raise RequestError(f"{where}: a value is a column, a template, {{value: X}} or {{look_up: NAME, of: COLUMN}}")
    if "look_up" in value and value["look_up"] not in look_ups:
        raise unknown("look-up", value["look_up"], look_ups, where=where)


def check_reference(
    rule: ReferenceRule, look_ups: Mapping[str, Mapping[str, Any]], known: set[str], where: str
) -> None:
    """Checks a reference rule."""
    for key, value in {"force": rule.force, **rule.dimensions}.items():
        check_value(value, look_ups, f"{where}.{key}")
    named = {
        c for v in [rule.force, rule.value, *rule.dimensions.values(), *rule.period.values()] for c in columns_in(v)
    }
    for column in named - known - set(rule.period.values()):
        raise unknown("column", column, known, where=where)
    if set(rule.period) not in ({"financial_year", "quarter"}, {"year"}, {"month"}, {"mid_year"}, {"always"}):
        raise RequestError(f"{where}.period: financial_year and quarter, or year, mid_year or month")
