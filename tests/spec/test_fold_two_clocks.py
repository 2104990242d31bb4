"""The manual of the two clocks: what was so, and what was believed to be so, when things come late, twice or are taken back."""

from pathlib import Path

import pytest

from peeler.definitions.catalogue import Catalogue, load_only
from tests.oracle.manual import Example, Manual, on, shows, shows_all, shows_at

CATALOGUE: Catalogue = load_only(Path(__file__).resolve().parents[1] / "catalogues" / "three_levels")

EXAMPLES = [
    Example(
        "a late event changes what is believed of the past from when it is known, and not before",
        [
            on("2024-01-01", "case.opened", case="a", level="low", known=0),
            on("2024-01-09", "case.graded", case="a", score=1, known=0),
            on("2024-01-05", "case.graded", case="a", level="high", known=1),
        ],
        [
            shows_at("2024-01-06", "case a", "level", "low", known=0),
            shows_at("2024-01-06", "case a", "level", "high", known=1),
            shows("case a", "level", "low", "low", known=0),
            shows("case a", "level", "low", "high", "high"),
        ],
    ),
    Example(
        "a correction replaces what it names, in the place in time that it gives itself",
        [
            on("2024-01-01", "case.opened", case="a", level="low", known=0),
            on("2024-01-05", "case.graded", case="a", level="mid", id="grade", known=0),
            on("2024-01-03", "case.graded", case="a", level="high", replaces="grade", known=1),
        ],
        [
            shows_at("2024-01-04", "case a", "level", "low", known=0),
            shows_at("2024-01-04", "case a", "level", "high", known=1),
            shows("case a", "level", "low", "high"),
        ],
    ),
    Example(
        "a correction that arrives before what it corrects: the corrected event is never believed",
        [
            on("2024-01-01", "case.opened", case="a", level="low", known=0),
            on("2024-01-03", "case.graded", case="a", level="high", replaces="grade", known=1),
            on("2024-01-05", "case.graded", case="a", level="mid", id="grade", known=2),
        ],
        [shows("case a", "level", "low", "high", known=1), shows("case a", "level", "low", "high", known=2)],
    ),
    Example(
        "a retraction takes back and is itself no happening; what it takes back was believed until then",
        [
            on("2024-01-01", "case.opened", case="a", known=0),
            on("2024-01-05", "case.checked", case="a", id="check", known=0),
            on("2024-01-05", "case.checked", case="a", retracts="check", known=1),
        ],
        [shows("case a", "checks", 0, 1, known=0), shows("case a", "checks", 0, known=1)],
    ),
    Example(
        "what is taken back stays so: taking back the retraction brings nothing back",
        [
            on("2024-01-05", "case.checked", case="a", id="check", known=0),
            on("2024-01-05", "case.checked", case="a", retracts="check", id="back", known=1),
            on("2024-01-05", "case.checked", case="a", retracts="back", known=2),
        ],
        [shows("case a", "checks", 1, known=0), shows("case a", "checks", known=2)],
    ),
    Example(
        "of the versions of an id the one last recorded stands, whatever order they arrive in",
        [
            on("2024-01-01", "case.opened", case="a", level="high", id="birth", recorded="2024-02-02", known=0),
            on("2024-01-01", "case.opened", case="a", level="low", id="birth", recorded="2024-02-01", known=1),
            on("2024-01-01", "case.opened", case="a", level="mid", id="birth", recorded="2024-02-03", known=2),
        ],
        [
            shows("case a", "level", "high", known=0),
            shows("case a", "level", "high", known=1),
            shows("case a", "level", "mid", known=2),
        ],
    ),
    Example(
        "a version may move an event to another object",
        [
            on("2024-01-01", "case.checked", case="a", id="check", recorded="2024-02-01", known=0),
            on("2024-01-01", "case.checked", case="b", id="check", recorded="2024-02-02", known=1),
        ],
        [
            shows("case a", "checks", 1, known=0),
            shows("case a", "checks", known=1),
            shows("case b", "checks", 1, known=1),
        ],
    ),
    Example(
        "events of several commits: each commit's belief stands on its own",
        [
            on("2024-01-03", "case.graded", case="a", level="mid", known=0),
            on("2024-01-02", "case.graded", case="a", level="low", known=1),
            on("2024-01-01", "case.opened", case="a", known=2),
            on("2024-01-04", "case.graded", case="a", level="high", known=3),
        ],
        [
            shows("case a", "level", "mid", known=0),
            shows("case a", "level", "low", "mid", known=1),
            shows("case a", "level", None, "low", "mid", known=2),
            shows("case a", "level", None, "low", "mid", "high", known=3),
            shows("case a", "born", False, False, known=1),
            shows("case a", "born", True, True, True, known=2),
        ],
    ),
    Example(
        "a late change of the owner is a late change of the copies, back to the day it happened",
        [
            on("2024-01-01", "case.opened", case="a", level="low", known=0),
            on("2024-01-02", "person_part.joined", person_part="p", case="a", known=0),
            on("2024-01-09", "person_part.left", person_part="p", known=0),
            on("2024-01-05", "case.graded", case="a", level="high", known=1),
        ],
        [
            shows_all("person_part p", "case_level", "low", "low", known=0),
            shows_all("person_part p", "case_level", "low", "high", "high", known=1),
            shows_at("2024-01-06", "person_part p", "case_level", "low", known=0),
            shows_at("2024-01-06", "person_part p", "case_level", "high", known=1),
        ],
    ),
    Example(
        "what an owner said and took back was copied only while it was believed",
        [
            on("2024-01-01", "case.opened", case="a", level="low", known=0),
            on("2024-01-02", "person_part.joined", person_part="p", case="a", known=0),
            on("2024-01-05", "case.graded", case="a", level="high", id="grade", known=0),
            on("2024-01-05", "case.graded", case="a", retracts="grade", known=1),
        ],
        [
            shows_all("person_part p", "case_level", "low", "high", known=0),
            shows_all("person_part p", "case_level", "low", known=1),
        ],
    ),
    Example(
        "of two changes of an owner at one instant, told one after the other, only the last is copied",
        [
            on("2024-01-01", "case.opened", case="a", level="low", known=0),
            on("2024-01-02", "person_part.joined", person_part="p", case="a", known=0),
            on("2024-01-05", "case.graded", case="a", level="mid", id="1", known=0),
            on("2024-01-05", "case.graded", case="a", level="low", id="2", known=1),
        ],
        [
            shows_all("person_part p", "case_level", "low", "mid", known=0),
            shows_all("person_part p", "case_level", "low", known=1),
        ],
    ),
    Example(
        "an event about two members counts once, also where they became members one after the other",
        [
            on("2024-01-01", "person_part.joined", person_part="p", case="a", known=0),
            on("2024-01-05", "person_part.joined", person_part="r", brought_by="p q", known=1),
            on("2024-01-02", "person_part.joined", person_part="q", case="a", known=2),
        ],
        [
            shows("case a", "parts", 1, 2, known=1),
            shows("case a", "parts", 1, 2, 3, known=2),
        ],
    ),
    Example(
        "a correction of the birth to another owner moves the member and its story, and its copies with them",
        [
            on("2024-01-01", "case.opened", case="a", level="low", known=0),
            on("2024-01-01", "case.opened", case="b", level="high", known=0),
            on("2024-01-02", "person_part.joined", person_part="p", case="a", id="birth", known=0),
            on("2024-01-03", "spell.started", spell="s", person_part="p", known=0),
            on("2024-01-02", "person_part.joined", person_part="p", case="b", replaces="birth", known=1),
        ],
        [
            shows("case a", "spells", 0, 0, 1, known=0),
            shows("case a", "spells", 0, known=1),
            shows("case b", "spells", 0, known=0),
            shows("case b", "spells", 0, 0, 1, known=1),
            shows("spell s", "case_level", "low", known=0),
            shows("spell s", "case_level", "high", known=1),
        ],
    ),
    Example(
        "the boundary of a period lies in the future when the event arrives, and moves with its correction",
        [
            on("2024-01-01", "case.checked", case="a", id="check", known=0),
            on("2024-01-11", "case.checked", case="a", replaces="check", known=1),
        ],
        [
            shows_at("2024-01-31", "case a", "recent_checks", 1, known=0),
            shows_at("2024-02-01", "case a", "recent_checks", 0, known=0),
            shows_at("2024-02-01", "case a", "recent_checks", 1, known=1),
        ],
    ),
]
RULES = [example.rule for example in EXAMPLES]


@pytest.fixture(scope="module")
def manual() -> Manual:
    """All examples, folded together."""
    return Manual(CATALOGUE, EXAMPLES)


@pytest.mark.parametrize("rule", RULES, ids=RULES)
def test_rule(manual: Manual, rule: str) -> None:
    manual.check(rule)


def test_the_naive_oracle_says_the_same(manual: Manual) -> None:
    assert manual.differences(manual.rebuilt) == []


def test_following_commit_by_commit_comes_to_the_same(manual: Manual) -> None:
    assert manual.differences(manual.followed) == []
