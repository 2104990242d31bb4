"""Hours worked: response by district, patrols, the triage nurses; and the hours that specialist teams lend to others."""

from typing import Final

import numpy as np

from peeler.simulate.force.births import ROOM
from peeler.simulate.force.civil import DAY, HOUR, Ints, Mask
from peeler.simulate.force.happenings import Column, Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.mental_health import triage_hours
from peeler.simulate.force.lives.staff import ALL_TEAMS, DISTRICTS

SERVICES: Final = ("response", "patrol", "triage")
LENDERS: Final = ("", "online_abuse", "offender_management", "domestic_abuse", "child_abuse")
_LENT: Final = ((0.17, 0.2, 0.12, 0.1), (0.38, 0.35, 0.2, 0.15))  # of days, by lender: before, from October 2018
_ROOM: Final = 32  # shifts of a day, at most


def shifts(truth: Truth) -> Part:
    """One thing a shift: three of response and one patrol in each district a day, triage, and whatever was lent."""
    days = truth.world.days
    slots = [(0, district, hour) for district in range(len(DISTRICTS)) for hour in (7, 15, 23)]
    slots += [(1, district, 10) for district in range(len(DISTRICTS))]
    parts = [_slot(truth, days, place, slot) for place, slot in enumerate(slots)]
    parts += [_lent(truth, days, lender) for lender in range(1, len(LENDERS))]
    parts.append(_triage(truth, days))
    numbers = np.concatenate([one[0] for one in parts])
    order = np.argsort(numbers, kind="stable")
    names = ("service", "team", "from", "to", "staff", "lent")
    columns = {name: np.concatenate([one[1][name] for one in parts])[order] for name in names}
    told: dict[str, Column] = {
        **columns, "service": Words(SERVICES, columns["service"]), "team": Words(ALL_TEAMS, columns["team"]),
        "lent": Words(LENDERS, columns["lent"]),
    }  # fmt: skip
    things = Things("shift", numbers[order], told)
    every = np.arange(len(things), dtype=np.int64)
    lent = np.flatnonzero(things.ints("lent") > 0)
    return Part(
        things=(things,),
        happenings=(Happenings("shift.worked", every, things.ints("from")),),
        planted=(Planted("specialists lent to another team's shift", "shift", lent),),
    )


def _numbers(truth: Truth, days: Ints, place: int) -> Ints:
    found: Ints = (days - truth.world.shift) * ROOM + place
    return found


def _shift(service: int, team: int, begins: Ints, hours: int, staff: Ints, lent: int = 0) -> dict[str, Ints]:
    same = np.ones(len(begins), np.int64)
    return {
        "service": same * service,
        "team": same * team,
        "from": begins,
        "to": begins + hours * HOUR,
        "staff": staff,
        "lent": same * lent,
    }


def _slot(truth: Truth, days: Ints, place: int, slot: tuple[int, int, int]) -> tuple[Ints, dict[str, Ints]]:
    service, district, hour = slot
    kind = ("response", "neighbourhood")[service]
    numbers = _numbers(truth, days, place)
    most = max(2, (9, 4)[service] * truth.world.size // 1000)
    staff = 1 + truth.world.chance.below("shift staff", numbers, most)
    team = ALL_TEAMS.index(f"{kind}_{DISTRICTS[district]}")
    return numbers, _shift(service, team, days * DAY + hour * HOUR, 8, staff)


def _lent(truth: Truth, days: Ints, lender: int) -> tuple[Ints, dict[str, Ints]]:
    """People of a specialist team who worked a shift of response instead, more often than before from October 2018 on."""
    numbers = _numbers(truth, days, 16 + lender)
    late = days * DAY >= truth.world.since(2018, 10, 1)
    share = np.array([_LENT[0][lender - 1], _LENT[1][lender - 1]])[late.astype(np.int64)]
    goes: Mask = truth.world.chance.happens("shift lent", numbers, share)
    district = truth.world.chance.below("shift lent to", numbers, len(DISTRICTS))[goes]
    staff = 1 + truth.world.chance.below("shift staff", numbers, 2)[goes]
    shift = _shift(0, 0, days[goes] * DAY + 15 * HOUR, 8, staff, lender)
    return numbers[goes], {**shift, "team": ALL_TEAMS.index(f"response_{DISTRICTS[0]}") + district}


def _triage(truth: Truth, days: Ints) -> tuple[Ints, dict[str, Ints]]:
    begins, ends, there = triage_hours(truth.world, days)
    numbers = _numbers(truth, days, _ROOM - 1)
    shift = _shift(
        2,
        ALL_TEAMS.index("control_room"),
        begins[there],
        0,
        1 + truth.world.chance.below("shift staff", numbers, 2)[there],
    )
    return numbers[there], {**shift, "to": ends[there]}
