"""The crimes and incidents of an invented force, each drawn from a stream of its own: any archive is a view of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from random import Random
from typing import Final

from peeler.simulate.crime import Copy, Crime, Incident
from peeler.simulate.lives import court, life
from peeler.simulate.months import month_number, month_text
from peeler.simulate.places import NO_LOCATION, OUTSIDE, Force, Place, places
from peeler.simulate.proportions import CRIME_TYPES, GROWTH_A_YEAR, LOCAL_RESOLUTION, SEASON, UNABLE
from peeler.simulate.streams import about, one_of, shuffled, stream
from peeler.simulate.traps import Trap, months_until_changed, trap_at
from peeler.terms.errors import unknown

_MIDDLE: Final = 2024 * 12  # the month the size is stated for: January 2024
_FOREVER: Final = 10**6
_SAME_PLACE: Final = 8  # of so many incidents the first three are at one place


@dataclass(frozen=True, slots=True)
class Step:
    """A change of level in one crime type: from this month on, so many per cent of what it was."""

    crime_type: str = "Shoplifting"
    month: str = "2023-11"
    per_cent: int = 190

    def __post_init__(self) -> None:
        """RequestError for a crime type or month that does not exist."""
        if self.crime_type not in CRIME_TYPES.weights:
            raise unknown("crime type", self.crime_type, CRIME_TYPES.weights)
        month_number(self.month)


@dataclass(frozen=True, slots=True)
class World:
    """What decides everything that happens: two archives of equal worlds agree wherever they overlap."""

    seed: int
    crimes_a_month: int
    step: Step


def level(world: World, month: int, share: float) -> float:
    """The expected count of a month for something with this share of the crimes: season and growth over the years."""
    growth = 1 + (month - _MIDDLE) * GROWTH_A_YEAR / 1200
    return world.crimes_a_month * share * SEASON[month % 12] / 100 * min(2.0, max(0.5, growth))


def planned(world: World, force: Force, month: int) -> Mapping[str, int]:
    """How many crimes of each type a month has."""
    return {kind: _planned(world, force, month, kind) for kind in CRIME_TYPES.weights}


def _planned(world: World, force: Force, month: int, kind: str) -> int:
    expected = level(world, month, CRIME_TYPES.weights[kind] / CRIME_TYPES.total)
    if kind == world.step.crime_type and month >= month_number(world.step.month):
        expected *= world.step.per_cent / 100
    return about(stream(world.seed, force.key, month, kind), expected)


def crimes(world: World, force: Force, month: int) -> list[Crime]:
    """Every crime a force recorded in a month."""
    types = [kind for kind, count in planned(world, force, month).items() for _ in range(count)]
    order = shuffled(stream(world.seed, force.key, month, "order"), types)
    return [_crime(world, force, month, number, kind) for number, kind in enumerate(order)]


def _crime(world: World, force: Force, month: int, number: int, kind: str) -> Crime:
    key = f"{world.seed}|{force.key}|{month_text(month)}|{number}"
    chance, trap = stream(key), trap_at(number)
    place, other = _place(chance, force, trap), one_of(chance, places(force.key))
    changes = trap in (Trap.CORRECTED, Trap.WITHDRAWN)
    return Crime(
        identity=sha256(key.encode()).hexdigest(),
        month=month,
        crime_type=kind,
        trap=trap,
        place=place,
        corrected_place=_another(force, place) if trap is Trap.CORRECTED else place,
        changed_at=month + months_until_changed(number) if changes else _FOREVER,
        court=court(chance, published=force.street_only),
        life=life(chance, kind, month, trap, courts=force.street_only),
        copies=_copies(force, trap, place, other, number + month),
    )


def _place(chance: Random, force: Force, trap: Trap | None) -> Place:
    inside, outside = one_of(chance, places(force.key)), one_of(chance, OUTSIDE)
    return {Trap.NO_LOCATION: NO_LOCATION, Trap.OUTSIDE: outside}.get(trap, inside) if trap else inside


def _another(force: Force, place: Place) -> Place:
    known = places(force.key)
    return known[(known.index(place) + 1) % len(known)]


def _copies(force: Force, trap: Trap | None, place: Place, other: Place, turn: int) -> tuple[Copy, ...]:
    """Further rows: another place, another last outcome, or both; the last outcomes are all final ones."""
    elsewhere = _another(force, place) if trap and other == place else other
    if trap is Trap.THREE_ROWS:
        return Copy(elsewhere, None), Copy(place, LOCAL_RESOLUTION)
    if trap is Trap.TWO_ROWS:
        return ((Copy(elsewhere, None), Copy(place, UNABLE), Copy(elsewhere, UNABLE))[turn % 3],)
    return ()


def incidents(world: World, force: Force, month: int) -> list[Incident]:
    """Every anti-social behaviour incident of a month: some at the same place, so that whole rows are identical."""
    count = about(stream(world.seed, force.key, month, "incidents"), level(world, month, 0.2))
    return [_incident(world, force, month, number) for number in range(max(count, _SAME_PLACE))]


def _incident(world: World, force: Force, month: int, number: int) -> Incident:
    first = number - number % _SAME_PLACE
    chance = stream(world.seed, force.key, month, "incident", first if number - first in (1, 2) else number)
    trap = trap_at(number)
    kept = trap if trap in (Trap.NO_LOCATION, Trap.OUTSIDE) else None
    withdrawn_at = month + months_until_changed(number) if trap is Trap.WITHDRAWN else _FOREVER
    return Incident(month, _place(chance, force, kept), withdrawn_at)
