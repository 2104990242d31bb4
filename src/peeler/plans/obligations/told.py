"""What a duty needs of its object's journal: what arms and meets it, when it ends or rests, and the states between."""

from collections.abc import Iterable, Sequence

from sqlglot import exp

from peeler.definitions.conditions import Condition
from peeler.definitions.duties import DutyDefinition, Moment
from peeler.definitions.rendering import executable
from peeler.plans.scope import Scope
from peeler.plans.signed import column, columns, journal
from peeler.plans.trees import (
    Source,
    call,
    in_query,
    is_not,
    is_null,
    named,
    nested,
    query,
    stacked,
    summed,
    table,
    text,
)  # fmt: skip

ARMS, REQUIRES, ENDS, RESTS, STATES, WANTED = (
    "arm_rows",
    "require_rows",
    "end_rows",
    "rest_rows",
    "state_rows",
    "wanted",
)


def source(
    scope: Scope, names: Iterable[str], where: Sequence[exp.Expr], *, only: bool
) -> tuple[Source, list[exp.Expr]]:
    """The journal's rows with these columns, and the conditions on them; ``only``: of the objects in WANTED alone."""
    held = [in_query(column("object"), query([column("object", WANTED)], table(WANTED)))] if only else []
    return journal(scope, names), [*held, *where]


def judged(condition: Condition | None, scope: Scope) -> list[exp.Expr]:
    """That a row is certainly so."""
    return [] if condition is None else [executable(condition.tree, scope.definition.columns, column)]


def moments(scope: Scope, several: Sequence[Moment], *, only: bool) -> exp.Query:
    """(object, at, event, entered_at): each time one of these happens, and when that was first known here."""
    return stacked(
        [happened(scope, one, only=only) if one.event else first_said(scope, one, only=only) for one in several]
    )


def happened(scope: Scope, moment: Moment, *, only: bool) -> exp.Select:
    """The rows that an event begins, each once."""
    named_there = moment.where.columns if moment.where else frozenset()
    where = [column("began_with").eq(text(str(moment.event))), column("born"), *judged(moment.where, scope)]
    names = ["valid_from", "event", "began_with", "born", "known_at", *sorted(named_there)]
    rows, where = source(scope, names, where, only=only)
    keys = columns(["object", "valid_from", "event"])
    said = [column("object"), named(column("valid_from"), "at"), column("event"), named(entered(), "entered_at")]
    return query(said, rows, where=where, by=keys, having=summed(column("sign")) > 0)


def entered() -> exp.Expr:
    """When a row's happening was first believed: a later change of the row beside it makes it no younger."""
    believed = exp.Where(this=column("sign") > 0)
    return exp.Filter(this=exp.Min(this=column("known_at")), expression=believed)


def first_said(scope: Scope, moment: Moment, *, only: bool) -> exp.Select:
    """For each value an attribute takes, when it is first said and when that was first known; the value stands for the event."""
    attribute = str(moment.attribute)
    named_there = moment.where.columns if moment.where else frozenset()
    where = [is_not(is_null(column(attribute))), column("born"), *judged(moment.where, scope)]
    names = dict.fromkeys(["valid_from", "born", "known_at", attribute, *sorted(named_there)])
    rows, where = source(scope, names, where, only=only)
    keys = columns(["object", "valid_from", attribute])
    inner = query(
        [*keys, named(entered(), "entered_at")], rows, where=where, by=keys, having=summed(column("sign")) > 0
    )
    value, start = column(attribute, "f"), column("valid_from", "f")
    said = [
        column("object", "f"),
        named(exp.Min(this=start), "at"),
        named(call("concat", text(f"{attribute} "), exp.cast(value.copy(), "varchar")), "event"),
        named(exp.Min(this=column("entered_at", "f")), "entered_at"),
    ]
    return query(said, nested(inner, "f"), by=[column("object", "f"), value])


def stretches(scope: Scope, conditions: Sequence[tuple[str, Condition | None]], *, only: bool) -> exp.Query:
    """(object, valid_from, valid_to, kind): the states in which one of these conditions holds."""
    made = [stretch(scope, kind, condition, only=only) for kind, condition in conditions if condition is not None]
    return stacked(made) if made else nothing()


def stretch(scope: Scope, kind: str, condition: Condition, *, only: bool) -> exp.Select:
    """The states of some length in which a condition holds."""
    where = [column("born"), column("valid_to") > column("valid_from"), *judged(condition, scope)]
    names = ["valid_from", "valid_to", "born", *sorted(condition.columns)]
    rows, where = source(scope, dict.fromkeys(names), where, only=only)
    keys = columns(["object", "valid_from", "valid_to"])
    return query([*keys, named(text(kind), "kind")], rows, where=where, by=keys, having=summed(column("sign")) > 0)


def nothing() -> exp.Select:
    """No stretch at all."""
    moment = exp.cast(exp.null(), "timestamp")
    shown = {
        "object": exp.cast(exp.null(), "varchar"),
        "valid_from": moment,
        "valid_to": moment.copy(),
        "kind": text(""),
    }
    return exp.select(*(named(value, name) for name, value in shown.items())).where(exp.false())


def states(scope: Scope, names: Iterable[str], *, only: bool) -> exp.Select:
    """(object, valid_from, valid_to, these columns) of every state of some length of the objects that are armed."""
    armed = in_query(column("object"), query([column("object", ARMS)], table(ARMS)))
    lasting: list[exp.Expr] = [armed, column("born"), column("valid_to") > column("valid_from")]
    shown = list(dict.fromkeys(["object", "valid_from", "valid_to", *names]))
    rows, where = source(scope, [*shown, "born"], lasting, only=only)
    keys = columns(shown)
    return query(keys, rows, where=where, by=keys, having=summed(column("sign")) > 0)


def columns_needed(duty: DutyDefinition) -> list[str]:
    """The columns that the limits of a duty depend on."""
    cases = [case for terms in duty.terms for case in (*terms.due, *terms.then_every)]
    named_there = {name for case in cases if case.when for name in case.when.columns}
    named_there |= {limit.attribute for limit in duty.limits if limit.attribute}
    return sorted(named_there | {name for name in (duty.file.law_of, duty.file.clock_from) if name})
