"""Spec: a unit of capacity is one file, read strictly; what it is made of must be there, and be of the right kind."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from peeler.definitions.capacity import CapacityDefinition, CapacityFile, MinutesFile, Target, build_capacity
from peeler.definitions.catalogue import load_catalogue
from peeler.definitions.reading import build
from peeler.terms.clocks import Length
from peeler.terms.errors import RequestError

CATALOGUE = load_catalogue()
GOOD: Mapping[str, object] = {
    "title": "Unit", "question": "Can it keep up?", "why": "People wait.", "pieces": "referrals", "piece": "referral",
    "done": "decided", "queue": {"measure": "referral_queue"}, "handling": "pace",
    "staff": {"measure": "posts", "variant": "filled", "where": "team = 'x'"},
    "hours": {"per_week": "27.5", "said_by": "the unit", "said_on": "2026-04-01"},
    "authority": {"source": "s"}, "owner": "o", "checked_by": "c", "review_by": "2027-01-01",
}  # fmt: skip


def made(**said: object) -> CapacityDefinition:
    content = {**GOOD, **said}
    file = build(CapacityFile, {name: value for name, value in content.items() if value is not None}, "capacity/x.yml")
    return build_capacity("x", file, "hash", CATALOGUE.measures)


def test_what_is_good_is_read() -> None:
    said = {"minutes": "45", "said_by": "the unit", "said_on": "2026-04-01"}
    unit = made(handling=said, target={"within": "3 days", "share": "0.8"}, by=["kind"])
    assert unit.file.handling == MinutesFile(minutes=45, said_by="the unit", said_on="2026-04-01")
    assert (unit.file.hours.per_week, unit.staff.measure.name, unit.staff.variant) == (27.5, "posts", "filled")
    assert unit.target == Target(Length(3, "day"), 0.8)


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({"colour": "red"}, "unknown key 'colour'"),
        ({"pieces": None}, "pieces"),
        ({"queue": {"measure": "referral_queu"}}, "queue: unknown measure of kind stock 'referral_queu'.*referral_queue"),
        ({"queue": {"measure": "referrals"}}, "queue: unknown measure of kind stock 'referrals'"),
        ({"queue": {"measure": "referral_queue", "variant": "adlt"}}, "queue: unknown variant 'adlt'.*adult"),
        ({"queue": {"measure": "referral_queue", "where": "colour = 'red'"}}, "queue.where"),
        ({"arrivals": {"measure": "referral_queue"}}, "arrivals: unknown measure of kind count"),
        ({"waiting": {"measure": "referrals"}}, "waiting: unknown measure of kind time"),
        ({"staff": {"measure": "referrals"}}, "staff: unknown measure of kind stock"),
        ({"handling": "guess"}, "handling"),
        ({"handling": {"minutes": "45"}}, "handling"),
        ({"handling": {"minutes": "0", "said_by": "x", "said_on": "2026-04-01"}}, "handling"),
        ({"hours": {"per_week": "200", "said_by": "x", "said_on": "2026-04-01"}}, "hours.per_week"),
        ({"hours": {"per_week": "27", "said_by": "x", "said_on": "in spring"}}, "hours.said_on"),
        ({"hours": {"per_week": "27", "said_by": "", "said_on": "2026-04-01"}}, "hours.said_by"),
        ({"target": {"within": "soon", "share": "0.8"}}, "target.within: 'soon' is not a length of time"),
        ({"target": {"within": "3 days", "share": "1"}}, "target.share"),
        ({"by": ["colour"]}, "by"),
        ({"by": ["kind"], "arrivals": {"measure": "referrals"}}, "leave arrivals: out"),
        ({"capability": [{"measure": "referrals"}]}, "capability: unknown measure of kind ratio or time or stock or composite"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_by_name(said: dict[str, object], what: str) -> None:
    with pytest.raises(RequestError, match=what):
        made(**said)


def test_a_force_lays_its_own_numbers_over_ours_by_one_file(tmp_path: Path) -> None:
    folder = tmp_path / "capacity"
    folder.mkdir()
    theirs = {
        **GOOD,
        "replaces": "referral_unit",
        "handling": {"minutes": "45", "said_by": "the unit", "said_on": "2026-04-01"},
    }
    (folder / "referral_unit.yml").write_text(yaml.safe_dump(theirs), "utf-8")
    (folder / "new_unit.yml").write_text(yaml.safe_dump(dict(GOOD)), "utf-8")
    catalogue = load_catalogue(tmp_path)
    assert catalogue.capacity["referral_unit"].file.hours.per_week == 27.5
    assert set(catalogue.capacity) == {*CATALOGUE.capacity, "new_unit"}


@pytest.mark.parametrize("name", sorted(CATALOGUE.capacity))
def test_what_no_record_says_is_marked_with_who_says_it(name: str) -> None:
    file = CATALOGUE.capacity[name].file
    assert file.hours.said_by
    assert file.assumptions
    assert file.handling == "pace" or file.handling.said_by
