"""Workload: kinds of work that stand open, each one file: its stock, what it is told apart by, and who is there to do it."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field, model_validator

from peeler.definitions.measures import MeasureDefinition, parse_dimension
from peeler.definitions.objects import ObjectDefinition
from peeler.definitions.reading import Strict
from peeler.terms.errors import RequestError, unknown

GROUPS = ("word", "text", "offence", "outcome", "integer", "yes_no", "judgement", "day")


class DimensionFile(Strict):
    """One dimension: ``of``, an attribute or a grouping of the object; how it is called, and work of which it is not said.

    ``led_by``: not that value itself, but what the object of that name has in one of its attributes, as
    ``{object: team, attribute: leader}`` gives the leader of the team. ``look_up``: the table that names its values.
    """

    title: str
    of: str = ""
    missing: str = "Not said"
    led_by: dict[str, str] = Field(default_factory=dict)
    look_up: str | None = None


class PartFile(Strict):
    """What is shown beside the map of one part of the work: its word, and the rows and columns it is shown by."""

    title: str
    by: tuple[str, str]


class StaffFile(Strict):
    """Who is there for the work, by the dimension ``of`` it shares with them; measures of posts and of people.

    ``available`` and ``filled`` are words of groupings of those objects (``grouping: word``); ``absent`` and ``training``
    likewise. ``level``: the attribute of a person that says their level; ``needs``: the dimension of the work that says what
    it needs; ``levels``: for each of its words the levels of people that will do; ``higher``: which of them is told apart.
    """

    of: str
    people: str
    posts: str
    availability: str
    available: str
    absent: str
    training: str
    filling: str
    filled: str
    person: str
    level: str
    needs: str
    levels: dict[str, tuple[str, ...]]
    higher: str


class WorkloadFile(Strict):
    """What a file of workload may hold."""

    title: str
    question: str
    about: str
    replaces: str | None = None
    stock: str
    noun: str
    dimensions: dict[str, DimensionFile] = Field(min_length=2)
    rows: str
    columns: str
    parts: str
    beside: dict[str, PartFile] = Field(default_factory=dict)
    weight: str | None = None
    job: str | None = None
    staff: StaffFile | None = None
    notes: tuple[str, ...] = ()
    authority: dict[str, str]
    owner: str
    checked_by: str
    review_by: str

    @model_validator(mode="after")
    def named(self) -> "WorkloadFile":
        """Refuses rows, columns and parts that are no dimensions of its own."""
        shown = [name for part in self.beside.values() for name in part.by]
        for name in (
            self.rows,
            self.columns,
            self.parts,
            *shown,
            *([self.staff.of, self.staff.needs] if self.staff else []),
        ):
            if name not in self.dimensions:
                raise ValueError(str(unknown("dimension", name, self.dimensions)))
        if self.rows == self.columns:
            raise ValueError("rows and columns are two different dimensions")
        return self


@dataclass(frozen=True)
class WorkDimension:
    """A dimension, checked. ``column``: the attribute or grouping of the work; ``words``: values with their titles.

    ``ordered``: the words are all there are, in the order they are shown in; ``ages``: time alone moves work along them.
    ``leads``: the type of object its value names and the attribute of that which is shown in its place.
    """

    name: str
    title: str
    column: str
    missing: str
    words: tuple[tuple[str, str], ...] = ()
    ordered: bool = False
    ages: bool = False
    leads: tuple[str, str] | None = None


@dataclass(frozen=True)
class WorkloadDefinition:
    """A kind of work, checked against its measures and objects."""

    name: str
    file: WorkloadFile
    hash: str
    measure: MeasureDefinition
    dimensions: Mapping[str, WorkDimension]
    people: MeasureDefinition | None = None
    posts: MeasureDefinition | None = None


def build_workload(
    name: str,
    file: WorkloadFile,
    file_hash: str,
    measures: Mapping[str, MeasureDefinition],
    objects: Mapping[str, ObjectDefinition],
    look_ups: Mapping[str, Mapping[str, object]],
    stages: Mapping[str, tuple[tuple[str, str], ...]],
) -> WorkloadDefinition:
    """The kind of work checked; RequestError names file, key and the nearest right word.

    ``stages``: for each object the names and titles of its stages, from the first to the last.
    """
    where = f"workload/{name}.yml"
    measure = stock_of(file.stock, measures, f"{where}: stock")
    dimensions = {
        key: build_dimension(key, said, measure.object, objects, look_ups, stages, f"{where}: dimensions.{key}")
        for key, said in file.dimensions.items()
    }
    check_words(file, dimensions, where)
    if file.job is not None and file.job not in measure.object.columns:
        raise unknown("attribute", file.job, measure.object.columns, where=f"{where}: job")
    if file.weight is not None and (file.weight not in look_ups or "offence" not in measure.object.columns):
        raise unknown("look-up (of something that has an offence)", file.weight, look_ups, where=f"{where}: weight")
    staff = file.staff
    if staff is None:
        return WorkloadDefinition(name, file, file_hash, measure, dimensions)
    people, posts = (stock_of(one, measures, f"{where}: staff") for one in (staff.people, staff.posts))
    check_staff(file, people, posts, f"{where}: staff")
    return WorkloadDefinition(name, file, file_hash, measure, dimensions, people, posts)


def stock_of(name: str, measures: Mapping[str, MeasureDefinition], where: str) -> MeasureDefinition:
    """The stock of that name; RequestError names the nearest."""
    stocks = {key: one for key, one in measures.items() if one.file.kind == "stock"}
    if name not in stocks:
        raise unknown("stock", name, stocks, where=where)
    return stocks[name]


def build_dimension(
    name: str,
    file: DimensionFile,
    definition: ObjectDefinition,
    objects: Mapping[str, ObjectDefinition],
    look_ups: Mapping[str, Mapping[str, object]],
    stages: Mapping[str, tuple[tuple[str, str], ...]],
    where: str,
) -> WorkDimension:
    """One dimension checked; a grouping or the stages give its values their order and titles, a look-up their titles."""
    column = parse_dimension(file.of or name, definition, where=where).name
    grouping = definition.groupings.get(column)
    if grouping is None and definition.columns[column.partition("@")[0]] not in GROUPS:
        raise RequestError(
            f"{where}: '{column}' holds several values at once, or a moment: it is no group; make a grouping of it"
        )
    words, ages = (grouping.words, grouping.ages) if grouping else ((), False)
    if column == "stage":
        words = stages.get(definition.name, ())
    if file.look_up is not None:
        if file.look_up not in look_ups:
            raise unknown("look-up", file.look_up, look_ups, where=f"{where}.look_up")
        words = tuple((key, title_of(key, entry)) for key, entry in look_ups[file.look_up].items())
    ordered = bool(words) and file.look_up is None
    return WorkDimension(name, file.title, column, file.missing, words, ordered, ages, leads_of(file, objects, where))


def title_of(key: str, entry: object) -> str:
    """What an entry of a look-up is called, with its key."""
    said = entry.get("name") if isinstance(entry, Mapping) else entry
    return f"{said} ({key})" if said else key


def leads_of(file: DimensionFile, objects: Mapping[str, ObjectDefinition], where: str) -> tuple[str, str] | None:
    """The object type and attribute that stand in place of a value, checked."""
    if not file.led_by:
        return None
    if set(file.led_by) != {"object", "attribute"}:
        raise RequestError(f"{where}.led_by: say object and attribute")
    kind, attribute = file.led_by["object"], file.led_by["attribute"]
    if kind not in objects:
        raise unknown("object", kind, objects, where=f"{where}.led_by")
    if attribute not in objects[kind].columns:
        raise unknown(f"attribute of {kind}", attribute, objects[kind].columns, where=f"{where}.led_by")
    return kind, attribute


def check_words(file: WorkloadFile, dimensions: Mapping[str, WorkDimension], where: str) -> None:
    """Checks that each part shown beside the map is a word of the parts."""
    known = dict(dimensions[file.parts].words)
    for part in file.beside:
        if part not in known:
            raise unknown(f"word of {file.parts}", part, known, where=f"{where}: beside")


def check_staff(file: WorkloadFile, people: MeasureDefinition, posts: MeasureDefinition, where: str) -> None:
    """Checks the groupings, words and levels by which people and posts are told apart."""
    staff = file.staff
    if staff is None:
        return
    for measure, grouping, words in (
        (people, staff.availability, (staff.available, staff.absent, staff.training)), (posts, staff.filling, (staff.filled,)),
    ):  # fmt: skip
        groupings = measure.object.groupings
        if grouping not in groupings:
            raise unknown(f"grouping of {measure.object.name}", grouping, groupings, where=where)
        for word in words:
            if word not in dict(groupings[grouping].words):
                raise unknown(f"word of {grouping}", word, dict(groupings[grouping].words), where=where)
        parse_dimension(staff.of, measure.object, where=where)
    parse_dimension(staff.level, people.object, where=where)
    if staff.higher not in staff.levels:
        raise unknown("level", staff.higher, staff.levels, where=where)
