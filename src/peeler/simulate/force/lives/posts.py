"""Posts: established, filled or not; eighty-nine in a hundred investigators' posts are filled in the end, fewer before."""

from typing import Final

import numpy as np

from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, Ints, Mask
from peeler.simulate.force.happenings import Column, Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.careers import RECRUITED, investigates
from peeler.simulate.force.lives.quotas import only
from peeler.simulate.force.lives.staff import ALL_TEAMS

ROLES: Final = ("officer", "investigator")
FILLED: Final = (96, 89)  # per cent at the end (the second: the report)
_BEFORE: Final = 91  # of those, per cent filled before the recruits of 2019 came
_AGAIN: Final[Spread] = ((0.0, 30), (0.7, 80), (1.0, 170))


def posts(truth: Truth) -> Part:
    """An eighth more posts than a team has people; some are vacated and filled again before 2019."""
    things = _all(truth)
    chance, numbers, since = truth.world.chance, things.numbers, truth.world.since
    every, role = np.arange(len(things), dtype=np.int64), things.ints("role")
    created = since(2015, 4, 1) + chance.below("post created", numbers, 700) * DAY
    rank = _rank(role)
    filled = _quota(rank, np.array(FILLED)[role])
    early = filled & ((role == 0) | _quota(_rank_of(rank, filled, role), np.full(len(things), _BEFORE)))
    recruited = since(*RECRUITED) + chance.below("post recruited", numbers, 75) * DAY
    at = np.where(early, created + chance.below("post filled", numbers, 30) * DAY, recruited)
    leaves = early & chance.happens("post vacated", numbers, 0.12)
    vacated = only(leaves, since(2017, 5, 1) + chance.below("post vacated on", numbers, 400) * DAY)
    again = only(leaves, vacated + chance.spread("post filled again", numbers, _AGAIN) * DAY)
    cut = np.flatnonzero(~filled & (things.ints("team") == ALL_TEAMS.index("referral_unit")))
    empty = np.flatnonzero((role == 1) & ~filled)
    return Part(
        things=(things,),
        happenings=(
            Happenings("post.created", every, created),
            Happenings("post.filled", every, only(filled, at)),
            Happenings("post.vacated", every, vacated),
            Happenings("post.filled", every, again),
            Happenings("post.removed", cut, np.full(len(cut), since(2018, 5, 1), np.int64)),
        ),
        planted=(Planted("investigator's post that nobody is in", "post", empty),),
    )


def _all(truth: Truth) -> Things:
    size = truth.things["team"].ints("size")[: len(ALL_TEAMS)]
    count = size + np.maximum(size // 8, 1)
    team = np.repeat(np.arange(len(count), dtype=np.int64), count)
    turn = np.arange(len(team)) - np.repeat(np.cumsum(count) - count, count)
    role = investigates(team).astype(np.int64)
    columns: dict[str, Column] = {"team": team, "role": Words(ROLES, role), "name": Words(ALL_TEAMS, team)}
    return Things("post", team * 1_000 + turn, columns)


def _rank(role: Ints) -> Ints:
    """How many posts of its role each has before it."""
    found = np.zeros(len(role), np.int64)
    for one in range(len(ROLES)):
        mine = role == one
        found[mine] = np.arange(int(mine.sum()))
    return found


def _rank_of(rank: Ints, kept: Mask, role: Ints) -> Ints:
    """The same among those that are kept; the others keep their rank."""
    found = rank.copy()
    for one in range(len(ROLES)):
        mine = (role == one) & kept
        found[mine] = np.arange(int(mine.sum()))
    return found


def _quota(rank: Ints, per_cent: Ints) -> Mask:
    found: Mask = (rank + 1) * per_cent // 100 > rank * per_cent // 100
    return found
