"""Invented people's names, and the ways in which systems come to spell one person's name differently."""

from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from peeler.simulate.force.chance import Chance
from peeler.simulate.force.civil import Ints, Texts
from peeler.simulate.force.extracts import where

FEMALE: Final = (
    "Abigail", "Aisha", "Alice", "Amelia", "Anna", "Bethany", "Catherine", "Charlotte", "Chloe", "Daisy", "Eleanor",
    "Elizabeth", "Ella", "Emily", "Emma", "Fatima", "Freya", "Grace", "Hannah", "Harriet", "Imogen", "Isabella", "Jade",
    "Jasmine", "Jennifer", "Jessica", "Katie", "Laura", "Leah", "Lily", "Lucy", "Maria", "Megan", "Mia", "Molly", "Nicole",
    "Olivia", "Paige", "Phoebe", "Rachel", "Rebecca", "Ruby", "Samantha", "Sarah", "Sofia", "Sophie", "Stephanie", "Zara",
)  # fmt: skip
MALE: Final = (
    "Aaron", "Adam", "Alexander", "Andrew", "Anthony", "Ben", "Bradley", "Callum", "Cameron", "Charlie", "Christopher",
    "Connor", "Daniel", "David", "Dylan", "Edward", "Ethan", "George", "Harry", "Ibrahim", "Jack", "Jacob", "Jake", "James",
    "Jamie", "John", "Jordan", "Joseph", "Joshua", "Kieran", "Kyle", "Lewis", "Liam", "Luke", "Mark", "Matthew", "Michael",
    "Mohammed", "Nathan", "Oliver", "Owen", "Patrick", "Robert", "Ryan", "Samuel", "Stephen", "Thomas", "William",
)  # fmt: skip
SURNAMES: Final = (
    "Allcott", "Ashdown", "Barrowby", "Beckwith", "Birchall", "Blackmoor", "Bramley", "Brindle", "Calderby", "Carrick",
    "Chadwell", "Claybourne", "Coldwell", "Copley", "Crowther", "Dalby", "Denholm", "Dunmore", "Eastwick", "Elmsworth",
    "Farndale", "Fenwick", "Fairbrother", "Garside", "Goodhew", "Grantley", "Hadfield", "Hallam", "Harrowgate", "Haverley",
    "Heathcote", "Hollins", "Ibbotson", "Ingleby", "Jessop", "Kearsley", "Kettleby", "Kirkham", "Langdale", "Larkin",
    "Lindley", "Lowther", "Marchant", "Marsden", "Mellor", "Milburn", "Nettleship", "Norbury", "Oakley", "Ormond",
    "Pemberton", "Penrose", "Pickering", "Quarmby", "Radcliffe", "Ravensdale", "Redfern", "Rowbottom", "Sedgwick", "Shaw",
    "Silverdale", "Stanway", "Stockdale", "Tattersall", "Thornhill", "Tideswell", "Underhill", "Vickers", "Wadsworth",
    "Wainwright", "Warburton", "Westerby", "Whitfield", "Winstanley", "Woodhead", "Wormald", "Yardley", "Khan", "Patel",
    "Hussain", "Nowak", "Kowalski", "Popescu", "Ionescu", "Novak", "Okafor", "Adeyemi", "Singh", "Begum", "Chen",
)  # fmt: skip
SHORT: Final = {
    "Abigail": "Abi", "Alexander": "Alex", "Andrew": "Andy", "Anthony": "Tony", "Bethany": "Beth", "Catherine": "Cath",
    "Charlotte": "Charlie", "Christopher": "Chris", "Daniel": "Danny", "David": "Dave", "Edward": "Eddie",
    "Eleanor": "Ellie", "Elizabeth": "Liz", "Isabella": "Bella", "Jacob": "Jake", "James": "Jim", "Jennifer": "Jenny",
    "Jessica": "Jess", "Joseph": "Joe", "Joshua": "Josh", "Matthew": "Matt", "Michael": "Mike", "Mohammed": "Mohamed",
    "Nathan": "Nate", "Oliver": "Ollie", "Patrick": "Paddy", "Rebecca": "Becky", "Robert": "Rob", "Samantha": "Sam",
    "Samuel": "Sam", "Stephanie": "Steph", "Stephen": "Steven", "Thomas": "Tom", "William": "Will",
}  # fmt: skip
_FORENAMES: Final = (*FEMALE, *MALE)


def forenames(chance: Chance, purpose: str, people: Ints, codes: Ints) -> Texts:
    """Forenames as a system has them (``codes``: the true ones' places): as given, the short form, or misspelt."""
    drawn = chance.below(f"{purpose} forename", people, 100)
    given = pa.array(_FORENAMES, pa.string()).take(pa.array(codes))
    short = pa.array([SHORT.get(name, name) for name in _FORENAMES], pa.string()).take(pa.array(codes))
    wrong = pa.array([misspelt(name) for name in _FORENAMES], pa.string()).take(pa.array(codes))
    return where(drawn < 12, short, where(drawn >= 97, wrong, given))


def surnames(chance: Chance, purpose: str, people: Ints, codes: Ints) -> Texts:
    """Surnames as a system has them: mostly as they are, sometimes misspelt."""
    drawn = chance.below(f"{purpose} surname", people, 100)
    given = pa.array(SURNAMES, pa.string()).take(pa.array(codes))
    wrong = pa.array([misspelt(name) for name in SURNAMES], pa.string()).take(pa.array(codes))
    return where(drawn < 6, wrong, given)


def misspelt(name: str) -> str:
    """A name with two letters in the middle changed about, or one doubled where they are the same."""
    middle = len(name) // 2
    one, other = name[middle - 1], name[middle]
    return name[: middle - 1] + (one + other + other if one == other else other + one) + name[middle + 1 :]


def shouted(texts: Texts) -> Texts:
    """In capitals, as older systems have names."""
    return pc.utf8_upper(texts)


def birth_days(chance: Chance, purpose: str, people: Ints, days: Ints) -> Ints:
    """Days of birth as a system has them: mostly right, else of the next year, or day and month exchanged if they can be."""
    drawn = chance.below(f"{purpose} born", people, 100)
    months = days.astype("datetime64[D]").astype("datetime64[M]")
    day = (days.astype("datetime64[D]") - months).astype(np.int64)  # from 0
    month = months.astype(np.int64) % 12
    exchanged = ((months - month).astype("datetime64[M]") + day.clip(0, 11)).astype("datetime64[D]").astype(
        np.int64
    ) + month
    found: Ints = np.where((drawn < 3) & (day < 12), exchanged, np.where(drawn >= 98, days + 365, days))
    return found
