"""What a journal holds, before it is asked: first and last hour with data, the forces in it, precisions and sources."""

from sqlglot import exp

from peeler.definitions.rendering import timestamp
from peeler.plans.asked import Asked
from peeler.plans.hours import hour_of
from peeler.plans.rows import JUDGED, counted_rows, lasting_rows
from peeler.plans.scan import SCANNED, column, scan
from peeler.plans.scope import Scope


def extent(scope: Scope, asked: Asked) -> exp.Select:
    """(first, last) hour since 1900 with anything counted or unknown, netted; nulls where there is nothing."""
    hours = hours_of_stock(scope, asked) if asked.measure.file.kind == "stock" else hours_counted(scope, asked)
    by_hour = exp.select(column("hour", "x")).from_(hours.subquery("x")).group_by(column("hour", "x"))
    by_hour = by_hour.having(exp.Sum(this=column("sign", "x")).neq(0))
    ends = [exp.Min(this=column("hour", "n")), exp.Max(this=column("hour", "n"))]
    return exp.select(*ends).from_(by_hour.subquery("n"))


def hours_counted(scope: Scope, asked: Asked) -> exp.Query:
    """The hour of each counted row's time; for times that are days, of that day's midnight."""
    time = exp.cast(column(asked.time, JUDGED), "timestamp")
    rows = counted_rows(scope, asked).subquery(JUDGED)
    return exp.select(exp.alias_(hour_of(time), "hour"), column("sign", JUDGED)).from_(rows)


def hours_of_stock(scope: Scope, asked: Asked) -> exp.Query:
    """The hours in which a state of the stock begins, or ends by ``at``."""
    rows = lasting_rows(scope, asked, [column("valid_from") <= timestamp(scope.at)])
    sides = []
    for time in ("valid_from", "valid_to"):
        moment = column(time, JUDGED)
        side = exp.select(exp.alias_(hour_of(moment), "hour"), column("sign", JUDGED)).from_(rows.subquery(JUDGED))
        sides.append(side.where(moment.copy() <= timestamp(scope.at)))
    return exp.union(*sides, distinct=False)


def character(scope: Scope) -> exp.Select:
    """(force, source, precision) of what is believed of an object type: each combination there is."""
    columns = [column(name) for name in ("force", "source", "precision")]
    rows = scan(scope, ["force", "source", "precision"])
    select = exp.select(*columns).from_(rows).group_by(*(name.copy() for name in columns))
    return select.having(exp.Sum(this=column("sign", SCANNED)) > 0)
