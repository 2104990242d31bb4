"""How long until: the conditions of a measure of time, written out from the times it names, in the language of conditions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from peeler.definitions.conditions import Condition, parse_condition
from peeler.definitions.kinds import Kind
from peeler.terms.clocks import Length, parse_length
from peeler.terms.errors import RequestError, unknown

MOMENTS: tuple[Kind, ...] = ("instant", "since")
UNITS = {"minutes": 60, "hours": 3_600, "days": 86_400, "weeks": 604_800}  # in seconds
FINENESS = {"minutes": 1, "hours": 60, "days": 3_600, "weeks": 86_400}  # waits are told to so many seconds


@dataclass(frozen=True)
class Waiting:
    """A wait: when its clock starts, what ends it, and what ends it otherwise, each a time of the object.

    ``within`` None: the value is the time by which ``quantile`` of them have what they wait for, in ``unit``.
    """

    start: str
    until: str
    unless: Mapping[str, str]
    ending: str | None
    within: Length | None
    quantile: float
    unit: str

    @property
    def fineness(self) -> int:
        """To how many seconds waits are told."""
        return FINENESS.get(self.unit, 1)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns a wait is worked out from."""
        return tuple(
            dict.fromkeys((self.start, self.until, *self.unless.values(), *([self.ending] if self.ending else [])))
        )

    def ended(self, columns: Mapping[str, Kind], *, where: str) -> Condition:
        """True: what was waited for has come (in time, where there is a time); false: it has not; null: it cannot be said.

        It cannot be said where the clock has no start or would run backwards, and within a time that is not over yet.
        """
        first = [f"{self.until} <= {other}" for other in self.unless.values()]
        in_order = " and ".join(
            f"({self.until} <= as_at)" if not other else f"coalesce({other}, true)" for other in ["", *first]
        )
        limit = f"{self.start} + interval '{self.within}'" if self.within else ""
        whens = [
            f"when {self.start} is null or {self.start} > as_at or coalesce({self.until} < {self.start}, false) then null"
        ]
        if limit:
            whens.append(f"when {limit} > as_at then null")
            in_order += f" and {self.until} <= {limit}"
        text = f"case {' '.join(whens)} when coalesce({in_order}, false) then true else false end"
        return parse_condition(text, columns, where=where)


@dataclass(frozen=True)
class Settling:
    """When a record's part in a share is settled, and how long most take to be."""

    start: str
    by: str
    within: Length


def build_settling(where: str, columns: Mapping[str, Kind], start: str, by: str, within: str) -> Settling:
    """A settling over an object's columns; RequestError names the nearest time of the object."""
    known = [name for name, kind in columns.items() if kind in MOMENTS and name != "as_at"]
    for key, time in (("time", start), ("settles.by", by)):
        if time not in known:
            raise unknown("time", time, known, where=f"{where}: {key}")
    return Settling(start, by, parse_length(within))


def build_waiting(
    where: str,
    columns: Mapping[str, Kind],
    times: Iterable[tuple[str, str]],
    *,
    ending: str | None,
    within: str | None,
    quantile: str | None,
    unit: str,
) -> Waiting:
    """A wait over an object's columns, from its (key, time) pairs; RequestError names the nearest time of the object."""
    known = [name for name, kind in columns.items() if kind in MOMENTS]
    found = dict(times)
    for key, time in found.items():
        if time not in known or time == "as_at":
            raise unknown("time", time, [name for name in known if name != "as_at"], where=f"{where}: {key}")
    if ending is not None and columns.get(ending) != "word":
        raise RequestError(f"{where}: ending: '{ending}' is not a word of the object")
    if within is None and unit not in UNITS:
        raise RequestError(f"{where}: unit: '{unit}' is not a unit of time; one of {', '.join(UNITS)}")
    unless = {key.removeprefix("unless."): time for key, time in found.items() if key.startswith("unless.")}
    return Waiting(
        found["from"], found["until"], unless, ending, parse_length(within) if within else None,
        share_of(quantile or "0.5", where), unit,
    )  # fmt: skip


def share_of(text: str, where: str) -> float:
    """A quantile as a share between 0 and 1; RequestError otherwise."""
    try:
        share = float(text)
    except ValueError:
        share = 0.0
    if not 0 < share < 1:
        raise RequestError(f"{where}: quantile: '{text}' is not a share such as 0.5 or 0.9")
    return share
