"""What every object of a type has in one attribute at a moment: who leads each team, how far each officer is accredited."""

from sqlglot import exp

from peeler.plans.scan import column, columns, scan, state_at
from peeler.plans.scope import Scope
from peeler.plans.trees import is_not, is_null, query, summed


def values_at(scope: Scope, attribute: str) -> exp.Select:
    """(object, value) of every object that is born and has a value there, as at and as known."""
    names = ["object", attribute]
    there = [*state_at(scope, scope.at), is_not(is_null(column(attribute)))]
    rows = scan(scope, ["valid_from", "valid_to", "born", *(["precision"] if scope.coarse else []), attribute])
    return query(columns(names), rows, where=there, by=columns(names), having=summed(column("sign")) > 0)
