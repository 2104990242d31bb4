"""Keeps the projection in step with the ledger: what is out of date, in what order, and how to bring it up."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from peeler.definitions.catalogue import Catalogue
from peeler.fold.writing import sealing
from peeler.refresh.closure import touched
from peeler.refresh.folding import Stretch, drop, fold_batch, fold_whole, insert
from peeler.store.durable import Durable
from peeler.store.projection import Projection
from peeler.store.records import LedgerCommit
from peeler.terms.collection import collection_paused

SEAL_AT = 300_000  # rows since the last seal; beyond, questions slow down
STRETCH = 20_000  # events folded at once: memory stays bounded however long the backlog


def rebuild(durable: Durable, projection: Projection, catalogue: Catalogue) -> None:
    """Makes the projection anew from the durable file and the catalogue."""
    with collection_paused():
        fold_whole(projection, catalogue, durable.ledger.hand_over_in_parts(), durable.references.rows())


def out_of_date(durable: Durable, projection: Projection, catalogue: Catalogue) -> bool:
    """Whether the projection must be made anew: empty, folded by other definitions, or ahead of the ledger."""
    with projection.reading() as reading:
        return reading.fact("catalogue") != catalogue.shape or reading.applied > durable.ledger.last_sequence()


def follow(durable: Durable, projection: Projection, catalogue: Catalogue) -> int:
    """Folds in whatever the ledger holds beyond what was applied; the number of journal rows appended.

    A long backlog goes in stretch by stretch, and a journal that has grown by ``SEAL_AT`` rows is sealed.
    """
    appended = 0
    while (commits := following(durable, projection)) and not any(commit.founding for commit in commits):
        appended += follow_stretch(durable, projection, catalogue, commits)
    if commits:  # what a founding load brings was known before what is folded already
        rebuild(durable, projection, catalogue)
        return 0
    with projection.reading() as reading:
        grown = reading.recent >= SEAL_AT
    if grown:
        seal(projection, catalogue)
    return appended


def following(durable: Durable, projection: Projection) -> list[LedgerCommit]:
    """The commits to fold next: as many as hold ``STRETCH`` events together, but one at least; all where one is founding."""
    with projection.reading() as reading:
        applied = reading.applied
    commits = durable.ledger.commits_since(applied)
    if any(commit.founding for commit in commits):
        return commits
    held = list(accumulate(commit.events for commit in commits))
    return commits[: max(1, bisect_right(held, STRETCH))]


def follow_stretch(
    durable: Durable, projection: Projection, catalogue: Catalogue, commits: Sequence[LedgerCommit]
) -> int:
    """Folds in some commits; the number of journal rows appended."""
    first, upto = commits[0], commits[-1]
    named = durable.ledger.touched_since(first.first - 1)
    with collection_paused():
        found = touched(durable.ledger, catalogue.objects, named, first.known_at)
    return fold_batch(projection, catalogue, found, Stretch(first.known_at, upto.known_at, upto.last))


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
            if not writing.has_recent(definition):
                continue  # what is sealed already need not be written again
            kept, inserts = sealing(definition)
            writing.run(kept.statement)
            writing.empty(definition)
            for rows in inserts:
                insert(writing, rows)
            drop(writing, [kept.table])
        if known is not None:
            writing.state("sealed_known", known)
        writing.state("recent", 0)
        writing.advance()
