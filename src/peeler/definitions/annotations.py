"""Annotations: dated changes of law, recording or practice, and what each means for a series: a new stage, or a mark."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field

from peeler.definitions.measures import MeasureDefinition
from peeler.definitions.reading import Strict
from peeler.terms.clocks import parse_day
from peeler.terms.errors import RequestError, unknown

Effect = Literal["rebases", "marks"]


class ConcernsFile(Strict):
    """What a change concerns: measures, all measures of an object, benchmarks; and of those only some groups.

    ``groups``: dimension -> values. Only a series of one of these groups changes its level; of a series that is not
    split by the dimension a part changes, and the change is marked.
    """

    measures: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    benchmarks: tuple[str, ...] = ()
    groups: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class AnnotationFile(Strict):
    """What an annotation's file may hold: a dated change that a series must be read by.

    ``date``: the first day of the new way; ``rebase``: whether limits are calculated anew from the first whole period
    that begins on it or after it; ``force``: whose series alone; ``verified``: ``yes``, or what is to be confirmed.
    """

    title: str
    about: str
    replaces: str | None = None
    date: str
    kind: Literal["law", "recording", "practice", "event"]
    concerns: ConcernsFile
    force: str | None = None
    rebase: bool
    authority: dict[str, str]
    verified: str = "yes"
    owner: str
    checked_by: str
    review_by: str


@dataclass(frozen=True)
class AnnotationDefinition:
    """An annotation, checked against the measures, objects and benchmarks there are."""

    name: str
    file: AnnotationFile
    hash: str
    date: date


@dataclass(frozen=True)
class SeriesSubject:
    """What a series is of: a measure or benchmark by name, the objects it counts, its forces, and its one group, if any."""

    name: str
    objects: frozenset[str]
    forces: frozenset[str]
    groups: tuple[tuple[str, str], ...] = ()
    benchmark: bool = False


def build_annotation(
    name: str, file: AnnotationFile, file_hash: str, known: Mapping[str, Collection[str]]
) -> AnnotationDefinition:
    """The annotation checked; ``known`` holds the names of measures, objects and benchmarks. RequestError otherwise."""
    where = f"annotations/{name}.yml"
    concerns = file.concerns
    for kind, named in (
        ("measures", concerns.measures),
        ("objects", concerns.objects),
        ("benchmarks", concerns.benchmarks),
    ):
        for one in named:
            if one not in known[kind]:
                raise unknown(kind.removesuffix("s"), one, known[kind], where=f"{where}: concerns.{kind}")
    if not (concerns.measures or concerns.objects or concerns.benchmarks):
        raise RequestError(f"{where}: concerns: say which measures, objects or benchmarks it concerns")
    try:
        return AnnotationDefinition(name, file, file_hash, parse_day(file.date))
    except ValueError as problem:
        raise RequestError(f"{where}: date: '{file.date[:40]}' is {problem}") from None


def objects_of(measure: MeasureDefinition) -> frozenset[str]:
    """The objects a measure counts: of a composite those of its terms."""
    return frozenset({measure.object.name, *(term.measure.object.name for term in measure.terms)})


def concerning(
    annotations: Iterable[AnnotationDefinition], subject: SeriesSubject
) -> list[tuple[AnnotationDefinition, Effect]]:
    """The annotations a series must be read by, in order of date, each with what it does to it."""
    found = [(one, effect_on(one.file, subject)) for one in annotations]
    return sorted(((one, effect) for one, effect in found if effect), key=lambda pair: (pair[0].date, pair[0].name))


def effect_on(file: AnnotationFile, subject: SeriesSubject) -> Effect | None:
    """What a change does to a series: a new stage, a mark, or nothing."""
    concerns = file.concerns
    named = concerns.benchmarks if subject.benchmark else concerns.measures
    of_object = not subject.benchmark and not subject.objects.isdisjoint(concerns.objects)
    if subject.name not in named and not of_object:
        return None
    if file.force is not None and file.force not in subject.forces:
        return None
    whole = file.force is None or subject.forces == {file.force}
    split = [(name, value) for name, value in subject.groups if name in concerns.groups]
    if any(value not in concerns.groups[name] for name, value in split):
        return None
    return "rebases" if file.rebase and whole and (split or not concerns.groups) else "marks"
