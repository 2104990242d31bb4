"""Journals made by hand for questions: random histories of belief, their signed rows, and the desk to ask at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
from hypothesis import strategies as st

from peeler.answers.desk import Desk
from peeler.definitions.catalogue import Catalogue, load_only
from peeler.definitions.journal import journal_columns, parts_of
from peeler.store.durable import Durable
from peeler.store.projection import Projection, naive
from peeler.terms.clocks import FOREVER, Instant, parse_moment
from peeler.terms.events import Event, Naming
from peeler.terms.identifiers import EventId, EventType, ForceKey, ObjectId, ObjectType, Role, SourceName
from peeler.terms.viewers import Viewer

FOLDER = Path(__file__).parent.parent / "catalogues" / "measured"
CATALOGUE: Catalogue = load_only(FOLDER)
CASE = CATALOGUE.objects["case"]
LOCAL = Viewer("tester", ("local",))
CAREFUL = Viewer("tester", ("careful",))
NORTHERN = Viewer("tester", ("northern",))
HOUR = 3_600_000_000
ARROW = {
    "VARCHAR": pa.string(), "BOOLEAN": pa.bool_(), "TIMESTAMP": pa.timestamp("us"), "BIGINT": pa.int64(),
    "TINYINT": pa.int8(), "DATE": pa.date32(), "VARCHAR[]": pa.list_(pa.string()),
}  # fmt: skip


def at(text: str) -> Instant:
    """The first instant of what is written."""
    return parse_moment(text, edge="start")


# Around the change to summer time, with midnights, month ends and a moment twice within an hour.
TIMES = sorted(
    at(text)
    for text in (
        "2024-02-20", "2024-02-29T23:59:59", "2024-03-01", "2024-03-04T10:00", "2024-03-15T12:30",
        "2024-03-30T23:30", "2024-03-31", "2024-03-31T00:30", "2024-03-31T03:30", "2024-03-31T23:59:59.999999",
        "2024-04-01", "2024-04-01T00:30", "2024-04-10T08:00", "2024-04-30T23:00", "2024-05-01", "2024-05-06T10:15",
    )
)  # fmt: skip
KNOWN = [Instant(at("2024-05-10") + day * 24 * HOUR) for day in range(5)]
NOW = at("2024-06-15T12:00")


@dataclass(frozen=True)
class State:
    """One state of a case, as it would lie in the journal."""

    object: str
    began_with: str | None
    event: str
    valid_from: Instant
    valid_to: Instant
    born: bool
    precision: str = "instant"
    force: str = "middleshire"
    source: str = "system"
    restricted: bool = False
    opened_at: Instant | None = None
    moved_at: Instant | None = None
    kind: str | None = None
    team: str | None = None
    answer: bool | None = None
    flags: tuple[str, ...] | None = None
    due: Any = None
    size: int | None = None
    closed: Instant | None = None

    @property
    def stage(self) -> str:
        """The case's stage, as its progress declares it."""
        if self.closed is not None:
            return "closed"
        return "answered" if self.answer else "opened" if self.team is None else "placed"


@dataclass(frozen=True)
class Signed:
    """A state with its sign and when that was believed."""

    state: State
    sign: int
    known_at: Instant


Belief = tuple[State, ...]
History = dict[Instant, Belief]  # what was believed of one object from each moment on


def signed_rows(histories: Iterable[History]) -> list[Signed]:
    """The signed rows of histories of belief: what each moment adds to the belief before it, and takes from it."""
    rows: list[Signed] = []
    for history in histories:
        before: Belief = ()
        for known, belief in sorted(history.items()):
            rows += [Signed(state, 1, known) for state in belief if state not in before]
            rows += [Signed(state, -1, known) for state in before if state not in belief]
            before = belief
    return rows


def believed(histories: Iterable[History], known: Instant) -> list[State]:
    """All states believed at a moment."""
    held = [max((k for k in history if k <= known), default=None) for history in histories]
    return [state for history, k in zip(histories, held, strict=True) if k is not None for state in history[k]]


def parts(rows: Sequence[Signed], sealed: Instant | None) -> dict[str, list[Signed]]:
    """The rows in the three parts of a journal sealed at this moment (None: never)."""
    names = parts_of("case")
    if sealed is None:
        return {names.current: [], names.withdrawn: [], names.recent: list(rows)}
    old = [row for row in rows if row.known_at <= sealed]
    net: dict[State, int] = {}
    for row in old:
        net[row.state] = net.get(row.state, 0) + row.sign
    last = {row.state: row for row in old if row.sign > 0}
    current = [last[state] for state, sign in net.items() if sign > 0]
    withdrawn = [row for row in old if row not in current]
    return {names.current: current, names.withdrawn: withdrawn, names.recent: [r for r in rows if r.known_at > sealed]}


def arrow(rows: Sequence[Signed]) -> pa.Table:
    """Signed rows as Arrow, in the columns of the case's journal."""
    columns = {}
    for name, sql in journal_columns(CASE).items():
        values = [value_of(row, name, sql) for row in rows]
        columns[name] = pa.array(values, ARROW[sql])
    return pa.table(columns)


def value_of(row: Signed, name: str, sql: str) -> Any:
    """One value as the projection holds it."""
    value = getattr(row, name) if name in ("sign", "known_at") else getattr(row.state, name)
    return naive(value) if sql == "TIMESTAMP" else list(value) if isinstance(value, tuple) else value


REFERENCE = pa.schema(
    [("reference", pa.string()), ("vintage", pa.string()), ("force", pa.string()), ("first", pa.date32()),
     ("last", pa.date32()), ("dimensions", pa.map_(pa.string(), pa.string())), ("value", pa.int64())]
)  # fmt: skip


def fill(
    projection: Projection, rows: Sequence[Signed], sealed: Instant | None, references: Sequence[Mapping[str, Any]] = ()
) -> None:
    """Puts a journal and reference rows into a projection, in place of what it held."""
    with projection.writing() as writing:
        writing.create_journal(CASE)
        apart = parts(rows, sealed)
        for table, held in apart.items():
            writing.append(table, arrow(held))
        writing.state("recent", len(apart[parts_of("case").recent]))
        writing.run("delete from about where name = 'sealed_known'")
        if sealed is not None:
            writing.state("sealed_known", sealed)
        writing.advance()
        writing.keep_references(pa.Table.from_pylist([dict(row) for row in references], schema=REFERENCE))


def event_of(number: str, kind: str, moment: Instant, *cases: str, source: str = "system", data: str = "{}") -> Event:
    """An event that names these cases, as a source would tell it."""
    named = tuple(Naming(Role("case"), ObjectType("case"), ObjectId(case)) for case in cases)
    return Event(
        EventId(number), EventType(kind), ForceKey("middleshire"), moment, "instant", None, SourceName(source),
        "officer:1", named, data,
    )  # fmt: skip


def desk_at(durable: Durable, projection: Projection, now: Instant = NOW) -> Desk:
    """A desk over the tests' catalogue."""
    return Desk(CATALOGUE, durable, projection, now)


EVENTS = ("moved", "answered", "closed", "opened", None)


@st.composite
def beliefs(draw: st.DrawFn, name: str, precision: str) -> Belief:
    """What might be believed of one object: states that follow one another, born or never born."""
    pool = [t for t in TIMES if precision == "instant" or t in (at("2024-03-01"), at("2024-04-01"), at("2024-05-01"))]
    moments = sorted(draw(st.lists(st.sampled_from(pool), min_size=1, max_size=5)))
    born = draw(st.integers(0, 4)) > 0
    first = State(
        name, "case.opened" if born else "case.moved", f"{name}#0", moments[0], FOREVER, born, precision,
        force=draw(st.sampled_from(("middleshire", "northmoor"))), opened_at=moments[0] if born else None,
        kind=draw(st.sampled_from(("theft", "void", None))), team=draw(st.sampled_from(("north", "south", None))),
        answer=draw(st.sampled_from((True, False, None))),
        flags=draw(st.sampled_from((("a",), ("b",), (), None))),
        due=draw(st.sampled_from((None, *DAYS))), size=draw(st.sampled_from((None, 1, 5))),
        restricted=draw(st.booleans()),
    )  # fmt: skip
    states = [first]
    for number, moment in enumerate(moments[1:], start=1):
        states[-1] = replace(states[-1], valid_to=moment)
        states.append(draw(following(states[-1], moment, number)))
    return tuple(states)


DAYS = (date(2024, 3, 31), date(2024, 4, 1))


@st.composite
def following(draw: st.DrawFn, before: State, moment: Instant, number: int) -> State:
    """The state that begins with the next event."""
    verb = draw(st.sampled_from(EVENTS if before.born else ("moved", "answered")))
    changes: dict[str, Any] = {
        "began_with": verb and f"case.{verb}",
        "event": f"{before.object}#{number}",
        "valid_from": moment,
    }
    if verb == "moved":
        changes |= {"team": draw(st.sampled_from(("north", "south"))), "moved_at": moment}
    elif verb == "answered":
        changes["answer"] = draw(st.booleans())
    elif verb == "closed":
        changes["closed"] = before.closed or moment
    elif verb == "opened":
        changes["closed"] = None
    return replace(before, **changes, valid_to=FOREVER, restricted=draw(st.booleans()))


@st.composite
def histories(draw: st.DrawFn, name: str, coarse: bool) -> History:
    """How belief in one object changed, and perhaps ended."""
    precision = draw(st.sampled_from(("instant", "month"))) if coarse else "instant"
    known = draw(st.lists(st.sampled_from(KNOWN), min_size=1, max_size=3, unique=True))
    held = {moment: draw(beliefs(name, precision)) for moment in known}
    if len(known) > 1 and draw(st.integers(0, 5)) == 0:
        held[max(known)] = ()
    return held


def journals(*, coarse: bool = False) -> st.SearchStrategy[list[History]]:
    """Histories of up to six objects."""
    return st.integers(1, 6).flatmap(lambda n: st.tuples(*(histories(f"case:{i}", coarse) for i in range(n)))).map(list)
