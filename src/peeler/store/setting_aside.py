"""Rows of quarantine set aside by hand and brought back: each a decision, and the last one stands."""

import sqlite3
from collections.abc import Collection

from peeler.store.records import Decision, SetAside
from peeler.terms.errors import RequestError

SET_ASIDE, BROUGHT_BACK = "set_aside", "bring_back"
ABOUT = "quarantined:"
DECIDED = "select about, kind, who, why, known_at from decision where kind in (?, ?) order by number"
WAITING = "select number from quarantined where mended_at is null"


def standing(connection: sqlite3.Connection) -> dict[int, SetAside]:
    """The rows that are set aside, by number: those whose last decision says so."""
    found: dict[int, SetAside] = {}
    for about, kind, who, why, known_at in connection.execute(DECIDED, [SET_ASIDE, BROUGHT_BACK]):
        number = int(about.removeprefix(ABOUT))
        found.pop(number, None)
        if kind == SET_ASIDE:
            found[number] = SetAside(who, why, known_at)
    return found


def set_aside(connection: sqlite3.Connection, numbers: Collection[int], who: str, why: str) -> list[Decision]:
    """The decisions that set rows aside; RequestError for one that is not in quarantine, or is aside already."""
    waiting, aside = {row[0] for row in connection.execute(WAITING)}, standing(connection)
    for number in numbers:
        if number not in waiting:
            raise RequestError(f"no row {number} is in quarantine")
        if number in aside:
            raise RequestError(f"row {number} is set aside already, by {aside[number].who}")
    return [Decision(SET_ASIDE, who, f"{ABOUT}{number}", why) for number in numbers]


def bring_back(connection: sqlite3.Connection, numbers: Collection[int], who: str, why: str) -> list[Decision]:
    """The decisions that bring rows back; RequestError for one that is not set aside."""
    aside = standing(connection)
    for number in numbers:
        if number not in aside:
            raise RequestError(f"no row {number} is set aside")
    return [Decision(BROUGHT_BACK, who, f"{ABOUT}{number}", why) for number in numbers]
