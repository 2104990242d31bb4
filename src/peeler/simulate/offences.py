"""The Home Office's words for offences and outcomes, and how the crimes of a published crime type spread over them."""

from types import MappingProxyType
from typing import Final, NamedTuple

from peeler.simulate.streams import Shares


class Offence(NamedTuple):
    """An offence of the Home Office list: its code and where it stands in the published tables."""

    code: str
    description: str
    group: str
    subgroup: str


_VIOLENCE, _SEXUAL, _THEFT = "Violence against the person", "Sexual offences", "Theft offences"
_DAMAGE, _DRUGS, _WEAPONS = "Criminal damage and arson", "Drug offences", "Possession of weapons offences"
_ORDER, _ROBBERY, _OTHER = "Public order offences", "Robbery", "Miscellaneous crimes against society"

# By the crime type of data.police.uk (DOMAIN 2.2).
OFFENCES: Final = MappingProxyType({
    "Bicycle theft": Shares({
        Offence("44", "Theft or unauthorised taking of a pedal cycle", _THEFT, "Bicycle theft"): 1,
    }),
    "Burglary": Shares({
        Offence("28I", "Residential burglary of a home", _THEFT, "Residential burglary"): 6,
        Offence("30C", "Burglary Business and Community", _THEFT, "Non-residential burglary"): 4,
    }),
    "Criminal damage and arson": Shares({
        Offence("58C", "Criminal damage to a vehicle", _DAMAGE, "Criminal damage"): 5,
        Offence("58A", "Criminal damage to a dwelling", _DAMAGE, "Criminal damage"): 4,
        Offence("56B", "Arson not endangering life", _DAMAGE, "Arson"): 1,
    }),
    "Drugs": Shares({
        Offence("92E", "Possession of controlled drugs (Cannabis)", _DRUGS, "Possession of drugs"): 3,
        Offence("92A", "Trafficking in controlled drugs", _DRUGS, "Trafficking of drugs"): 1,
    }),
    "Other crime": Shares({
        Offence("59", "Threat or possession with intent to commit criminal damage", _OTHER, _OTHER): 2,
        Offence("86", "Obscene publications etc", _OTHER, _OTHER): 1,
    }),
    "Other theft": Shares({
        Offence("49", "Other theft", _THEFT, "Other theft offences"): 4,
        Offence("49A", "Making off without payment", _THEFT, "Other theft offences"): 1,
    }),
    "Possession of weapons": Shares({
        Offence("10C", "Possession of other weapons", _WEAPONS, _WEAPONS): 1,
        Offence("10D", "Possession of article with blade or point", _WEAPONS, _WEAPONS): 1,
    }),
    "Public order": Shares({
        Offence("9A", "Public fear, alarm or distress", _ORDER, _ORDER): 4,
        Offence("66", "Other offences against the State or public order", _ORDER, _ORDER): 1,
    }),
    "Robbery": Shares({Offence("34B", "Robbery of personal property", _ROBBERY, "Robbery of personal property"): 1}),
    "Shoplifting": Shares({Offence("46", "Shoplifting", _THEFT, "Shoplifting"): 1}),
    "Theft from the person": Shares({Offence("39", "Theft from the person", _THEFT, "Theft from the person"): 1}),
    "Vehicle crime": Shares({
        Offence("45", "Theft from vehicle", _THEFT, "Vehicle offences"): 3,
        Offence("48", "Theft or unauthorised taking of motor vehicle", _THEFT, "Vehicle offences"): 2,
    }),
    "Violence and sexual offences": Shares({
        Offence("105A", "Assault without injury", _VIOLENCE, "Violence without injury"): 40,
        Offence("8N", "Assault with injury", _VIOLENCE, "Violence with injury"): 25,
        Offence("8L", "Harassment", _VIOLENCE, "Stalking and harassment"): 15,
        Offence("8Q", "Stalking", _VIOLENCE, "Stalking and harassment"): 10,
        Offence("20A", "Sexual assault on a female aged 13 and over", _SEXUAL, "Other sexual offences"): 6,
        Offence("19C", "Rape of a female aged 16 and over", _SEXUAL, "Rape offences"): 4,
        Offence("36", "Kidnapping", _VIOLENCE, "Violence without injury"): 0,
        Offence("1", "Murder", _VIOLENCE, "Homicide"): 0,
    }),
})  # fmt: skip

NOT_ASSIGNED: Final = 0
_PREVENTED = "Prosecution prevented or not in the public interest"
_FORMAL, _INFORMAL = "Out-of-court (formal)", "Out-of-court (informal)"
_UNSUPPORTED = "Evidential difficulties (victim does not support action)"
# The number of an outcome type (DOMAIN 1.5) and its group in the published table.
OUTCOME_GROUPS: Final = MappingProxyType({
    NOT_ASSIGNED: "Not yet assigned an outcome", 1: "Charged/Summonsed", 2: _FORMAL, 3: _FORMAL,
    4: "Taken into consideration", 5: _PREVENTED, 6: _FORMAL, 7: _INFORMAL, 8: _INFORMAL, 9: _PREVENTED, 10: _PREVENTED,
    11: _PREVENTED, 12: _PREVENTED, 13: _PREVENTED, 14: _UNSUPPORTED,
    15: "Evidential difficulties (suspect identified; victim supports action)", 16: _UNSUPPORTED, 17: _PREVENTED,
    18: "Investigation complete \N{EN DASH} no suspect identified",
    20: "Responsibility for further investigation transferred to another body",
    21: "Further investigation to support formal action not in the public interest \N{EN DASH} police decision",
    22: "Diversionary, educational or intervention activity, resulting from the crime report, has been undertaken and"
    " it is not in the public interest to take any further action.",
})  # fmt: skip
_ASSIGNED = {
    1: 85, 2: 1, 3: 7, 4: 1, 5: 1, 6: 0, 7: 1, 8: 26, 9: 1, 10: 8, 11: 1, 12: 5, 13: 1, 14: 80, 15: 130, 16: 228,
    17: 5, 18: 390, 20: 23, 21: 3, 22: 2,
}  # fmt: skip
PROMPT: Final = Shares({NOT_ASSIGNED: 25, **_ASSIGNED})
SLOW: Final = Shares({NOT_ASSIGNED: 155, **_ASSIGNED})  # a force that leaves many crimes without an outcome
