"""Mental health: the log of section 136 and triage, kept with the health trust; and the support plans, kept by the day."""

from typing import Final

from peeler.simulate.force.extracts import Log, System
from peeler.simulate.force.systems import known
from peeler.simulate.force.systems.entries import Kind, Shape, log, own, word, yes

_PLAN: Final = "support_plan"
_HEALTH_LOG: Final = log(
    Shape("incident", "incident", "Incident", known.incidents),
    "H",
    (
        Kind("incident.section_136_used", "S136", {"Consulted": yes("consulted"), "Place": word("place")}),
        Kind(
            "incident.section_136_reviewed",
            "S136 REVIEW",
            {"Appropriate": word("appropriate"), "Place Suitable": word("place_suitable")},
        ),
        Kind("incident.triage_advised", "TRIAGE", {"Advice": word("advice"), "Effect": word("effect")}),
    ),
)
MENTAL_HEALTH: Final = System("mental_health", (Log("mental-health", _HEALTH_LOG, fragile=("When",)),))

PLANS: Final = Shape(_PLAN, "plan", "Plan", known.dated(_PLAN, "SP"), form="british_day")
_PLAN_LOG: Final = log(
    PLANS,
    "L",
    (
        Kind(
            "support_plan.opened",
            "OPENED",
            {
                "Person": own(known.nominal(_PLAN, "person")),
                "Reason": own(known.said(_PLAN, "reason")),
                "Team": own(known.said(_PLAN, "team")),
            },
        ),
        Kind("support_plan.risk_set", "RISK", {"Risk": word("risk")}),
        Kind("support_plan.contacted", "CONTACT"),
        Kind("support_plan.reviewed", "REVIEW"),
        Kind("support_plan.closed", "CLOSED", {"How": word("how")}),
    ),
)
SUPPORT_PLANS: Final = System(
    "support_plans",
    (
        Log("support-plans", _PLAN_LOG, fragile=("When",)),
        known.people("support-people", "sp", _PLAN, ("person",), "opened"),
    ),
)
