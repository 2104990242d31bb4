"""The manual of belonging: whose events tell whose story, who owns whom, and what is copied down."""

from datetime import datetime
from pathlib import Path

import pytest

from peeler.definitions.catalogue import Catalogue, load_only
from tests.oracle.manual import Example, Manual, on, shows, shows_all, shows_at

CATALOGUE: Catalogue = load_only(Path(__file__).resolve().parents[1] / "catalogues" / "three_levels")

EXAMPLES = [
    Example(
        "an event tells the story of every object it names, in whatever role",
        [
            on("2024-01-01", "case.opened", case="a"),
            on("2024-01-02", "case.opened", case="b"),
            on("2024-01-03", "case.checked", case="a", checked_with="b"),
        ],
        [shows("case a", "checks", 0, 1), shows("case b", "checks", 0, 1)],
    ),
    Example(
        "an object is born by the event that names it as itself, not by another's birth that mentions it",
        [
            on("2024-01-01", "case.opened", case="a", split_from="b", level="low"),
            on("2024-01-02", "case.opened", case="b", level="high"),
        ],
        [shows("case a", "born", True), shows("case b", "born", False, True), shows("case b", "level", "low", "high")],
    ),
    Example(
        "force, source and precision are those of the birth; until then the first event's, and no precision",
        [
            on("2024-01-01T09:00", "case.graded", case="a", force="south"),
            on("2024-01-02", "case.opened", case="a", force="north"),
        ],
        [
            shows("case a", "force", "south", "north"),
            shows("case a", "precision", None, "day"),
            shows("case a", "born", False, True),
        ],
    ),
    Example(
        "members' events tell the owner's story, and those of their members, up to the top",
        [
            on("2024-01-01", "case.opened", case="a"),
            on("2024-01-02", "person_part.joined", person_part="p", case="a"),
            on("2024-01-03", "spell.started", spell="s", person_part="p", kind="cell"),
            on("2024-01-04", "person_part.marked", person_part="p", mark="scar"),
            on("2024-01-05", "spell.ended", spell="s"),
        ],
        [
            shows(
                "case a",
                "began_with",
                "case.opened",
                "person_part.joined",
                "spell.started",
                "person_part.marked",
                "spell.ended",
            ),
            shows("case a", "parts", 0, 1, 1, 1, 1),
            shows("case a", "spells", 0, 0, 1, 1, 1),
            shows("case a", "marks", None, None, None, ["scar"], ["scar"]),
            shows("case a", "in_custody", None, None, *[datetime(2024, 1, 3)] * 2, None),
            shows("person_part p", "spells", 0, 1, 1, 1),
        ],
    ),
    Example(
        "one event about two members counts once in their owner",
        [
            on("2024-01-01", "person_part.joined", person_part="p", case="a"),
            on("2024-01-01", "person_part.joined", person_part="q", case="a", brought_by="p"),
        ],
        [shows("case a", "parts", 1, 2)],
    ),
    Example(
        "an object may belong to one owner in each of several roles, and tells both their stories",
        [
            on("2024-01-01", "person_part.joined", person_part="p", case="a"),
            on("2024-01-02", "spell.started", spell="s", person_part="p", second="b"),
            on("2024-01-03", "spell.changed", spell="s", kind="cell"),
        ],
        [shows("case a", "last_spell_kind", None, None, "cell"), shows("case b", "last_spell_kind", None, "cell")],
    ),
    Example(
        "of several owners in one role the first by id is the owner; the others still hear the birth",
        [
            on("2024-01-01", "person_part.joined", person_part="p", case="b a"),
            on("2024-01-02", "person_part.marked", person_part="p", mark="scar"),
        ],
        [
            shows("case a", "marks", None, ["scar"]),
            shows("case b", "marks", None),
            shows("person_part p", "case", "a", "a"),
        ],
    ),
    Example(
        "belonging is fixed by the first birth in fold order, whenever it comes to be known",
        [
            on("2024-01-02", "person_part.joined", person_part="p", case="b", known=0),
            on("2024-01-03", "person_part.marked", person_part="p", mark="scar", known=0),
            on("2024-01-01", "person_part.joined", person_part="p", case="a", known=1),
        ],
        [
            shows("case b", "marks", None, ["scar"], known=0),
            shows("case b", "marks", None, known=1),
            shows("case a", "marks", None, None, ["scar"], known=1),
        ],
    ),
    Example(
        "a birth that names no owner leaves the object without one, even if a later birth names one",
        [
            on("2024-01-01", "person_part.joined", person_part="p"),
            on("2024-01-02", "person_part.joined", person_part="p", case="a"),
            on("2024-01-03", "person_part.left", person_part="p"),
        ],
        [shows("case a", "parts", 1), shows("person_part p", "case", None, None, None)],
    ),
    Example(
        "a late birth: what happened to the member before its birth was known joins the owner's story with it",
        [
            on("2024-01-01", "case.opened", case="a", level="low", known=0),
            on("2024-01-05", "person_part.marked", person_part="p", mark="scar", known=0),
            on("2024-01-06", "spell.started", spell="s", person_part="p", kind="cell", known=1),
            on("2024-01-03", "person_part.joined", person_part="p", case="a", known=2),
        ],
        [
            shows("case a", "began_with", "case.opened", known=1),
            shows("case a", "spells", 0, 0, 0, 1, known=2),
            shows("person_part p", "born", False, known=0),
            shows("person_part p", "born", True, True, True, known=2),
            shows("spell s", "case_level", None, known=1),
            shows("spell s", "case_level", "low", known=2),
        ],
    ),
    Example(
        "a birth taken back takes the member's story out of the owner's",
        [
            on("2024-01-01", "case.opened", case="a", known=0),
            on("2024-01-02", "person_part.joined", person_part="p", case="a", id="birth", known=0),
            on("2024-01-03", "person_part.marked", person_part="p", mark="scar", known=0),
            on("2024-01-09", "person_part.left", person_part="p", retracts="birth", known=1),
        ],
        [shows("case a", "marks", None, None, ["scar"], known=0), shows("case a", "marks", None, known=1)],
    ),
    Example(
        "an object that two event types may begin is born, once, by whichever comes first",
        [
            on("2024-01-01", "case.opened", case="a", level="low"),
            on("2024-01-01", "case.opened", case="b", level="high"),
            on("2024-01-02", "person_part.joined", person_part="p", case="a"),
            on("2024-01-02", "person_part.joined", person_part="q", case="b"),
            on("2024-01-03", "spell.taken_over", spell="s", person_part="p", kind="cell"),
            on("2024-01-04", "spell.started", spell="s", person_part="q", kind="bail"),
        ],
        [
            shows("spell s", "born", True, True),
            shows("spell s", "kind", "cell", "bail"),
            shows_at("2024-01-31", "spell s", "case_level", "low"),
        ],
    ),
    Example(
        "a hub hears its own event types alone: its load is a question, never an attribute",
        [
            on("2024-01-01", "team.formed", team="t", size=4),
            on("2024-01-02", "case.opened", case="a", team="t"),
            on("2024-01-03", "person_part.joined", person_part="p", case="a", home="t"),
        ],
        [shows_all("team t", "cases", 0), shows_all("team t", "size", 4)],
    ),
    Example(
        "a copy begins a state where it changes, which is no happening and names no event",
        [
            on("2024-01-01", "case.opened", case="a", level="low"),
            on("2024-01-02", "person_part.joined", person_part="p", case="a", kind="suspect"),
            on("2024-01-03", "case.graded", case="a", level="high"),
            on("2024-01-04", "case.graded", case="a", score=1),
        ],
        [
            shows_all("person_part p", "case_level", "low", "high"),
            shows_all("person_part p", "kind", "suspect", "suspect"),
            shows_all("person_part p", "began_with", "person_part.joined", None),
            shows_all("person_part p", "valid_to", datetime(2024, 1, 3), datetime(9999, 12, 31)),
        ],
    ),
    Example(
        "copies come down one hop at a time: region to team to case to person's part to spell",
        [
            on("2024-01-01", "region.declared", region="r", label="east"),
            on("2024-01-01", "team.formed", team="t", region="r", size=4),
            on("2024-01-02", "case.opened", case="a", team="t", level="low"),
            on("2024-01-02", "person_part.joined", person_part="p", case="a"),
            on("2024-01-02", "spell.started", spell="s", person_part="p"),
            on("2024-02-01", "region.renamed", region="r", label="west"),
        ],
        [
            shows_at("2024-01-31", "spell s", "region_label", "east"),
            shows_at("2024-02-01", "spell s", "region_label", "west"),
            shows_all("person_part p", "began_with", "person_part.joined", "spell.started", None),
        ],
    ),
    Example(
        "an owner nobody has heard of copies nothing down, and its first word begins a state only if it changes a copy",
        [
            on("2024-01-01", "case.opened", case="a", team="t"),
            on("2024-01-05", "team.formed", team="t"),
            on("2024-01-09", "team.resized", team="t", size=3),
        ],
        [
            shows_all("case a", "team_size", None, 3),
            shows_all("case a", "valid_from", datetime(2024, 1, 1), datetime(2024, 1, 9)),
        ],
    ),
    Example(
        "what happens to a member at the very moment its owner changes sees the owner as it then is",
        [
            on("2024-01-01", "case.opened", case="a", level="low"),
            on("2024-01-02", "person_part.joined", person_part="p", case="a"),
            on("2024-01-03", "person_part.marked", person_part="p", mark="scar"),
            on("2024-01-03", "case.graded", case="a", level="high"),
        ],
        [shows_all("person_part p", "case_level", "low", "high"), shows_all("person_part p", "mark_count", 0, 1)],
    ),
    Example(
        "a copy that was foreseen before its member was known cuts each of the member's states, whatever came when",
        [
            on("2024-01-01", "region.declared", region="r", label="east", known=0),
            on("2024-01-10", "region.renamed", region="r", label="west", known=0),
            on("2024-01-01", "team.formed", team="t", region="r", size=4, known=1),
            on("2024-01-05", "team.resized", team="t", size=5, known=2),
            on("2024-01-02", "case.opened", case="a", team="t", known=3),
        ],
        [
            shows_all("team t", "region_label", "east", "west", known=1),
            shows_all("team t", "region_label", "east", "east", "west", known=2),
            shows_all("team t", "size", 4, 5, 5, known=2),
            shows_all("case a", "team_size", 4, 5, 5),
            shows_all("case a", "region_label", "east", "east", "west"),
        ],
    ),
    Example(
        "one member's event reaches its siblings through what they copy from their owner",
        [
            on("2024-01-01", "person_part.joined", person_part="p", case="a", known=0),
            on("2024-01-01", "person_part.joined", person_part="q", case="a", known=0),
            on("2024-01-05", "spell.started", spell="s", person_part="q", known=1),
        ],
        [shows_all("person_part p", "case_spells", 0, 1), shows_all("person_part p", "spells", 0, 0)],
    ),
    Example(
        "what is copied from an owner to which nothing happened still holds when another owner changes",
        [
            on("2024-01-01", "case.opened", case="a", level="low", known=0),
            on("2024-01-01", "person_part.joined", person_part="p", case="a", known=0),
            on("2024-01-01", "person_part.joined", person_part="q", case="b", known=0),
            on("2024-01-01", "spell.started", spell="other", person_part="q", known=0),
            on("2024-01-02", "spell.started", spell="s", person_part="p", second="b", known=0),
            on("2024-01-05", "case.graded", case="a", level="high", known=1),
        ],
        [shows_all("spell s", "case_level", "low", "high"), shows_all("spell s", "second_spells", 2, 2)],
    ),
    Example(
        "nothing copied down feeds a story: a copy's state is not heard by the owner",
        [
            on("2024-01-01", "case.opened", case="a", level="low"),
            on("2024-01-02", "person_part.joined", person_part="p", case="a"),
            on("2024-01-03", "case.graded", case="a", level="high"),
        ],
        [shows_all("case a", "began_with", "case.opened", "person_part.joined", "case.graded")],
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
