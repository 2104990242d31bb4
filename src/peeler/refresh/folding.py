"""Runs the fold in the projection: the whole history, or what a batch of the ledger changes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

import pyarrow as pa
from pyarrow import compute

from peeler.definitions.catalogue import Catalogue
from peeler.definitions.objects import ObjectDefinition
from peeler.fold.happenings import belonging
from peeler.fold.silence import heard
from peeler.fold.writing import Folding, Insert, difference, folding, whole
from peeler.store.projection import Projection, Writing, arrow_instants
from peeler.store.records import HandOver
from peeler.terms.clocks import Instant
from peeler.terms.identifiers import EventType, ObjectId, ObjectType

Objects = Mapping[str, ObjectDefinition]
Named = tuple[ObjectType, ObjectId]


class Stretch(NamedTuple):
    """The commits of a batch: when the first and the last became known, and the number of the last event of all."""

    since: Instant
    until: Instant
    last: int


def hand(writing: Writing, handed: HandOver) -> None:
    """Puts the ledger's events and namings before the fold."""
    writing.run(
        "create or replace temp table fold_event as select * from handed_events", {"handed_events": handed.events}
    )
    writing.run(
        "create or replace temp table fold_naming as select * from handed_namings", {"handed_namings": handed.namings}
    )


def hand_batch(writing: Writing, targets: Sequence[Named], since: Instant) -> None:
    """Puts the objects that a batch folds before the fold, and from when."""
    types, names = zip(*targets, strict=True) if targets else ((), ())
    table = pa.table({"object_type": pa.array(types, pa.string()), "object": pa.array(names, pa.string())})
    writing.run("create or replace temp table fold_target as select * from handed_targets", {"handed_targets": table})
    moments = pa.table({"since": arrow_instants([since]), "before": arrow_instants([Instant(since - 1)])})
    writing.run("create or replace temp table fold_batch as select * from handed_moments", {"handed_moments": moments})


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


def run_folds(
    writing: Writing, objects: Objects, folds: Sequence[Folding], write: Callable[[ObjectDefinition], int]
) -> int:
    """Folds type by type, each written to the journal as soon as it is folded; the number of rows written."""
    owned = belonging(objects)
    writing.run(owned.statement)
    written = 0
    for fold in folds:
        for one in fold.steps:
            writing.run(one.statement)
        written += write(fold.definition)
        drop(writing, fold.passing)
    handed = ("fold_event", "fold_naming", "fold_target", "fold_batch")
    drop(writing, [*handed, owned.table, *(fold.kept for fold in folds)])
    return written


def fold_whole(
    projection: Projection,
    catalogue: Catalogue,
    handed: HandOver,
    references: pa.Table,
    only: Sequence[str] | None = None,
) -> None:
    """Makes the whole journal anew from everything the ledger holds, in one transaction; ``only`` where no other type has events."""
    folds = foldings(catalogue, catalogue.objects if only is None else only, handed, batch=False)
    with projection.writing() as writing:
        for definition in catalogue.objects.values():
            writing.create_journal(definition)
        hand(writing, handed)
        run_folds(writing, catalogue.objects, folds, lambda made: sum(insert(writing, rows) for rows in whole(made)))
        writing.keep_references(references)
        conclude(writing, handed, catalogue.shape, sealed=True)


def fold_batch(
    projection: Projection, catalogue: Catalogue, handed: HandOver, targets: Sequence[Named], stretch: Stretch
) -> int:
    """Folds a batch's objects with and without it and appends the signed difference; the number of rows appended."""
    only = folded_types(catalogue.objects, {object_type for object_type, _ in targets})
    folds = foldings(catalogue, only, handed, batch=True)
    with projection.writing() as writing:
        hand(writing, up_to(handed, stretch))
        hand_batch(writing, targets, stretch.since)
        changed: dict[str, int] = {}

        def write(made: ObjectDefinition) -> int:
            changed[made.name] = insert(writing, difference(made))
            return changed[made.name]

        written = run_folds(writing, catalogue.objects, folds, write)
        writing.state("applied", stretch.last)
        writing.advance(name for name, rows in changed.items() if rows)
    return written


def foldings(catalogue: Catalogue, names: Iterable[str], handed: HandOver, *, batch: bool) -> list[Folding]:
    """The folds of object types, each by the event types at hand that it hears."""
    present = frozenset(handed.events.column("type").unique().to_pylist())
    return [folding_of(catalogue, name, present & heard(catalogue.objects[name]), batch=batch) for name in names]


@lru_cache(maxsize=1_000)
def folding_of(catalogue: Catalogue, name: str, present: frozenset[EventType], *, batch: bool) -> Folding:
    """The fold of one object type, composed once for each set of event types: batches are much alike."""
    return folding(catalogue.objects, name, batch=batch, present=present)


def folded_types(objects: Objects, touched: AbstractSet[ObjectType]) -> list[str]:
    """The touched object types and all from whom they copy, owners first."""
    wanted = set(touched)
    while more := {objects[n].owners[copy.role] for n in wanted for copy in objects[n].copies} - wanted:
        wanted |= more
    return [name for name in objects if name in wanted]


def conclude(writing: Writing, handed: HandOver, catalogue_shape: str, *, sealed: bool) -> None:
    """States how far the projection has come."""
    events = handed.events
    writing.state("applied", compute.max(events.column("seq")).as_py() or 0)
    writing.advance()
    writing.state("catalogue", catalogue_shape)
    if sealed and events.num_rows:
        writing.state("sealed_known", compute.max(events.column("known_at").cast(pa.int64())).as_py())
