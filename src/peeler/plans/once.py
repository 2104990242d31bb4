"""Judged rows of which those that belong together count once: a series of crimes is one job."""

from sqlglot import exp

from peeler.plans.scan import column, columns
from peeler.plans.trees import case, named, nested, number, or_else, query, summed

EACH, PLACED = "e", "p"


def counted_once(rows: exp.Select, by: str) -> exp.Select:
    """The same rows, netted, with one row for all objects that share a value of ``by`` (an object without one is alone).

    ``rows`` must hold ``object`` and ``by``. The one that stands for them is the object that the value names, where it is
    among them, else the first by name; one that is certainly counted before one that is unknown. ``sign`` is then 1.
    """
    names = [name for name in rows.named_selects if name != "sign"]
    netted = query(
        columns(names, EACH), nested(rows, EACH), by=columns(names, EACH), having=summed(column("sign", EACH)) > 0
    )
    together = or_else(column(by, PLACED), column("object", PLACED))
    order = [
        case([(column("verdict", PLACED), number(0))], number(1)),
        case([(column("object", PLACED).eq(column(by, PLACED)), number(0))], number(1)),
        column("object", PLACED),
    ]
    ordered = exp.Order(expressions=[exp.Ordered(this=one) for one in order])
    place = exp.Window(this=exp.RowNumber(), partition_by=[together], order=ordered)
    placed = query([*columns(names, PLACED), named(place, "place")], nested(netted, PLACED))
    said = [named(number(1), "sign"), *columns(names, EACH)]
    return query(said, nested(placed, EACH), where=[column("place", EACH).eq(number(1))])
