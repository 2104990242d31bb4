"""A measure: one question with its denominator, kept as one file that a person can read and check."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from peeler.definitions.conditions import Condition, parse_condition
from peeler.definitions.formulas import Formula, parse_formula
from peeler.definitions.kinds import Kind
from peeler.definitions.measure_file import MeasureFile, PartOf, TermFile
from peeler.definitions.objects import ObjectDefinition
from peeler.definitions.waiting import Settling, Waiting, build_settling, build_waiting
from peeler.terms.clocks import Length, parse_length
from peeler.terms.errors import RequestError, unknown
from peeler.terms.identifiers import EventType

WORD: Kind = "word"


@dataclass(frozen=True)
class Dimension:
    """What a number is broken down by: a grouping, or an attribute as it stands at the measure's moment or ``at`` another time."""

    column: str
    at: str | None = None

    @property
    def name(self) -> str:
        """As a person writes it: ``team@first_suspect_dealt_at``."""
        return f"{self.column}@{self.at}" if self.at else self.column


@dataclass(frozen=True)
class Part:
    """A labelled part, its condition checked."""

    name: str
    of: PartOf
    when: Condition
    label: str


@dataclass(frozen=True)
class Term:
    """One term of a composite: its name, the measure it is the answer of, and how that is narrowed and weighed."""

    name: str
    measure: "MeasureDefinition"
    variant: str | None
    where: str | None
    weight: str | None


@dataclass(frozen=True)
class MeasureDefinition:
    """A measure, checked against its object: every condition parsed, every dimension known.

    A composite's ``object`` is that of its first term; ``matures``: so long after its end a period is still provisional.
    """

    name: str
    file: MeasureFile
    hash: str
    object: ObjectDefinition
    event: EventType | None = None
    population: Condition | None = None
    numerator: Condition | None = None
    parts: tuple[Part, ...] = ()
    variants: Mapping[str, Condition] = field(default_factory=dict)
    dimensions: tuple[Dimension, ...] = ()
    waiting: Waiting | None = None
    settling: Settling | None = None
    terms: tuple[Term, ...] = ()
    formula: Formula | None = None
    matures: Length | None = None

    @property
    def is_share(self) -> bool:
        """Whether its value is a share of records: a ratio of them, or how many have something within a time."""
        return (self.file.kind == "ratio" and self.file.denominator is None) or self.converts

    @property
    def converts(self) -> bool:
        """Whether it asks how many have something within a time."""
        return self.waiting is not None and self.waiting.within is not None

    @property
    def waits(self) -> bool:
        """Whether its value is a length of time."""
        return self.waiting is not None and self.waiting.within is None

    @property
    def made_of(self) -> "tuple[MeasureDefinition, ...]":
        """The measures it is worked out from: itself, or a composite's terms."""
        return tuple(term.measure for term in self.terms) or (self,)


def columns_for(definition: ObjectDefinition) -> dict[str, Kind]:
    """What a measure's condition may name: the object's columns and groupings, and ``as_at``, the moment of the question."""
    return {**definition.columns, **dict.fromkeys(definition.groupings, WORD), "as_at": "instant"}


def columns_behind(definition: ObjectDefinition, names: Iterable[str]) -> frozenset[str]:
    """The columns (and ``as_at``) that these names read, each grouping's own in its place."""
    groupings = definition.groupings
    return frozenset(
        column for name in names for column in (groupings[name].expression.columns if name in groupings else (name,))
    )


def parse_dimension(text: str, definition: ObjectDefinition, *, where: str) -> Dimension:
    """Reads ``team`` or ``team@first_suspect_dealt_at``; RequestError with the nearest attribute."""
    column, _, at = text.strip().partition("@")
    columns = definition.columns
    if column in definition.groupings and not at:
        return Dimension(column)
    if column not in columns:
        raise unknown("dimension", column, [*columns, *definition.groupings], where=where)
    times = [name for name, kind in columns.items() if kind in ("instant", "since")]
    if at and at not in times:
        raise unknown("time", at, times, where=where)
    return Dimension(column, at or None)


def build_measures(
    read: Iterable[tuple[str, MeasureFile, str]],
    objects: Mapping[str, ObjectDefinition],
    look_ups: Mapping[str, Mapping[str, object]],
    duties: Mapping[str, ObjectDefinition] | None = None,
) -> dict[str, MeasureDefinition]:
    """All measures, from (name, file, hash): first those of objects and of duties, then the composites made of them."""
    files = list(read)
    made = {n: build_measure(n, file, h, objects, duties or {}) for n, file, h in files if file.kind != "composite"}
    composed = {n: build_composite(n, file, h, made, look_ups) for n, file, h in files if file.kind == "composite"}
    whole = made | composed
    return {name: whole[name] for name, *_ in files}


def build_measure(
    name: str,
    file: MeasureFile,
    file_hash: str,
    objects: Mapping[str, ObjectDefinition],
    duties: Mapping[str, ObjectDefinition],
) -> MeasureDefinition:
    """The measure checked against its object; RequestError names file, key and the nearest right word."""
    where = f"measures/{name}.yml"
    definition = objects.get(file.object or "")
    if definition is None:
        raise unknown("object", file.object or "", objects, where=f"{where}: object")
    if file.duty is not None:
        own = [duty for duty, one in duties.items() if one.name == definition.name]
        if file.duty not in own:
            raise unknown(f"duty of {definition.name}", file.duty, own, where=f"{where}: duty")
        definition = duties[file.duty]
    columns = columns_for(definition)

    def condition(text: str | None, key: str) -> Condition | None:
        return parse_condition(text, columns, where=f"{where}: {key}") if text else None

    event = EventType(f"{file.object}.{file.event}") if file.event else None
    if event and event not in definition.events:
        raise unknown("event", str(file.event), [e.split(".")[1] for e in definition.events], where=f"{where}: event")
    if file.time and columns.get(file.time) not in ("instant", "since", "day"):
        raise RequestError(f"{where}: time: '{file.time}' is not a time of {file.object}")
    parts = tuple(
        Part(key, part.of, parse_condition(part.when, columns, where=f"{where}: parts.{key}"), part.label)
        for key, part in file.parts.items()
    )
    waiting = waiting_of(file, columns, where)
    numerator = waiting.ended(columns, where=where) if waiting else condition(file.numerator, "numerator")
    return MeasureDefinition(
        name, file, file_hash, definition, event, condition(file.population, "population"), numerator, parts,
        {key: parse_condition(text, columns, where=f"{where}: variants.{key}") for key, text in file.variants.items()},
        tuple(parse_dimension(text, definition, where=f"{where}: by") for text in file.by), waiting,
        settling_of(file, columns, where), matures=length(file.matures, f"{where}: matures") or (waiting.within if waiting else None),
    )  # fmt: skip


def waiting_of(file: MeasureFile, columns: Mapping[str, Kind], where: str) -> Waiting | None:
    """The wait of a measure of time; None for other kinds."""
    if file.kind != "time":
        return None
    unless = [(f"unless.{word}", time) for word, time in file.unless.items()]
    times = [("from", file.start or str(file.time)), ("until", str(file.until)), *unless]
    return build_waiting(
        where, columns, times, ending=file.ending, within=file.within, quantile=file.quantile, unit=file.unit
    )


def settling_of(file: MeasureFile, columns: Mapping[str, Kind], where: str) -> Settling | None:
    """How a share settles, where its file says."""
    if file.settles is None:
        return None
    return build_settling(where, columns, str(file.time), file.settles.by, file.settles.within)


def length(text: str | None, where: str) -> Length | None:
    """A length of time in a file; RequestError says where it is none."""
    try:
        return parse_length(text) if text else None
    except RequestError as problem:
        raise RequestError(f"{where}: {problem}") from problem


def build_composite(
    name: str,
    file: MeasureFile,
    file_hash: str,
    measures: Mapping[str, MeasureDefinition],
    look_ups: Mapping[str, Mapping[str, object]],
) -> MeasureDefinition:
    """A measure made of others, each checked; RequestError names file, key and the nearest right word."""
    where = f"measures/{name}.yml"
    terms = tuple(
        build_term(key, term, measures, look_ups, f"{where}: terms.{key}") for key, term in file.terms.items()
    )
    first = terms[0].measure.object
    for term in terms:
        dimensions = tuple(parse_dimension(text, term.measure.object, where=f"{where}: by") for text in file.by)
    return MeasureDefinition(
        name, file, file_hash, first, dimensions=dimensions, terms=terms,
        formula=parse_formula(file.formula or "", list(file.terms), where=f"{where}: formula"),
    )  # fmt: skip


def build_term(
    key: str,
    file: TermFile,
    measures: Mapping[str, MeasureDefinition],
    look_ups: Mapping[str, Mapping[str, object]],
    where: str,
) -> Term:
    """One term; RequestError names what it is made of that there is not."""
    if file.measure not in measures:
        raise unknown("measure (one that is no composite)", file.measure, measures, where=where)
    measure = measures[file.measure]
    if file.variant is not None and file.variant not in measure.variants:
        raise unknown("variant", file.variant, measure.variants, where=where)
    if file.where is not None:
        parse_condition(file.where, columns_for(measure.object), where=f"{where}.where")
    if file.weight is not None:
        if file.weight not in look_ups:
            raise unknown("look-up", file.weight, look_ups, where=f"{where}.weight")
        if "offence" not in measure.object.columns or measure.is_share or measure.waits:
            raise RequestError(f"{where}: weight: goes with a count or a stock of something that has an offence")
    return Term(key, measure, file.variant, file.where, file.weight)
