"""The calibrated force beyond crime: the report's figures of protection and of the force itself, planted and recounted."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from peeler.definitions.catalogue import load_catalogue
from peeler.simulate.force.generate import simulate_force
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.lives.conferences import WOMEN
from peeler.simulate.force.lives.quotas import in_turn, in_turn_beside, one_before, turns
from peeler.simulate.force.objects import OBJECTS
from peeler.simulate.force.profiles import world_of
from peeler.simulate.force.telling import tell

FORCE = "middleshire"
CORE = {"contact", "incident", "investigation", "suspect", "release", "wanted", "victim", "person_record"}
# What is published, and told of no single force by its systems.
ELSEWHERE = {"stop", "publication"}


@cache
def whole() -> Truth:
    return tell(world_of("force", FORCE, seed=1))


def during(at: np.ndarray, first: tuple[int, int], years: int = 1) -> np.ndarray:
    """Which moments lie in the year from a month (of the calibrated calendar) on."""
    world, (year, month) = whole().world, first
    found: np.ndarray = (at >= world.since(year, month, 1)) & (at < world.since(year + years, month, 1))
    return found


def test_referrals_grow_exactly_as_the_report_says() -> None:
    referral = whole().things["referral"]
    for kind, growth in (("adult", 1.11), ("child", 0.84)):
        made = referral.ints("made")[referral.words("kind").are(kind)]
        before, after = (int(during(made, (year, 6)).sum()) for year in (2017, 2018))
        assert after / before - 1 == pytest.approx(growth, abs=0.001)


def test_marac_hears_of_29_cases_for_every_10000_women() -> None:
    referred = whole().things["marac_case"].ints("referred")
    assert during(referred, (2017, 4)).sum() / WOMEN * 10_000 == pytest.approx(29, abs=0.5)


def test_clares_law_and_protection_orders_are_those_of_the_report() -> None:
    truth = whole()
    asked, order = truth.things["disclosure_application"], truth.things["order"]
    told = np.zeros(len(asked), bool)
    told[truth.of("disclosure_application.disclosed").thing] = True
    year = during(asked.ints("made"), (2018, 4))
    for route, disclosed, made in (("ask", 63, 138), ("know", 67, 97)):
        mine = year & asked.words("route").are(route)
        assert (int((mine & told).sum()), int(mine.sum())) == (disclosed, made)
    notices = during(order.ints("authorised"), (2018, 4)) & order.words("kind").are("dvpn")
    granted = truth.of("order.granted")
    orders = order.words("kind").are("dvpo")[granted.thing]
    of = order.ints("follows")[granted.thing[orders]]
    assert (int(notices.sum()), int(notices[of].sum())) == (224, 207)


def test_the_files_reviewed_and_the_audit_are_those_of_the_report() -> None:
    truth = whole()
    review, answered = truth.things["review"], truth.of("review.answered")
    sample, strata = review.ints("sample"), review.words("stratum")

    def counted(question: str, answer: str, which: int, *names: str) -> int:
        mine = answered.words("question").are(question) & answered.words("answer").are(answer)
        wanted = (sample == which) & (strata.are(*names) if names else True)
        return int((mine & wanted[answered.thing]).sum())

    assert (sample == 0).sum() == 60
    assert not (answered.words("question").are("effective") & (sample[answered.thing] != 0)).any()
    assert [counted("effective", "yes", 0), counted("supervision", "good", 0), counted("victim_care", "yes", 0)] == [
        44,
        33,
        47,
    ]
    assert counted("crime_recorded", "yes", 1) / (sample == 1).sum() == pytest.approx(0.653, abs=0.0005)
    violence = ("violence", "violence_domestic_abuse")
    assert counted("crime_recorded", "yes", 1, *violence) / 867 == pytest.approx(0.566, abs=0.0005)
    domestic = ("violence_domestic_abuse", "sexual_domestic_abuse", "other_domestic_abuse")
    assert counted("crime_recorded", "no", 1, *domestic) == 228
    assert counted("crime_should_be_recorded", "yes", 1, *domestic) == 494


def test_what_is_audited_truly_was_recorded_or_was_not() -> None:
    truth = whole()
    review, answered = truth.things["review"], truth.of("review.answered")
    about = answered.words("question").are("crime_recorded")
    crime = truth.things["incident"].ints("crime")[review.ints("of")[answered.thing[about]]]
    assert ((crime >= 0) == answered.words("answer").are("yes")[about]).all()


def test_a_check_of_a_closed_file_finds_what_is_true_of_it() -> None:
    truth = whole()
    review, answered, filed = truth.things["review"], truth.of("review.answered"), truth.of("investigation.filed")
    (planted,) = (one.things for one in truth.planted if one.name == "closed with something left to do")
    about = answered.words("question").are("closed_too_soon")
    of = review.ints("of")[answered.thing[about]]
    soon = answered.words("answer").are("yes")[about]
    assert (np.isin(of, planted) == soon).all()
    assert 0.05 < soon.mean() < 0.3
    closed = np.full(len(truth.things["crime"]), truth.world.last * 86_400)
    closed[filed.thing[::-1]] = filed.at[::-1]
    assert (closed[of] < answered.at[about]).all()


def test_no_assessment_of_an_offender_is_overdue_and_few_visits_are_unannounced() -> None:
    truth = whole()
    offender, assessed, visited = (truth.things["managed_offender"], truth.of("managed_offender.assessed"),
                                   truth.of("managed_offender.visited"))  # fmt: skip
    last = offender.ints("registered").copy()
    before = assessed.until(truth.world.until)
    last[before.thing] = before.at
    managed = (offender.ints("left") > truth.world.until) & (offender.ints("registered") < truth.world.until)
    assert not (managed & (last < truth.world.until - 366 * 86_400)).any()
    assert 0.1 < 1 - visited.ints("announced").mean() < 0.2


def test_nothing_precedes_what_it_follows_from() -> None:
    """By more than the hour that the clocks leave out in spring."""
    truth = whole()
    for first, then in (
        ("risk_assessment.submitted", "risk_assessment.checked"),
        ("risk_assessment.submitted", "risk_assessment.grade_changed"),
        ("referral.made", "referral.triaged"),
        ("referral.triaged", "referral.shared"),
        ("marac_case.referred", "marac_case.heard"),
        ("disclosure_application.made", "disclosure_application.decided"),
        ("order.authorised", "order.granted"),
        ("managed_offender.registered", "managed_offender.visited"),
        ("online_referral.received", "online_referral.actioned"),
        ("support_plan.opened", "support_plan.closed"),
        ("officer.absent", "officer.returned"),
        ("post.created", "post.filled"),
        ("deployment.considered", "deployment.debriefed"),
        ("review.drawn", "review.answered"),
    ):
        told, later = truth.of(first), truth.of(then)
        at = dict(zip(told.thing[::-1].tolist(), told.at[::-1].tolist(), strict=True))
        assert len(later), then
        assert all(
            at[thing] <= moment + 3_600 for thing, moment in zip(later.thing.tolist(), later.at.tolist(), strict=True)
        ), then


def test_every_object_of_the_catalogue_has_a_life() -> None:
    told = {kind.partition(".")[0] for kind in whole().happenings} | {one.type for one in OBJECTS.values()}
    assert set(load_catalogue().objects) - told - CORE - ELSEWHERE == set()


@pytest.fixture(scope="module")
def stated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder: Path = tmp_path_factory.mktemp("protection")
    simulate_force(folder, profile="hundredth", seed=6, days=800)
    found: dict[str, Any] = json.loads((folder / "truth.json").read_text(encoding="utf-8"))["forces"][FORCE]
    return found


def test_breaches_are_planted_under_names_people_understand() -> None:
    planted = {one.name: len(one.things) for one in whole().planted}
    for name in (
        "notification never checked by a supervisor",
        "grade lowered without a reason",
        "high risk not brought to MARAC",
        "protection order never visited",
        "referral never triaged",
        "offender visit not made",
        "use of section 136 never reviewed",
        "armed deployment not debriefed",
        "repeat within twelve months not brought to MARAC",
        "MARAC action never done",
        "online referral acted on later than its grade allows",
        "risk not reviewed within half a year",
        "crime reported and not recorded",
        "investigator's post that nobody is in",
    ):
        assert planted[name], name


def test_the_truth_is_recounted_and_what_is_told_never_exceeds_it(stated: dict[str, Any]) -> None:
    figures = {(one["measure"], one.get("variant"), one.get("from")): one for one in stated["measures"]}
    checked = figures["assessment_checked", None, None]
    assert (
        0
        < checked["told"]["denominator"]
        <= checked["true"]["denominator"]
        == stated["happened"]["risk_assessment.submitted"]
    )
    files = figures["supervised_file", None, None]["true"]
    assert (files["numerator"], files["denominator"]) == (33, 60)
    closed = figures["closed_too_soon", None, None]
    assert 0 < closed["true"]["numerator"] < closed["true"]["denominator"] >= closed["told"]["denominator"] > 0
    posts = figures["investigator_posts_filled", None, None]["true"]
    assert posts["numerator"] / posts["denominator"] == pytest.approx(0.89, abs=0.04)


def test_quotas_are_met_in_every_year_and_turns_come_round() -> None:
    order = whole().things["order"]
    notices = order.numbers[order.words("kind").are("dvpn")]
    assert (
        in_turn(notices, 207, 224)[during(order.ints("authorised")[order.words("kind").are("dvpn")], (2018, 4))].sum()
        == 207
    )
    of, turn = turns(np.array([0, 10]), np.array([25, 12]), np.array([10, 10]))
    assert (of.tolist(), turn.tolist()) == ([0, 0], [1, 2])
    already, free = (
        np.array([True, True, False, False, False, False]),
        np.array([False, False, True, True, False, True]),
    )
    beside = in_turn_beside(np.arange(6), already, free, 1, 2)
    assert beside.tolist() == [False, False, False, False, False, True], (
        "two of four are chosen already, and the third of six"
    )
    groups, at = np.array([1, 2, 1, 1]), np.array([5, 6, 7, 9])
    before = one_before(groups, at, np.array([True, True, False, True]))
    assert before[[2, 3]].tolist() == [5, 5]
    assert (before[[0, 1]] < 0).all()
