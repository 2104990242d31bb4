"""The bail and released-under-investigation register: one row a release as it stands, and a log of breaches and reviews."""

from typing import Final

import numpy as np

from peeler.simulate.force.civil import NEVER, Ints, Texts, written
from peeler.simulate.force.extracts import (
    Dump,
    Log,
    System,
    Table,
    constant,
    numbered,
    reference,
    stacked,
    tells,
    where,
    yes_no,
)
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.references import by_day
from peeler.simulate.force.systems.crime_entries import typed
from peeler.simulate.force.systems.crime_parties import party_references
from peeler.simulate.force.systems.current import first_of, to_the_minute
from peeler.simulate.force.systems.custody import custody_references

_LOGGED: Final = {"breached": "BREACH", "breach_actioned": "BREACH ACTION", "reviewed": "REVIEW",
                  "answered": "ANSWERED", "failed_to_answer": "FAILED TO ANSWER", "varied": "VARIED"}  # fmt: skip


def release_references(truth: Truth, releases: Ints) -> Texts:
    """``B01/19154/0042``."""
    return by_day(truth.world, truth.things["release"].numbers[releases], f"B{truth.world.number:02}/%y%j/")


def _register(truth: Truth, as_at: int) -> Table:
    release, size = truth.things["release"], len(truth.things["release"])
    now = {
        kind: first_of(truth, f"release.{kind}", size, as_at)
        for kind in ("bailed", "put_under_investigation", "extended", "ended")
    }
    suspects, every = release.ints("suspect"), np.arange(size, dtype=np.int64)
    bailed, extended = now["bailed"], now["extended"]
    named = release_references(truth, every)
    columns = {
        "Release": named,
        "Custody No": custody_references(truth, suspects),
        "RMS Suspect": party_references(truth, "suspect", suspects),
        "Type": yes_no(release.ints("bail") == 1, "BAIL", "RUI"),
        "Began": written(to_the_minute(release.ints("began")), "british"),
        "Conditions": bailed.texts("conditions"),
        "Expires": written(to_the_minute(np.where(bailed.there, bailed.ints("expires"), NEVER)), "british"),
        "Views Sought": where(bailed.there, yes_no(bailed.ints("views") == 1)),
        "Authority": bailed.texts("authority"),
        "Extended": extended.when("british"),
        "Extended To": written(to_the_minute(np.where(extended.there, extended.ints("expires"), NEVER)), "british"),
        "Extended By": extended.texts("authority"),
        "Ended": now["ended"].when("british"),
        "How": now["ended"].texts("how"),
    }
    objects = reference("release", named)
    told = tuple(current.tells(f"release.{kind}", objects) for kind, current in now.items())
    began = release.ints("began")
    return Table(columns, release.numbers, began, began, told).taken(began < as_at)


def _log(truth: Truth, as_at: int) -> Table:
    return stacked([_entries(truth, as_at, kind, word, place) for place, (kind, word) in enumerate(_LOGGED.items())])


def _entries(truth: Truth, as_at: int, kind: str, word: str, place: int) -> Table:
    told = truth.of(f"release.{kind}").until(as_at)
    numbers = (truth.things["release"].numbers[told.thing] * 8 + place) * 16 + told.turn
    named, at = release_references(truth, told.thing), to_the_minute(told.at)
    when = typed(truth.world.chance, "bail", numbers, told.at)
    columns = {
        "Entry": numbered("R", numbers),
        "Typed": written(when),
        "Release": named,
        "What": constant(word, len(told)),
        "When": written(at, "british"),
        "Detail": constant("", len(told)),
    }
    for fact in {"condition", "action", "conditions"} & set(told.facts):
        columns["Detail"] = told.words(fact).texts()
    return Table(columns, numbers, when, when, (tells(told.kind, reference("release", named), at),))


BAIL: Final = System(
    "bail_register",
    (
        Dump("bail-register", _register, fragile=("Began",), wrong=("Conditions", ""), before=(91,)),
        Log("bail-log", _log, fragile=("When",)),
    ),
)
