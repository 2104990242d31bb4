"""Stop and search in an invented force: London moments, published in UTC, so some fall before their file's month."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, datetime
from random import Random
from types import MappingProxyType
from typing import Final, NamedTuple

from peeler.simulate.places import Force, Place, places
from peeler.simulate.streams import Shares, about, below, one_of, stream
from peeler.simulate.world import World, level
from peeler.terms.clocks import LONDON

_SHARE: Final = 0.08  # stops for each crime
_LEAST: Final = 8  # a month, so that every trap is there
_REPEATED: Final = (40, 7)  # of forty stops, number 7 is number 6 again
_WITHOUT_COORDINATES: Final = 5  # one stop in five
_JUST_AFTER_MIDNIGHT: Final = 20  # minutes, on the first of the month

_KINDS: Final = Shares({"Person search": 79, "Person and Vehicle search": 17, "Vehicle search": 4})
_GENDERS: Final = Shares({"Male": 85, "Female": 11, "": 4})
_AGES: Final = Shares({"over 34": 29, "18-24": 25, "25-34": 20, "10-17": 13, "": 13})
_OUTCOMES: Final = Shares({
    "A no further action disposal": 76, "Community resolution": 11, "Arrest": 9, "Summons / charged by post": 3,
    "Khat or Cannabis warning": 1, "Caution (simple or conditional)": 1,
})  # fmt: skip
_ETHNICITIES: Final = Shares(
    {
        ("White - English/Welsh/Scottish/Northern Irish/British", "White"): 52,
        ("White - Any other White background", "White"): 10,
        ("Other ethnic group - Not stated", "White"): 12,
        ("Asian/Asian British - Any other Asian background", "Asian"): 9,
        ("Black/African/Caribbean/Black British - African", "Black"): 8,
        ("Mixed/Multiple ethnic groups - White and Black Caribbean", "Black"): 4,
        ("", ""): 5,
    }
)
_DRUGS: Final = ("Misuse of Drugs Act 1971 (section 23)", "Controlled drugs")
_PACE: Final = "Police and Criminal Evidence Act 1984 (section 1)"
_POWERS: Final = Shares({
    _DRUGS: 70, (_PACE, "Offensive weapons"): 13, (_PACE, "Article for use in theft"): 12, (_PACE, "Stolen goods"): 3,
    ("Firearms Act 1968 (section 47)", "Firearms"): 2,
})  # fmt: skip
_LINKED: Final[Mapping[bool, Shares[str]]] = MappingProxyType(
    {
        True: Shares({"": 85, "False": 15}),
        False: Shares({"True": 80, "False": 20}),
    }
)


class Stop(NamedTuple):
    """A row of a stop-and-search file: its columns in order, as written; ``date`` in UTC."""

    kind: str
    date: str
    operation: str
    operation_name: str
    latitude: str
    longitude: str
    gender: str
    age_range: str
    self_defined_ethnicity: str
    officer_defined_ethnicity: str
    legislation: str
    object_of_search: str
    outcome: str
    linked: str
    outer_clothing: str


def stops(world: World, force: Force, month: int) -> list[Stop]:
    """Every stop of a London month, in the order of their dates."""
    count = about(stream(world.seed, force.key, month, "stops"), level(world, month, _SHARE))
    every, repeat = _REPEATED
    numbers = (number - (number % every == repeat) for number in range(max(count, _LEAST)))
    return sorted((_stop(world, force, month, number) for number in numbers), key=lambda stop: stop.date)


def _stop(world: World, force: Force, month: int, number: int) -> Stop:
    chance = stream(world.seed, force.key, month, "stop", number)
    date, place = _moment(chance, month, number), _place(chance, force, number)
    own, officers = _ETHNICITIES.draw(chance)
    legislation, sought = _POWERS.draw(chance)
    outcome = _OUTCOMES.draw(chance)
    return Stop(
        kind=_KINDS.draw(chance),
        date=date,
        operation="True" if below(chance, 5) == 0 else "False",
        operation_name="",
        latitude=place.latitude if place else "",
        longitude=place.longitude if place else "",
        gender=_GENDERS.draw(chance),
        age_range=_AGES.draw(chance),
        self_defined_ethnicity=own,
        officer_defined_ethnicity=officers,
        legislation=legislation,
        object_of_search=sought,
        outcome=outcome,
        linked=_LINKED[outcome.startswith("A no further")].draw(chance),
        outer_clothing="True" if below(chance, 20) == 0 else "False",
    )


def _moment(chance: Random, month: int, number: int) -> str:
    """A moment of the London month, in UTC; stop 0 is just after midnight on the first: in summer, the day before."""
    year, index = divmod(month, 12)
    day, minute, second = below(chance, monthrange(year, index + 1)[1]), below(chance, 1440), below(chance, 60)
    if number == 0:
        day, minute = 0, _JUST_AFTER_MIDNIGHT
    london = datetime(year, index + 1, day + 1, minute // 60, minute % 60, second, tzinfo=LONDON)
    return london.astimezone(UTC).isoformat()


def _place(chance: Random, force: Force, number: int) -> Place | None:
    place = one_of(chance, places(force.key))
    return None if number % _WITHOUT_COORDINATES == 0 else place
