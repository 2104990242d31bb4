"""Unit: what a poll reads as text, how its cursor is kept, how far it may go, and in what order pages follow."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, text
from sqlalchemy.pool import StaticPool

from peeler.definitions.sources import Poll, TableFile
from peeler.sources import polling
from peeler.sources.polling import (
    Cursor,
    overlap_of,
    read_changes,
    read_cursor,
    read_whole,
    reading_of,
    text_of,
    until_now,
    written_cursor,
)
from peeler.terms.clocks import parse_instant

NOON = parse_instant("2024-05-01T12:00:00+01:00")
POLL = Poll(every="1 minute", table="calls", modified="changed")


@pytest.mark.parametrize(
    ("value", "utc", "said"),
    [
        (None, False, ""),
        (True, False, "true"),
        (17, False, "17"),
        (Decimal("1E+2"), False, "100"),
        (Decimal("0.250"), False, "0.250"),
        (date(2024, 5, 1), False, "2024-05-01"),
        (time(9, 30), False, "09:30:00"),
        (datetime(2024, 5, 1, 9, 30), False, "2024-05-01T09:30:00"),
        (datetime(2024, 5, 1, 9, 30), True, "2024-05-01T09:30:00+00:00"),
        (datetime(2024, 5, 1, 9, 30, tzinfo=timezone(timedelta(hours=1))), True, "2024-05-01T09:30:00+01:00"),
        (b"\x00\xff", False, "00ff"),
    ],
)
def test_a_value_reads_as_it_would_in_a_file(value: Any, utc: bool, said: str) -> None:
    assert text_of(value, utc=utc) == said


kinds = st.one_of(
    st.integers(), st.datetimes(), st.datetimes(timezones=st.just(UTC)), st.dates(), st.text(),
    st.decimals(allow_nan=False, allow_infinity=False),
)  # fmt: skip


@given(kinds, st.lists(kinds, min_size=1, max_size=3))
def test_a_cursor_is_read_back_as_it_was(modified: Any, key: list[Any]) -> None:
    assert read_cursor(written_cursor(Cursor(modified, tuple(key)))) == Cursor(modified, tuple(key))


def test_a_feed_that_was_only_heard_has_no_cursor() -> None:
    assert read_cursor("{}") is None


@pytest.mark.parametrize(
    ("times", "modified", "kept"),
    [
        ("london", datetime(2024, 5, 1, 11, 59), datetime(2024, 5, 1, 11, 59)),
        ("london", datetime(2024, 5, 1, 12, 1), datetime(2024, 5, 1, 12, 0)),
        ("utc", datetime(2024, 5, 1, 12, 1), datetime(2024, 5, 1, 11, 0)),
        ("utc", datetime(2099, 1, 1, tzinfo=UTC), datetime(2024, 5, 1, 11, 0, tzinfo=UTC)),
        ("london", date(2024, 5, 2), date(2024, 5, 1)),
        ("london", 99, 99),
    ],
)
def test_a_cursor_goes_no_further_than_now(times: Any, modified: Any, kept: Any) -> None:
    poll = POLL.model_copy(update={"times": times})
    found = until_now(poll, Cursor(modified, ("a",)), NOON)
    assert found is not None
    assert found.modified == kept


@pytest.mark.parametrize(
    ("overlap", "modified", "back"),
    [
        ("5 minutes", datetime(2024, 5, 1), timedelta(minutes=5)),
        ("5 minutes", date(2024, 5, 1), timedelta(days=1)),
        ("0", datetime(2024, 5, 1), timedelta()),
        ("100", 12, 100),
        ("5 minutes", 12, 0),
    ],
)
def test_a_reading_begins_so_far_before_its_cursor(overlap: str, modified: Any, back: Any) -> None:
    assert overlap_of(POLL.model_copy(update={"overlap": overlap}), modified) == back


rows = st.dictionaries(
    st.tuples(st.integers(0, 5), st.sampled_from("abc")), st.integers(0, 4), max_size=18
)  # two columns of key -> when changed, with many alike


@given(rows, st.integers(1, 4), st.integers(0, 4), st.sampled_from(["0", "1", "9"]))
def test_pages_of_any_size_give_every_row_once(held: Any, size: int, since: int, overlap: str) -> None:
    file = TableFile(columns=("Number", "letter"), key=("Number", "letter"), poll=POLL)
    reading = reading_of(file, POLL.model_copy(update={"overlap": overlap}))
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.connect() as connection, pytest.MonkeyPatch.context() as patch:
        patch.setattr(polling, "PAGE", size)
        connection.execute(text('create table calls ("Number" integer, letter text, changed integer)'))
        for (number, letter), changed in held.items():
            connection.execute(text("insert into calls values (:n, :l, :c)"), {"n": number, "l": letter, "c": changed})
        connection.commit()
        whole = read_whole(connection, reading, NOON)
        changes = read_changes(connection, reading, Cursor(since, (2, "b")), NOON)
    engine.dispose()

    def named(found: Any) -> list[tuple[str, str]]:
        return sorted(zip(found.rows.columns["Number"], found.rows.columns["letter"], strict=True))

    assert named(whole) == sorted((str(number), letter) for number, letter in held)
    begin = since - int(overlap)
    expected = [
        (str(number), letter)
        for (number, letter), changed in held.items()
        if (changed >= begin if int(overlap) else (changed, number, letter) > (since, 2, "b"))
    ]
    assert named(changes) == sorted(expected)
