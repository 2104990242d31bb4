"""The records behind a number: the same judged rows, one by one instead of summed, so that they always add up to it."""

from collections.abc import Sequence

from sqlglot import exp

from peeler.plans.asked import Asked
from peeler.plans.rows import JUDGED, counted_rows, group_names, standing_rows
from peeler.plans.scan import column, columns
from peeler.plans.scope import Scope
from peeler.plans.series import crossings, turned_over
from peeler.plans.totals import claimed, within
from peeler.plans.trees import nested, query, summed, text
from peeler.terms.clocks import Instant

RECORD = "r"
Group = tuple[str | int | bool | None, ...]


def shown_columns(asked: Asked) -> tuple[str, ...]:
    """What each record shows: object, force, event where events are counted, and the columns the measure reads."""
    event = ("event",) if asked.measure.event else ()
    return tuple(dict.fromkeys(("object", "force", *event, asked.time, *asked.columns)))


def records_counted(scope: Scope, asked: Asked, group: Group, which: exp.Expr) -> exp.Select:
    """The netted records of a count's or a ratio's cell: ``shown_columns``, one row each."""
    return netted(counted_rows(scope, asked, shown_columns(asked)), asked, group, which)


def records_standing(scope: Scope, asked: Asked, at: Instant, group: Group, which: exp.Expr) -> exp.Select:
    """The netted records of a stock's cell at one moment."""
    return netted(standing_rows(scope, asked, at, shown_columns(asked)), asked, group, which)


def records_crossing(scope: Scope, asked: Asked, group: Group, *, arriving: bool) -> exp.Select:
    """(object, moment) of every crossing into (or out of) a stock's cell in the one period asked."""
    return crossing(crossings(scope, asked), asked, group, arriving=arriving, shown=("object", "moment"))


def records_turned_over(
    scope: Scope, asked: Asked, moments: tuple[Instant, Instant], group: Group, *, arriving: bool
) -> exp.Select:
    """(object,) in a stock's cell at the second moment and not at the first, or the other way round."""
    return crossing(turned_over(scope, asked, *moments), asked, group, arriving=arriving, shown=("object",))


def crossing(changed: exp.Select, asked: Asked, group: Group, *, arriving: bool, shown: tuple[str, ...]) -> exp.Select:
    """The changes of one group in one direction; an object enters or leaves once at a moment."""
    change = column("change", JUDGED)
    way = change > 0 if arriving else change < 0
    return query(columns(shown, JUDGED), nested(changed, JUDGED), where=[way, *in_group(asked, group)])


def netted(rows: exp.Select, asked: Asked, group: Group, which: exp.Expr) -> exp.Select:
    """The judged rows of one group and kind that are believed, each once."""
    shown, having = columns(shown_columns(asked), JUDGED), summed(column("sign", JUDGED)) > 0
    return query(shown, nested(rows, JUDGED), where=[which, *in_group(asked, group)], by=shown, having=having)


def in_group(asked: Asked, group: Group) -> list[exp.Expr]:
    """That a judged row is of this group; null is a group of its own."""
    return [
        exp.NullSafeEQ(this=column(name, JUDGED), expression=exp.convert(value))
        for name, value in zip(group_names(asked), group, strict=True)
    ]


def which_rows(of: str) -> exp.Expr:
    """The judged rows that are in the numerator (``value`` too), the denominator, unknown, or any of them (``n``)."""
    return exp.true() if of == "n" else within("numerator" if of == "value" else of)


def which_part(of: str, number: int | None) -> exp.Expr:
    """The judged rows that a part claims; None: those no part claims."""
    return claimed(of, number)


def counted(records: exp.Select) -> exp.Select:
    """How many records there are."""
    return query([exp.Count(this=exp.Star())], nested(records.copy(), RECORD))


def among(records: exp.Select, objects: Sequence[str]) -> exp.Select:
    """(object,) of those records that are of these objects, in order."""
    named = column("object", RECORD)
    these = exp.In(this=named.copy(), expressions=[text(name) for name in objects])
    return query([named], nested(records.copy(), RECORD), where=[these], by=[named]).order_by(named, copy=False)


def paged(records: exp.Select, page: int, size: int) -> exp.Select:
    """One page of the records, in an order that stays."""
    names = records.named_selects
    first = ("moment", "object") if "moment" in names else ("object",)
    made = query(columns(names, RECORD), nested(records.copy(), RECORD))
    made = made.order_by(*columns(dict.fromkeys((*first, *names)), RECORD), copy=False)
    return made.limit(size, copy=False).offset((page - 1) * size, copy=False)
