"""Invented forces and the invented places crimes are published at: nothing here is on any map."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from random import Random
from typing import Final, NamedTuple

from peeler.simulate.streams import one_of, stream

_DISTRICTS: Final = (
    "Ashenbeck", "Brackwold", "Caldermoss", "Dunmarrow", "Eskerley", "Farrowdene", "Gorsecombe", "Hallowmere",
    "Iverstone", "Jarrowick", "Kestonhay", "Larkhollow", "Marrowfield", "Netherquill", "Oxmarrow", "Pellowby",
    "Quarrendale", "Rookholt", "Saltergill", "Thrushcott", "Ulverdown", "Vennerby", "Withycrag", "Yarrowfold",
)  # fmt: skip
_STREETS: Final = (
    "Alder", "Barley", "Cooper", "Dovecote", "Elm", "Foundry", "Granary", "Heron", "Ivy", "Juniper", "Kiln", "Linden",
    "Mason", "Nursery", "Orchard", "Plover", "Quarry", "Rowan", "Spinney", "Tanner",
)  # fmt: skip
_ROADS: Final = ("Street", "Road", "Close", "Lane", "Avenue", "Way")
_SPOTS: Final = ("Supermarket", "Parking Area", "Petrol Station", "Sports/Recreation Area", "Shopping Area")
_LETTERS: Final = "ABC"
_POINTS: Final = 4  # map points in a small area
_SMALL_AREAS: Final = 60  # in a force: 4 districts of 5 neighbourhoods of 3


class Place(NamedTuple):
    """A published map point, each part as it is written in the files; coordinates in degrees with six places."""

    longitude: str
    latitude: str
    location: str
    lsoa_code: str
    lsoa_name: str


NO_LOCATION: Final = Place("", "", "No Location", "", "")
OUTSIDE: Final = (
    Place("-2.981204", "53.410377", "On or near Kiln Way", "E01990001", "Far Tolland 012B"),
    Place("-0.127011", "51.300219", "On or near Parking Area", "E01990002", "Greyling 003D"),
    # A name with commas: the one value in a street file that is quoted.
    Place("-1.955820", "50.743106", "On or near Heron Close", "E01990003", "Harrow Fen, Stoke and Marl 044E"),
)


@dataclass(frozen=True, slots=True)
class Force:
    """An invented police force and how it publishes."""

    key: str
    street_only: bool  # publishes neither outcomes nor stops, but court results in its street file

    @property
    def title(self) -> str:
        """The force's name without the word police: ``Middleshire``."""
        return self.key.replace("-", " ").title()

    @property
    def name(self) -> str:
        """The force's name as the files give it: ``Middleshire Police``."""
        return f"{self.title} Police"

    @property
    def line_end(self) -> str:
        """Published files end their lines either way; so do these."""
        return "\n" if self.street_only else "\r\n"


def _number(key: str) -> int:
    return int.from_bytes(sha256(key.encode()).digest()[:4], "big")


def _street(chance: Random) -> str:
    if chance.random() < 0.12:
        return f"On or near {one_of(chance, _SPOTS)}"
    return f"On or near {one_of(chance, _STREETS)} {one_of(chance, _ROADS)}"


def _place(key: str, area: int, point: int) -> Place:
    number = _number(key)
    west, south = -2_400_000 + number % 7 * 150_000, 52_100_000 + number % 11 * 150_000
    longitude = west + area % 10 * 30_000 + point * 5_003
    latitude = south + area // 10 * 30_000 + point * 7_001
    district = _DISTRICTS[number % 6 * 4 + area // 15]
    name = f"{district} {area % 15 // 3 + 1:03}{_LETTERS[area % 3]}"
    code = f"E01{900_000 + number % 880 * 100 + area}"
    where = _street(stream("place", key, area, point))
    return Place(f"{longitude / 1e6:.6f}", f"{latitude / 1e6:.6f}", where, code, name)


@cache
def places(key: str) -> tuple[Place, ...]:
    """The 240 map points of a force, no two with the same coordinates; the same for every seed."""
    return tuple(_place(key, area, point) for area in range(_SMALL_AREAS) for point in range(_POINTS))
