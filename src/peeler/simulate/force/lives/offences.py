"""The offences of the invented force: how often, how often between partners, against whom, and how such cases end.

The mix follows the published recorded crime of Derbyshire in 2018/19, roughly (DOMAIN 1.4 has the codes).
"""

from typing import Final, NamedTuple


class Offence(NamedTuple):
    """One offence: its code and name, the category of data.police.uk, weight, per cent that is domestic abuse, who is
    harmed (person, business or nobody), how such cases end (see ``ENDINGS``), and the kind of team that has them.
    """

    code: str
    name: str
    crime_type: str
    weight: int
    domestic: int
    against: str
    ends: str
    team: str


_V, _O = "Violence and sexual offences", "Other crime"
OFFENCES: Final = tuple(
    Offence(*one)
    for one in (
        ("8N", "Assault with injury", _V, 105, 42, "person", "person", "investigation"),
        ("5D", "Assault with intent to cause serious harm", _V, 6, 20, "person", "person", "investigation"),
        ("105A", "Assault without injury", _V, 118, 44, "person", "person", "response"),
        ("3B", "Threats to kill", _V, 10, 35, "person", "person", "investigation"),
        ("11A", "Cruelty to children", _V, 4, 30, "person", "person", "child_abuse"),
        ("106", "Modern slavery", _V, 1, 2, "person", "person", "investigation"),
        ("8L", "Harassment", _V, 45, 36, "person", "person", "response"),
        ("8Q", "Stalking", _V, 6, 60, "person", "person", "investigation"),
        ("8R", "Malicious communications", _V, 38, 38, "person", "person", "response"),
        ("19C", "Rape of a female aged 16 and over", _V, 9, 35, "person", "person", "rape"),
        ("19D", "Rape of a female aged under 16", _V, 4, 4, "person", "person", "child_abuse"),
        ("20A", "Sexual assault on a female aged 13 and over", _V, 15, 10, "person", "person", "rape"),
        ("22B", "Sexual activity with a child under 16", _V, 6, 0, "person", "person", "child_abuse"),
        ("88A", "Sexual grooming", _V, 3, 0, "person", "person", "child_abuse"),
        ("34B", "Robbery of personal property", "Robbery", 9, 5, "person", "person", "investigation"),
        ("34A", "Robbery of business property", "Robbery", 2, 0, "business", "person", "investigation"),
        ("28E", "Burglary residential", "Burglary", 48, 2, "person", "things", "volume_crime"),
        ("28F", "Attempted burglary residential", "Burglary", 7, 1, "person", "things", "volume_crime"),
        ("30C", "Burglary business and community", "Burglary", 30, 0, "business", "things", "volume_crime"),
        ("48", "Theft of a motor vehicle", "Vehicle crime", 26, 2, "person", "things", "volume_crime"),
        ("45", "Theft from a vehicle", "Vehicle crime", 70, 0, "person", "things", "volume_crime"),
        ("126", "Vehicle interference", "Vehicle crime", 8, 0, "person", "things", "response"),
        ("39", "Theft from the person", "Theft from the person", 11, 1, "person", "things", "response"),
        ("44", "Theft of a pedal cycle", "Bicycle theft", 17, 0, "person", "things", "response"),
        ("46", "Shoplifting", "Shoplifting", 95, 0, "business", "shops", "response"),
        ("49", "Other theft", "Other theft", 95, 3, "person", "things", "response"),
        ("49A", "Making off without payment", "Other theft", 18, 0, "business", "things", "response"),
        ("58A", "Criminal damage to a dwelling", "Criminal damage and arson", 32, 16, "person", "things", "response"),
        (
            "58B",
            "Criminal damage to another building",
            "Criminal damage and arson",
            14,
            2,
            "business",
            "things",
            "response",
        ),
        ("58C", "Criminal damage to a vehicle", "Criminal damage and arson", 48, 8, "person", "things", "response"),
        ("58D", "Other criminal damage", "Criminal damage and arson", 20, 8, "person", "things", "response"),
        ("56B", "Arson not endangering life", "Criminal damage and arson", 6, 3, "person", "things", "investigation"),
        ("92D", "Possession of drugs other than cannabis", "Drugs", 6, 0, "nobody", "state", "response"),
        ("92E", "Possession of cannabis", "Drugs", 16, 0, "nobody", "state", "response"),
        ("92A", "Trafficking in drugs", "Drugs", 5, 0, "nobody", "state", "investigation"),
        ("10D", "Article with a blade or point", "Possession of weapons", 5, 1, "nobody", "state", "response"),
        ("10C", "Possession of other weapons", "Possession of weapons", 4, 1, "nobody", "state", "response"),
        ("9A", "Public fear alarm or distress", "Public order", 44, 10, "person", "person", "response"),
        ("66", "Other offences against public order", "Public order", 5, 2, "nobody", "person", "response"),
        ("54", "Handling stolen goods", _O, 3, 0, "nobody", "state", "response"),
        ("79", "Perverting the course of justice", _O, 2, 4, "nobody", "state", "investigation"),
        ("86", "Obscene publications", _O, 4, 0, "nobody", "state", "child_abuse"),
        ("99", "Other notifiable offences", _O, 6, 1, "nobody", "state", "response"),
    )
)

# Ten-thousandths of crimes whose last word is this outcome; "none": work is done and no outcome assigned (see outcomes).
NONE: Final = "none"
ENDINGS: Final = {
    "domestic": {
        "1": 2680, "1A": 100, "3": 210, "2": 40, "8": 190, "14": 270, "15": 1360, "16": 3270, "18": 260, "20": 50,
        "10": 110, "9": 80, "17": 80, "21": 40, "12": 30, NONE: 1125,
    },
    "person": {
        "1": 1010, "1A": 40, "3": 180, "2": 80, "6": 40, "8": 300, "14": 790, "15": 1440, "16": 1170, "18": 2630, "9": 80,
        "10": 300, "11": 90, "12": 60, "13": 30, "17": 90, "20": 130, "21": 160, NONE: 1125,
    },
    "things": {
        "1": 560, "3": 50, "2": 30, "4": 30, "8": 150, "14": 260, "15": 410, "16": 160, "18": 7080, "10": 90, "11": 20,
        "20": 20, "21": 30, NONE: 1125,
    },
    "shops": {
        "1": 1780, "3": 210, "2": 70, "6": 70, "8": 680, "14": 250, "15": 760, "16": 60, "18": 4800, "10": 120, "21": 60,
        NONE: 1125,
    },
    "state": {
        "1": 3500, "1A": 50, "3": 750, "2": 220, "6": 180, "7": 800, "8": 350, "15": 1200, "18": 1200, "9": 120,
        "10": 250, "21": 120, "12": 40, NONE: 1125,
    },
}  # fmt: skip
FAMILIES: Final = tuple(ENDINGS)
OUTCOMES: Final = ("1", "1A", "2", "3", "4", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18",
                   "20", "21", NONE)  # fmt: skip
NO_SUSPECT: Final = ("14", "18", "20")
CHARGES: Final = ("1", "1A")
ACTION: Final = ("1", "1A", "2", "3", "4", "6", "7", "8")
WORDS: Final = {
    "1": "Charged/Summonsed", "1A": "Charged/Summonsed - alternate offence", "2": "Caution - youth",
    "3": "Caution - adult", "4": "Taken into consideration", "6": "Penalty notice for disorder",
    "7": "Cannabis/khat warning", "8": "Community resolution", "9": "CPS - not in public interest",
    "10": "Police - not in public interest", "11": "Suspect under 10", "12": "Suspect too ill",
    "13": "Victim/witness dead or too ill", "14": "Evidential - no suspect; victim declines",
    "15": "Evidential - suspect; victim supports", "16": "Evidential - suspect; victim declines",
    "17": "Time limit expired", "18": "No suspect identified", "20": "Other agency", "21": "Not in public interest",
}  # fmt: skip
