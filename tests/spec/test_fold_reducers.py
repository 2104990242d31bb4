"""The manual of attributes: what each reducer makes of an object's events, state by state."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from peeler.definitions.catalogue import Catalogue, load_only
from tests.oracle.manual import Example, Manual, on, shows, shows_all, shows_at

CATALOGUE: Catalogue = load_only(Path(__file__).resolve().parents[1] / "catalogues" / "three_levels")

EXAMPLES = [
    Example(
        "latest is the last value given in the order things happened; an event without the value says nothing",
        [
            on("2024-01-01T09:00", "case.opened", case="a", level="low"),
            on("2024-01-03T09:00", "case.graded", case="a", level="high"),
            on("2024-01-02T09:00", "case.graded", case="a", score=3),
        ],
        [shows("case a", "level", "low", "low", "high")],
    ),
    Example(
        "a role is read as the object in it: of several the first by id",
        [
            on("2024-01-01", "case.opened", case="a", split_from="d c"),
            on("2024-01-02", "case.checked", case="a", checked_with="b"),
            on("2024-01-03", "case.checked", case="a"),
            on("2024-01-04", "person_part.joined", person_part="p", case="a", home="h"),
            on("2024-01-05", "person_part.joined", person_part="q", case="a"),
        ],
        [
            shows("case a", "split_from", "c", "c", "c", "c", "c"),
            shows("case a", "checked_with", None, ["b"], ["b"], ["b"], ["b"]),
            shows("case a", "part", None, None, None, "p", "q"),
            shows("case a", "homeless", 0, 0, 0, 0, 1),
        ],
    ),
    Example(
        "of a personal field only whether it is filled is known, and that is never unknown",
        [
            on("2024-01-01", "case.opened", case="a", note="A note"),
            on("2024-01-02", "case.opened", case="a"),
        ],
        [shows("case a", "note_given", True, False), shows("case a", "unexplained", 0, 1)],
    ),
    Example(
        "first is the first value given, and stays",
        [
            on("2024-01-01T09:00", "case.opened", case="a"),
            on("2024-01-02T09:00", "case.graded", case="a", level="mid"),
            on("2024-01-03T09:00", "case.graded", case="a", level="high"),
        ],
        [shows("case a", "first_level", None, "mid", "mid")],
    ),
    Example(
        "count counts events, from nothing; of an event only where its condition is true, and unknown is not true",
        [
            on("2024-01-01T09:00", "case.opened", case="a"),
            on(
                "2024-01-02T09:00",
                "case.checked",
                case="a",
                kind="full",
                direction={"value": True, "judged_by": "source"},
            ),
            on("2024-01-03T09:00", "case.checked", case="a", kind="full"),
            on(
                "2024-01-04T09:00",
                "case.checked",
                case="a",
                kind="brief",
                direction={"value": True, "judged_by": "source"},
            ),
        ],
        [shows("case a", "checks", 0, 1, 2, 3), shows("case a", "full_checks", 0, 1, 1, 1)],
    ),
    Example(
        "an unknown is neither in a long list nor outside it",
        [
            on("2024-01-01T09:00", "case.opened", case="a"),
            on("2024-01-02T09:00", "case.graded", case="a", level="low"),
            on("2024-01-03T09:00", "case.graded", case="a", level="high"),
        ],
        [shows("case a", "among_many", None, False, True)],
    ),
    Example(
        "an unknown is neither in a list nor outside it",
        [
            on("2024-01-01T09:00", "case.checked", case="a", kind="odd"),
            on("2024-01-02T09:00", "case.checked", case="a", kind="full"),
            on("2024-01-03T09:00", "case.checked", case="a"),
        ],
        [shows("case a", "odd_checks", 1, 1, 2)],
    ),
    Example(
        "sum, min and max are exact and say nothing until there is a value",
        [
            on("2024-01-01T09:00", "case.opened", case="a", cost="0.1"),
            on("2024-01-02T09:00", "case.closed", case="a", paid="0.2"),
            on("2024-01-03T09:00", "case.graded", case="a", score=4, level="mid"),
            on("2024-01-04T09:00", "case.graded", case="a", score=-1, level="high"),
        ],
        [
            shows("case a", "paid", Decimal("0.1"), Decimal("0.3"), Decimal("0.3"), Decimal("0.3")),
            shows("case a", "score_total", None, None, 4, 3),
            shows("case a", "score_lowest", None, None, 4, -1),
            shows("case a", "score_highest", None, None, 4, 4),
            shows("case a", "lowest_level", None, None, "mid", "high"),
        ],
    ),
    Example(
        "any is false until an event comes",
        [on("2024-01-01T09:00", "case.opened", case="a"), on("2024-01-02T09:00", "case.closed", case="a")],
        [shows("case a", "ever_closed", False, True)],
    ),
    Example(
        "set gathers words and sets, each once, sorted; nothing said is unknown, not empty",
        [
            on("2024-01-01T09:00", "case.graded", case="a"),
            on("2024-01-02T09:00", "case.flagged", case="a", flag="knife"),
            on("2024-01-03T09:00", "case.opened", case="a", flags=["child", "knife"]),
        ],
        [shows("case a", "flags", None, ["knife"], ["child", "knife"])],
    ),
    Example(
        "since..until is when the first of its events came after the last that ended it",
        [
            on("2024-01-01T09:00", "case.parked", case="a", reason="waiting"),
            on("2024-01-02T09:00", "case.parked", case="a"),
            on("2024-01-03T09:00", "case.resumed", case="a"),
            on("2024-01-04T09:00", "case.parked", case="a"),
        ],
        [
            shows("case a", "parked", datetime(2024, 1, 1, 9), datetime(2024, 1, 1, 9), None, datetime(2024, 1, 4, 9)),
            shows("case a", "parked_waiting", datetime(2024, 1, 1, 9), datetime(2024, 1, 1, 9), None, None),
        ],
    ),
    Example(
        "within a period: a state begins where an event stops counting, and no event begins it",
        [
            on("2024-01-01T09:00", "spell.started", spell="s"),
            on("2024-01-02T09:00", "spell.changed", spell="s", kind="cell"),
            on("2024-01-02T21:00", "spell.changed", spell="s", kind="ward"),
        ],
        [
            shows_all("spell s", "recent_change", None, "cell", "ward", "ward", None),
            shows_all("spell s", "began_with", "spell.started", "spell.changed", "spell.changed", None, None),
            shows_all(
                "spell s",
                "valid_from",
                *(datetime(2024, 1, d, h) for d, h in ((1, 9), (2, 9), (2, 21), (3, 9), (3, 21))),
            ),
        ],
    ),
    Example(
        "count, sum and any within a period count what lies in it; the latest stands until its own period ends",
        [
            on("2024-01-01T09:00", "case.checked", case="a", kind="full", score=2),
            on("2024-01-10T09:00", "case.checked", case="a", kind="odd", score=3),
        ],
        [
            shows_at("2024-01-14", "case a", "recent_score", 5),
            shows_at("2024-01-15", "case a", "recent_score", 3),
            shows_at("2024-01-24", "case a", "recent_score", None),
            shows_at("2024-01-24", "case a", "recent_checks", 2),
            shows_at("2024-02-01", "case a", "recent_checks", 1),
            shows_at("2024-02-09", "case a", "recent_kind", "odd"),
            shows_at("2024-02-10", "case a", "recent_checks", 0),
            shows_at("2024-02-10", "case a", "recent_kind", None),
        ],
    ),
    Example(
        "periods are half-open: what happened exactly a month ago no longer counts for what happens now",
        [on("2024-01-01T09:00", "case.checked", case="a"), on("2024-02-01T09:00", "case.checked", case="a")],
        [shows("case a", "recent_checks", 1, 1)],
    ),
    Example(
        "a month is a calendar month in London, clamped to the month's end; summer time keeps the clock",
        [
            on("2024-01-31T09:00", "case.checked", case="a", kind="full"),
            on("2024-03-15T09:00", "case.checked", case="b", kind="full"),
        ],
        [
            shows_at("2024-02-29T08:59:59", "case a", "recent_kind", "full"),
            shows_at("2024-02-29T09:00", "case a", "recent_kind", None),
            shows_at("2024-04-15T08:59:59", "case b", "recent_kind", "full"),
            shows_at("2024-04-15T09:00", "case b", "recent_kind", None),
        ],
    ),
    Example(
        "an hour is an hour, whatever the clock does: 36 hours over the night in March that has 23",
        [on("2024-03-30T12:00", "case.checked", case="a", direction={"value": True, "judged_by": "source"})],
        [
            shows_at("2024-03-31T00:59:59", "case a", "recent_direction", True),
            shows_at("2024-03-31T23:59:59", "case a", "recent_direction", True),
            shows_at("2024-04-01T01:00", "case a", "recent_direction", False),
        ],
    ),
    Example(
        "a derived attribute is reckoned from those before it: a case, a condition, a look-up, a London date",
        [
            on("2024-01-31T23:59", "case.opened", case="a", level="low", flags=["knife"], urgent=True),
            on("2024-02-02T09:00", "case.parked", case="a"),
            on("2024-02-03T09:00", "case.closed", case="a"),
            on("2024-02-01", "case.opened", case="b", level="odd"),
        ],
        [
            shows("case a", "status", "open", "parked", "closed"),
            shows("case a", "serious", True, True, True),
            shows("case a", "level_group", "minor", "minor", "minor"),
            shows("case a", "started_late", False, False, False),
            shows("case b", "serious", None),
            shows("case b", "level_group", None),
            shows("case b", "started_late", True),
        ],
    ),
    Example(
        "days, instants and judgements come out as what they are",
        [
            on("2024-01-01T09:00", "case.opened", case="a", due="2024-02-29", seen="2024-01-01T08:00:00"),
            on("2024-01-02T09:00", "case.checked", case="a", direction={"value": False, "judged_by": "reviewer"}),
            on("2024-01-03T09:00", "case.checked", case="a", score=4),
        ],
        [
            shows("case a", "due", *[date(2024, 2, 29)] * 3),
            shows("case a", "seen", *[datetime(2024, 1, 1, 8)] * 3),
            shows("case a", "directed_at", None, None, datetime(2024, 1, 3, 9)),
        ],
    ),
    Example(
        "one field may be a number in one event and a set in another",
        [
            on("2024-01-01T09:00", "person_part.joined", person_part="p", case="a"),
            on("2024-01-02T09:00", "person_part.marked", person_part="p", score=["x", "y"]),
            on("2024-01-03T09:00", "spell.started", spell="s", person_part="p", score=7),
        ],
        [
            shows("person_part p", "scores", None, ["x", "y"], ["x", "y"]),
            shows("person_part p", "spell_score", None, None, 7),
        ],
    ),
    Example(
        "events of one instant fold in the order of their types in the object's file, then recorded_at, then id",
        [
            on("2024-01", "case.graded", case="a", level="high", id="1", recorded="2024-02-01"),
            on("2024-01", "case.graded", case="a", level="mid", id="3"),
            on("2024-01", "case.graded", case="a", level="odd", id="2"),
            on("2024-01", "case.opened", case="a", level="low", id="4"),
            on("2024-01", "case.graded", case="b", level="mid", id="6"),
            on("2024-01", "case.graded", case="b", level="odd", id="5"),
        ],
        [
            shows_at("2024-01-01", "case a", "level", "high"),
            shows_at("2024-01-01", "case a", "first_level", "low"),
            shows_at("2024-01-01", "case b", "level", "mid"),
            shows_at("2024-01-01", "case b", "first_level", "odd"),
        ],
    ),
    Example(
        "a state has length zero where another event happens at the same instant; only the last one lasts",
        [
            on("2024-01", "case.opened", case="a", level="low"),
            on("2024-01", "case.graded", case="a", level="high"),
        ],
        [
            shows("case a", "valid_to", datetime(2024, 1, 1), datetime(9999, 12, 31)),
            shows_at("2024-01-01", "case a", "level", "high"),
        ],
    ),
    Example(
        "an event whose time nobody knows is in no state",
        [on("2024-01-01", "case.opened", case="a"), on(None, "case.graded", case="a", level="high")],
        [shows("case a", "level", None)],
    ),
    Example(
        "anything may be restricted and released again",
        [
            on("2024-01-01", "case.opened", case="a"),
            on("2024-01-02", "case.restricted", case="a", reason="inquiry"),
            on("2024-01-03", "case.unrestricted", case="a"),
        ],
        [shows("case a", "restricted", False, True, False)],
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
