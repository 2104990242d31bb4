"""Contacts: every call, visit and message, how it was assessed, and what it was recorded as."""

from typing import Final

import numpy as np

from peeler.simulate.force.births import born, moments
from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, MINUTE, NEVER, Ints, Mask
from peeler.simulate.force.happenings import Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.people import AREAS, anybody

ONLY_NOTED: Final = ((2017, 118_000), (2018, 122_000), (2019, 112_000))  # records of contact a year
WEEK: Final = (112, 106, 103, 102, 103, 90, 84)
CHANNELS: Final = {"telephone_101": 58, "telephone_999": 27, "online": 6, "visit": 5, "partner": 4}
TEAMS: Final = ("contact_centre", "enquiry_office", "partner_desk")
DETAIL: Final = {"none": 8, "brief": 54, "full": 38}
AS: Final = ("record_of_contact", "incident", "crime")
FROM_INCIDENT, AGAIN, NOTED, FROM_CRIME = range(4)  # what a contact is of: the last two bits of its number
_SOON: Final[Spread] = ((0.0, 30), (0.8, 6 * MINUTE), (1.0, 50 * MINUTE))
_MISSED: Final = 0.05  # of records of contact that held enough for a crime


def contacts(truth: Truth) -> Part:
    """The contacts of a force. ``of`` is the place of its incident or crime, by ``kind``; -1 for what is only noted."""
    things = _all(truth)
    chance, numbers, kind = truth.world.chance, things.numbers, things.ints("kind")
    received, every = things.ints("received"), np.arange(len(things), dtype=np.int64)
    emergency = things.words("channel").are("telephone_999")
    assessed = chance.happens("thrive", numbers, np.where(emergency, 0.34, np.where(kind == NOTED, 0.55, 0.93)))
    thrive = Happenings(
        "contact.thrive_assessed",
        every,
        np.where(assessed, received + chance.spread("thrive", numbers, _SOON), NEVER),
        {
            "detail": Words(tuple(DETAIL), chance.one_of("thrive detail", numbers, DETAIL)),
            "vulnerable": _vulnerable(truth, things).astype(np.int64),
            "parts": chance.below("thrive parts", numbers, 6),
        },
    )
    written_up = received + chance.spread("recorded as", numbers, _SOON)
    recorded = Happenings("contact.recorded_as", every, written_up, {"as": Words(AS, np.array([1, 1, 0, 2])[kind])})
    missed = (kind == NOTED) & chance.happens("missed crime", numbers, _MISSED)
    return Part(
        things=(things,),
        happenings=(Happenings("contact.received", every, received), thrive, recorded),
        planted=(Planted("record of contact that held a crime", "contact", np.flatnonzero(missed)),),
    )


def _vulnerable(truth: Truth, contact: Things) -> Mask:
    """Whether the assessment found the caller vulnerable: far more often in domestic abuse or known ill health."""
    incident, kind = truth.things["incident"], contact.ints("kind")
    of = np.where(kind <= AGAIN, contact.ints("of"), 0)
    domestic = incident.words("code").are("domestic", "domestic_crime")[of] & (kind <= AGAIN)
    unwell = truth.things["person"].ints("mental_health")[contact.ints("caller")] == 1
    return truth.world.chance.happens("vulnerable", contact.numbers, np.where(domestic | unwell, 0.48, 0.07))


def _all(truth: Truth) -> Things:
    """Every contact, in order of number: first calls and second ones of incidents, what is only noted, and of crimes."""
    chance, incident, crime = truth.world.chance, truth.things["incident"], truth.things["crime"]
    once = np.flatnonzero(chance.happens("reported by a caller", incident.numbers, 0.93))
    again = np.flatnonzero(chance.happens("called again", incident.numbers, 0.11))
    alone = np.flatnonzero(crime.ints("incident") == 0)
    noted = born(truth.world, "record of contact", ONLY_NOTED, WEEK)
    opened = incident.ints("opened")
    later = chance.spread("call again", incident.numbers[again], ((0.0, 5 * MINUTE), (0.8, DAY), (1.0, 6 * DAY)))
    size = len(truth.things["person"])
    nothing, anyone = np.full(len(noted), -1, np.int64), anybody(chance, "noted caller", noted.numbers, size)
    parts = (
        (FROM_INCIDENT, incident.numbers[once], once, opened[once] - 2 * MINUTE, incident.ints("caller")[once]),
        (AGAIN, incident.numbers[again], again, opened[again] + later, incident.ints("caller")[again]),
        (NOTED, noted.numbers, nothing, moments(truth.world, noted, "office"), anyone),
        (FROM_CRIME, crime.numbers[alone], alone, crime.ints("reported")[alone], crime.ints("victim")[alone]),
    )
    areas = (incident.ints("area")[once], incident.ints("area")[again],
             chance.below("noted area", noted.numbers, AREAS), crime.ints("area")[alone])  # fmt: skip
    number = np.concatenate([of * 4 + kind for kind, of, *_ in parts])
    order = np.argsort(number, kind="stable")
    columns = {
        "kind": number % 4,
        "base": number // 4,
        "of": np.concatenate([one[2] for one in parts]),
        "received": np.concatenate([one[3] for one in parts]),
        "caller": np.concatenate([one[4] for one in parts]),
        "area": np.concatenate(areas),
    }
    return _with_channel(truth, Things("contact", number[order], {name: c[order] for name, c in columns.items()}))


def _with_channel(truth: Truth, things: Things) -> Things:
    chance = truth.world.chance
    channel: Ints = chance.one_of("channel", things.numbers, CHANNELS)
    team = np.array([0, 0, 0, 1, 2])[channel]
    return Things(
        "contact",
        things.numbers,
        {**things.columns, "channel": Words(tuple(CHANNELS), channel), "team": Words(TEAMS, team)},
    )
