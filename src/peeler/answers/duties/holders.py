"""Who has each record in hand: the officer it names, so that what is owed for it can be told to them."""

from collections.abc import Iterable

from sqlglot import exp

from peeler.answers.asking import scope_of
from peeler.answers.desk import Desk
from peeler.answers.remembering import Remembering
from peeler.definitions.rendering import timestamp
from peeler.plans.scope import Scope
from peeler.plans.signed import column, held_at, journal
from peeler.plans.trees import is_not, is_null, query, summed
from peeler.terms.clocks import Instant
from peeler.terms.viewers import Viewer

IN_HAND = ("owner", "officer")  # the words of an object that may name who has it, the first that is there
OFFICER = "officer"
Key = tuple[str, str]  # object type, object


def holders_of(
    desk: Desk, viewer: Viewer, reading: Remembering, types: Iterable[str], at: Instant | None, known: Instant | None
) -> dict[Key, str]:
    """Who has each record of these types in hand, by type and record; one that nobody has is left out."""
    found: dict[Key, str] = {}
    for name in sorted(set(types)):
        definition = desk.catalogue.objects[name]
        word = next((one for one in IN_HAND if definition.columns.get(one) == "word"), None)
        if word is not None:
            rows = reading.rows(named_by(scope_of(desk, viewer, reading, definition, at, known), word))
            found |= {(name, str(record)): str(who) for record, who in rows}
    return found


def in_hand(found: dict[Key, str], object_type: str, record: str) -> str | None:
    """Who has a record; an officer's own duties are theirs."""
    return record if object_type == OFFICER else found.get((object_type, record))


def named_by(scope: Scope, word: str) -> exp.Select:
    """(object, word) of every record at the scope's moment, where the word says anything."""
    rows = journal(scope, ["valid_from", "valid_to", "born", word])
    where = [*held_at(timestamp(scope.at)), column("born"), is_not(is_null(column(word)))]
    names = [column("object"), column(word)]
    return query(names, rows, where=where, by=[n.copy() for n in names], having=summed(column("sign")) > 0)
