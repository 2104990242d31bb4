"""By when each occurrence of a duty is owed, before its clock is stopped: limits as expressions over the state at its start."""

from collections.abc import Sequence

from peeler.definitions.duties import Case, DutyDefinition, Terms
from peeler.definitions.limits import LEAST_SECONDS, LONGEST_SECONDS, Limit
from peeler.definitions.rendering import executable, timestamp
from peeler.plans.trees import column
from peeler.terms.clocks import start_of_day

ITS = "its_"
MICROSECOND = "interval 1 microsecond"


def its(name: str | None) -> str:
    """A column of the state at the start, apart from those of the plan's own."""
    return f's."{ITS}{name}"'


def civil(at: str) -> str:
    """London's clock at an instant."""
    return f"timezone('Europe/London', timezone('UTC', {at}))"


def instant(clock: str) -> str:
    """The instant at which London's clock shows so; where it does twice, or never, the later of the two it may be."""
    return f"timezone('UTC', timezone('Europe/London', {clock}))"


def end_of(day: str) -> str:
    """The last instant of a London day."""
    return f"({instant(f'cast({day} + 1 as timestamp)')} - {MICROSECOND})"


def midnight_after(at: str) -> str:
    """London's clock at the beginning of the next day."""
    return f"date_trunc('day', {civil(at)}) + interval 1 day"


def moved(at: str, unit: str, count: str, *, next_day: bool = False) -> str:
    """The instant so many hours, days or months after another; whole days begin with the next and end at a day's last instant."""
    length = f"to_{unit}s(cast({count} as integer))"
    if unit == "hour":
        return f"({instant(midnight_after(at)) if next_day else at} + {length})"
    if next_day:
        return f"({instant(f'{midnight_after(at)} + {length}')} - {MICROSECOND})"
    return instant(f"{civil(at)} + {length}")


def moment_of(duty: DutyDefinition, limit: Limit, count: str) -> str:
    """The instant a limit gives, or null where it is counted in working days."""
    if limit.unit == "moment":
        return its(limit.attribute)
    if limit.unit == "date":
        return end_of(its(limit.attribute))
    if limit.unit == "working_day":
        return "cast(null as timestamp)"
    return moved("s.anchor", limit.unit, count, next_day=duty.file.starts == "next_day")


def working_days_of(limit: Limit, count: str) -> str:
    """How many working days a limit is, or null."""
    return f"cast({count} as bigint)" if limit.unit == "working_day" else "cast(null as bigint)"


def counted(limit: Limit) -> str:
    """How many of its unit a limit is."""
    return f"{its(limit.attribute)} * {limit.count}" if limit.attribute else str(limit.count)


def series_count(terms: Terms) -> str:
    """How many of their unit the limits come to at the k-th time, of a duty that repeats from the due moment."""
    counts = [limit.count for limit in terms.schedule] or [terms.due[0].limit.count]
    told = f"list_extract([{', '.join(map(str, counts))}], s.k)"
    if not terms.then_every:
        return told
    every = terms.then_every[0].limit.count
    return f"case when s.k <= {len(counts)} then {told} else {counts[-1]} + (s.k - {len(counts)}) * {every} end"


def by_case(duty: DutyDefinition, given: Sequence[Case], made: str) -> str:
    """The limit of the first case that holds of the state at the start; ``made`` says what is told of it."""
    whens, otherwise = [], "null"
    for case in given:
        count = counted(case.limit)
        told = working_days_of(case.limit, count) if made == "days" else moment_of(duty, case.limit, count)
        if case.when is None:
            otherwise = told
        else:
            tree = executable(case.when.tree, duty.object.columns, lambda name: column(f"{ITS}{name}", "s"))
            whens.append(f"when {tree.sql('duckdb')} then {told}")
    return f"case {' '.join(whens)} else {otherwise} end" if whens else otherwise


def deadline(duty: DutyDefinition, made: str) -> str:
    """By when, as an instant (``made`` is exact) or as working days, under the law of the day."""
    return by_version(duty, [of_terms(duty, terms, made) for terms in duty.terms])


def of_terms(duty: DutyDefinition, terms: Terms, made: str) -> str:
    """The same under one version."""
    if duty.chained:
        again = by_case(duty, terms.then_every, made) if terms.then_every else "null"
        return f"case when s.k = 1 then {by_case(duty, terms.due, made)} else {again} end"
    if terms.schedule or terms.then_every:
        limit, count = (terms.schedule[0] if terms.schedule else terms.due[0].limit), series_count(terms)
        return working_days_of(limit, count) if made == "days" else moment_of(duty, limit, count)
    return by_case(duty, terms.due, made)


def by_version(duty: DutyDefinition, told: Sequence[str]) -> str:
    """What holds under the law of the arming date, or of the day the duty's file names; null before the first."""
    if duty.terms[0].start is None:
        return told[0]
    law = its(duty.file.law_of) if duty.file.law_of else "s.armed_at"
    starts = [timestamp(start_of_day(terms.start)).sql("duckdb") for terms in duty.terms if terms.start]
    whens = [f"when {law} >= {start} then {one}" for start, one in zip(starts, told, strict=True)]
    return f"case {' '.join(reversed(whens))} end"


def times(duty: DutyDefinition, until: str) -> str:
    """How many times it may be owed by then at most: waiting clocks only make it fewer."""
    return by_version(duty, [times_of(duty, terms, until) for terms in duty.terms])


def times_of(duty: DutyDefinition, terms: Terms, until: str) -> str:
    """The same under one version."""
    told = max(1, len(terms.schedule))
    if not terms.then_every or duty.chained:
        return str(told)
    every = terms.then_every[0].limit
    ahead = duty.window.count * LONGEST_SECONDS[duty.window.unit] if duty.window else 0
    elapsed = f"(epoch({until}) - epoch(s.anchor) + {ahead})"
    return f"{told} + greatest(0, cast(floor({elapsed} / {LEAST_SECONDS[every.unit] * every.count}) as bigint) + 1)"
