"""Notices and orders that protect: authorised, taken to court within two days or not, granted, visited or not, broken."""

from typing import Final

import numpy as np

from peeler.simulate.force.births import ROOM, born, moments
from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR, NEVER, Ints
from peeler.simulate.force.happenings import Column, Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.people import couple
from peeler.simulate.force.lives.quotas import in_turn, only

KINDS: Final = ("dvpn", "dvpo", "shpo", "sro")
A_YEAR: Final = (
    ((2017, 186), (2018, 224), (2019, 262)),
    (),
    ((2017, 92), (2018, 104), (2019, 110)),
    ((2017, 8), (2018, 9), (2019, 10)),
)
GRANTED: Final = (207, 224)  # orders for notices authorised, by the year of the notice (the report)
WEEK: Final = (104, 96, 94, 94, 98, 106, 108)
_SERVE: Final[Spread] = ((0.0, HOUR), (0.9, 7 * HOUR), (1.0, 20 * HOUR))
_COURT: Final[Spread] = ((0.0, 14 * HOUR), (0.96, 46 * HOUR), (1.0, 70 * HOUR))
_VISITS: Final = ((0.62, 4 * DAY), (0.34, 11 * DAY), (0.14, 20 * DAY))  # of orders: the share visited, and by when
_FIVE_YEARS: Final = 1_826 * DAY


def orders(truth: Truth) -> Part:
    """Notices, the orders that follow them (``follows``: the notice's place) and those of sexual offending."""
    things = _all(truth)
    chance, numbers = truth.world.chance, things.numbers
    every, kind = np.arange(len(things), dtype=np.int64), things.words("kind")
    authorised, court = things.ints("authorised"), things.ints("court")
    notice, refused = kind.are("dvpn"), things.ints("refused") == 1
    served = only(
        chance.happens("order served", numbers, 0.97),
        np.where(notice, authorised, court) + chance.spread("order serve", numbers, _SERVE),
    )
    granted = only(~notice & ~refused, court)
    days = np.where(kind.are("dvpo"), (14 + chance.below("order days", numbers, 15)) * DAY, _FIVE_YEARS)
    until = granted // DAY * DAY + days
    ended = np.where(notice, court, only(granted < NEVER, until))
    visits, unseen = _visited(truth, things, granted, until)
    late = np.flatnonzero(notice & (court > served + 48 * HOUR) & (served < NEVER))
    broken = only(
        (granted < NEVER) & chance.happens("order breached", numbers, 0.17),
        granted + chance.below("order breach", numbers, 14) * DAY + 5 * HOUR,
    )
    return Part(
        things=(things,),
        happenings=(
            Happenings("order.authorised", every, authorised),
            Happenings("order.applied_for", every, np.where(notice, NEVER, court - 3 * HOUR)),
            Happenings("order.granted", every, granted, {"until": until}),
            Happenings("order.refused", every, only(refused, court)),
            Happenings("order.served", every, np.where(refused, NEVER, served)),
            Happenings("order.breached", every, broken),
            Happenings("order.ended", every, ended),
            *visits,
        ),
        planted=(
            Planted("protection notice to court later than 48 hours", "order", late),
            Planted("protection order never visited", "order", unseen),
        ),
    )


def _all(truth: Truth) -> Things:
    """Orders in order of number: of its day, four times its count in it, and its kind."""
    world, chance = truth.world, truth.world.chance
    parts = [_numbered(born(world, f"order {word}", years, WEEK).numbers, place)
             for place, (word, years) in enumerate(zip(KINDS, A_YEAR, strict=True)) if years]  # fmt: skip
    notices = parts[0]
    numbers = np.sort(np.concatenate([*parts, notices + 1]))
    kind = numbers % 4
    first = np.where(kind == 1, numbers - 1, numbers)  # the notice of an order that follows one, or the order itself
    things = Things("order", first)
    authorised = moments(world, things, "calls")
    court = authorised + chance.spread("order court", first, _COURT)
    refused = (kind == 1) & ~np.isin(first, notices[in_turn(notices, *GRANTED)])
    size = len(truth.things["person"])
    _, abuser = couple(chance, "order person", first, size)
    columns: dict[str, Column] = {
        "kind": Words(KINDS, kind), "authorised": np.where(kind == 1, court - 4 * HOUR, authorised), "court": court,
        "refused": refused.astype(np.int64), "follows": np.where(kind == 1, np.searchsorted(numbers, first), -1),
        "person": np.where(kind < 2, abuser, size - 1 - chance.below("order offender", first, size // 50)),
    }  # fmt: skip
    return Things("order", numbers, columns)


def _numbered(numbers: Ints, place: int) -> Ints:
    day, within = np.divmod(numbers, ROOM)
    found: Ints = day * ROOM + within * 4 + place
    return found


def _visited(truth: Truth, things: Things, granted: Ints, until: Ints) -> tuple[list[Happenings], Ints]:
    """Visits to see that an order is kept: fewer and fewer; and the orders for domestic abuse that nobody visited."""
    chance, told = truth.world.chance, []
    seen = np.zeros(len(things), bool)
    for turn, (share, by) in enumerate(_VISITS):
        goes = (granted < NEVER) & chance.happens(f"order visit {turn}", things.numbers, share)
        at = granted + 10 * HOUR + chance.below(f"order visited {turn}", things.numbers, by)
        goes &= at < until
        seen |= goes
        told.append(Happenings("order.visited", np.flatnonzero(goes), at[goes]))
    return told, np.flatnonzero((granted < NEVER) & ~seen & things.words("kind").are("dvpo"))
