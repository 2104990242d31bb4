"""The judged rows of a question: signed, each with its groups, its time, its verdict and its parts."""

from datetime import timedelta

from sqlglot import exp

from peeler.definitions.measures import Dimension
from peeler.definitions.rendering import timestamp
from peeler.plans.asked import Asked, judging, kinds_of_parts, part_of, population, verdict
from peeler.plans.scan import column, moment_of, scan, state_at
from peeler.plans.scope import Scope
from peeler.terms.clocks import Instant, london, start_of_day

JUDGED = "j"


def group_names(asked: Asked) -> list[str]:
    """The columns of the judged rows that hold the dimensions."""
    return [f"group_{number}" for number in range(len(asked.dimensions))]


def counted_rows(scope: Scope, asked: Asked, extra: tuple[str, ...] = ()) -> exp.Select:
    """The rows of a count or a ratio: the event's own rows, or each object's state at ``at``, in the time asked for."""
    if asked.measure.event:
        begun = column("began_with").eq(exp.Literal.string(asked.measure.event))
        seen: list[exp.Expr] = [begun, column("valid_from") <= moment_of(scope, scope.at)]
    else:
        seen = [*state_at(scope, scope.at), column(asked.time).is_(exp.null()).not_()]
    return judged(scope, asked, [*seen, *in_time(asked)], moment_of(scope, scope.at), extra)


def standing_rows(scope: Scope, asked: Asked, at: Instant, extra: tuple[str, ...] = ()) -> exp.Select:
    """The rows of a stock at one moment: each object's state then."""
    return judged(scope, asked, state_at(scope, at), moment_of(scope, at), extra)


def lasting_rows(scope: Scope, asked: Asked, conditions: list[exp.Expr], extra: tuple[str, ...] = ()) -> exp.Select:
    """The rows of a stock over time: every state that has length, with when it begins and ends."""
    length = [column("valid_to") > column("valid_from"), column("born")]
    return judged(scope, asked, [*length, *conditions], timestamp(scope.at), ("valid_from", "valid_to", *extra))


def judged(
    scope: Scope, asked: Asked, conditions: list[exp.Expr], moment: exp.Expr, extra: tuple[str, ...]
) -> exp.Select:
    """Signed rows with their groups, verdict and parts; what is certainly outside the population is left out."""
    judge = judging(asked, moment)
    within = population(asked, judge)
    select = exp.select(column("sign")).from_(scan(scope, scanned_columns(scope, asked, extra)))
    shown = extra if asked.measure.file.kind == "stock" else (*extra, asked.time)
    select = select.select(*(column(name) for name in dict.fromkeys(shown)))
    for number, dimension in enumerate(asked.dimensions):
        select = with_group(select, scope, dimension, number, moment)
    select = select.select(exp.alias_(verdict(asked, judge), "verdict"))
    for of in kinds_of_parts(asked.measure.parts):
        select = select.select(exp.alias_(part_of(asked, judge, of), f"part_of_{of}"))
    filters = [*conditions, *([judge.of(asked.where)] if asked.where else [])]
    if within is not None:
        filters.append(exp.func("coalesce", within.copy(), exp.true()))
    return select.where(*filters)


def scanned_columns(scope: Scope, asked: Asked, extra: tuple[str, ...]) -> list[str]:
    """What the scan must give: the clocks, the columns conditions name, and what is asked for besides."""
    event = ["began_with"] if asked.measure.event else ["born"]
    precision = ["precision"] if scope.coarse else []
    return ["valid_from", "valid_to", *event, *precision, *asked.columns, *extra]


def with_group(select: exp.Select, scope: Scope, dimension: Dimension, number: int, moment: exp.Expr) -> exp.Select:
    """Adds a dimension: the row's own column, or that column as it stood at another of the row's times."""
    name = f"group_{number}"
    if dimension.at is None:
        return select.select(exp.alias_(column(dimension.column), name))
    then = f"then_{number}"
    later = column(dimension.at) > moment.copy()
    time = exp.Paren(this=exp.Case().when(later, moment.copy()).else_(column(dimension.at)))
    at_that_time = [
        column("object", then).eq(column("object")),
        column("valid_from", then) <= time,
        column("valid_to", then) > time.copy(),
    ]
    joined = select.join(states_then(scope, dimension.column, then), on=exp.and_(*at_that_time), join_type="left")
    return joined.select(exp.alias_(column(dimension.column, then), name))


def states_then(scope: Scope, name: str, then: str) -> exp.Subquery:
    """The netted states of all objects with one column, to look up what it held at some time; none counts twice."""
    wanted = ["object", "valid_from", "valid_to", name]
    select = exp.select(*(column(c) for c in wanted)).from_(scan(scope, wanted))
    select = select.where(column("valid_to") > column("valid_from"), column("born"))
    return select.group_by(*(column(c) for c in wanted)).having(exp.Sum(this=column("sign")) > 0).subquery(then)


def in_time(asked: Asked) -> list[exp.Expr]:
    """That a row's time lies in the time asked for; days are compared as London days."""
    time, day = column(asked.time), asked.time_kind == "day"
    bounds: list[exp.Expr] = []
    if asked.start is not None:
        bounds.append(time >= (day_literal(asked.start) if day else timestamp(asked.start)))
    if asked.end is not None:
        bounds.append(time.copy() < (day_literal(asked.end) if day else timestamp(asked.end)))
    return bounds


def day_literal(instant: Instant) -> exp.Expr:
    """The first London day that begins at or after an instant."""
    day = london(instant).date()
    first = day if start_of_day(day) == instant else day + timedelta(days=1)
    return exp.cast(exp.Literal.string(first.isoformat()), "date")
