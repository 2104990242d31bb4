"""A plan between two beliefs: some objects as they were known at a moment, all others as they are known now."""

from collections.abc import Mapping, Sequence

from sqlglot import exp

from peeler.plans.trees import among

PARTS = ("_current", "_withdrawn", "_recent")


def halfway(tree: exp.Expr, held: Mapping[str, Sequence[str]]) -> exp.Expr:
    """The plan of a question asked as known at a moment, changed so that only the objects held back stay at that moment.

    ``held``: by object type, the objects to be seen as they were then; all others are seen by everything known since.
    """
    changed = tree.copy()
    for limit in list(changed.find_all(exp.LTE)):
        if isinstance(limit.this, exp.Column) and limit.this.name == "known_at":
            objects = held.get(type_read(limit), ())
            limit.replace(beyond(limit, objects))
    return changed


def beyond(limit: exp.LTE, objects: Sequence[str]) -> exp.Expr:
    """The limit for these objects, none for others."""
    if not objects:
        return exp.true()
    others = exp.Not(this=among(exp.column(exp.to_identifier("object", quoted=True)), list(objects)))
    return exp.Paren(this=exp.Or(this=limit.copy(), expression=others))


def type_read(limit: exp.LTE) -> str:
    """The object type whose journal the limit's own select reads; RuntimeError where that is none."""
    select = limit.find_ancestor(exp.Select)
    name = "" if select is None else next((table.name for table in select.find_all(exp.Table)), "")
    for part in PARTS:
        if name.endswith(part):
            return name.removesuffix(part)
    raise RuntimeError("a limit of what is known stands outside a journal")
