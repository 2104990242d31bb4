"""Proves the projection: rebuilds beside it from the durable file and compares every journal row exactly."""

from collections.abc import Callable
from dataclasses import dataclass

from peeler.definitions.catalogue import Catalogue
from peeler.definitions.journal import journal_columns, parts_of, state_columns
from peeler.definitions.objects import ObjectDefinition
from peeler.refresh.keeping import rebuild
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


def everything(definition: ObjectDefinition) -> str:
    """All signed rows of an object type, whichever part they lie in, netted."""
    parts = parts_of(definition.name)
    columns = ", ".join(f'"{column}"' for column in state_columns(definition))
    union = " union all by name ".join(f'select * from "{part}"' for part in (parts.current, parts.withdrawn, parts.recent))
    return f"select {columns}, known_at, sum(sign) as sign from ({union}) group by {columns}, known_at having sum(sign) <> 0"


def differing(definition: ObjectDefinition) -> str:
    """How many rows two journals do not share."""
    columns = ", ".join(f'"{column}"' for column in journal_columns(definition) if column != "sign")
    both = (
        f"select {columns}, cast(sign as bigint) as sign from handed_here union all by name"
        f" select {columns}, -cast(sign as bigint) as sign from ({everything(definition)})"
    )
    return f"select count(*) from (select {columns} from ({both}) group by {columns} having sum(sign) <> 0)"


def verify(durable: Durable, projection: Projection, catalogue: Catalogue, progress: Progress) -> Verification:
    """Checks the hash chains, the accounts and every journal row; problems in words, never with personal data."""
    problems = [*durable.ledger.check_chain(), *durable.access.check_chain(), *durable.accounts.check()]
    beside = Projection(None)
    try:
        rebuild(durable, beside, catalogue)
        states = 0
        for number, definition in enumerate(catalogue.objects.values()):
            progress(number, len(catalogue.objects), definition.name)
            with projection.reading() as here, beside.reading() as there:
                rows = here.arrow(everything(definition))
                states += rows.num_rows
                differ = int(there.rows(differing(definition), {"handed_here": rows})[0][0])
                if differ:
                    problems.append(f"{definition.name}: {differ:,} journal rows differ from what the ledger gives")
        with projection.reading() as here, beside.reading() as there:
            if here.applied != there.applied:
                problems.append(f"the projection stands at event {here.applied:,}, the ledger at {there.applied:,}")
    finally:
        beside.close()
    return Verification(durable.ledger.last_sequence(), states, tuple(catalogue.objects), tuple(problems))
