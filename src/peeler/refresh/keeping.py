"""Keeps the projection in step with the ledger: what is out of date, in what order, and how to bring it up."""

from peeler.definitions.catalogue import Catalogue
from peeler.fold.writing import sealing
from peeler.refresh.closure import touched
from peeler.refresh.collection import collection_paused
from peeler.refresh.folding import Stretch, drop, fold_batch, fold_whole, folded_types, insert
from peeler.store.durable import Durable
from peeler.store.projection import Projection

SEAL_AT = 300_000


def rebuild(durable: Durable, projection: Projection, catalogue: Catalogue) -> None:
    """Makes the projection anew from the durable file and the catalogue."""
    handed = durable.ledger.hand_over(None)
    types = set(handed.namings.column("object_type").unique().to_pylist())
    only = folded_types(catalogue.objects, types)
    fold_whole(projection, catalogue, handed, durable.references.rows(), only)


def out_of_date(durable: Durable, projection: Projection, catalogue: Catalogue) -> bool:
    """Whether the projection must be made anew: empty, folded by other definitions, or ahead of the ledger."""
    with projection.reading() as reading:
        return reading.fact("catalogue") != catalogue.shape or reading.applied > durable.ledger.last_sequence()


def follow(durable: Durable, projection: Projection, catalogue: Catalogue) -> int:
    """Folds in whatever the ledger holds beyond what was applied; the number of journal rows appended."""
    with projection.reading() as reading:
        applied = reading.applied
    commits = durable.ledger.commits_since(applied)
    if not commits:
        return 0
    if any(commit.founding for commit in commits):
        # What a founding load brings was known before what is folded already.
        rebuild(durable, projection, catalogue)
        return 0
    since, upto = commits[0].known_at, commits[-1]
    named = durable.ledger.touched_since(applied)
    with collection_paused():
        found = touched(durable.ledger, catalogue.objects, named, since)
    return fold_batch(projection, catalogue, found, Stretch(since, upto.known_at, upto.last))


def bring_up(durable: Durable, projection: Projection, catalogue: Catalogue, *, founding: bool) -> None:
    """After a load: a founding load that brought events ends with a rebuild (ruling 9), any other is followed batch by batch."""
    with projection.reading() as reading:
        more = durable.ledger.last_sequence() > reading.applied
    if (founding and more) or out_of_date(durable, projection, catalogue):
        rebuild(durable, projection, catalogue)
        return
    follow(durable, projection, catalogue)
    with projection.writing() as writing:
        writing.keep_references(durable.references.rows())


def seal(projection: Projection, catalogue: Catalogue) -> None:
    """Compacts the journal: today's belief sorted and apart, withdrawn beliefs in their own part, nothing recent."""
    with projection.writing() as writing:
        known = writing.last_known(catalogue.objects)
        for definition in catalogue.objects.values():
            kept, inserts = sealing(definition)
            writing.run(kept.statement)
            writing.empty(definition)
            for rows in inserts:
                insert(writing, rows)
            drop(writing, [kept.table])
        if known is not None:
            writing.state("sealed_known", known)
        writing.advance()
