"""One object's state, and the health of an object type: what is believed of it as at T, as known at K."""

from collections.abc import Sequence

from sqlglot import exp

from peeler.definitions.journal import state_columns
from peeler.definitions.rendering import timestamp
from peeler.plans.scan import column, columns, held_at, scan, seen
from peeler.plans.scope import Scope
from peeler.plans.trees import (
    all_of,
    among,
    counted_rows_where,
    is_not,
    is_null,
    named,
    nested,
    number,
    query,
    summed,
    summed_or_zero,
    text,
)  # fmt: skip

OVER_LONG = 5_000


def columns_of_state(scope: Scope) -> list[str]:
    """The columns of a state, in the journal's order."""
    return list(state_columns(scope.definition))


def state_of(scope: Scope, object_id: str) -> exp.Select:
    """``columns_of_state`` of one object at the scope's moment; no row where nothing is believed of it."""
    names = columns_of_state(scope)
    where = [column("object").eq(text(object_id)), *held_at(timestamp(scope.at))]
    return query(columns(names), scan(scope, names), where=where, by=columns(names), having=summed(column("sign")) > 0)


def words_of(scope: Scope, object_id: str, name: str) -> exp.Select:
    """(valid_from, word) of every believed state of one object that has length and begins by the scope's moment, in order."""
    at, word = column("valid_from"), column(name)
    began = [column("object").eq(text(object_id)), column("born"), column("valid_to") > at, at <= timestamp(scope.at)]
    rows = scan(scope, ["valid_from", "valid_to", "born", name])
    made = query([at, word], rows, where=began, by=[at, word, column("valid_to")], having=summed(column("sign")) > 0)
    return made.order_by(at.copy(), copy=False)


def seen_among(scope: Scope, object_ids: Sequence[str]) -> exp.Select:
    """Those of the objects that the viewer's conditions let them see."""
    listed = among(column("object", "v"), object_ids)
    return query([column("object", "v")], nested(seen(scope), "v"), where=[listed])


def by_object(scope: Scope) -> exp.Subquery:
    """(object, born, unborn, events, restricted): how many rows of each kind are believed of every object."""
    happening = is_not(is_null(column("began_with")))
    kinds = {
        "born": column("born"),
        "unborn": all_of([is_not(column("born")), happening]),
        "events": happening.copy(),
        "restricted": all_of([column("restricted"), *held_at(timestamp(scope.now))]),
    }
    rows = scan(scope, ["born", "began_with", "restricted", "valid_from", "valid_to"])
    figures = [named(summed_or_zero(column("sign"), when), name) for name, when in kinds.items()]
    return nested(query([column("object"), *figures], rows, by=[column("object")]), "o")


def health_of(scope: Scope) -> exp.Select:
    """(born, unborn, effects before cause, restricted, most): how many of each, and the most events of one."""
    born, unborn = column("born", "o") > 0, column("unborn", "o") > 0
    figures = [
        counted_rows_where(born),
        counted_rows_where(all_of([column("born", "o").eq(number(0)), unborn])),
        summed_or_zero(column("unborn", "o"), born.copy()),
        counted_rows_where(column("restricted", "o") > 0),
        exp.Coalesce(this=exp.Max(this=column("events", "o")), expressions=[number(0)]),
    ]
    return query(figures, by_object(scope))


def unborn_objects(scope: Scope, limit: int) -> exp.Select:
    """(object,) of some objects with events and no birth, in order of name."""
    where = [column("born", "o").eq(number(0)), column("unborn", "o") > 0]
    made = query([column("object", "o")], by_object(scope), where=where)
    return made.order_by(column("object", "o"), copy=False).limit(limit, copy=False)


def over_long_objects(scope: Scope, limit: int) -> exp.Select:
    """(object, events) of the objects with more than 5,000 events (ruling 5), longest first."""
    names = ("object", "events")
    made = query(columns(names, "o"), by_object(scope), where=[column("events", "o") > OVER_LONG])
    longest = exp.Ordered(this=column("events", "o"), desc=True)
    return made.order_by(longest, column("object", "o"), copy=False).limit(limit, copy=False)
