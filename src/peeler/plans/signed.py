"""The signed rows of a journal's tables: of the parts that matter, as known at K, of what the viewer may see."""

from collections.abc import Iterable, Sequence

from sqlglot import exp

from peeler.definitions.journal import parts_of
from peeler.definitions.rendering import executable, timestamp
from peeler.plans import trees
from peeler.plans.scope import Scope
from peeler.plans.trees import Source, any_of, in_query, nested, query, stacked, summed, table
from peeler.terms.clocks import Instant

SCANNED = "s"


def column(name: str, of: str = SCANNED) -> exp.Column:
    """A column of the scanned rows, or of another table."""
    return trees.column(name, of)


def columns(names: Iterable[str], of: str = SCANNED) -> list[exp.Expr]:
    """Several columns of one table."""
    return [column(name, of) for name in names]


def tables(scope: Scope) -> tuple[str, ...]:
    """The journal tables to read: today's belief, what came since, and withdrawn beliefs when K is before the seal."""
    parts = parts_of(scope.definition.name)
    sealed = (parts.current, *((parts.withdrawn,) if scope.withdrawn else ()))
    if scope.part == "recent":
        return (parts.recent,)
    return sealed if scope.part.startswith("sealed") else (sealed[0], parts.recent, *sealed[1:])


def journal(scope: Scope, wanted: Iterable[str]) -> Source:
    """Signed rows with these columns, ``object`` and ``sign``; as known at K; only of objects in the viewer's sight."""
    names = list(dict.fromkeys(["object", *wanted, "sign"]))
    rows = signed_rows(names, scope.known, tables(scope))
    only = [] if scope.sight.everything else [in_query(column("object"), seen(scope))]
    if scope.part.endswith("of the changed"):
        only.append(in_query(column("object"), changed(scope)))
    if only:
        rows = query(columns(names), nested(rows, SCANNED), where=only)
    return nested(rows, SCANNED)


def changed(scope: Scope) -> exp.Query:
    """The objects of which anything came since the seal."""
    return signed_rows(["object"], scope.known, [parts_of(scope.definition.name).recent])


def signed_rows(names: Sequence[str], known: Instant | None, parts: Iterable[str]) -> exp.Query:
    """The rows of these parts of the journal, one after another."""
    until = [] if known is None else [exp.column("known_at") <= timestamp(known)]
    shown = [exp.column(exp.to_identifier(name, quoted=True)) for name in names]
    return stacked([query([c.copy() for c in shown], table(part), where=[c.copy() for c in until]) for part in parts])


def seen(scope: Scope) -> exp.Select:
    """The objects a viewer may see: their state now, as known now, meets a condition of the policies (ruling 10)."""
    conditions = [executable(c.tree, scope.definition.columns, column) for c in scope.sight.conditions]
    named = sorted({name for c in scope.sight.conditions for name in c.columns})
    parts = parts_of(scope.definition.name)
    names = list(dict.fromkeys(["object", "valid_from", "valid_to", *named, "sign"]))
    rows = nested(signed_rows(names, None, (parts.current, parts.recent)), SCANNED)
    where = [*held_at(timestamp(scope.now)), any_of(conditions)]
    return query([column("object")], rows, where=where, by=[column("object")], having=summed(column("sign")) > 0)


def held_at(moment: exp.Expr) -> tuple[exp.Expr, exp.Expr]:
    """That a row of the scan holds at a moment."""
    return column("valid_from") <= moment, column("valid_to") > moment
