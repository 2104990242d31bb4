"""Keeps the projection in step with the ledger: what is out of date, in what order, and how to bring it up."""

from peeler.definitions.catalogue import Catalogue
from peeler.refresh.closure import touched
from peeler.refresh.folding import drop_steps, fold_batch, fold_whole, insert, shape
from peeler.fold.writing import sealing
from peeler.store.durable import Durable
from peeler.store.projection import Projection

SEAL_AT = 300_000


def rebuild(durable: Durable, projection: Projection, catalogue: Catalogue) -> None:
    """Makes the projection anew from the durable file and the catalogue."""
    fold_whole(projection, catalogue, durable.ledger.hand_over(None), durable.references.rows())


def out_of_date(durable: Durable, projection: Projection, catalogue: Catalogue) -> bool:
    """Whether the projection must be made anew: empty, folded by other definitions, or ahead of the ledger."""
    with projection.reading() as reading:
        return reading.fact("catalogue") != shape(catalogue) or reading.applied > durable.ledger.last_sequence()


def follow(durable: Durable, projection: Projection, catalogue: Catalogue) -> int:
    """Folds in whatever the ledger holds beyond what was applied; the number of journal rows appended."""
    with projection.reading() as reading:
        applied = reading.applied
    last = durable.ledger.last_sequence()
    if last == applied:
        return 0
    named = frozenset(durable.ledger.touched_since(applied))
    since = min(commit.known_at for commit in durable.ledger.commits_since(applied))
    targets, handed = touched(durable.ledger, catalogue.objects, named, since)
    return fold_batch(projection, catalogue, handed, sorted(targets), since, last)


def bring_up(durable: Durable, projection: Projection, catalogue: Catalogue, *, founding: bool) -> None:
    """After a load: a founding load ends with a rebuild (ruling 9), any other is followed batch by batch."""
    if founding or out_of_date(durable, projection, catalogue):
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
            writing.run(kept.tree)
            writing.empty(definition)
            for rows in inserts:
                insert(writing, rows)
            drop_steps(writing, [kept.table])
        if known is not None:
            writing.state("sealed_known", known)
        writing.state("version", writing.version + 1)
