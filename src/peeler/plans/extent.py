"""What a journal holds, before it is asked: first and last hour with data, the forces in it, precisions and sources."""

from collections.abc import Sequence

from sqlglot import exp

from peeler.definitions.journal import parts_of
from peeler.definitions.rendering import timestamp
from peeler.plans.asked import Asked
from peeler.plans.hours import hour_of
from peeler.plans.rows import JUDGED, counted_rows, lasting_rows
from peeler.plans.scan import SCANNED, column, columns, scan, signed_rows, tables
from peeler.plans.scope import Scope
from peeler.plans.trees import call, named, nested, number, or_else, query, stacked, summed, table, text
from peeler.terms.clocks import FOREVER


def extent(scope: Scope, asked: Asked) -> exp.Select:
    """(first, last) hour since 1900 with anything counted or unknown, netted; nulls where there is nothing."""
    ends = [exp.Min(this=column("hour", "n")), exp.Max(this=column("hour", "n"))]
    return query(ends, nested(hours_with_data(scope, asked), "n"))


def hours_with_data(scope: Scope, asked: Asked) -> exp.Select:
    """(hour since 1900, signed number) of what is counted or unknown, where that is not nothing."""
    hours = hours_of_stock(scope, asked) if asked.measure.file.kind == "stock" else hours_counted(scope, asked)
    hour, net = column("hour", "x"), summed(column("sign", "x"))
    return query([hour, named(net, "net")], nested(hours, "x"), by=[hour.copy()], having=net.copy().neq(number(0)))


def hours_counted(scope: Scope, asked: Asked) -> exp.Query:
    """The hour of each counted row's time; for times that are days, of that day's midnight."""
    time = exp.cast(column(asked.time, JUDGED), "timestamp", copy=False)
    return query([named(hour_of(time), "hour"), column("sign", JUDGED)], nested(counted_rows(scope, asked), JUDGED))


def hours_of_stock(scope: Scope, asked: Asked) -> exp.Query:
    """The hours in which a state of the stock begins, or ends by ``at``."""
    sides = []
    for time in ("valid_from", "valid_to"):
        rows = nested(lasting_rows(scope, asked, [column("valid_from") <= timestamp(scope.at)]), JUDGED)
        hour, by_then = named(hour_of(column(time, JUDGED)), "hour"), column(time, JUDGED) <= timestamp(scope.at)
        sides.append(query([hour, column("sign", JUDGED)], rows, where=[by_then]))
    return stacked(sides)


def last_change(scope: Scope) -> exp.Select:
    """The last moment at which any row of an object's journal begins or ends, believed or not; null for none."""
    rows = nested(signed_rows(["valid_from", "valid_to"], scope.known, tables(scope)), SCANNED)
    ends = exp.Filter(
        this=exp.Max(this=column("valid_to")), expression=exp.Where(this=column("valid_to") < timestamp(FOREVER))
    )
    latest = exp.Max(this=column("valid_from"))
    return query([call("greatest", latest, or_else(ends, latest.copy()))], rows)


def types_there(object_types: Sequence[str]) -> exp.Query:
    """(object type,) of those whose journal holds any state that may be believed now."""
    found = [
        nested(query([named(text(name), "object_type")], table(part)).limit(1, copy=False), f"t{place}_{turn}")
        for place, name in enumerate(object_types)
        for turn, part in enumerate((parts_of(name).current, parts_of(name).recent))
    ]
    return stacked([query([column("object_type", one.alias)], one) for one in found])


def character(scope: Scope) -> exp.Select:
    """(force, source, precision, signed number of states) of an object type: each combination there is."""
    names, net = ["force", "source", "precision"], summed(column("sign"))
    return query(
        [*columns(names), named(net, "net")], scan(scope, names), by=columns(names), having=net.copy().neq(number(0))
    )
