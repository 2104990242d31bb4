"""Figures as they were saved: the whole question pinned, the definitions by hash, and the numbers then given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from peeler.store.records import Decision, DecisionEntry
from peeler.terms.clocks import Instant
from peeler.terms.events import Json

SAVED = "save_figures"


@dataclass(frozen=True, slots=True)
class PinnedFigure:
    """One figure: its title, the question with both clocks pinned, and the rows then given, both as plain JSON."""

    title: str
    measure: str
    question: Mapping[str, Any]
    rows: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Pinning:
    """What is saved at once: a figure, or the figures of a board ('' for none).

    ``definitions``: (kind, name, hash) of everything the numbers depend on, in order; ``roles``: under which they were told;
    ``vintages``: (table, vintage) of every published table there was.
    """

    title: str
    board: str
    as_at: Instant
    as_known: Instant
    journal_version: int
    roles: tuple[str, ...]
    definitions: tuple[tuple[str, str, str], ...]
    figures: tuple[PinnedFigure, ...]
    vintages: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """A pinning as kept: its number, when, by whom, and what for."""

    number: int
    saved_at: Instant
    who: str
    why: str
    pinned: Pinning


def decision_of(pinned: Pinning, who: str, why: str) -> Decision:
    """The decision that keeps a pinning."""
    result: dict[str, Json] = {
        "board": pinned.board,
        "as_at": pinned.as_at,
        "as_known": pinned.as_known,
        "journal_version": pinned.journal_version,
        "roles": list(pinned.roles),
        "definitions": [list(one) for one in pinned.definitions],
        "vintages": [list(one) for one in pinned.vintages],
        "figures": [
            {
                "title": one.title,
                "measure": one.measure,
                "question": dict(one.question),
                "rows": [dict(r) for r in one.rows],
            }
            for one in pinned.figures
        ],
    }
    return Decision(SAVED, who, pinned.title, why, result)


def saved_of(entry: DecisionEntry) -> Saved:
    """A pinning read back from its decision."""
    said: Mapping[str, Any] = entry.decision.result
    figures = tuple(
        PinnedFigure(one["title"], one["measure"], one["question"], tuple(one["rows"])) for one in said["figures"]
    )
    pinned = Pinning(
        entry.decision.about, said["board"], Instant(said["as_at"]), Instant(said["as_known"]), said["journal_version"],
        tuple(said["roles"]), tuple((kind, name, found) for kind, name, found in said["definitions"]), figures,
        tuple((table, vintage) for table, vintage in said.get("vintages", ())),
    )  # fmt: skip
    return Saved(entry.number, entry.known_at, entry.decision.who, entry.decision.why, pinned)
