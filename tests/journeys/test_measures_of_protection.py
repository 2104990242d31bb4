"""A whole history of a hundredth of a force: each measure of protection, people, partners and armed policing tells the truth."""

from typing import Any

import pytest

from tests.journeys.conftest import WholeForce

# Every measure of this half of the pack has its figure in truth.json.
CONTACTS = (
    "thrive_complete",
    "thrive_detail",
    "assessed_without_thrive",
    "attended_promptly",
    "roc_missed_crime",
    "roc_missed_vulnerability",
    "vulnerable_contacts",
)
ASSESSMENTS = ("assessment_checked", "assessment_complete", "assessment_sent_promptly", "children_recorded", "judgement_recorded",
               "downgrades", "downgrade_rate", "downgrade_reason_recorded", "downgrade_justified")  # fmt: skip
REFERRALS = ("referrals", "referral_queue", "referral_wait", "referral_decided_in_time", "referral_decided_by_admin",
             "referral_returned_incomplete", "referral_declined", "referral_misdirected")  # fmt: skip
PROTECTION = ("marac_cases", "marac_cases_heard", "marac_rate", "marac_agenda_length", "clares_law", "dvpn_authorised", "dvpo_granted",
              "dvpo_per_dvpn", "orders_followed_up")  # fmt: skip
CRISES = (
    "section_136_used",
    "section_136_appropriate",
    "triage_coverage",
    "triage_advised",
    "triage_effect",
    "support_plans",
)
OFFENDERS = ("managed_offenders", "offender_assessments_overdue", "offender_visits", "visits_unannounced", "offenders_per_manager",
             "online_backlog", "online_referrals", "hours_lent")  # fmt: skip
STAFF = ("posts", "investigator_posts_filled", "officers", "accredited_investigators", "in_training", "training_coverage", "champions",
         "workload_per_investigator", "workload_felt_manageable", "policy_understood")  # fmt: skip
PARTNERS = ("meetings", "hub_presence", "briefed_shifts", "exchange_answered", "partner_data_held")
ARMED = ("debriefed_deployments", "register_risks", "register_reviewed")
COMPOSED = ("marac_agenda_length", "dvpo_per_dvpn", "visits_unannounced", "offenders_per_manager", "investigator_posts_filled",
            "training_coverage", "workload_per_investigator", "register_reviewed")  # fmt: skip
ASKED = (*CONTACTS, *ASSESSMENTS, *REFERRALS, *PROTECTION, *CRISES, *OFFENDERS, *STAFF, *PARTNERS, *ARMED)


def found(force: WholeForce, figure: dict[str, Any]) -> dict[str, Any]:
    """What Peeler says where the truth says something; of a composite its value, where the truth has the two counts."""
    (row,) = force.answer(figure).rows
    if figure["measure"] in COMPOSED:
        return {"value": row.value}
    return {name: getattr(row, name) for name in figure["told"]}


def told(figure: dict[str, Any]) -> dict[str, Any]:
    """What the extracts tell; of two counts their quotient, where the measure is a composite."""
    said: dict[str, Any] = figure["told"]
    if figure["measure"] in COMPOSED:
        return {"value": said["numerator"] / said["denominator"] if said["denominator"] else None}
    return said


@pytest.mark.parametrize("name", ASKED)
def test_a_measure_says_what_was_counted_from_what_happened(whole_force: WholeForce, name: str) -> None:
    figures = whole_force.figures(name)
    assert figures, "truth.json must state the value of every measure"
    for figure in figures:
        assert found(whole_force, figure) == pytest.approx(told(figure), abs=1e-9), figure


def test_the_story_has_something_to_say_of_nearly_every_measure(whole_force: WholeForce) -> None:
    """A truth of noughts would agree with a measure that counts nothing."""
    empty = {
        name
        for name in ASKED
        if not any(one["true"].get("denominator", one["true"].get("value")) for one in whole_force.figures(name))
    }
    # Of the smallest force no team is large enough for a survey, and no offender's assessment is overdue (the report).
    assert empty == {
        "workload_felt_manageable",
        "policy_understood",
        "offender_assessments_overdue",
        "section_136_appropriate",
    }
