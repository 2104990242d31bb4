"""A measure: one question with its denominator, kept as one file that a person can read and check."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field, model_validator

from peeler.definitions.conditions import Condition, parse_condition
from peeler.definitions.kinds import Kind
from peeler.definitions.objects import ObjectDefinition
from peeler.definitions.reading import Strict
from peeler.terms.errors import RequestError, unknown
from peeler.terms.identifiers import EventType

PartOf = Literal["numerator", "denominator", "unknown"]


class PartFile(Strict):
    """One labelled part of a ratio's numerator, denominator or unknown."""

    of: PartOf
    when: str
    label: str


class PerFile(Strict):
    """A reference denominator: which table, per how many, matched on which dimensions."""

    reference: str
    per: int = 1000
    match: tuple[str, ...] = ("force",)
    label: str


class MeasureFile(Strict):
    """What a measure's file may hold."""

    title: str
    question: str
    why: str
    replaces: str | None = None
    kind: Literal["count", "stock", "ratio"]
    object: str
    event: str | None = None
    time: str | None = None
    population: str | None = None
    numerator: str | None = None
    denominator: PerFile | None = None
    parts: dict[str, PartFile] = Field(default_factory=dict)
    variants: dict[str, str] = Field(default_factory=dict)
    by: tuple[str, ...] = ()
    unit: str
    every: str = "month"
    window: str | None = None
    compare: tuple[str, ...] = ()
    better: Literal["higher", "lower", "context"]
    exclusions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    authority: dict[str, str]
    owner: str
    checked_by: str
    review_by: str
    effective_from: str | None = None
    examples: tuple[dict[str, Any], ...] = Field(min_length=1)

    @model_validator(mode="after")
    def shape(self) -> "MeasureFile":
        """Refuses keys that do not go with the kind."""
        if self.kind == "count" and bool(self.event) == bool(self.time):
            raise ValueError("a count names either event: or time:")
        if self.kind == "ratio" and (not self.time or bool(self.numerator) == bool(self.denominator)):
            raise ValueError("a ratio names time:, and numerator: or a reference denominator:")
        if self.kind == "stock" and (self.event or self.time or not self.population):
            raise ValueError("a stock names population: alone, the condition of being in it")
        if self.parts and not self.numerator:
            raise ValueError("parts: go with a ratio that has a numerator:")
        return self


@dataclass(frozen=True)
class Dimension:
    """What a number is broken down by: an attribute, as it stands at the measure's moment or ``at`` another attribute's time."""

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
class MeasureDefinition:
    """A measure, checked against its object: every condition parsed, every dimension known."""

    name: str
    file: MeasureFile
    hash: str
    object: ObjectDefinition
    event: EventType | None
    population: Condition | None
    numerator: Condition | None
    parts: tuple[Part, ...]
    variants: Mapping[str, Condition]
    dimensions: tuple[Dimension, ...]


def columns_for(definition: ObjectDefinition) -> dict[str, Kind]:
    """What a measure's condition may name: the object's columns, and ``as_at``, the moment the question is asked for."""
    return {**definition.columns, "as_at": "instant"}


def parse_dimension(text: str, definition: ObjectDefinition, *, where: str) -> Dimension:
    """Reads ``team`` or ``team@first_suspect_dealt_at``; RequestError with the nearest attribute."""
    column, _, at = text.strip().partition("@")
    columns = definition.columns
    if column not in columns:
        raise unknown("dimension", column, columns, where=where)
    times = [name for name, kind in columns.items() if kind in ("instant", "since")]
    if at and at not in times:
        raise unknown("time", at, times, where=where)
    return Dimension(column, at or None)


def build_measure(
    name: str, file: MeasureFile, file_hash: str, objects: Mapping[str, ObjectDefinition]
) -> MeasureDefinition:
    """The measure checked against its object; RequestError names file, key and the nearest right word."""
    where = f"measures/{name}.yml"
    definition = objects.get(file.object)
    if definition is None:
        raise unknown("object", file.object, objects, where=f"{where}: object")
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
    return MeasureDefinition(
        name, file, file_hash, definition, event, condition(file.population, "population"),
        condition(file.numerator, "numerator"), parts,
        {key: parse_condition(text, columns, where=f"{where}: variants.{key}") for key, text in file.variants.items()},
        tuple(parse_dimension(text, definition, where=f"{where}: by") for text in file.by),
    )  # fmt: skip
