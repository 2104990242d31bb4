"""Proves the projection: rebuilds beside it from the durable file and compares every journal row exactly."""

from collections.abc import Callable
from dataclasses import dataclass

from peeler.definitions.catalogue import Catalogue
from peeler.refresh.keeping import rebuild
from peeler.store.comparing import rows_that_differ
from peeler.store.durable import Durable
from peeler.store.projection import Projection

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Verification:
    """What was checked and what was found: no problem means that the answers stand on what the ledger holds."""

    events: int
    states: int
    objects_compared: tuple[str, ...]
    problems: tuple[str, ...]


def verify(durable: Durable, projection: Projection, catalogue: Catalogue, progress: Progress) -> Verification:
    """Checks the hash chains, the accounts and every journal row; problems in words, never with personal data."""
    problems = [*durable.ledger.check_chain(), *durable.access.check_chain(), *durable.accounts.check()]
    with projection.beside() as beside:
        rebuild(durable, beside, catalogue)
        states = 0
        for number, definition in enumerate(catalogue.objects.values()):
            progress(number, len(catalogue.objects), definition.name)
            differ, held = rows_that_differ(projection, beside, definition)
            states += held
            if differ:
                problems.append(f"{definition.name}: {differ:,} journal rows differ from what the ledger gives")
        with projection.reading() as here, beside.reading() as there:
            if here.applied != there.applied:
                problems.append(f"the projection stands at event {here.applied:,}, the ledger at {there.applied:,}")
    return Verification(durable.ledger.last_sequence(), states, tuple(catalogue.objects), tuple(problems))
