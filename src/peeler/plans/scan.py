"""The one scan of a journal: signed rows of the parts that matter, as known at K, of what the viewer may see."""

from collections.abc import Iterable

from sqlglot import exp

from peeler.definitions.journal import parts_of
from peeler.definitions.rendering import executable, timestamp
from peeler.plans.scope import Scope
from peeler.terms.clocks import Instant, Precision

SCANNED = "s"


def column(name: str, table: str = SCANNED) -> exp.Column:
    """A column of a table, quoted."""
    return exp.column(exp.to_identifier(name, quoted=True), table=table)


def tables(scope: Scope) -> tuple[str, ...]:
    """The journal tables to read: today's belief, what came since, and withdrawn beliefs when K lies before the seal."""
    parts = parts_of(scope.definition.name)
    return (parts.current, parts.recent, *((parts.withdrawn,) if scope.withdrawn else ()))


def scan(scope: Scope, columns: Iterable[str], *, name: str = SCANNED) -> exp.Subquery:
    """Signed rows with these columns, ``object`` and ``sign``; as known at K; only of objects in the viewer's sight."""
    wanted = list(dict.fromkeys(["object", *columns, "sign"]))
    rows = signed_rows(wanted, scope.known, tables(scope))
    if not scope.sight.everything:
        rows = (
            exp.select(*(column(c) for c in wanted))
            .from_(rows.subquery(SCANNED))
            .where(column("object").isin(query=seen(scope)))
        )
    return rows.subquery(name)


def signed_rows(wanted: list[str], known: Instant | None, parts: tuple[str, ...]) -> exp.Query:
    """The rows of these parts of the journal, one after another."""
    selects: list[exp.Query] = []
    for part in parts:
        select = exp.select(*(exp.column(exp.to_identifier(c, quoted=True)) for c in wanted))
        select = select.from_(exp.to_table(exp.to_identifier(part, quoted=True).sql("duckdb"), dialect="duckdb"))
        if known is not None:
            select = select.where(exp.column("known_at") <= timestamp(known))
        selects.append(select)
    return exp.union(*selects, distinct=False)


def seen(scope: Scope) -> exp.Query:
    """The objects a viewer may see: their state now, as known now, meets a condition of the policies (ruling 10)."""
    kinds = scope.definition.columns
    conditions = [executable(c.tree, kinds, column) for c in scope.sight.conditions]
    named = sorted({name for c in scope.sight.conditions for name in c.columns})
    parts = parts_of(scope.definition.name)
    columns = list(dict.fromkeys(["object", "valid_from", "valid_to", *named, "sign"]))
    rows = signed_rows(columns, None, (parts.current, parts.recent)).subquery(SCANNED)
    return (
        exp.select(column("object")).from_(rows)
        .where(*held_at(timestamp(scope.now)), exp.or_(*conditions) if conditions else exp.false())
        .group_by(column("object")).having(exp.Sum(this=column("sign")) > 0)
    )  # fmt: skip


def held_at(moment: exp.Expr) -> tuple[exp.Expr, exp.Expr]:
    """That a row of the scan holds at a moment."""
    return column("valid_from") <= moment.copy(), column("valid_to") > moment.copy()


def moment_of(scope: Scope, at: Instant) -> exp.Expr:
    """The moment a row is seen at: ``at``, or for an object dated coarsely the last whole period's end (ruling 8)."""
    moments = scope.moments(at)
    if not moments:
        return timestamp(at)
    case = exp.Case()
    for precision, moment in sorted(moments.items()):
        case = case.when(column("precision").eq(exp.Literal.string(precision)), timestamp(moment))
    return case.else_(timestamp(at))


def state_at(scope: Scope, at: Instant) -> list[exp.Expr]:
    """The conditions for each object's born state at a moment; plain bounds first, so that old rows are skipped."""
    moments: dict[Precision, Instant] = scope.moments(at)
    bounds = (
        [column("valid_to") > timestamp(min(moments.values())), column("valid_from") <= timestamp(at)]
        if moments
        else []
    )
    return [*bounds, *held_at(moment_of(scope, at)), column("born")]
