"""Referrals of vulnerable adults, children and people in crisis: queued, decided, sent back, shared, taken on or not."""

from typing import Final

import numpy as np

from peeler.simulate.force.births import ROOM, born, moments
from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR, NEVER, Ints
from peeler.simulate.force.happenings import Column, Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.people import AREAS
from peeler.simulate.force.lives.quotas import day_of, of_the_day_before, only
from peeler.simulate.force.lives.staff import TEAMS, team_of

KINDS: Final = ("adult", "child", "mental_health", "nrm")
A_YEAR: Final = (3_100, 4_800, 1_350, 46)
MORE: Final = (3_441, 4_032, 0, 0)  # a year from 1 June 2018 on: 111 and 84 per cent (the report)
WEEK: Final = (108, 106, 104, 103, 104, 88, 87)
ROLES: Final = {"admin": 21, "officer": 45, "supervisor": 34}
PRIORITIES: Final = {"high": 18, "medium": 47, "low": 35}
MISSING: Final = {"consent": 38, "address": 16, "details_of_children": 27, "reason_for_concern": 19}
AGENCIES: Final = (
    "adult_social_care",
    "childrens_services",
    "mental_health_trust",
    "national_referral_mechanism",
    "housing",
)
DECLINED: Final = {"below_threshold": 62, "already_known": 21, "no_consent": 17}
_ABOUT: Final = ("concern_for_safety", "domestic", "missing_person", "mental_health")
_WAIT: Final[Spread] = ((0.0, HOUR), (0.5, 20 * HOUR), (0.9, 3 * DAY), (1.0, 8 * DAY))
_LONG_WAIT: Final[Spread] = ((0.0, 3 * HOUR), (0.5, 4 * DAY), (0.9, 15 * DAY), (1.0, 34 * DAY))
_SHARE: Final[Spread] = ((0.0, HOUR), (0.8, 2 * DAY), (1.0, 12 * DAY))
_ANSWER: Final[Spread] = ((0.0, 5 * HOUR), (0.7, 6 * DAY), (1.0, 40 * DAY))


_SLOW_WEEK: Final = (2019, 3, 4)  # a Monday: what comes in that week is left lying for a month
_SLOW: Final = 30 * DAY


def referrals(truth: Truth) -> Part:
    """The referrals of a force; what is referred was met the day before, in the ``incident`` at that place (-1: in none)."""
    things = _made(truth)
    chance, numbers, made = truth.world.chance, things.numbers, things.ints("made")
    astray = chance.happens("referral misdirected", numbers, 0.055)
    forgotten = ~astray & chance.happens("referral forgotten", numbers, 0.012)
    late = made >= truth.world.since(2018, 9, 1)
    wait = np.where(
        late, chance.spread("referral wait", numbers, _LONG_WAIT), chance.spread("referral wait", numbers, _WAIT)
    )
    begins = truth.world.since(*_SLOW_WEEK)
    slow = (made >= begins) & (made < begins + 7 * DAY)
    wait = np.where(slow, wait + _SLOW, wait)
    triaged = only(~astray & ~forgotten, made + wait)
    every = np.arange(len(things), dtype=np.int64)
    role = Words(tuple(ROLES), chance.one_of("referral decided by", numbers, ROLES))
    decision: dict[str, Column] = {
        "priority": Words(tuple(PRIORITIES), chance.one_of("referral priority", numbers, PRIORITIES)), "role": role,
    }  # fmt: skip
    turned = only(astray, made + wait)
    return Part(
        things=(things,),
        happenings=(
            Happenings("referral.made", every, made),
            Happenings("referral.triaged", every, triaged, decision),
            Happenings("referral.misdirected", every, turned),
            *_returned(truth, things, triaged),
            *_shared(truth, things, triaged, turned),
        ),
        planted=(
            Planted("referral made in the week that was left lying", "referral", np.flatnonzero(slow)),
            Planted("referral never triaged", "referral", np.flatnonzero(forgotten)),
            Planted(
                "referral decided by an administrator",
                "referral",
                np.flatnonzero(role.are("admin") & (triaged < NEVER)),
            ),
            Planted("referral that belonged elsewhere", "referral", np.flatnonzero(astray)),
        ),
    )


def _made(truth: Truth) -> Things:
    world, chance, incident = truth.world, truth.world.chance, truth.things["incident"]
    parts = []
    for place, (kind, usual, more) in enumerate(zip(KINDS, A_YEAR, MORE, strict=True)):
        always = born(world, f"referral {kind}", ((2017, usual),), WEEK).numbers
        since = born(world, f"referral {kind} more", ((2017, more),), WEEK).numbers
        since = since[day_of(world, since) >= world.since(2018, 6, 1)]
        parts += [always + 2 * place * 2**14, since + (2 * place + 1) * 2**14]
    numbers = np.sort(np.concatenate(parts))
    things = Things("referral", numbers)
    about = np.flatnonzero((incident.ints("crime") < 0) & incident.words("code").are(*_ABOUT))
    which = of_the_day_before(chance, "referral of", numbers, incident.numbers[about])
    of = np.where(which >= 0, about[which], -1) if len(about) else which
    area = np.where(of >= 0, incident.ints("area")[of.clip(0)], chance.below("referral area", numbers, AREAS))
    columns: dict[str, Column] = {
        "incident": of, "made": moments(world, things, "office"), "area": area,
        "kind": Words(KINDS, numbers % ROOM // 2**15),
        "person": np.where(of >= 0, incident.ints("caller")[of.clip(0)], chance.below("referred", numbers, len(truth.things["person"]))),
        "team": Words(TEAMS, team_of("response", area, AREAS)),
    }  # fmt: skip
    return Things("referral", numbers, columns)


def _returned(truth: Truth, things: Things, triaged: Ints) -> tuple[Happenings, ...]:
    """Sent back to whoever made it, once or twice, while it waits."""
    chance, numbers, made = truth.world.chance, things.numbers, things.ints("made")
    told = []
    for turn, share in ((1, 0.09), (2, 0.02)):
        at = made + (triaged.clip(0, made + 60 * DAY) - made) * turn // 3
        which = np.flatnonzero((triaged < NEVER) & chance.happens(f"referral returned {turn}", numbers, share))
        missing = Words(tuple(MISSING), chance.one_of(f"referral missing {turn}", numbers[which], MISSING))
        told.append(Happenings("referral.returned", which, at[which], {"missing": missing}))
    return tuple(told)


def _shared(truth: Truth, things: Things, triaged: Ints, turned: Ints) -> tuple[Happenings, ...]:
    """Shared with the agency of its kind, which takes it on, declines it or says nothing."""
    chance, numbers, every = truth.world.chance, things.numbers, np.arange(len(things), dtype=np.int64)
    kind = things.words("kind").codes
    other = (kind == 0) & chance.happens("referral to housing", numbers, 0.14)
    agency = Words(AGENCIES, np.where(other, 4, kind))
    sends = (triaged < NEVER) & chance.happens("referral shared", numbers, 0.8)
    shared = only(sends, triaged + chance.spread("referral shared after", numbers, _SHARE))
    answer = chance.one_of("referral answer", numbers, (78, 13, 9))
    at = shared + chance.spread("referral answer after", numbers, _ANSWER)
    accepted, declined = only(sends & (answer == 0), at), only(sends & (answer == 1), at)
    why = Words(tuple(DECLINED), chance.one_of("referral declined why", numbers, DECLINED))
    ended = np.where(accepted < NEVER, accepted + 20 * DAY, np.where(declined < NEVER, declined + 2 * DAY, NEVER))
    ended = np.where(~sends & (triaged < NEVER), triaged + 3 * DAY, np.where(turned < NEVER, turned + DAY, ended))
    return (
        Happenings("referral.shared", every, shared, {"agency": agency}),
        Happenings("referral.accepted", every, accepted, {"agency": agency}),
        Happenings("referral.declined", every, declined, {"agency": agency, "reason": why}),
        Happenings("referral.closed", every, only(chance.happens("referral closed", numbers, 0.93), ended)),
    )
