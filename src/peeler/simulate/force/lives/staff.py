"""The force's teams and officers: who there is to hold work."""

from typing import Final

import numpy as np

from peeler.simulate.force.chance import Chance
from peeler.simulate.force.civil import Ints
from peeler.simulate.force.happenings import Column, Part, Things, Truth, Words

DISTRICTS: Final = ("north", "south", "east", "west")
KINDS: Final = {"response": 44, "neighbourhood": 16, "volume_crime": 12, "investigation": 12}  # in each district
WHOLE: Final = {"domestic_abuse": 60, "child_abuse": 30, "rape": 24, "economic": 14, "resolution_centre": 40}
TEAMS: Final = (*(f"{kind}_{district}" for kind in KINDS for district in DISTRICTS), *WHOLE)
# Teams that hold no crimes.
SPECIALISTS: Final = {"offender_management": 18, "online_abuse": 12, "referral_unit": 20, "armed_response": 36,
                      "control_room": 30, "joint_engagement": 6, "investigation_training": 22}  # fmt: skip
ALL_TEAMS: Final = (*TEAMS, *SPECIALISTS)
GONE: Final = ("patrol_town", "patrol_rural")  # teams that end in the story, with nobody left in them
# What each kind of team is part of, where it is not a division.
PARTS: Final = {
    "domestic_abuse": "public_protection", "child_abuse": "public_protection", "rape": "public_protection", "economic": "crime",
    "resolution_centre": "contact_management", "offender_management": "public_protection", "online_abuse": "public_protection",
    "referral_unit": "public_protection", "armed_response": "operations", "control_room": "contact_management",
    "joint_engagement": "public_protection", "investigation_training": "crime", "patrol_town": "division_north",
    "patrol_rural": "division_west",
}  # fmt: skip
RANKS: Final = ("constable", "sergeant", "inspector")
_AT_FULL: Final = tuple(
    [count for count in KINDS.values() for _ in DISTRICTS] + [*WHOLE.values(), *SPECIALISTS.values()]
)


def staff(truth: Truth) -> Part:
    """Teams (a place each in ``ALL_TEAMS``, then in ``GONE``) and officers, each of one team; the first of a team is its sergeant."""
    sizes = np.array([max(3, count * truth.world.size // 1000) for count in _AT_FULL], np.int64)
    team = np.repeat(np.arange(len(sizes)), sizes)
    first = np.repeat(np.cumsum(sizes) - sizes, sizes)
    numbers = np.arange(len(team), dtype=np.int64)
    every = np.arange(len(sizes) + len(GONE), dtype=np.int64)
    ends = np.full(len(GONE), len(team), np.int64)
    ranks = Words(RANKS, (numbers == first).astype(np.int64))
    return Part(
        things=(
            Things(
                "team",
                every,
                {"size": np.r_[sizes, 0 * ends], "first": np.r_[np.cumsum(sizes) - sizes, ends], **_placed()},
            ),
            Things("officer", numbers, {"team": team, "rank": ranks}),
        )
    )


def _placed() -> dict[str, Column]:
    """The kind of every team and what it is part of: a division, where it is one of its district's teams."""
    kinds, parts = [], []
    for name in (*ALL_TEAMS, *GONE):
        kind, _, district = name.rpartition("_")
        divided = district in DISTRICTS
        kinds.append(kind if divided else "response" if name in GONE else name)
        parts.append(f"division_{district}" if divided else PARTS[name])
    return {"kind": _words(kinds), "parent": _words(parts)}


def _words(texts: list[str]) -> Words:
    known = tuple(dict.fromkeys(texts))
    return Words(known, np.array([known.index(text) for text in texts], np.int64))


def team_of(kind: str, area: Ints, areas: int) -> Ints:
    """The team of a kind for each area: of its district where it has one, the whole force's otherwise."""
    if kind in WHOLE:
        return np.full(len(area), TEAMS.index(kind), np.int64)
    return TEAMS.index(f"{kind}_{DISTRICTS[0]}") + area * len(DISTRICTS) // areas


def member(truth: Truth, purpose: str, numbers: Ints, team: Ints) -> Ints:
    """An officer of each team (its sergeant among them, if there are few), by the officer's place."""
    teams = truth.things["team"]
    chance: Chance = truth.world.chance
    size = teams.ints("size")[team]
    found: Ints = teams.ints("first")[team] + 1 + chance.below(purpose, numbers, size - 1)
    return found


def sergeant(truth: Truth, team: Ints) -> Ints:
    """The sergeant of each team, by the officer's place."""
    found: Ints = truth.things["team"].ints("first")[team]
    return found
