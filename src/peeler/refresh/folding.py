"""Runs the fold in the projection: the whole history, or what a batch of the ledger changes."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as compute

from peeler.definitions.catalogue import Catalogue
from peeler.definitions.objects import ObjectDefinition
from peeler.fold.writing import Insert, difference, fold_steps, whole
from peeler.store.projection import Projection, Writing
from peeler.store.records import HandOver
from peeler.terms.clocks import Instant
from peeler.terms.events import digest
from peeler.terms.identifiers import ObjectId, ObjectType

Objects = Mapping[str, ObjectDefinition]
Named = tuple[ObjectType, ObjectId]


def shape(catalogue: Catalogue) -> str:
    """A digest of what the journal's states depend on: the objects and the look-ups they use."""
    parts = [f"{w.kind}/{w.name}\n{w.text}" for w in catalogue.written if w.kind in ("objects", "look_ups")]
    return digest(*sorted(parts)).hex()


def hand(writing: Writing, handed: HandOver, targets: Sequence[Named] | None) -> None:
    """Puts the ledger's events, namings and (for a batch) the objects to fold before the fold."""
    writing.run("create or replace temp table fold_event as select * from handed_events", {"handed_events": handed.events})
    writing.run("create or replace temp table fold_naming as select * from handed_namings", {"handed_namings": handed.namings})
    if targets is not None:
        table = pa.table({
            "object_type": pa.array([object_type for object_type, _ in targets], pa.string()),
            "object": pa.array([name for _, name in targets], pa.string()),
        })  # fmt: skip
        writing.run("create or replace temp table fold_target as select * from handed_targets", {"handed_targets": table})


def insert(writing: Writing, rows: Insert) -> int:
    """Appends a select's rows to a journal table; how many."""
    return writing.insert(rows.table, rows.tree)


def drop_steps(writing: Writing, names: Sequence[str]) -> None:
    """Frees the fold's temporary tables."""
    for name in dict.fromkeys(names):
        writing.run(f'drop table if exists temp."{name}"')


def fold_whole(projection: Projection, catalogue: Catalogue, handed: HandOver, references: pa.Table) -> None:
    """Makes the whole journal anew from everything the ledger holds, in one transaction."""
    steps = fold_steps(catalogue.objects, since=None)
    with projection.writing() as writing:
        hand(writing, handed, None)
        for one in steps:
            writing.run(one.tree)
        for definition in catalogue.objects.values():
            writing.create_journal(definition)
            settled, inserts = whole(definition)
            writing.run(settled.tree)
            for rows in inserts:
                insert(writing, rows)
            drop_steps(writing, [settled.table])
        drop_steps(writing, ["fold_event", "fold_naming", *(one.table for one in steps)])
        writing.keep_references(references)
        conclude(writing, handed, shape(catalogue), sealed=True)


def fold_batch(projection: Projection, catalogue: Catalogue, handed: HandOver, targets: Sequence[Named], since: Instant, applied: int) -> int:
    """Folds a batch's objects with and without it and appends the signed difference; the number of rows appended."""
    only = related_types(catalogue.objects, {object_type for object_type, _ in targets})
    steps = fold_steps(catalogue.objects, since=since, only=only)
    with projection.writing() as writing:
        hand(writing, handed, targets)
        for one in steps:
            writing.run(one.tree)
        changed = sum(insert(writing, difference(catalogue.objects[name], since)) for name in only)
        drop_steps(writing, ["fold_event", "fold_naming", "fold_target", *(one.table for one in steps)])
        writing.state("applied", applied)
        writing.state("version", writing.version + 1)
    return changed


def related_types(objects: Objects, touched: set[ObjectType]) -> list[str]:
    """The touched object types and all their owners' types, owners first."""
    wanted = set(touched)
    while more := {owner for name in wanted for owner in objects[name].owners.values()} - wanted:
        wanted |= more
    return [name for name in objects if name in wanted]


def conclude(writing: Writing, handed: HandOver, catalogue_shape: str, *, sealed: bool) -> None:
    """States how far the projection has come."""
    sequences, known = handed.events.column("seq").to_pylist(), handed.events.column("known_at")
    writing.state("applied", max(sequences, default=0))
    writing.state("version", writing.version + 1)
    writing.state("catalogue", catalogue_shape)
    if sealed and len(sequences):
        last = max(compute.max(known.cast(pa.int64())).as_py(), 0)
        writing.state("sealed_known", last)
