"""From a question about progress to what the compiler takes: names checked, the two groups to compare, the viewer's sight."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from peeler.answers.asking import after, as_told, characters, scope_of
from peeler.answers.desk import Desk
from peeler.answers.halves import last_changed
from peeler.answers.progress.flow_answer import MOST_STANDING, MOST_VARIANTS, ProgressQuestion
from peeler.answers.remembering import Remembering
from peeler.definitions.conditions import parse_condition
from peeler.definitions.kinds import FAMILY
from peeler.definitions.measures import columns_for
from peeler.definitions.objects import ObjectDefinition
from peeler.definitions.progress import ProgressDefinition
from peeler.plans.flows import Basis, Flow
from peeler.plans.scope import Scope
from peeler.terms.clocks import Instant, add_months, london, parse_moment, start_of_day
from peeler.terms.errors import RequestError, unknown
from peeler.terms.viewers import Viewer

USUAL = "investigation"
WAYS: tuple[Basis, ...] = ("stages", "events")
PERIOD = re.compile(r"\s*([0-9T:+.Z-]+)\s*\.\.\s*([0-9T:+.Z-]+)\s*")
TWO = re.compile(r"\s*([a-z][a-z0-9_]*)\s*=\s*([^=,]{1,80}),([^=,]{1,80})")
MOST_MONTHS = 600


@dataclass(frozen=True)
class Group:
    """One side of a question: what it is called, its filter in words, and its flow."""

    label: str
    where: str | None
    flow: Flow


@dataclass(frozen=True)
class Laid:
    """A question ready to run: the scope asked for, the scope plans are made for, and one or two groups."""

    question: ProgressQuestion
    progress: ProgressDefinition
    scope: Scope
    plan: Scope
    by: Basis
    groups: tuple[Group, ...]
    sources: tuple[str, ...]

    @property
    def told(self) -> Instant:
        """The last word there is, up to which waits are counted."""
        return self.plan.at


def progress_named(desk: Desk, name: str) -> ProgressDefinition:
    """The progress of that name; without one that of investigations, or the first; RequestError names the nearest."""
    known = desk.catalogue.progress
    if not name:
        name = USUAL if USUAL in known or not known else min(known)
    if name not in known:
        raise unknown("progress", name, known)
    return known[name]


def lay(desk: Desk, viewer: Viewer, reading: Remembering, question: ProgressQuestion) -> Laid:
    """Checks every word of a question; RequestError says which is wrong, and the nearest right one."""
    progress = progress_named(desk, question.progress)
    by = way_of(progress, question.by)
    check_numbers(question)
    scope = scope_of(desk, viewer, reading, progress.object, question.at, question.known)
    changed = last_changed(reading, scope)
    rest = scope.at_rest(changed)
    _, sources, coarse = characters(reading, rest)
    scope = replace(scope, coarse=coarse)
    plan = replace(as_told(scope, changed), now=scope.at_rest(changed).now)
    start, end = cohort(question, plan.at)
    groups = groups_of(question, progress, by, (start, end))
    return Laid(question, progress, scope, plan, by, groups, sources)


def way_of(progress: ProgressDefinition, by: str) -> Basis:
    """Between stages or between events; RequestError for another word, and for stages where there are none."""
    if not by:
        return "stages" if progress.stages else "events"
    found: Basis | None = next((way for way in WAYS if way == by), None)
    if found is None:
        raise unknown("way", by, WAYS, where="by")
    if found == "stages" and not progress.stages:
        raise RequestError(f"by: progress/{progress.name}.yml has no stages; ask by events")
    return found


def check_numbers(question: ProgressQuestion) -> None:
    """RequestError for lists that are too long, and for a last that says nothing."""
    for name, most in (("variants", MOST_VARIANTS), ("standing", MOST_STANDING)):
        if not 0 <= getattr(question, name) <= most:
            raise RequestError(f"{name}: 0 to {most}")
    if question.last is not None and not 1 <= question.last <= MOST_MONTHS:
        raise RequestError(f"last: 1 to {MOST_MONTHS} months")
    if question.last is not None and (question.start is not None or question.end is not None):
        raise RequestError("last: say either so many months, or from and to")


def cohort(question: ProgressQuestion, told: Instant) -> tuple[Instant | None, Instant | None]:
    """From when to before when; of the last so many months, from the beginning of that day."""
    if question.last is None:
        return question.start, after(question.end)
    return start_of_day(add_months(london(told).date(), -question.last)), None


def groups_of(
    question: ProgressQuestion, progress: ProgressDefinition, by: Basis, span: tuple[Instant | None, Instant | None]
) -> tuple[Group, ...]:
    """The one group asked about, or the two to be compared."""
    if span[0] is not None and span[1] is not None and span[1] <= span[0]:
        raise RequestError("the time asked for ends before it begins")
    if not question.against:
        return (group("", question.where, progress, by, span),)
    periods, two = PERIOD.fullmatch(question.against), TWO.fullmatch(question.against)
    if periods:
        other = (parse_moment(periods[1], edge="start"), Instant(parse_moment(periods[2], edge="end") + 1))
        if other[1] <= other[0]:
            raise RequestError("against: the time it names ends before it begins")
        spans = (span, other)
        return tuple(group(span_label(one), question.where, progress, by, one) for one in spans)
    if not two:
        raise RequestError("against: say FROM..TO for another time, or NAME=ONE,OTHER for two values of a dimension")
    conditions = both_values(progress.object, two[1], (two[2].strip(), two[3].strip()))
    return tuple(
        group(label, f"({question.where}) and {text}" if question.where else text, progress, by, span)
        for label, text in conditions.items()
    )


def group(
    label: str, where: str | None, progress: ProgressDefinition, by: Basis, span: tuple[Instant | None, Instant | None]
) -> Group:
    """One group; RequestError for a filter that cannot be understood."""
    condition = parse_condition(where, columns_for(progress.object), where="where") if where else None
    return Group(label, where, Flow(progress, by, condition, *span))


def both_values(definition: ObjectDefinition, name: str, values: tuple[str, str]) -> Mapping[str, str]:
    """For each of two values of a dimension how it is called, and the condition that says it."""
    kinds = columns_for(definition)
    families = {column: FAMILY[kind] for column, kind in kinds.items()}
    fitting = [column for column, family in families.items() if family in ("text", "boolean", "number", "set")]
    if name not in fitting:
        raise unknown("dimension", name, fitting, where="against")
    if values[0] == values[1]:
        raise RequestError("against: the two values are the same")
    return {f"{name.replace('_', ' ')}: {value}": condition_of(name, families[name], value) for value in values}


def condition_of(name: str, family: str, value: str) -> str:
    """The condition that a dimension has this value; RequestError for one that is none of its kind."""
    quoted = "'" + value.replace("'", "''") + "'"
    if family == "set":
        return f"({quoted} in {name})"
    if family == "text":
        return f"({name} = {quoted})"
    plain = (
        {"true": "true", "yes": "true", "false": "false", "no": "false"}.get(value.lower())
        if family == "boolean"
        else value
    )
    if plain is None or (family == "number" and not re.fullmatch(r"-?\d{1,18}", plain)):
        raise RequestError(f"against: '{value[:40]}' is not a value of {name}")
    return f"({name} = {plain})"


def span_label(span: tuple[Instant | None, Instant | None]) -> str:
    """A cohort in words: ``1 April 2018 to 31 March 2019``."""
    first = None if span[0] is None else london(span[0]).date()
    last = None if span[1] is None else london(Instant(span[1] - 1)).date()
    if first is None and last is None:
        return "all of them"
    if first is None or last is None:
        return f"from {day_words(first)}" if first else f"up to {day_words(last)}"
    return f"{day_words(first)} to {day_words(last)}"


def day_words(day: date | None) -> str:
    """A day as a person writes it."""
    return f"{day.day} {day:%B %Y}" if day else ""
