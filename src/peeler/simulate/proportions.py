"""How often things happen in the invented forces: whole-number weights, roughly as in published figures of 2023/24."""

from types import MappingProxyType
from typing import Final

from peeler.simulate.streams import Shares

UNDER_INVESTIGATION: Final = "Under investigation"
STATUS_UNAVAILABLE: Final = "Status update unavailable"
NO_SUSPECT: Final = "Investigation complete; no suspect identified"
UNABLE: Final = "Unable to prosecute suspect"
CHARGED: Final = "Suspect charged"
AWAITING_COURT: Final = "Awaiting court outcome"
COURT_UNAVAILABLE: Final = "Court result unavailable"
LOCAL_RESOLUTION: Final = "Local resolution"
CAUTION: Final = "Offender given a caution"
ANTI_SOCIAL: Final = "Anti-social behaviour"

CRIME_TYPES: Final = Shares({
    "Bicycle theft": 12, "Burglary": 50, "Criminal damage and arson": 87, "Drugs": 36, "Other crime": 22,
    "Other theft": 90, "Possession of weapons": 13, "Public order": 88, "Robbery": 11, "Shoplifting": 85,
    "Theft from the person": 11, "Vehicle crime": 98, "Violence and sexual offences": 397,
})  # fmt: skip
SEASON: Final = (96, 95, 102, 101, 104, 103, 104, 102, 101, 101, 97, 94)  # January first, per cent
GROWTH_A_YEAR: Final = 3  # per cent, about January 2024

# Whole months from the crime to its outcome; None: never assigned.
LAGS: Final[Shares[int | None]] = Shares({
    0: 600, 1: 206, 2: 55, 3: 26, 4: 14, 5: 8, 6: 7, 7: 4, 8: 3, 9: 2, 10: 1, 11: 1, None: 24,
})  # fmt: skip
LONGEST_LIFE: Final = 11  # months: nothing happens to a crime after it
OPEN_MONTHS: Final = 4  # an open crime older than this is shown as having no status update

_RARE = {
    "Action to be taken by another organisation": 20, CAUTION: 7, "Formal action is not in the public interest": 6,
    "Further action is not in the public interest": 3, "Further investigation is not in the public interest": 2,
    "Suspect charged as part of another case": 1,
}  # fmt: skip
ACQUISITIVE: Final = Shares({NO_SUSPECT: 740, UNABLE: 140, CHARGED: 62, LOCAL_RESOLUTION: 15, **_RARE})
DRUGS: Final = Shares({
    NO_SUSPECT: 120, UNABLE: 220, CHARGED: 330, LOCAL_RESOLUTION: 190, "Offender given a drugs possession warning": 40,
    "Offender given penalty notice": 12, **_RARE,
})  # fmt: skip
OTHERWISE: Final = Shares({NO_SUSPECT: 290, UNABLE: 560, CHARGED: 75, LOCAL_RESOLUTION: 24, **_RARE})
OUTCOMES: Final = MappingProxyType({
    "Bicycle theft": ACQUISITIVE, "Burglary": ACQUISITIVE, "Other theft": ACQUISITIVE, "Shoplifting": ACQUISITIVE,
    "Theft from the person": ACQUISITIVE, "Vehicle crime": ACQUISITIVE, "Drugs": DRUGS,
})  # fmt: skip

COURT_RESULTS: Final = Shares({
    COURT_UNAVAILABLE: 50, "Offender given community sentence": 8, "Offender sent to prison": 7,
    "Defendant found not guilty": 5, "Offender given suspended prison sentence": 4, "Offender fined": 4,
    "Offender given conditional discharge": 3, "Court case unable to proceed": 3, "Offender otherwise dealt with": 1,
    "Offender ordered to pay compensation": 1, "Defendant sent to Crown Court": 1, "Offender deprived of property": 1,
    "Offender given absolute discharge": 1,
})  # fmt: skip
# The words of before April 2014 (DOMAIN 2.3).
OLD_WORDS: Final = MappingProxyType(
    {
        NO_SUSPECT: "No further action",
        "Offender given community sentence": "Offender given community penalty",
        "Offender sent to prison": "Offender imprisoned",
        "Defendant found not guilty": "Suspect found not guilty",
    }
)
