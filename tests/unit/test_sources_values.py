"""Values of fields, normalised by kind, and refused without being repeated."""

import pytest

from peeler.definitions.kinds import KINDS
from peeler.definitions.objects import FieldDefinition
from peeler.sources.values import READERS, ValueRefused, read_at, read_json, reader_of
from peeler.terms.clocks import parse_instant


def field(kind: str, *one_of: str) -> FieldDefinition:
    return FieldDefinition(kind=kind, one_of=one_of)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("word", " burglary ", "burglary"),
        ("integer", "-0012", -12),
        ("decimal", "+007.2500", "7.25"),
        ("decimal", "-0.000", "0"),
        ("decimal", "-1.50", "-1.5"),
        ("yes_no", "TRUE", True),
        ("yes_no", "n", False),
        ("judgement", "yes", {"value": True, "judged_by": "source"}),
        ("day", "2024-06-30", "2024-06-30"),
        ("day", "2024-06-30T23:30:00+00:00", "2024-07-01"),
        ("instant", "2024-06-30T10:00:00+01:00", "2024-06-30T09:00:00"),
        ("instant", "2024-06-30T10:00", "2024-06-30T09:00:00"),
        ("set", "b; a;;b", ["a", "b"]),
    ],
)
def test_a_text_is_read_by_its_kind(kind: str, text: str, value: object) -> None:
    assert reader_of(field(kind), None)(text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("word", "a\x00b"),
        ("word", "\ud800"),
        ("integer", "1.0"),
        ("integer", "1" * 19),
        ("decimal", "1e3"),
        ("decimal", "NaN"),
        ("decimal", "0.1234567"),
        ("yes_no", "maybe"),
        ("judgement", "2"),
        ("day", "2024-06"),
        ("day", "2024-02-30"),
        ("day", "1066-10-14"),
        ("instant", "2024-06-30"),
        ("instant", "Ann Invented"),
    ],
)
def test_what_is_not_of_its_kind_is_refused_and_not_repeated(kind: str, text: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        reader_of(field(kind), None)(text)
    assert text not in str(refused.value)


def test_every_kind_a_field_may_have_has_a_reader() -> None:
    assert set(READERS) == set(KINDS) - {"since"}


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        ("yes_no", False, False),
        ("integer", 7, 7),
        ("decimal", 7, "7"),
        ("set", ["b", "a", "b", ""], ["a", "b"]),
        ("set", [], None),
        ("judgement", {"value": False, "judged_by": "rule"}, {"value": False, "judged_by": "rule"}),
        ("judgement", {"value": None, "judged_by": "rule"}, None),
        ("judgement", True, {"value": True, "judged_by": "source"}),
        ("word", "", None),
        ("word", None, None),
    ],
)
def test_json_is_read_by_its_kind(kind: str, value: object, read: object) -> None:
    assert read_json(field(kind), None, value) == read


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("word", 7),
        ("word", True),
        ("word", ["a"]),
        ("word", {"a": "b"}),
        ("integer", True),
        ("yes_no", 1),
        ("set", "a"),
        ("set", ["a", 1]),
        ("judgement", {"value": "yes"}),
        ("judgement", {"value": True, "judged_by": "hunch"}),
        ("judgement", {"value": True, "why": "x"}),
    ],
)
def test_json_of_another_kind_is_refused(kind: str, value: object) -> None:
    with pytest.raises(ValueRefused):
        read_json(field(kind), None, value)


def test_a_closed_list_names_its_words_and_an_outcome_is_a_code_of_the_framework() -> None:
    with pytest.raises(ValueRefused, match="known: brief, full"):
        reader_of(field("word", "brief", "full"), None)("Ann Invented")
    codes = frozenset({"1", "1/1A"})
    assert reader_of(field("outcome"), codes)("1/1A") == "1/1A"
    with pytest.raises(ValueRefused):
        reader_of(field("outcome"), codes)("99")


def test_a_time_is_never_finer_than_it_is_written() -> None:
    assert read_at("2024-06-15", "month") == parse_instant("2024-06-01T00:00+01:00")
    assert read_at("2024-06-15T10:00", "day") == parse_instant("2024-06-15T00:00+01:00")
    for text, precision in (("2024-06-15", "instant"), ("2024-06", "day"), ("June", "month")):
        with pytest.raises(ValueRefused):
            read_at(text, precision)  # type: ignore[arg-type]
