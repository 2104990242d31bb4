"""How objects of a type moved from step to step: their stages or events in order, and everything that is counted of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlglot import exp

from peeler.definitions.conditions import Condition
from peeler.definitions.measures import columns_behind, columns_for
from peeler.definitions.objects import ObjectDefinition
from peeler.definitions.progress import BEGAN_WITH, STAGE, ProgressDefinition
from peeler.definitions.rendering import timestamp
from peeler.plans.asked import Judging
from peeler.plans.scan import SCANNED, column, columns, moment_of, scan, signed_rows, state_at, tables
from peeler.plans.scope import Scope
from peeler.plans.trees import (
    all_of,
    among,
    call,
    case,
    in_query,
    is_not,
    is_null,
    joined,
    named,
    nested,
    number,
    or_else,
    query,
    stacked,
    summed,
    table,
    text,
    with_tables,
)  # fmt: skip
from peeler.terms.clocks import Instant

Basis = Literal["stages", "events"]
CASES, ROWS, STEPS, MOVES = "cases", "believed", "steps", "moves"
ID = "id"
NO_STEP = ""  # where no stage's condition holds, or the word of the activity is not said


@dataclass(frozen=True)
class Flow:
    """Which steps of which objects: those whose time lies from ``start`` to before ``end`` and that meet ``where`` now.

    ``shows``: columns of the object, as it is then, that a list of them has besides.
    """

    progress: ProgressDefinition
    basis: Basis
    where: Condition | None = None
    start: Instant | None = None
    end: Instant | None = None
    shows: tuple[str, ...] = ()

    @property
    def definition(self) -> ObjectDefinition:
        """The object type."""
        return self.progress.object

    @property
    def step(self) -> str:
        """The column that says what a step is."""
        return STAGE if self.basis == "stages" else self.progress.file.activity

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the object, or built in, that the flow itself reads."""
        order = self.progress.file.order
        mine = (self.step,) if self.basis == "stages" else (self.step, BEGAN_WITH, "event", *([order] if order else []))
        return tuple(dict.fromkeys(mine))

    @property
    def asks(self) -> frozenset[str]:
        """The columns that the filter reads."""
        said = self.where.columns if self.where else frozenset[str]()
        return columns_behind(self.definition, said) - {"as_at"}

    @property
    def needs(self) -> tuple[str, ...]:
        """Every column of the object that the answer depends on."""
        return tuple(sorted({*self.columns, *self.asks, self.progress.file.time}))


def with_moves(made: exp.Select, scope: Scope, flow: Flow) -> exp.Select:
    """A select over ``moves`` with the tables before it."""
    found = {CASES: cases(scope, flow), ROWS: believed(scope, flow), STEPS: steps(flow), MOVES: moves(scope)}
    return with_tables(made, found)


def cases(scope: Scope, flow: Flow) -> exp.Select:
    """(object, moment, id) in the viewer's sight that the flow is of, by their state at the scope's moment.

    ``id`` is a number that stands for the object in all that follows: numbers are sorted and counted in a third of the time.
    """
    judge = Judging(columns_for(flow.definition), moment_of(scope, scope.at), flow.definition.groupings)
    time = column(flow.progress.file.time)
    where = [*state_at(scope, scope.at), is_not(is_null(time))]
    where += [time.copy() >= timestamp(flow.start)] if flow.start is not None else []
    where += [time.copy() < timestamp(flow.end)] if flow.end is not None else []
    where += [judge.of(flow.where)] if flow.where is not None else []
    said = sorted(flow.asks)
    precision = ["precision"] if scope.coarse else []
    wanted = ["valid_from", "valid_to", "born", flow.progress.file.time, *precision, *said, *flow.shows]
    keys = ["object", *precision, *(name for name in flow.shows if name not in precision)]
    shown = [*columns(keys), named(moment_of(scope, scope.at), "moment")]
    found = query(shown, scan(scope, wanted), where=where, by=columns(keys), having=summed(column("sign")) > 0)
    identity = named(exp.Window(this=exp.RowNumber()), ID)
    return query([*columns(["object", "moment", *flow.shows], "f"), identity], nested(found, "f"))


def believed(scope: Scope, flow: Flow) -> exp.Query:
    """The rows of these objects that are believed: states that last, or those an event of the flow began.

    Only objects of which belief has changed since the seal need netting. Objects out of sight are in no case.
    """
    wanted, parts = list(dict.fromkeys(["valid_from", "valid_to", *flow.columns])), tables(scope)
    looked = list(dict.fromkeys(["object", *wanted, "born", BEGAN_WITH]))
    seen = column("moment", CASES) if scope.coarse else timestamp(scope.at)
    where = [*kept(flow), column("valid_from") <= seen]
    if flow.start is not None and begins_at_time(flow):
        where.append(column("valid_from") >= timestamp(flow.start))
    changed = in_query(column("object"), signed_rows(["object"], scope.known, parts[1:]))
    steady = nested(signed_rows(looked, scope.known, parts[:1]), SCANNED)
    moving = nested(signed_rows([*looked, "sign"], scope.known, parts), SCANNED)
    ours = joined(table(CASES), column("object", CASES).eq(column("object")))
    shown = [column(ID, CASES), *said(flow)]
    keys = [column(ID, CASES), *columns(wanted)]
    halves = [
        query(shown, steady, joins=[ours.copy()], where=[*(c.copy() for c in where), is_not(changed)]),
        query(
            [one.copy() for one in shown], moving, joins=[ours], where=[*where, changed.copy()],
            by=keys, having=summed(column("sign")) > 0,
        ),
    ]  # fmt: skip
    return stacked(halves)


def said(flow: Flow) -> list[exp.Expr]:
    """(began, until, step, and for events what puts them in order) of a row."""
    step = or_else(column(flow.step), text(NO_STEP))
    shown = [named(column("valid_from"), "began"), named(column("valid_to"), "until"), named(step, "step")]
    order = [flow.progress.file.order] if flow.progress.file.order else []
    return [*shown, *(columns([BEGAN_WITH, "event", *order]) if flow.basis == "events" else [])]


def kept(flow: Flow) -> list[exp.Expr]:
    """Which states are steps: for stages those that last; for events those that an event of the progress began."""
    born: list[exp.Expr] = [column("born")]
    if flow.basis == "stages":
        return [column("valid_to") > column("valid_from"), *born]
    events = flow.progress.events
    begun = among(column(BEGAN_WITH), events) if events else is_not(is_null(column(BEGAN_WITH)))
    return [begun, *born]


def begins_at_time(flow: Flow) -> bool:
    """Whether an object begins at the time that cohorts go by, so that no row of it lies before it."""
    time = next((one for one in flow.definition.attributes if one.name == flow.progress.file.time), None)
    if time is None or time.reducer != "first":
        return False
    births = set(flow.definition.births)
    return {part.event for part in time.inputs} == births and all(part.field == "at" for part in time.inputs)


def steps(flow: Flow) -> exp.Select:
    """(id, step, began, nth) of each step; ``nth`` puts those of an object in order."""
    shown = [column(name, ROWS) for name in (ID, "step", "began")]
    if flow.basis == "events":
        return query([*shown, named(window(exp.RowNumber(), ROWS, in_order(flow)), "nth")], table(ROWS))
    nth = named(call("epoch_us", column("began", ROWS)), "nth")
    before = [
        column(ID, "b").eq(column(ID, ROWS)),
        column("until", "b").eq(column("began", ROWS)),
        column("step", "b").eq(column("step", ROWS)),
    ]
    # States follow each other without a gap: a stage begins where none of the same stage ends.
    carried_on = exp.Join(this=aliased(ROWS, "b"), on=all_of(before), kind="ANTI")
    return query([*shown, nth], table(ROWS), joins=[carried_on])


def aliased(name: str, other: str) -> exp.Table:
    """A table under another name."""
    return exp.Table(this=exp.to_identifier(name, quoted=True), alias=exp.TableAlias(this=exp.to_identifier(other)))


def in_order(flow: Flow) -> list[exp.Expr]:
    """The order of an object's events: by time, then as the source says, then by rank in the object's file, then by name."""
    order = [column(flow.progress.file.order, ROWS)] if flow.progress.file.order else []
    rank = case(
        [(column(BEGAN_WITH, ROWS).eq(text(event)), number(n)) for n, event in enumerate(flow.definition.events)]
    )
    return [column("began", ROWS), *order, rank, column("event", ROWS)]


def moves(scope: Scope) -> exp.Select:
    """(id, step, began, place, next, until) of each step, from place 1: what comes next and when; null and now for the last."""
    by_turn = [column("nth", STEPS)]
    ahead = [
        named(window(exp.Lead(this=column(name, STEPS)), STEPS, by_turn), other)
        for name, other in (("step", "next"), ("began", "ended"))
    ]
    place = named(window(exp.RowNumber(), STEPS, by_turn), "place")
    rows = nested(query([*columns([ID, "step", "began"], STEPS), place, *ahead], table(STEPS)), "m")
    moment, joins = timestamp(scope.at), list[exp.Join]()
    if scope.coarse:
        moment, joins = column("moment", CASES), [joined(table(CASES), column(ID, CASES).eq(column(ID, "m")))]
    until = named(or_else(column("ended", "m"), moment), "until")
    return query([*columns([ID, "step", "began", "place", "next"], "m"), until], rows, joins=joins)


def window(what: exp.Expr, of: str, order: Sequence[exp.Expr]) -> exp.Window:
    """A window function over each object's rows in an order; what is not said comes first."""
    ordered = exp.Order(expressions=[exp.Ordered(this=one.copy(), nulls_first=True) for one in order])
    return exp.Window(this=what, partition_by=[column(ID, of)], order=ordered)


def took(of: str = MOVES) -> exp.Expr:
    """How long a step took, or has taken, in microseconds; never less than nothing."""
    length = exp.Paren(this=call("epoch_us", column("until", of)) - call("epoch_us", column("began", of)))
    return call("greatest", length, number(0))


def ended(of: str = MOVES) -> exp.Expr:
    """That another step came after."""
    return is_not(is_null(column("next", of)))


def standing(of: str = MOVES) -> exp.Expr:
    """That it is the last step so far."""
    return is_null(column("next", of))
