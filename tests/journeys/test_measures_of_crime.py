"""A whole history of a hundredth of a force: each measure of recording, outcomes, suspects and victims tells the truth."""

from typing import Any

import pytest

from peeler.answers.resolution.answer import ResolutionAnswer, ResolutionQuestion
from peeler.answers.resolution.resolution import resolution
from peeler.terms.clocks import parse_moment
from tests.journeys.conftest import VIEWER, WholeForce

# Every measure of this half of the pack has its figure in truth.json.
RECORDING = ("recorded_crime", "recorded_at_first_contact", "recording_rate", "unrecorded_estimate", "unrecorded_sexual_offences",
             "unrecorded_domestic_abuse",
             "harm_weighted_crime")  # fmt: skip
FILES = ("effective_investigation", "supervised_file", "good_victim_care", "closed_too_soon", "plan_detail", "record_complete",
         "lines_not_followed", "disclosure_reviewed_before_charge")  # fmt: skip
OUTCOMES = ("action_taken", "action_taken_so_far", "action_taken_of_assigned", "unassigned_outcome", "evidential_difficulties",
            "evidential_difficulties_suspect_not_identified", "evidential_difficulties_victim_supports",
            "evidential_difficulties_victim_does_not_support", "evidence_led_prosecution", "time_to_outcome")  # fmt: skip
NEVER = ("filed_without_outcome", "outcome_without_filing", "charged_after_time_limit", "bail_without_arrest")
STANDING = ("open_investigations", "unallocated", "held", "awaiting_filing", "harm_weighted_workload", "on_bail",
            "released_under_investigation", "wanted_stock")  # fmt: skip
SUSPECTS = ("voluntary_attendance", "voluntary_attendance_of_crimes", "voluntary_attendance_of_suspects",
            "voluntary_attendance_of_interviews", "voluntary_in_victims_interest", "safeguarding_when_not_arrested",
            "domestic_abuse_arrest", "domestic_abuse_arrest_of_crimes", "domestic_abuse_arrest_of_suspects",
            "domestic_abuse_charged", "bail_use", "under_investigation_use", "bail_breach_followed_up")  # fmt: skip
WANTED = (
    "wanted_time_to_arrest",
    "wanted_circulated_in_time",
    "wanted_enquiries",
    "wanted_arrested",
    "enquiries_per_arrest",
)
ABROAD = (
    "acro_referred_at_once",
    "acro_referrals",
    "foreign_nationals_arrested",
    "acro_referrals_per_arrest",
    "immigration_decided",
)
TELEPHONE = ("telephone_resolved", "telephone_unsuitable_force_rule", "telephone_unsuitable_national_practice",
             "could_have_been_telephone")  # fmt: skip
VICTIMS = ("victim_gathered_evidence", "victim_contact_substance", "victim_satisfaction")
ASKED = (*RECORDING, *FILES, *OUTCOMES, *STANDING, *SUSPECTS, *WANTED, *ABROAD, *TELEPHONE, *VICTIMS, *NEVER)


@pytest.mark.parametrize("name", ASKED)
def test_a_measure_says_what_was_counted_from_what_happened(whole_force: WholeForce, name: str) -> None:
    figures = whole_force.figures(name)
    assert figures, "truth.json must state the value of every measure"
    for figure in figures:
        (row,) = whole_force.answer(figure).rows
        found: dict[str, Any] = {said: getattr(row, said) for said in figure["told"]}
        assert found == pytest.approx(figure["told"], abs=1e-9), (figure.get("variant"), figure.get("from"))


def test_where_the_report_contradicts_itself_both_readings_have_a_figure_and_differ(whole_force: WholeForce) -> None:
    year = "2018-04-01"
    for readings in (
        ("action_taken_so_far", "action_taken_of_assigned"),
        ("voluntary_attendance", "voluntary_attendance_of_crimes", "voluntary_attendance_of_suspects"),
        ("domestic_abuse_arrest", "domestic_abuse_arrest_of_crimes", "domestic_abuse_arrest_of_suspects"),
        ("telephone_unsuitable_force_rule", "telephone_unsuitable_national_practice"),
    ):
        shares = set()
        for name in readings:
            (one,) = (
                one["true"]
                for one in whole_force.figures(name)
                if one.get("from") == year and one["to"] == "2019-03-31" and "variant" not in one
            )
            shares.add((one["numerator"], one["denominator"]))
        assert len(shares) == len(readings), readings


def test_the_story_has_something_to_say_of_nearly_every_measure(whole_force: WholeForce) -> None:
    """A truth of noughts would agree with a measure that counts nothing."""
    empty = {
        name
        for name in ASKED
        if not any(one["true"].get("denominator", one["true"].get("value")) for one in whole_force.figures(name))
    }
    assert empty <= {"held"}


def test_how_cases_end_counts_the_same_cases_and_takes_as_long_as_the_measure_says(whole_force: WholeForce) -> None:
    (figure,) = [one for one in whole_force.figures("time_to_outcome") if "from" not in one]
    at = parse_moment(whole_force.stated["last_day"], edge="end")
    answer: ResolutionAnswer = whole_force.workspace.ask(resolution, VIEWER, ResolutionQuestion(at=at, every="quarter"))
    whole = answer.whole
    outcomes = sum(ending.count for ending in whole.endings if not ending.otherwise)
    assert (outcomes, whole.n) == (figure["told"]["numerator"], figure["told"]["denominator"])
    assert whole.half[0] == int(figure["told"]["value"]) + 1
    assert sum(course.n for course in answer.courses) == whole.n
