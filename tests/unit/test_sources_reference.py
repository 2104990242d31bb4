"""Published tables as reference rows: periods, sums, vintages, and Parquet beside CSV."""

from collections import Counter
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest

from peeler.simulate.home_office import simulate_home_office
from peeler.sources.periods import Period, period_reader
from peeler.sources.values import ValueRefused
from tests.loaded import LoadedLedger, ledger


@pytest.mark.parametrize(
    ("names", "texts", "period"),
    [
        (("financial_year", "quarter"), ("2018/19", "1"), Period(date(2018, 4, 1), date(2018, 6, 30))),
        (("quarter", "financial_year"), ("4", "1999/00"), Period(date(2000, 1, 1), date(2000, 3, 31))),
        (("year",), ("2024",), Period(date(2024, 1, 1), date(2024, 12, 31))),
        (("mid_year",), ("2024",), Period(date(2024, 1, 1), date(2024, 12, 31))),
        (("month",), ("2024-02",), Period(date(2024, 2, 1), date(2024, 2, 29))),
    ],
)
def test_a_period_is_its_first_and_last_day(names: tuple[str, ...], texts: tuple[str, ...], period: Period) -> None:
    assert period_reader(names)(texts) == period


@pytest.mark.parametrize(
    ("names", "texts"),
    [
        (("financial_year", "quarter"), ("2018/20", "1")),
        (("financial_year", "quarter"), ("2018/19", "5")),
        (("year",), ("24",)),
        (("month",), ("2024-13",)),
    ],
)
def test_what_is_no_period_is_refused(names: tuple[str, ...], texts: tuple[str, ...]) -> None:
    with pytest.raises(ValueRefused):
        period_reader(names)(texts)


def figures(loaded: LoadedLedger, table: str) -> Counter[tuple[str, date]]:
    """The sum of a reference table by force and first day."""
    sums: Counter[tuple[str, date]] = Counter()
    for row in loaded.durable.references.rows(table).to_pylist():
        sums[row["force"], row["first"]] += row["value"]
    return sums


def test_tables_are_summed_and_loading_them_again_or_as_parquet_changes_nothing(tmp_path: Path) -> None:
    simulate_home_office(tmp_path, seed=3, crimes_a_month=40)
    (recorded,) = tmp_path.glob("recorded_crime*.csv")
    told = pacsv.read_csv(recorded).to_pylist()
    with ledger() as loaded:
        report = loaded.load(tmp_path)
        assert sum(one.quarantined for one in report.files) == 0
        assert sum(one.read for one in report.files) == sum(one.accepted for one in report.files)
        sums = figures(loaded, "home_office_recorded_crime")
        assert sum(sums.values()) == sum(row["n"] for row in told)
        assert any(row["n"] < 0 for row in told)
        again = loaded.load(tmp_path)
        assert all(one.read == one.duplicate for one in again.files)
        table = pacsv.read_csv(recorded)
        floats = table.set_column(table.column_names.index("n"), "n", table["n"].cast(pa.float64()))
        parquet = tmp_path / "parquet" / recorded.with_suffix(".parquet").name
        parquet.parent.mkdir()
        pq.write_table(floats, parquet)
        assert [(one.read, one.duplicate) for one in loaded.load(parquet, source="home_office").files] == [
            (len(told), len(told))
        ]
        assert figures(loaded, "home_office_recorded_crime") == sums


POPULATION = "PFA 2023 Code,PFA 2023 Name,Population\n"


def test_the_vintage_is_the_date_given_else_the_newest_period(tmp_path: Path) -> None:
    path = tmp_path / "population_by_force_mid2024.csv"
    path.write_text(POPULATION + "E1,Northmoor,1000\nE2,Middleshire,2000\n")
    with ledger() as loaded:
        assert [one.dated for one in loaded.load(path).files] == ["2024-12-31"]
        assert [one.dated for one in loaded.load(path, dated="2025-07").files] == ["2025-07"]
        assert {table.vintage for table in loaded.durable.references.tables()} == {"2024-12-31", "2025-07"}


def test_a_row_that_is_not_understood_is_quarantined_and_the_rest_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "population_by_force_mid2024.csv"
    path.write_text(POPULATION + "E1,Northmoor,1000\nE2,Nowhere,2000\nE3,Middleshire,many\n")
    with ledger() as loaded:
        assert [(one.read, one.accepted, one.quarantined) for one in loaded.load(path).files] == [(3, 1, 2)]
        reasons = {entry.row.position: entry.row.reason for entry in loaded.durable.quarantined.every()}
        assert reasons == {3: "the force is not one that is known", 4: "'Population' is not a whole number"}


def test_a_damaged_parquet_file_is_one_entry_in_quarantine(tmp_path: Path) -> None:
    path = tmp_path / "population_by_force_mid2024.parquet"
    path.write_bytes(b"PAR1 and then nothing of the kind")
    with ledger() as loaded:
        report = loaded.load(path)
        assert [(one.read, one.quarantined) for one in report.files] == [(1, 1)]
        assert "not a whole Parquet file" in report.problems[0]
