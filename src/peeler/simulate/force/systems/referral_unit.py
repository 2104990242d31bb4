"""The referral unit's list: one row a referral as it stands; what was missing the last time it was sent back."""

from typing import Final

from peeler.simulate.force.extracts import Dump, System
from peeler.simulate.force.systems import known
from peeler.simulate.force.systems.entries import Kind, Shape, register, word

_REFERRAL: Final = "referral"
REFERRALS: Final = Shape(
    _REFERRAL,
    "referral",
    "Referral",
    known.dated(_REFERRAL, "R", 6),
    {
        "Incident": known.link(_REFERRAL, "incident", known.incidents),
        "Person": known.nominal(_REFERRAL, "person"),
        "Type": known.said(_REFERRAL, "kind"),
        "Sent By": known.said(_REFERRAL, "team"),
    },
)
_LIST: Final = register(
    REFERRALS,
    (
        Kind("referral.made", "Made"),
        Kind("referral.returned", "Sent Back", {"Missing": word("missing")}, last=True),
        Kind("referral.triaged", "Triaged", {"Priority": word("priority"), "Decided By": word("role")}),
        Kind("referral.misdirected", "Not Ours"),
        Kind("referral.shared", "Shared", {"Agency": word("agency")}),
        Kind("referral.accepted", "Accepted"),
        Kind("referral.declined", "Declined", {"Declined Why": word("reason")}),
        Kind("referral.closed", "Closed"),
    ),
)
REFERRAL_UNIT: Final = System(
    "referral_unit",
    (
        Dump(
            "referrals",
            _LIST,
            fragile=("Made",),
            wrong=("Priority", "not_known"),
            before=(28, 56, 91),
            happened=frozenset({"referral.returned"}),
        ),
        known.people("referral-people", "ru", "referral", ("person",), "made"),
    ),
)
