"""Capacity: whether a unit keeps up with what comes to it; its queue, its staff, and what is assumed of both, one unit a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field, field_validator, model_validator

from peeler.definitions.conditions import parse_condition
from peeler.definitions.measures import MeasureDefinition, columns_for, parse_dimension
from peeler.definitions.reading import Strict
from peeler.terms.clocks import Length, parse_day, parse_length
from peeler.terms.errors import RequestError, unknown

PACE = "pace"


class UseFile(Strict):
    """A measure that is used: which, of which variant, and a filter."""

    measure: str
    variant: str | None = None
    where: str | None = None


class SaidFile(Strict):
    """Who says a number that no record says, and on which day."""

    said_by: str = Field(min_length=1)
    said_on: str

    @field_validator("said_on")
    @classmethod
    def day(cls, text: str) -> str:
        """A day such as 2026-04-30."""
        parse_day(text)
        return text


class HoursFile(SaidFile):
    """The hours that a person who is there works on pieces in a week, after leave, training and all else."""

    per_week: float = Field(gt=0, le=168)


class MinutesFile(SaidFile):
    """How long work on one piece takes, in minutes, and who says so."""

    minutes: float = Field(gt=0, le=600_000)


class TargetFile(Strict):
    """What the unit promises: that work on so large a share of the pieces begins within a time."""

    within: str
    share: float = Field(gt=0, lt=1)


class CapacityFile(Strict):
    """What the file of a unit may hold.

    ``pieces`` and ``piece``: what its work is called; ``done``: what is said of a piece that leaves the queue. ``queue``: a stock.
    ``arrivals`` and ``completions``: counts; without them those of the queue itself, its crossings. ``waiting``: a measure of
    time. ``handling``: ``pace``, worked out from what is done a week while a queue stands, or minutes that somebody says.
    ``staff`` and ``absent``: stocks of filled posts or people, and of those among them who are away. ``capability``: measures
    of how well it is done and by whom: shares and times over a year, stocks and composites (people, posts) as they stand.
    ``assumptions``: what else must hold, in sentences.
    """

    title: str
    question: str
    why: str
    replaces: str | None = None
    pieces: str
    piece: str
    done: str
    queue: UseFile
    arrivals: UseFile | None = None
    completions: UseFile | None = None
    waiting: UseFile | None = None
    handling: MinutesFile | Literal["pace"]
    staff: UseFile
    absent: UseFile | None = None
    hours: HoursFile
    target: TargetFile | None = None
    by: tuple[str, ...] = ()
    capability: tuple[UseFile, ...] = ()
    assumptions: tuple[str, ...] = ()
    authority: dict[str, str]
    owner: str
    checked_by: str
    review_by: str

    @model_validator(mode="after")
    def both_or_none(self) -> "CapacityFile":
        """Refuses a breakdown of a unit that counts what comes in by another measure than its queue."""
        if self.by and self.arrivals is not None:
            raise ValueError("by: goes with what the queue itself tells of arrivals; leave arrivals: out")
        return self


@dataclass(frozen=True)
class Use:
    """A measure that is used, checked."""

    measure: MeasureDefinition
    variant: str | None
    where: str | None


@dataclass(frozen=True)
class Target:
    """What is promised: work on a share of the pieces begins within a length of time."""

    within: Length
    share: float


@dataclass(frozen=True)
class CapacityDefinition:
    """A unit, checked against the measures there are."""

    name: str
    file: CapacityFile
    hash: str
    queue: Use
    staff: Use
    arrivals: Use | None
    completions: Use | None
    waiting: Use | None
    absent: Use | None
    capability: tuple[Use, ...]
    target: Target | None


def build_capacity(
    name: str, file: CapacityFile, file_hash: str, measures: Mapping[str, MeasureDefinition]
) -> CapacityDefinition:
    """The unit checked; RequestError names file, key and the nearest right word."""

    def use(key: str, kinds: tuple[str, ...]) -> Use | None:
        said: UseFile | None = getattr(file, key)
        return None if said is None else build_use(said, kinds, measures, f"capacity/{name}.yml: {key}")

    queue, staff = use("queue", ("stock",)), use("staff", ("stock",))
    if queue is None or staff is None:
        raise RequestError(f"capacity/{name}.yml: a unit names queue: and staff:")
    for text in file.by:
        parse_dimension(text, queue.measure.object, where=f"capacity/{name}.yml: by")
    return CapacityDefinition(
        name, file, file_hash, queue, staff, use("arrivals", ("count",)), use("completions", ("count",)),
        use("waiting", ("time",)), use("absent", ("stock",)),
        tuple(build_use(one, ("ratio", "time", "stock", "composite"), measures, f"capacity/{name}.yml: capability") for one in file.capability),
        target_of(name, file.target),
    )  # fmt: skip


def build_use(file: UseFile, kinds: tuple[str, ...], measures: Mapping[str, MeasureDefinition], where: str) -> Use:
    """One measure that is used; RequestError where there is none of that name, of these kinds, or with that variant."""
    able = [name for name, measure in measures.items() if measure.file.kind in kinds]
    if file.measure not in able:
        raise unknown(f"measure of kind {' or '.join(kinds)}", file.measure, able, where=where)
    measure = measures[file.measure]
    if file.variant is not None and file.variant not in measure.variants:
        raise unknown("variant", file.variant, measure.variants, where=where)
    if file.where is not None:
        parse_condition(file.where, columns_for(measure.object), where=f"{where}.where")
    return Use(measure, file.variant, file.where)


def target_of(name: str, file: TargetFile | None) -> Target | None:
    """What is promised; RequestError where the time is none."""
    if file is None:
        return None
    try:
        return Target(parse_length(file.within), file.share)
    except RequestError as problem:
        raise RequestError(f"capacity/{name}.yml: target.within: {problem}") from None
