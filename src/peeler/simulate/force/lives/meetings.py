"""Meetings: the safeguarding hubs, MARAC, the review of section 136, the board, and briefings before shifts; who came."""

from typing import Final

import numpy as np

from peeler.simulate.force.births import ROOM
from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR, MINUTE, Ints, calendar
from peeler.simulate.force.happenings import Column, Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.conferences import FIRST, HUBS, marac_place

KINDS: Final = ("hub", "marac", "section_136", "board", "briefing")
INVITED: Final = (
    ("childrens_services", "adult_social_care", "health", "probation", "education", "housing"),
    ("childrens_services", "health", "housing", "independent_adviser", "probation", "substance_misuse"),
    ("mental_health_trust", "ambulance", "local_authority", "approved_mental_health_professional", "acute_hospital", "police"),
    ("crime", "operations", "public_protection", "contact_management", "people_services", "performance"),
    ("response", "neighbourhood", "investigation", "armed_response", "intelligence", "control_room"),
)  # fmt: skip
BRIEFINGS: Final = 4
_CAME: Final = (0.86, 0.82, 0.84, 0.88, 0.71)
_LESS: Final = 0.62  # at the hubs, from September 2018 on: presence was reduced (the report)
_AGENDA: Final[tuple[Spread, ...]] = (
    ((0.0, 6), (0.7, 18), (1.0, 34)), ((0.0, 1), (1.0, 1)), ((0.0, 4), (1.0, 22)), ((0.0, 5), (1.0, 16)), ((0.0, 1), (1.0, 9)),
)  # fmt: skip


def meetings(truth: Truth) -> Part:
    """Every meeting that was held; ``invited`` and ``attended`` are lists of agencies or teams, between semicolons."""
    numbers, kind, begins = _held(truth)
    chance = truth.world.chance
    came = np.array(_CAME)[kind]
    came = np.where((kind == 0) & (begins >= truth.world.since(2018, 9, 1)), _LESS, came)
    invited, attended = _lists(truth, numbers, kind, came)
    agenda = _agenda(truth, numbers, kind)
    columns: dict[str, Column] = {
        "kind": Words(KINDS, kind), "invited": invited, "attended": attended, "agenda": agenda, "held": begins,
    }  # fmt: skip
    things, every = Things("meeting", numbers, columns), np.arange(len(numbers), dtype=np.int64)
    without = np.flatnonzero((kind == 0) & ~chance.happens("meeting health", numbers, came))
    return Part(
        things=(things,),
        happenings=(Happenings("meeting.held", every, begins),),
        planted=(Planted("hub without health", "meeting", without),),
    )


def _held(truth: Truth) -> tuple[Ints, Ints, Ints]:
    """Numbers, kinds and beginnings, in order of number: day and place in it."""
    world, days = truth.world, truth.world.days - truth.world.shift
    weekday, _, monthday = calendar(days)
    parts = [(days[weekday < 5], hub, 0, 9 * HOUR + 15 * MINUTE) for hub in range(HUBS)]
    for hub in range(HUBS):
        first = FIRST + 7 * hub
        sits = (days >= first) & ((days - first) % 14 == 0)
        parts.append((days[sits], int(marac_place(np.array(hub))), 1, 9 * HOUR + 30 * MINUTE))
    parts += [(days[monthday == 14], 16, 2, 14 * HOUR), (days[monthday == 20], 24, 3, 10 * HOUR)]
    for place in range(BRIEFINGS):
        held = world.chance.happens(f"briefing {place}", days, 0.91)  # not before every shift (the report)
        parts.append((days[held], 32 + place, 4, 6 * HOUR + 50 * MINUTE))
    numbers = np.concatenate([day * ROOM + place for day, place, _, _ in parts])
    kind = np.concatenate([np.full(len(day), one, np.int64) for day, _, one, _ in parts])
    begins = np.concatenate([(day + world.shift) * DAY + hour for day, _, _, hour in parts])
    order = np.argsort(numbers, kind="stable")
    return numbers[order], kind[order], begins[order]


def _lists(truth: Truth, numbers: Ints, kind: Ints, came: np.ndarray) -> tuple[Words, Words]:
    """Everybody is always invited; each comes or does not."""
    bits = np.zeros(len(numbers), np.int64)
    for place in range(len(INVITED[0])):
        purpose = "meeting health" if place == 2 else f"meeting place {place}"
        bits += truth.world.chance.happens(purpose, numbers, came) * (1 << place)
    size = 1 << len(INVITED[0])
    words = tuple(_list(names, number) for names in INVITED for number in range(size))
    return Words(words, kind * size + size - 1), Words(words, kind * size + bits)


def _list(names: tuple[str, ...], number: int) -> str:
    return ";".join(name for place, name in enumerate(names) if number >> place & 1)


def _agenda(truth: Truth, numbers: Ints, kind: Ints) -> Ints:
    """How many items each has: at MARAC the cases listed for it."""
    found = np.zeros(len(numbers), np.int64)
    for place, spread in enumerate(_AGENDA):
        mine = kind == place
        found[mine] = truth.world.chance.spread("agenda", numbers[mine], spread)
    listed = np.sort(truth.things["marac_case"].ints("meeting"))
    cases = np.searchsorted(listed, numbers, side="right") - np.searchsorted(listed, numbers, side="left")
    return np.where(kind == 1, cases, found)
