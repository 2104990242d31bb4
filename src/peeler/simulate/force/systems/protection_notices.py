"""Public protection notifications, as a log of what was sent, checked and graded anew; and what was done to keep people safe."""

from typing import Final

from peeler.simulate.force.extracts import Dump, Log, System
from peeler.simulate.force.systems import known
from peeler.simulate.force.systems.entries import Kind, Shape, log, own, register, word

_NOTICE: Final = "risk_assessment"
notices: Final = known.dated(_NOTICE, "P", 6)
_SUBMIT: Final = {
    "Incident": known.link(_NOTICE, "incident", known.incidents),
    "Victim": known.nominal(_NOTICE, "victim"),
    "Perpetrator": known.nominal(_NOTICE, "perpetrator"),
    "DASH": known.whole(_NOTICE, "score"),
    "Grade": known.said(_NOTICE, "graded"),
    "Children": known.said(_NOTICE, "children"),
    "Seen": known.yes(_NOTICE, "seen"),
    "Children Details": known.said(_NOTICE, "details"),
    "Judgement": known.said(_NOTICE, "judgement"),
    "Complete": known.yes(_NOTICE, "complete"),
    "Team": known.said(_NOTICE, "team"),
}
NOTICES: Final = Shape(_NOTICE, "ppn", "PPN", notices)
_LOG: Final = log(
    NOTICES,
    "N",
    (
        Kind("risk_assessment.submitted", "SUBMIT", {heading: own(column) for heading, column in _SUBMIT.items()}),
        Kind("risk_assessment.checked", "CHECK", {"Rank": word("rank")}),
        Kind(
            "risk_assessment.grade_changed",
            "REGRADE",
            {"From": word("from"), "To": word("to"), "Reason": word("reason"), "By": word("role")},
        ),
    ),
)
SAFEGUARDS: Final = Shape(
    "safeguarding",
    "safeguarding",
    "Measure",
    known.dated("safeguarding", "S", 6),
    {
        "Incident": known.link("safeguarding", "incident", known.incidents),
        "Crime": known.link("safeguarding", "crime", known.crimes),
        "Kind": known.said("safeguarding", "kind"),
        "For": known.said("safeguarding", "for"),
        "By": known.said("safeguarding", "by"),
    },
)
_SAFE: Final = register(
    SAFEGUARDS,
    (
        Kind("safeguarding.taken", "Taken"),
        Kind("safeguarding.reviewed", "Reviewed"),
        Kind("safeguarding.closed", "Closed"),
    ),
)
PROTECTION_NOTICES: Final = System(
    "protection_notices",
    (
        Log("ppn-log", _LOG, fragile=("When",)),
        Dump("safeguarding", _SAFE, fragile=("Taken",), wrong=("By", "not_known"), before=(91,)),
        known.people("ppn-people", "ppn", _NOTICE, ("victim", "perpetrator"), "sent"),
    ),
)
