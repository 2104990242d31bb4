"""The chance behind a simulation: fair enough, the same everywhere, and no crime in two traps."""

import pytest

from peeler.simulate.months import financial_year_start, month_number, month_text
from peeler.simulate.places import places
from peeler.simulate.streams import Shares, about, below, shuffled, stream
from peeler.simulate.traps import ENOUGH_FOR_EVERY_TRAP, Trap, traps_at
from peeler.terms.errors import RequestError


def test_a_stream_is_its_key_and_nothing_else() -> None:
    # The first numbers of a stream are a promise of Python's; these are theirs.
    assert [below(stream(1, "middleshire"), 1000) for _ in range(2)] == [below(stream("1|middleshire"), 1000)] * 2
    chance = stream("a")
    assert [below(chance, 10**6) for _ in range(3)] == [272029, 67336, 599914]


def test_counts_scatter_about_what_is_expected() -> None:
    counts = [about(stream("count", number), 40) for number in range(2000)]
    mean = sum(counts) / len(counts)
    variance = sum((count - mean) ** 2 for count in counts) / len(counts)
    assert abs(mean - 40) < 0.6
    assert abs(variance - 40) < 5
    assert about(stream("none"), 0) == 0


def test_shares_are_drawn_by_weight_and_split_whole() -> None:
    shares = Shares({"often": 90, "seldom": 10, "never": 0})
    drawn = [shares.draw(stream("draw", number)) for number in range(1000)]
    assert 860 < drawn.count("often") < 940
    assert "never" not in drawn
    assert shares.split(13) == {"often": 12, "seldom": 1, "never": 0}
    assert all(sum(shares.split(whole).values()) == whole for whole in range(-5, 60))


def test_a_shuffle_keeps_every_item() -> None:
    assert shuffled(stream("s"), range(50)) != list(range(50))
    assert sorted(shuffled(stream("s"), range(50))) == list(range(50))


def test_no_crime_carries_two_traps_and_a_small_month_carries_all() -> None:
    assert max(len(traps_at(number)) for number in range(5000)) == 1
    assert {trap for number in range(ENOUGH_FOR_EVERY_TRAP) for trap in traps_at(number)} == set(Trap)


def test_places_of_two_forces_are_different_and_no_two_are_the_same() -> None:
    everywhere = [*places("middleshire"), *places("northmoor")]
    assert len({place[:2] for place in everywhere}) == len(everywhere) == 480
    assert not {place.lsoa_name for place in places("middleshire")} & {place.lsoa_name for place in places("northmoor")}
    assert len({place.lsoa_code for place in everywhere}) == 120


def test_months_and_financial_years_are_read_strictly() -> None:
    assert month_text(month_number("2023-12") + 1) == "2024-01"
    assert month_text(financial_year_start("1999/00")) == "1999-04"
    for wrong in ("2023-13", "2023-1", "23-01", "2023-01-01", ""):
        with pytest.raises(RequestError, match="is not a month"):
            month_number(wrong)
    for wrong in ("2023/25", "2023", "2023/2024", "x"):
        with pytest.raises(RequestError, match="is not a financial year"):
            financial_year_start(wrong)
