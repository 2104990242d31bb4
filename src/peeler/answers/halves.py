"""A journal asked in two halves: what is sealed says the same until the next seal, so that only what came since is asked anew."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlglot import exp

from peeler.answers.remembering import Remembering, Rows
from peeler.definitions.objects import ObjectDefinition
from peeler.plans.asked import Asked
from peeler.plans.extent import extent, hours_with_data, last_change
from peeler.plans.scope import Part, Scope
from peeler.store.projection import instant_of
from peeler.terms.clocks import Instant, london, start_of_day

Plan = Callable[[Scope, Asked], exp.Select]
Sums = Mapping[tuple[Any, ...], list[int]]


def divisible(reading: Remembering, scope: Scope) -> bool:
    """Whether the halves of a journal can be asked apart: what the viewer sees of one must not depend on the other."""
    plain = isinstance(scope.definition, ObjectDefinition) and scope.sight.everything
    return plain and scope.known is None and not scope.withdrawn and reading.recent > 0


def summed(reading: Remembering, scope: Scope, asked: Asked, plan: Plan, keys: int) -> Rows:
    """The rows of a plan whose figures, after its first columns (``keys``), are sums over signed rows of the journal."""
    if not divisible(reading, scope) or not rowwise(asked):
        return reading.rows(plan(scope, asked))
    halves: list[tuple[int, Rows]] = [
        (1, reading.rows(plan(replace(scope, part="sealed"), settled(reading, scope, asked)))),
        (1, reading.rows(plan(replace(scope, part="recent"), asked))),
    ]
    return listed(added(halves, keys))


def counted_by_object(reading: Remembering, scope: Scope, asked: Asked, plan: Plan, keys: int) -> Rows:
    """The same of a plan that looks at all rows of an object together: of objects that changed since the seal, all are."""
    if not divisible(reading, scope) or not rowwise(asked):
        return reading.rows(plan(scope, asked))
    sealed = settled(reading, scope, asked)
    parts: list[tuple[int, Part, Asked]] = [
        (1, "sealed", sealed), (-1, "sealed of the changed", sealed), (1, "all of the changed", asked),
    ]  # fmt: skip
    return listed(
        added([(sign, reading.rows(plan(replace(scope, part=part), over))) for sign, part, over in parts], keys)
    )


def rowwise(asked: Asked) -> bool:
    """Whether each row of the journal is judged by itself, and the same at whatever moment."""
    return asked.once is None and not asked.mentions_moment and not any(dimension.at for dimension in asked.dimensions)


def settled(reading: Remembering, scope: Scope, asked: Asked) -> Asked:
    """The question as what is sealed is asked it: cut at the end of the day and not at a moment after the last sealed change,
    since nothing lies between; so what is asked at one second after another is one question.
    """
    end = asked.end
    if end is None or scope.coarse or not asked.happens_by_then:
        return asked
    last = last_changed(reading, replace(scope, part="sealed"))
    if last is not None and last >= end:
        return asked
    whole = start_of_day(london(Instant(end - 1)).date() + timedelta(days=1))
    spans = tuple(replace(span, end=whole) if span.end == end else span for span in asked.spans)
    return replace(asked, end=whole, spans=spans)


def last_changed(reading: Remembering, scope: Scope) -> Instant | None:
    """The last moment at which anything in an object's journal begins or ends; None where there is nothing."""
    parts: tuple[Part, ...] = (
        ("sealed", "recent") if scope.part == "all" and divisible(reading, scope) else (scope.part,)
    )
    found = [instant_of(reading.rows(last_change(replace(scope, part=part)))[0][0]) for part in parts]
    return max((one for one in found if one is not None), default=None)


def there_is(reading: Remembering, scope: Scope, plan: Callable[[Scope], exp.Select], keys: int) -> Rows:
    """The rows of a plan that ends with one signed number, where that is above nothing."""
    parts: tuple[Part, ...] = ("sealed", "recent") if divisible(reading, scope) else (scope.part,)
    found = [(1, reading.rows(plan(replace(scope, part=part)))) for part in parts]
    return [(*key, *net) for key, net in added(found, keys).items() if net[0] > 0]


def hours_of_data(reading: Remembering, scope: Scope, asked: Asked) -> tuple[int | None, int | None]:
    """The first and the last hour since 1900 with anything counted or unknown; None where there is nothing."""
    if not divisible(reading, scope) or not rowwise(asked):
        first, last = reading.rows(extent(scope, asked))[0]
        return first, last
    first, last = reading.rows(extent(replace(scope, part="sealed"), settled(reading, scope, asked)))[0]
    since: dict[int, int] = dict(reading.rows(hours_with_data(replace(scope, part="recent"), asked)))
    if any(net < 0 and hour in (first, last) for hour, net in since.items()):
        first, last = reading.rows(extent(scope, asked))[0]  # the end itself may have been withdrawn
        return first, last
    hours = [*(hour for hour in (first, last) if hour is not None), *(hour for hour, net in since.items() if net > 0)]
    return (min(hours), max(hours)) if hours else (None, None)


def added(halves: Iterable[tuple[int, Rows]], keys: int) -> dict[tuple[Any, ...], list[int]]:
    """The figures after the first columns, added up by them, each half with its sign."""
    sums: dict[tuple[Any, ...], list[int]] = {}
    for sign, rows in halves:
        for row in rows:
            key, figures = row[:keys], [sign * int(figure) for figure in row[keys:]]
            held = sums.get(key)
            sums[key] = figures if held is None else [a + b for a, b in zip(held, figures, strict=True)]
    return sums


def listed(sums: Sums) -> Rows:
    """Sums as rows."""
    return [(*key, *figures) for key, figures in sums.items()]
