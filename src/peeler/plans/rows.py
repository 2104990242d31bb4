"""The judged rows of a question: signed, each with its groups, its time, its verdict and its parts."""

from collections.abc import Sequence
from datetime import timedelta

from sqlglot import exp

from peeler.definitions.measures import Dimension
from peeler.definitions.rendering import timestamp
from peeler.plans.asked import Asked, Judging, judging, kinds_of_parts, part_of, population, verdict
from peeler.plans.once import counted_once
from peeler.plans.scan import SCANNED, column, columns, held_at, moment_of, scan, signed_rows, state_at, tables
from peeler.plans.scope import Scope
from peeler.plans.trees import (
    all_of,
    case,
    in_query,
    is_not,
    is_null,
    joined,
    named,
    nested,
    or_else,
    query,
    stacked,
    summed,
    table,
    text,
)  # fmt: skip
from peeler.terms.clocks import Instant, london, start_of_day

JUDGED = "j"
MOMENTS = "moments"  # number, moment, and for each coarse precision the moment its objects are seen at


def group_names(asked: Asked) -> list[str]:
    """The columns of the judged rows that hold the dimensions."""
    return [f"group_{place}" for place in range(len(asked.dimensions))]


def counted_rows(scope: Scope, asked: Asked, extra: tuple[str, ...] = ()) -> exp.Select:
    """The rows of a count or a ratio: the event's own rows, or each object's state at ``at``, in the time asked for."""
    if asked.measure.event:
        begun = column("began_with").eq(text(asked.measure.event))
        seen: list[exp.Expr] = [begun, column("valid_from") <= moment_of(scope, scope.at)]
    else:
        seen = [*state_at(scope, scope.at), is_not(is_null(column(asked.time)))]
    shown = (*extra, asked.time)
    return judged(scope, asked, [*seen, *in_time(asked)], moment_of(scope, scope.at), shown)


def standing_rows(scope: Scope, asked: Asked, at: Instant, extra: tuple[str, ...] = ()) -> exp.Select:
    """The rows of a stock at one moment: each object's state then, those that belong together once where it is so asked."""
    if asked.once is None:
        return judged(scope, asked, state_at(scope, at), moment_of(scope, at), extra)
    shown = tuple(dict.fromkeys(("object", asked.once, *extra)))
    return counted_once(judged(scope, asked, state_at(scope, at), moment_of(scope, at), shown), asked.once)


def lasting_rows(scope: Scope, asked: Asked, conditions: list[exp.Expr], extra: tuple[str, ...] = ()) -> exp.Select:
    """The rows of a stock over time: every state that has length, with when it begins and ends."""
    length = [column("valid_to") > column("valid_from"), column("born")]
    shown = ("valid_from", "valid_to", *extra)
    return judged(scope, asked, [*length, *conditions], timestamp(scope.at), shown)


def standing_rows_at_each(scope: Scope, asked: Asked, extra: tuple[str, ...] = ()) -> exp.Select:
    """The rows of a stock at each moment of the table of moments: each object's state then, with the moment's number."""
    moment: exp.Expr = column("moment", MOMENTS)
    if scope.coarse:
        kinds = [(column("precision").eq(text(kind)), column(f"moment_{kind}", MOMENTS)) for kind in scope.coarse]
        moment = exp.Paren(this=case(kinds, moment))
    held = [*held_at(moment), column("born")]
    each = [joined(table(MOMENTS), all_of([condition.copy() for condition in held]))]
    return judged(scope, asked, [], moment, extra, each)


def judged(
    scope: Scope,
    asked: Asked,
    conditions: list[exp.Expr],
    moment: exp.Expr,
    shown: tuple[str, ...],
    each: Sequence[exp.Join] = (),
) -> exp.Select:
    """Signed rows with their groups, verdict and parts; what is certainly outside the population is left out.

    ``each``: a join with the table of moments, whose number is then told too.
    """
    judge, within = judging(asked, moment), population(asked, judging(asked, moment))
    filters = [*conditions, *([judge.of(asked.where)] if asked.where else [])]
    if within is not None:
        filters.append(or_else(within, exp.true()))
    parts = [named(part_of(asked, judge, of), f"part_of_{of}") for of in kinds_of_parts(asked.measure.parts)]
    number = [column("number", MOMENTS)] if each else []
    said = [
        *columns(dict.fromkeys(("sign", *shown))),
        *number,
        *groups(asked, judge),
        named(verdict(asked, judge), "verdict"),
        *parts,
    ]
    source = scan(scope, scanned_columns(scope, asked, shown))
    return query(said, source, joins=[*each, *states_joined(scope, asked, moment)], where=filters)


def scanned_columns(scope: Scope, asked: Asked, shown: tuple[str, ...]) -> list[str]:
    """What the scan must give: the clocks, the columns conditions name, and what is shown besides."""
    event = ["began_with"] if asked.measure.event else ["born"]
    precision = ["precision"] if scope.coarse else []
    return ["valid_from", "valid_to", *event, *precision, *asked.columns, *shown]


def groups(asked: Asked, judge: Judging) -> list[exp.Expr]:
    """The dimensions: the row's own column or word, or that column as it stood at another of the row's times."""
    return [
        named(column(dimension.column, f"then_{place}") if dimension.at else judge.place(dimension.column), name)
        for place, (name, dimension) in enumerate(zip(group_names(asked), asked.dimensions, strict=True))
    ]


def states_joined(scope: Scope, asked: Asked, moment: exp.Expr) -> list[exp.Join]:
    """For each dimension of another time, what was believed of the object at that time (not after the moment)."""
    return [
        state_joined(scope, dimension, dimension.at, f"then_{place}", moment)
        for place, dimension in enumerate(asked.dimensions)
        if dimension.at
    ]


def state_joined(scope: Scope, dimension: Dimension, at: str, then: str, moment: exp.Expr) -> exp.Join:
    """The join for one of them; an object without that time, or not born by then, has null."""
    time = exp.Paren(this=case([(column(at) > moment, moment.copy())], column(at)))
    same = column("object", then).eq(column("object"))
    held = [column("valid_from", then) <= time, column("valid_to", then) > time]
    return joined(states_then(scope, dimension.column, then), all_of([same, *held]), side="LEFT")


def states_then(scope: Scope, name: str, then: str) -> exp.Subquery:
    """The states believed of all objects with one column, to look up what it held at some time; none counts twice.

    Only objects of which belief has changed since the seal need netting. The join is by object with rows that the
    viewer may see, so no other object's states come through.
    """
    wanted, parts = ["object", "valid_from", "valid_to", name], tables(scope)
    long_born = [column("valid_to") > column("valid_from"), column("born")]
    changed = in_query(column("object"), signed_rows(["object"], scope.known, parts[1:]))
    steady = nested(signed_rows([*wanted, "born"], scope.known, parts[:1]), SCANNED)
    moving = nested(signed_rows([*wanted, "born", "sign"], scope.known, parts), SCANNED)
    believed = summed(column("sign")) > 0
    halves = [
        query(columns(wanted), steady, where=[*long_born, is_not(changed)]),
        query(columns(wanted), moving, where=[*long_born, changed], by=columns(wanted), having=believed),
    ]
    return nested(stacked(halves), then)


def in_time(asked: Asked) -> list[exp.Expr]:
    """That a row's time lies in the time asked for; days are compared as London days."""
    literal = day_literal if asked.time_kind == "day" else timestamp
    bounds: list[exp.Expr] = []
    if asked.start is not None:
        bounds.append(column(asked.time) >= literal(asked.start))
    if asked.end is not None:
        bounds.append(column(asked.time) < literal(asked.end))
    return bounds


def day_literal(instant: Instant) -> exp.Expr:
    """The first London day that begins at or after an instant."""
    day = london(instant).date()
    first = day if start_of_day(day) == instant else day + timedelta(days=1)
    return exp.cast(text(first.isoformat()), "date")
