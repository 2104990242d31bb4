"""Progress: the stages that an object passes through, as conditions, and what its steps are; one file for each kind of work."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import Field
from sqlglot import exp

from peeler.definitions.attributes import Attribute
from peeler.definitions.conditions import Condition, parse_condition
from peeler.definitions.kinds import KINDS, Kind
from peeler.definitions.objects import ObjectDefinition
from peeler.definitions.reading import Strict
from peeler.terms.errors import RequestError, unknown
from peeler.terms.identifiers import KEY, EventType

STAGE = "stage"
BEGAN_WITH = "began_with"
WHOLE: tuple[Kind, ...] = ("integer",)


class StageFile(Strict):
    """One stage: where the conditions of those before it do not hold and its own does; only the last may have none.

    ``title``: a name for a map; ``says``: the same as part of a sentence (``held, and not allocated yet``);
    ``ends``: nothing more is awaited of what is in it, so that no one waits there.
    """

    name: str
    title: str
    says: str = ""
    when: str | None = None
    ends: bool = False


class BesideFile(Strict):
    """Two groups that part ways, to be looked at side by side: ``against`` is ``NAME=ONE,OTHER``, a dimension and two values."""

    title: str
    against: str


class ProgressFile(Strict):
    """What a file of progress may hold: stages in order of precedence, and what counts as a step.

    ``time``: the time of the object that says which cohort it belongs to; ``activity``: what a step is called, the event
    that made it or a word of the object; ``events``: the only ones that count as steps (none: all); ``order``: a whole
    number of the object by which steps of one moment follow each other, where the source says; ``shows``: what a list of
    objects shows of each; ``along``: the stages in the order of the work, where that is not their precedence turned about;
    ``beside``: pairs of groups that are worth putting side by side.
    """

    title: str
    about: str
    replaces: str | None = None
    object: str
    time: str
    activity: str = BEGAN_WITH
    order: str | None = None
    events: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    stages: tuple[StageFile, ...] = ()
    along: tuple[str, ...] = ()
    beside: tuple[BesideFile, ...] = ()
    authority: dict[str, str] = Field(default_factory=dict)
    owner: str
    checked_by: str
    review_by: str
    examples: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Stage:
    """One stage, its condition checked; None for whatever the stages before it leave."""

    name: str
    title: str
    says: str
    when: Condition | None
    ends: bool


@dataclass(frozen=True)
class ProgressDefinition:
    """The progress of an object, checked against it; ``stages`` in order of precedence, ``events`` empty for all."""

    name: str
    file: ProgressFile
    hash: str
    object: ObjectDefinition
    stages: tuple[Stage, ...] = ()
    events: tuple[EventType, ...] = ()

    @property
    def along(self) -> tuple[Stage, ...]:
        """The stages in the order of the work: where the file does not say, what takes precedence is what comes later."""
        by_name = {stage.name: stage for stage in self.stages}
        return tuple(by_name[name] for name in self.file.along) or self.stages[::-1]

    def stage(self, name: str) -> Stage | None:
        """The stage of that name."""
        return next((stage for stage in self.stages if stage.name == name), None)


def staged(
    read: Iterable[tuple[str, ProgressFile, str]], objects: Collection[str]
) -> dict[str, tuple[str, ProgressFile]]:
    """Object -> name and file of the progress that gives it stages; RequestError where two do, or there is no such object."""
    found: dict[str, tuple[str, ProgressFile]] = {}
    for name, file, _ in read:
        if file.object not in objects:
            raise unknown("object", file.object, objects, where=f"progress/{name}.yml: object")
        if file.stages and file.object in found:
            other = found[file.object][0]
            raise RequestError(
                f"progress/{name}.yml: stages: progress/{other}.yml already gives {file.object} its stages"
            )
        if file.stages:
            found[file.object] = (name, file)
    return found


def stage_attribute(name: str, file: ProgressFile, made: Sequence[Attribute]) -> Attribute:
    """The attribute ``stage`` of an object: the first stage whose condition holds; RequestError for what is not right."""
    if any(attribute.name == STAGE for attribute in made):
        raise RequestError(
            f"progress/{name}.yml: objects/{file.object}.yml has an attribute called {STAGE}; it is given by stages"
        )
    stages = build_stages(name, file, {attribute.name: attribute.kind for attribute in made})
    branches = [
        exp.If(this=stage.when.tree.copy(), true=exp.Literal.string(stage.name)) for stage in stages if stage.when
    ]
    rest = [exp.Literal.string(stage.name) for stage in stages if stage.when is None]
    tree: exp.Expr = exp.Case(ifs=branches, **({"default": rest[0]} if rest else {})) if branches else rest[0]
    named = frozenset(column for stage in stages if stage.when for column in stage.when.columns)
    return Attribute(STAGE, "word", expression=Condition(tree.sql("duckdb"), tree, named, "text"))


def build_stages(name: str, file: ProgressFile, columns: Mapping[str, Kind]) -> tuple[Stage, ...]:
    """The stages, each condition over the object's own attributes; RequestError names the nearest of them."""
    where = f"progress/{name}.yml: stages"
    made: list[Stage] = []
    for place, stage in enumerate(file.stages):
        if not KEY.fullmatch(stage.name):
            raise RequestError(f"{where}: '{stage.name[:40]}' is not a name of small letters, digits and underscores")
        if any(other.name == stage.name for other in made):
            raise RequestError(f"{where}: two stages are called '{stage.name}'")
        if stage.when is None and place < len(file.stages) - 1:
            raise RequestError(
                f"{where}.{stage.name}: only the last stage may have no condition; those after it never hold"
            )
        when = parse_condition(stage.when, columns, where=f"{where}.{stage.name}.when") if stage.when else None
        made.append(Stage(stage.name, stage.title, stage.says or stage.title.lower(), when, stage.ends))
    names = [stage.name for stage in made]
    for one in file.along:
        if one not in names:
            raise unknown("stage", one, names, where=f"progress/{name}.yml: along")
    if file.along and sorted(file.along) != sorted(names):
        raise RequestError(f"progress/{name}.yml: along: names every stage once: {', '.join(names)}")
    return tuple(made)


def build_progress(
    name: str,
    file: ProgressFile,
    file_hash: str,
    objects: Mapping[str, ObjectDefinition],
    events: Collection[EventType],
) -> ProgressDefinition:
    """The progress checked against its object; RequestError names key and the nearest right word."""
    where, definition = f"progress/{name}.yml", objects[file.object]
    columns = definition.columns
    check_column(file.time, columns, ("instant", "since"), f"{where}: time", "time")
    check_column(file.activity, columns, ("word", "text"), f"{where}: activity", "word")
    if file.order is not None:
        check_column(file.order, columns, WHOLE, f"{where}: order", "whole number")
    for shown in file.shows:
        check_column(shown, columns, KINDS, f"{where}: shows", "name")
    for pair in file.beside:
        check_pair(pair, columns, f"{where}: beside")
    named = tuple(full_name(event, file.object, events, f"{where}: events") for event in file.events)
    own = {attribute.name: attribute.kind for attribute in definition.attributes if attribute.name != STAGE}
    return ProgressDefinition(name, file, file_hash, definition, build_stages(name, file, own), named)


def check_column(name: str, columns: Mapping[str, Kind], kinds: Collection[Kind], where: str, what: str) -> None:
    """RequestError where there is no column of that name and of one of these kinds."""
    fitting = [column for column, kind in columns.items() if kind in kinds]
    if name not in fitting:
        raise unknown(what, name, fitting, where=where)


def check_pair(pair: BesideFile, columns: Mapping[str, Kind], where: str) -> None:
    """RequestError where a pair of groups names no dimension, or not two values of it."""
    name, _, said = pair.against.partition("=")
    check_column(name, columns, KINDS, where, "dimension")
    values = [value.strip() for value in said.split(",")]
    if len(values) != 2 or len(set(values)) != 2 or "" in values:
        raise RequestError(f"{where}: '{pair.against[:60]}' names no two values; for example {name}=one,other")


def full_name(event: str, object_type: str, events: Collection[EventType], where: str) -> EventType:
    """An event by its full name, or by its verb where it is the object's own; RequestError names the nearest."""
    full = EventType(event if "." in event else f"{object_type}.{event}")
    if full not in events:
        own = [known.partition(".")[2] for known in events if known.startswith(f"{object_type}.")]
        raise unknown("event", event, events if "." in event else own, where=where)
    return full
