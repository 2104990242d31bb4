"""Runs the fold in the projection: the whole history, or what a batch of the ledger changes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

import pyarrow as pa
from pyarrow import compute
from sqlglot import exp

from peeler.definitions.attributes import Input
from peeler.definitions.catalogue import Catalogue
from peeler.definitions.journal import parts_of
from peeler.definitions.objects import ObjectDefinition
from peeler.fold.batches import AtHand, BatchFold, Need
from peeler.fold.happenings import belonging, with_births
from peeler.fold.silence import heard
from peeler.fold.steps import BEFORE_VARIABLE, SINCE_VARIABLE, Step
from peeler.fold.writing import Folding, Insert, Told, folding, whole
from peeler.refresh.closure import Named, Touched
from peeler.store.projection import Projection, Writing, instant_of
from peeler.store.records import HandOver
from peeler.store.workbench import Workbench
from peeler.terms.clocks import Instant
from peeler.terms.identifiers import EventType, ObjectType

Objects = Mapping[str, ObjectDefinition]
SAID = "select distinct type, unnest(json_keys(data)) from fold_event"
LARGE = 200_000  # events at hand, of which nothing is kept in memory until the next batch


class Stretch(NamedTuple):
    """The commits of a batch: when the first and the last became known, and the number of the last event of all."""

    since: Instant
    until: Instant
    last: int


class History(NamedTuple):
    """A whole history: how many events, the number of the last, when the last became known, and the types there are."""

    events: int
    last: int
    known: Instant | None
    types: frozenset[EventType]
    named: frozenset[ObjectType]


def hand(where: Writing | Workbench, parts: Iterable[HandOver]) -> dict[str, int]:
    """Puts the ledger's events and namings before the fold, part by part; how many rows of each.

    Each table is made of its first rows, of none only where there are none: into one made of none in the same transaction,
    DuckDB 1.5 takes a great many rows, says so, and holds none of them.
    """
    handed: dict[str, int] = {}
    for part in parts:
        for table, rows in (("fold_event", part.events), ("fold_naming", part.namings)):
            if rows.num_rows or table not in handed:
                begun = f"insert into {table}" if handed.get(table) else f"create or replace temp table {table} as"
                where.run(f"{begun} from handed_rows", {"handed_rows": rows})
                handed[table] = handed.get(table, 0) + rows.num_rows
    return handed


def all_there(writing: Writing, handed: Mapping[str, int]) -> None:
    """RuntimeError where a table of the fold does not hold what was put there: better no journal than one without its records."""
    for table, rows in handed.items():
        ((there,),) = writing.rows(exp.select("count(*)").from_(table))
        if there != rows:
            raise RuntimeError(f"{table} was handed {rows:,} rows and holds {there:,}")


def hand_batch(bench: Workbench, targets: Sequence[Named], since: Instant) -> None:
    """Puts the objects that a batch folds before the fold, and from when."""
    types, names = zip(*targets, strict=True) if targets else ((), ())
    table = pa.table({"object_type": pa.array(types, pa.string()), "object": pa.array(names, pa.string())})
    bench.run("create or replace temp table fold_target as select * from handed_targets", {"handed_targets": table})
    bench.let(SINCE_VARIABLE, since)
    bench.let(BEFORE_VARIABLE, Instant(since - 1))


def up_to(handed: HandOver, stretch: Stretch) -> HandOver:
    """The events as they stood after the stretch's last commit: what the ledger took since is the next batch's."""
    events, until = handed.events, pa.scalar(stretch.until, pa.int64()).cast(pa.timestamp("us"))
    events = events.filter(compute.less_equal(events.column("seq"), stretch.last))
    dead = events.column("dead_from")
    known = compute.if_else(compute.less_equal(dead, until), dead, pa.scalar(None, dead.type))
    return HandOver(events.set_column(events.schema.get_field_index("dead_from"), "dead_from", known), handed.namings)


def insert(writing: Writing, rows: Insert) -> int:
    """Appends a select's rows to a journal table; how many."""
    return writing.insert(rows.table, rows.select)


def drop(writing: Writing, tables: Sequence[str]) -> None:
    """Frees temporary tables."""
    for table in tables:
        writing.run(f'drop table if exists temp."{table}"')


def run_folds(writing: Writing, owned: Step, folds: Sequence[Folding], write: Callable[[ObjectDefinition], int]) -> int:
    """Folds type by type, each written to the journal as soon as it is folded; the number of rows written."""
    writing.run(owned.statement)
    written = 0
    for fold in folds:
        for one in fold.steps:
            writing.run(one.statement)
        written += write(fold.definition)
        drop(writing, fold.passing)
    drop(writing, ["fold_event", "fold_naming", owned.table, *(fold.kept for fold in folds)])
    return written


def fold_whole(projection: Projection, catalogue: Catalogue, parts: Iterable[HandOver], references: pa.Table) -> None:
    """Makes the whole journal anew from everything the ledger holds, in one transaction; of types without events it stays empty."""
    with projection.writing() as writing:
        for definition in catalogue.objects.values():
            writing.create_journal(definition)
        all_there(writing, hand(writing, parts))
        history = history_of(writing)
        projection.work_on(history.events)
        names = folded_types(catalogue.objects, history.named)
        told = told_by(catalogue.objects, names, history.types, writing)
        folds = [folding_of(catalogue, name, heard_by(catalogue.objects[name], told)) for name in names]
        owned = belonging_step(catalogue, told.born)
        run_folds(writing, owned, folds, lambda made: sum(insert(writing, rows) for rows in whole(made)))
        writing.keep_references(references)
        conclude(writing, history, catalogue.shape)


def history_of(writing: Writing) -> History:
    """What was put before the fold."""
    ((events, last, known),) = writing.rows("select count(*), coalesce(max(seq), 0), max(known_at) from fold_event")
    types = frozenset(row[0] for row in writing.rows("select distinct type from fold_event"))
    named = frozenset(row[0] for row in writing.rows("select distinct object_type from fold_naming"))
    return History(events, last, instant_of(known), types, named)


def fold_batch(projection: Projection, catalogue: Catalogue, touched: Touched, stretch: Stretch) -> int:
    """Folds a batch's objects with and without it and appends the signed difference; the number of rows appended."""
    targets, handed = sorted(touched.objects), touched.handed
    only = folded_types(catalogue.objects, {object_type for object_type, _ in targets})
    folds = batch_folds(catalogue, only, handed)
    with projection.workbench(keep=handed.events.num_rows < LARGE) as bench:
        hand(bench, [up_to(handed, stretch)])
        hand_batch(bench, targets, stretch.since)
        changes = run_batch(bench, catalogue, folds, touched.told)
    with projection.writing() as writing:
        for name, rows in changes.items():
            writing.append(parts_of(name).recent, rows)
        appended: int = sum(rows.num_rows for rows in changes.values())
        writing.state("recent", writing.recent + appended)
        writing.advance(changes, applied=stretch.last)
    return appended


def run_batch(
    bench: Workbench, catalogue: Catalogue, folds: Sequence[BatchFold], told: AbstractSet[str]
) -> dict[str, pa.Table]:
    """Folds type by type, owners first; by type, the rows to append to its journal, where there are any."""
    names = {fold.name for fold in folds}
    if any(fold.asks_who_belongs or names.intersection(fold.roles.values()) for fold in folds):
        bench.run(belonging_step(catalogue, folds[0].shape.born).statement)
    folded: set[str] = set()
    found: dict[str, pa.Table] = {}
    for fold in folds:
        copied, news = copied_down(bench, fold, folded)
        changing = news or fold.name in told
        if (changing or fold.shape.copied) and bench.run(fold.story.statement):
            folded.add(fold.name)
            difference = run_states(bench, fold, copied=copied)
            if changing and (rows := bench.arrow(difference)).num_rows:
                found[fold.name] = rows
    return found


def copied_down(bench: Workbench, fold: BatchFold, folded: AbstractSet[str]) -> tuple[bool, bool]:
    """Whether owners, of the types folded before, have anything for objects of this type, and whether that changed in the batch."""
    if not folded & set(fold.roles.values()):
        return False, False
    points = [bench.run(fold.above(role, told=owner in folded).statement) for role, owner in fold.roles.items()]
    return any(points), any(bench.run(fold.news(role)) for role in fold.roles)


def run_states(bench: Workbench, fold: BatchFold, *, copied: bool) -> str:
    """Folds the stories of one type; the select of what they change."""
    revised = bool(bench.run(fold.revised(copied=copied).statement))
    steps, difference = fold.states(Need(revised, copied))
    for one in steps:
        bench.run(one.statement)
    return difference


def batch_folds(catalogue: Catalogue, names: Sequence[str], handed: HandOver) -> list[BatchFold]:
    """The folds of a batch's object types, each by the event types at hand; a hub hears its own alone."""
    objects = catalogue.objects
    present = frozenset(handed.events.column("type").unique().to_pylist())
    born = born_of(objects, present)
    above = {objects[name].owners[copy.role] for name in names for copy in objects[name].copies}
    speaking = [name for name in names if not objects[name].file.hub or present.intersection(objects[name].events)]
    return [
        batch_fold(catalogue, name, AtHand(present & heard(objects[name]), born, name in above)) for name in speaking
    ]


@lru_cache(maxsize=1_000)
def batch_fold(catalogue: Catalogue, name: str, shape: AtHand) -> BatchFold:
    """The fold of one object type in a batch, composed once for each shape: batches are much alike."""
    return BatchFold(catalogue.objects, name, shape)


@lru_cache(maxsize=1_000)
def belonging_step(catalogue: Catalogue, born: frozenset[str]) -> Step:
    """Who belongs to whom in a batch, composed once."""
    return belonging(with_births(catalogue.objects, born))


def born_of(objects: Objects, present: frozenset[EventType]) -> frozenset[str]:
    """The types of objects that may belong to others of which a birth is at hand."""
    return frozenset(name for name, one in objects.items() if one.owners and present.intersection(one.births))


def told_by(objects: Objects, names: Iterable[str], present: frozenset[EventType], writing: Writing) -> Told:
    """What a whole history, put before the fold, tells."""
    said = {Input(EventType(event), field) for event, field in writing.rows(SAID)}
    declared = {
        Input(event, field) for one in objects.values() for event in one.events for field in one.events[event].fields
    }
    return Told(present, frozenset(declared - said), born_of(objects, present), frozenset(names))


def heard_by(definition: ObjectDefinition, told: Told) -> Told:
    """What of it concerns one object type, so that histories that are alike to it share its fold."""
    read = {part for attribute in definition.attributes for part in attribute.inputs if part.event in told.present}
    return told._replace(present=told.present & heard(definition), unfilled=told.unfilled & read)


@lru_cache(maxsize=1_000)
def folding_of(catalogue: Catalogue, name: str, told: Told) -> Folding:
    """The fold of one object type, composed once for each set of what it may be told."""
    return folding(catalogue.objects, name, told)


def folded_types(objects: Objects, touched: AbstractSet[ObjectType]) -> list[str]:
    """The touched object types and all from whom they copy, owners first."""
    wanted = set(touched)
    while more := {objects[n].owners[copy.role] for n in wanted for copy in objects[n].copies} - wanted:
        wanted |= more
    return [name for name in objects if name in wanted]


def conclude(writing: Writing, history: History, catalogue_shape: str) -> None:
    """States how far the projection has come."""
    writing.state("applied", history.last)
    writing.state("recent", 0)
    writing.advance()
    writing.state("catalogue", catalogue_shape)
    if history.known is not None:
        writing.state("sealed_known", history.known)
