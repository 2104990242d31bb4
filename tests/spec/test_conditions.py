"""The condition language: what may be written, what is refused, and in which words."""

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlglot import exp

from peeler.definitions.conditions import parse_condition, parse_expression
from peeler.definitions.kinds import Kind
from peeler.definitions.rendering import executable
from peeler.terms.errors import RequestError

COLUMNS: dict[str, Kind] = {
    "status": "word", "age": "integer", "flags": "set", "held": "since", "recorded_at": "instant", "due": "day",
    "supports": "judgement", "as_at": "instant",
}  # fmt: skip

ALLOWED = [
    "status = 'open'",
    "status <> 'cancelled' and age >= 3",
    "status in ('open', 'completed')",
    "age between 1 and 5",
    "recorded_at is not null",
    "coalesce(age, 0) > 1",
    "case when age > 3 then true else null end",
    "recorded_at < as_at - interval '28 days'",
    "recorded_at >= date '2022-10-28'",
    "due < date '2024-01-01'",
    "not supports",
    "'hate' in flags",
    "held",
    "not held and status = 'open'",
    "(status = 'open' or held)",
    "age + 1 > -2",
]

REFUSED = [
    ("read_csv('/etc/passwd') is null", "not allowed"),
    ("getenv('HOME') = 'x'", "not allowed"),
    ("(select 1) = 1", "not allowed"),
    ("status in (select status from investigation_current)", "not allowed"),
    ("exists (select 1)", "not allowed"),
    ("age::varchar = '1'", "not allowed"),
    ("status like 'o%'", "not allowed"),
    ("age * 2 > 1", "not allowed"),
    ("random() > 0.5", "not allowed"),
    ("other.status = 'open'", "named alone"),
    ("staus = 'open'", "did you mean 'status'"),
    ("status = 3", "compares"),
    ("status", "true or false"),
    ("age", "true or false"),
    ("age and held", "'age' is not something that is true or false"),
    ("not status", "'status' is not something that is true or false"),
    ("case when age then true else false end", "'age' is not something that is true or false"),
    ("case status when 3 then true end", "compares"),
    ("3 in flags", "a set of words"),
    ("'x' in status", "not a set"),
    ("status + 1 = 2", "adds"),
    ("recorded_at < as_at - interval '3 parsecs'", "not an interval|cannot be read"),
    ("due = date '2024-02-31'", "not allowed"),
    ("age >", "cannot be read"),
    ("age = 1; drop table x", "cannot be read|not allowed"),
    ("", "cannot be read"),
    ("(" * 70 + "age = 1" + ")" * 70, "levels"),
    ("age = 1 or " * 500 + "age = 1", "characters"),
]


@pytest.mark.parametrize("text", ALLOWED)
def test_a_condition_that_is_allowed_runs(text: str) -> None:
    condition = parse_condition(text, COLUMNS, where="here")
    tree = executable(condition.tree, COLUMNS, lambda name: exp.column(name, quoted=True))
    types = {
        "word": "varchar",
        "integer": "bigint",
        "set": "varchar[]",
        "since": "timestamp",
        "instant": "timestamp",
        "day": "date",
        "judgement": "boolean",
    }
    columns = ", ".join(f'null::{types[kind]} as "{name}"' for name, kind in COLUMNS.items())
    duckdb.connect().execute(f"select {tree.sql('duckdb')} from (select {columns})").fetchone()


@pytest.mark.parametrize(("text", "why"), REFUSED)
def test_anything_else_is_refused_by_name(text: str, why: str) -> None:
    with pytest.raises(RequestError, match=f"measures/x.yml: .*({why})"):
        parse_condition(text, COLUMNS, where="measures/x.yml: population")


def test_since_reads_as_true_while_it_lasts() -> None:
    condition = parse_condition("held", COLUMNS, where="here")
    assert condition.tree.sql("duckdb") == "NOT held IS NULL"


def test_a_date_beside_an_instant_is_the_start_of_that_london_day() -> None:
    condition = parse_condition("recorded_at >= date '2024-07-01'", COLUMNS, where="here")
    rendered = executable(condition.tree, COLUMNS, exp.column).sql("duckdb")
    assert "2024-06-30 23:00:00" in rendered


def test_a_date_beside_a_day_stays_a_date() -> None:
    condition = parse_condition("due >= date '2024-07-01'", COLUMNS, where="here")
    assert "CAST('2024-07-01' AS DATE)" in executable(condition.tree, COLUMNS, exp.column).sql("duckdb")


@given(
    st.text(alphabet=st.sampled_from("()'\";,.=<>-+*/ \n\0%$ abcdeighnorstuw0129[]{}"), max_size=60)
    | st.text(max_size=40)
)
def test_no_text_does_more_than_be_refused(text: str) -> None:
    try:
        condition = parse_expression(text, COLUMNS, where="fuzz")
    except RequestError as refusal:
        assert "\n" not in str(refusal)
    else:
        assert condition.columns <= set(COLUMNS)
