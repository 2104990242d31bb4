"""Recording a crime, and what is done with the record: screened, held, allocated, planned, flagged, cancelled."""

from typing import Final

import numpy as np

from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR, MINUTE, NEVER, Ints, Mask
from peeler.simulate.force.happenings import Column, Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.crimes import is_cancelled
from peeler.simulate.force.lives.holding import kept_back
from peeler.simulate.force.lives.offences import OFFENCES
from peeler.simulate.force.lives.people import AREAS
from peeler.simulate.force.lives.staff import TEAMS, member, sergeant, team_of

ROUTES: Final = ("telephone", "allocate", "file")
UNITS: Final = ("contact_centre", "response", "enquiry_office", "partner_desk")
CANCEL: Final = {"C1": 16, "C2": 38, "C3": 27, "C4": 15, "C5": 4}
_SCREEN: Final[Spread] = ((0.0, 5 * MINUTE), (0.7, 3 * HOUR), (1.0, 22 * HOUR))
_ALLOCATE: Final[Spread] = ((0.0, 10 * MINUTE), (0.6, 8 * HOUR), (0.88, 44 * HOUR), (0.96, 80 * HOUR), (1.0, 9 * DAY))
_PLAN: Final[Spread] = ((0.0, HOUR), (0.5, 40 * HOUR), (0.86, 7 * DAY), (1.0, 28 * DAY))
_CANCEL: Final[Spread] = ((0.0, HOUR), (0.6, 6 * DAY), (1.0, 55 * DAY))
_AGAIN: Final[Spread] = ((0.0, 2 * DAY), (0.7, 20 * DAY), (1.0, 70 * DAY))


def recording(truth: Truth) -> Part:
    """Every crime recorded, screened, and allocated where that is its route; team and officer are places."""
    crime = truth.things["crime"]
    chance, numbers, recorded = truth.world.chance, crime.numbers, crime.ints("recorded")
    every = np.arange(len(crime), dtype=np.int64)
    unit = chance.one_of("recording unit", numbers, (50, 38, 8, 4)) * (1 - crime.ints("at_once"))
    route = _route(truth, crime)
    screened = recorded + chance.spread("screen", numbers, _SCREEN)
    cancelled = np.where(is_cancelled(crime), recorded + chance.spread("cancel", numbers, _CANCEL), NEVER)
    return Part(
        happenings=(
            Happenings("investigation.recorded", every, recorded, {"unit": Words(UNITS, unit)}),
            Happenings("investigation.screened", every, screened, {"route": Words(ROUTES, route)}),
            Happenings(
                "investigation.cancelled",
                every,
                cancelled,
                {"code": Words(tuple(CANCEL), chance.one_of("cancel code", numbers, CANCEL))},
            ),
            *_reclassified(truth, crime, recorded),
            *_allocated(truth, crime, route == 1, screened),
        ),
        planted=(
            *_planted(crime, every, route),
            Planted(
                "held by one supervisor and never allocated",
                "crime",
                every[kept_back(truth, route == 1, _teams(crime))],
            ),
        ),
    )


def _planted(crime: Things, every: Ints, route: Ints) -> tuple[Planted, ...]:
    late = crime.ints("recorded") - crime.ints("reported") > DAY
    unsuitable = np.array([one.code == "8Q" for one in OFFENCES])[crime.ints("offence")] | (crime.ints("domestic") == 1)
    return (
        Planted("recorded more than 24 hours after the report", "crime", every[late]),
        Planted("stalking or domestic abuse resolved by telephone", "crime", every[(route == 0) & unsuitable]),
    )


def _route(truth: Truth, crime: Things) -> Ints:
    """Resolved by telephone more often from June 2019; now and then also where it should not be."""
    chance, numbers = truth.world.chance, crime.numbers
    minor = np.array([one.ends in ("things", "shops") for one in OFFENCES])[crime.ints("offence")]
    after = crime.ints("recorded") >= truth.world.since(2019, 6, 1)
    share = np.where(minor, np.where(after, 0.58, 0.24), np.where(after, 0.14, 0.03))
    share = np.where(crime.ints("domestic") == 1, 0.01, share)
    filed = ~(crime.ints("suspected") == 1) & minor & chance.happens("filed at screening", numbers, 0.2)
    found: Ints = np.where(chance.happens("telephone", numbers, share), 0, np.where(filed, 2, 1))
    return found


def _reclassified(truth: Truth, crime: Things, recorded: Ints) -> tuple[Happenings, ...]:
    """A few turn out to be another offence (the one beside it in the list)."""
    chance, numbers = truth.world.chance, crime.numbers
    which = np.flatnonzero(chance.happens("reclassified", numbers, 0.015))
    at = recorded[which] + chance.spread("reclassify", numbers[which], _CANCEL)
    offence = (crime.ints("offence")[which] + 1) % len(OFFENCES)
    return (Happenings("investigation.reclassified", which, at, {"offence": offence}),)


def _allocated(truth: Truth, crime: Things, routed: Mask, screened: Ints) -> tuple[Happenings, ...]:
    chance, numbers = truth.world.chance, crime.numbers
    team, later = _teams(crime), _teams(crime, "investigation")
    unseen = kept_back(truth, routed, team)
    held = unseen | (routed & chance.happens("held", numbers, 0.04))
    waits = chance.spread("allocate", numbers, _ALLOCATE) + np.where(held, 4 * DAY, 0)
    allocated = np.where(routed & ~unseen, screened + waits, NEVER)
    moves = (allocated < NEVER) & chance.happens("allocated again", numbers, 0.13)
    again = np.where(moves, allocated + chance.spread("allocate again", numbers, _AGAIN), NEVER)
    planned = (allocated < NEVER) & chance.happens("planned", numbers, 0.66)
    plan = np.where(planned, allocated + chance.spread("plan", numbers, _PLAN), NEVER)
    every = np.arange(len(crime), dtype=np.int64)
    detail = Words(("none", "brief", "full"), chance.one_of("plan detail", numbers, (12, 55, 33)))
    officers = (member(truth, "officer", numbers, team), member(truth, "next officer", numbers, later))
    return (
        Happenings("investigation.allocated", every, allocated, {"team": team, "officer": officers[0]}),
        Happenings("investigation.allocated", every, again, {"team": later, "officer": officers[1]}),
        Happenings("investigation.held", every, np.where(held, screened + HOUR, NEVER), _by(truth, team, unseen)),
        Happenings("investigation.planned", every, plan, {"detail": detail}),
    )


def _by(truth: Truth, team: Ints, unseen: Mask) -> dict[str, Column]:
    """Who holds each: the sergeant of its team; and whether for good."""
    return {"by": sergeant(truth, team), "unseen": unseen.astype(np.int64)}


def _teams(crime: Things, kind: str = "") -> Ints:
    """The team that has such a crime (in its district, where teams have one), or one of this kind."""
    found = np.zeros(len(crime), np.int64)
    area, offence = crime.ints("area"), crime.ints("offence")
    for name in sorted({one.team for one in OFFENCES}):
        mine = np.array([one.team == name for one in OFFENCES])[offence]
        found[mine] = team_of(kind or name, area[mine], AREAS)
    if not kind:
        found = np.where(crime.ints("domestic") == 1, TEAMS.index("domestic_abuse"), found)
    return found
