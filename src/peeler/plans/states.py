"""One object's state, and the health of an object type: what is believed of it as at T, as known at K."""

from collections.abc import Sequence

from sqlglot import exp

from peeler.definitions.journal import state_columns
from peeler.definitions.rendering import timestamp
from peeler.plans.scan import column, held_at, scan, seen
from peeler.plans.scope import Scope

OVER_LONG = 5_000


def columns_of_state(scope: Scope) -> list[str]:
    """The columns of a state, in the journal's order."""
    return list(state_columns(scope.definition))


def state_of(scope: Scope, named: str) -> exp.Select:
    """``columns_of_state`` of one object at the scope's moment; no row where nothing is believed of it."""
    columns = [column(name) for name in columns_of_state(scope)]
    select = exp.select(*columns).from_(scan(scope, columns_of_state(scope)))
    select = select.where(column("object").eq(exp.Literal.string(named)), *held_at(timestamp(scope.at)))
    return select.group_by(*(name.copy() for name in columns)).having(exp.Sum(this=column("sign")) > 0)


def seen_among(scope: Scope, named: Sequence[str]) -> exp.Select:
    """Those of the named objects that the viewer's conditions let them see."""
    seen_objects = seen(scope).subquery("v")
    listed = [exp.Literal.string(name) for name in named]
    return exp.select(column("object", "v")).from_(seen_objects).where(column("object", "v").isin(*listed))


def by_object(scope: Scope) -> exp.Select:
    """(object, born, unborn, events, restricted): how many rows of each kind are believed of every object."""
    happening = exp.not_(column("began_with").is_(exp.null()))
    now = [
        column("restricted"),
        column("valid_from") <= timestamp(scope.now),
        column("valid_to") > timestamp(scope.now),
    ]
    kinds = {
        "born": column("born"),
        "unborn": exp.and_(exp.not_(column("born")), happening),
        "events": happening.copy(),
        "restricted": exp.and_(*now),
    }
    rows = scan(scope, ["born", "began_with", "restricted", "valid_from", "valid_to"])
    select = exp.select(column("object")).from_(rows).group_by(column("object"))
    for name, when in kinds.items():
        summed = exp.Filter(this=exp.Sum(this=column("sign")), expression=exp.Where(this=when))
        select = select.select(exp.alias_(exp.func("coalesce", summed, exp.Literal.number(0)), name))
    return select


def health_of(scope: Scope) -> exp.Select:
    """(born, unborn, effects before their cause, restricted): objects, objects, events, objects."""
    born, unborn = column("born", "o") > 0, column("unborn", "o") > 0
    early = exp.Filter(this=exp.Sum(this=column("unborn", "o")), expression=exp.Where(this=born.copy()))
    figures = [
        how_many(born),
        how_many(exp.and_(column("born", "o").eq(0), unborn)),
        exp.func("coalesce", early, exp.Literal.number(0)),
        how_many(column("restricted", "o") > 0),
    ]
    return exp.select(*figures).from_(by_object(scope).subquery("o"))


def how_many(when: exp.Expr) -> exp.Expr:
    """The number of rows for which this holds."""
    return exp.Filter(this=exp.Count(this=exp.Star()), expression=exp.Where(this=when))


def unborn_objects(scope: Scope, limit: int) -> exp.Select:
    """(object,) of some objects with events and no birth, in order of name."""
    name = column("object", "o")
    where = [column("born", "o").eq(0), column("unborn", "o") > 0]
    return exp.select(name).from_(by_object(scope).subquery("o")).where(*where).order_by(name.copy()).limit(limit)


def over_long_objects(scope: Scope, limit: int) -> exp.Select:
    """(object, events) of the objects with more than 5,000 events (ruling 5), longest first."""
    name, events = column("object", "o"), column("events", "o")
    select = exp.select(name, events).from_(by_object(scope).subquery("o")).where(events.copy() > OVER_LONG)
    return select.order_by(exp.Ordered(this=events.copy(), desc=True), name.copy()).limit(limit)
