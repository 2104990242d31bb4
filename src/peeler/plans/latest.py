"""The last objects to begin: which came last by the event that begins them, as it stood then."""

from collections.abc import Sequence

from sqlglot import exp

from peeler.definitions.rendering import timestamp
from peeler.plans.scan import column, columns, scan
from peeler.plans.scope import Scope
from peeler.plans.trees import among, query, summed
from peeler.terms.clocks import Instant


def latest_begun(
    scope: Scope, began_with: Sequence[str], names: Sequence[str], since: Instant, limit: int
) -> exp.Select:
    """(object, valid_from, the named columns) of the last objects that one of these events began, newest first.

    Only those that began from ``since`` up to the scope's moment, and as they stood when they began.
    """
    wanted = ["object", "valid_from", *names]
    where = [
        among(column("began_with"), began_with),
        column("valid_from") >= timestamp(since),
        column("valid_from") <= timestamp(scope.at),
    ]
    rows = scan(scope, ["began_with", *wanted])
    made = query(columns(wanted), rows, where=where, by=columns(wanted), having=summed(column("sign")) > 0)
    newest = exp.Ordered(this=column("valid_from"), desc=True)
    return made.order_by(newest, column("object"), copy=False).limit(limit, copy=False)


def first_begun(scope: Scope) -> exp.Select:
    """(moment,) at which the first object began that is born by the scope's moment; null for none."""
    first = exp.Filter(this=exp.Min(this=column("valid_from")), expression=exp.Where(this=column("sign") > 0))
    return query(
        [first],
        scan(scope, ["valid_from", "born"]),
        where=[column("born"), column("valid_from") <= timestamp(scope.at)],
    )
