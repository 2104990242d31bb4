"""Armed policing: the list of deployments as it stands, and the log of the two registers of risks, kept by the day."""

from typing import Final

from peeler.simulate.force.extracts import Dump, Log, System
from peeler.simulate.force.systems import known
from peeler.simulate.force.systems.entries import Kind, Shape, log, own, register, whole, yes

_SENT, _RISK = "deployment", "register_risk"
DEPLOYMENTS: Final = Shape(
    _SENT,
    "deployment",
    "Deployment",
    known.dated(_SENT, "AD"),
    {"Kind": known.said(_SENT, "kind"), "With": known.said(_SENT, "other")},
)
_DEPLOYMENTS: Final = register(
    DEPLOYMENTS,
    (
        Kind("deployment.considered", "Considered"),
        Kind("deployment.authorised", "Authorised"),
        Kind("deployment.ended", "Ended"),
        Kind("deployment.debriefed", "Debriefed", {"Good Practice": yes("good"), "Improvement": yes("better")}),
    ),
)
RISKS: Final = Shape(_RISK, "risk", "Risk", known.dated(_RISK, "RR"), form="british_day")
_RISK_LOG: Final = log(
    RISKS,
    "G",
    (
        Kind(
            "register_risk.raised",
            "RAISED",
            {
                "Register": own(known.said(_RISK, "register")),
                "Subject": own(known.said(_RISK, "subject")),
                "Likelihood": own(known.whole(_RISK, "likelihood")),
                "Impact": own(known.whole(_RISK, "impact")),
            },
        ),
        Kind("register_risk.reviewed", "REVIEW"),
        Kind("register_risk.scored", "SCORE", {"Likelihood": whole("likelihood"), "Impact": whole("impact")}),
        Kind("register_risk.plan_set", "PLAN"),
        Kind("register_risk.closed", "CLOSED"),
    ),
)
ARMED_POLICING: Final = System(
    "armed_policing",
    (
        Dump("deployments", _DEPLOYMENTS, fragile=("Considered", "Kind"), before=(91,)),
        Log("risk-log", _RISK_LOG, fragile=("When",)),
    ),
)
