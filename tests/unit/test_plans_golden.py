"""Golden: the SQL of each kind of plan, as files to read; `PEELER_GOLDEN=update` writes them anew."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlglot import exp

from peeler.definitions.conditions import parse_condition
from peeler.definitions.measures import columns_for, parse_dimension
from peeler.definitions.waiting import Settling, Waiting
from peeler.plans import records
from peeler.plans.asked import Asked
from peeler.plans.extent import character, extent
from peeler.plans.moments import stock_at_each, turnover_at_each
from peeler.plans.references import published
from peeler.plans.scope import Scope, Sight
from peeler.plans.series import arrivals_and_departures, changes_of_stock
from peeler.plans.states import health_of, state_of
from peeler.plans.totals import total_of_count, total_of_stock
from peeler.plans.waits import settlings, waits
from peeler.terms.clocks import Instant, periods
from tests.property.made_journals import CASE, CATALOGUE, KNOWN, NOW, at

FOLDER = Path(__file__).parent.parent / "golden" / "plans"
AT = Instant(at("2024-05-16") - 1)
MONTHS = periods(at("2024-03-01"), at("2024-05-01"), "month")
WEEKS = periods(at("2024-04-15"), at("2024-05-06"), "week")


def sight(*texts: str) -> Sight:
    return Sight(tuple(parse_condition(text, CASE.columns, where="see") for text in texts))


def scope(*, see: tuple[str, ...] = ("true",), known: Instant | None = None, coarse: bool = False) -> Scope:
    return Scope(CASE, sight(*see), NOW, AT, known, known is not None, ("month",) if coarse else ())


def asked(name: str, *by: str, where: str | None = None, variant: str | None = None) -> Asked:
    measure = CATALOGUE.measures[name]
    return Asked(
        measure,
        tuple(parse_dimension(text, CASE, where="by") for text in by),
        parse_condition(where, columns_for(CASE), where="where") if where else None,
        measure.variants[variant] if variant else None,
    )


def by_months(plain: Asked) -> Asked:
    return Asked(plain.measure, plain.dimensions, plain.where, plain.variant, MONTHS[0].start, MONTHS[-1].end, MONTHS)


def by_weeks(plain: Asked) -> Asked:
    return Asked(plain.measure, plain.dimensions, plain.where, plain.variant, WEEKS[0].start, WEEKS[-1].end, WEEKS)


def waiting(name: str) -> Waiting:
    found = CATALOGUE.measures[name].waiting
    assert found is not None
    return found


def settling(name: str) -> Settling:
    found = CATALOGUE.measures[name].settling
    assert found is not None
    return found


PLANS: dict[str, Callable[[], exp.Expr]] = {
    "count_by_time": lambda: total_of_count(scope(), asked("cases", "team")),
    "count_by_time_and_month": lambda: total_of_count(scope(), by_months(asked("cases", "team"))),
    "count_by_day_of_london": lambda: total_of_count(scope(), by_months(asked("due_cases"))),
    "count_by_team_at_another_time": lambda: total_of_count(scope(), asked("cases", "team@opened_at")),
    "count_of_events": lambda: total_of_count(scope(), by_months(asked("moves", "team"))),
    "count_filtered_variant": lambda: total_of_count(scope(), asked("cases", where="size > 2", variant="flagged")),
    "ratio_with_parts": lambda: total_of_count(scope(), asked("answered")),
    "stock": lambda: total_of_stock(scope(), asked("open_cases", "team", "kind"), AT),
    "stock_coarse": lambda: total_of_stock(scope(coarse=True), asked("open_cases"), AT),
    "stock_as_known": lambda: total_of_stock(scope(known=KNOWN[0]), asked("open_cases"), AT),
    "stock_under_policy": lambda: total_of_stock(
        scope(see=("not restricted", "team = 'north'")), asked("open_cases"), AT
    ),
    "stock_without_sight": lambda: total_of_stock(scope(see=()), asked("open_cases"), AT),
    "stock_by_age": lambda: total_of_stock(scope(), asked("old_cases"), AT),
    "series": lambda: changes_of_stock(scope(), by_months(asked("open_cases", "team"))),
    "series_coarse_by_week": lambda: changes_of_stock(scope(coarse=True), by_weeks(asked("open_cases"))),
    "flows": lambda: arrivals_and_departures(scope(), by_months(asked("open_cases", "team"))),
    "stock_by_age_at_each": lambda: stock_at_each(scope(), asked("old_cases", "team"), [MONTHS[0].start, AT]),
    "stock_by_age_at_each_coarse": lambda: stock_at_each(scope(coarse=True), asked("old_cases"), [MONTHS[0].start, AT]),
    "turnover_by_age": lambda: turnover_at_each(scope(), asked("old_cases"), [MONTHS[0].start, AT]),
    "waits": lambda: waits(scope(), by_months(asked("time_to_close", "team")), waiting("time_to_close")),
    "waits_coarse": lambda: waits(scope(coarse=True), asked("time_to_close"), waiting("time_to_close")),
    "settlings": lambda: settlings(scope(), asked("answered"), settling("answered"), (MONTHS[0].start, AT)),
    "records_of_count": lambda: records.paged(
        records.records_counted(scope(), asked("cases", "team"), ("north",), records.which_rows("value")), 2, 50
    ),
    "records_of_part_counted": lambda: records.counted(
        records.records_counted(scope(), asked("answered", "team"), (None,), records.which_part("unknown", 2))
    ),
    "records_arriving": lambda: records.paged(
        records.records_crossing(scope(), by_months(asked("open_cases", "team")), ("north",), arriving=True), 1, 50
    ),
    "extent_of_count": lambda: extent(scope(), asked("cases")),
    "extent_of_stock": lambda: extent(scope(), asked("open_cases")),
    "character": lambda: character(scope()),
    "published": lambda: published("figures", where={"force": "x"}, unless={"group": ["a", "b"]}, numerator={"o": "0"}),
    "state_of_one": lambda: state_of(scope(known=KNOWN[0]), "case:o'clock"),
    "health": lambda: health_of(scope()),
}


@pytest.mark.parametrize("name", PLANS)
def test_the_sql_of_each_plan_is_the_one_that_was_read(name: str) -> None:
    sql = PLANS[name]().sql(dialect="duckdb", pretty=True) + "\n"
    path = FOLDER / f"{name}.sql"
    if os.environ.get("PEELER_GOLDEN") == "update":
        path.write_text(sql, encoding="utf-8")
    assert path.is_file(), f"no golden file; read the SQL and run again with PEELER_GOLDEN=update\n{sql}"
    assert sql == path.read_text(encoding="utf-8")


def test_every_golden_file_has_its_plan() -> None:
    assert {path.stem for path in FOLDER.glob("*.sql")} == set(PLANS)


@pytest.mark.parametrize("name", PLANS)
def test_no_plan_holds_a_window_or_a_time_zone(name: str) -> None:
    tree = PLANS[name]()
    assert list(tree.find_all(exp.Window, exp.AtTimeZone)) == []


@pytest.mark.parametrize("name", ["stock_under_policy", "stock_without_sight"])
def test_a_policy_is_part_of_the_scan(name: str) -> None:
    assert any(node.args.get("query") for node in PLANS[name]().find_all(exp.In))


def test_withdrawn_beliefs_are_read_only_for_a_moment_before_the_seal() -> None:
    names = {table.name for table in PLANS["stock"]().find_all(exp.Table)}
    assert names == {"case_current", "case_recent"}
    earlier = {table.name for table in PLANS["stock_as_known"]().find_all(exp.Table)}
    assert earlier == {"case_current", "case_recent", "case_withdrawn"}


def test_a_condition_cannot_break_out_of_its_literal() -> None:
    tree = state_of(scope(), "case:x' or '1'='1")
    assert "'case:x'' or ''1''=''1'" in tree.sql(dialect="duckdb")
