"""Spec: a kind of work is one file, a grouping a few lines; what they cannot be is refused by file, key and nearest word."""

from pathlib import Path

import pytest

from peeler.definitions.catalogue import load_catalogue, load_only
from tests.spec.test_catalogue import refusal, write

CASE = """
title: Case
about: A case.
owner: someone
checked_by: someone
review_by: 2027-01-01
events:
  opened: {roles: {case: case}, fields: {team: word, flags: set}}
  closed: {roles: {case: case}}
attributes:
  opened_at: first opened.at
  team: latest opened.team
  flags: set opened.flags
  open: since opened until closed
groupings:
  age: {title: Age, ages_from: opened_at}
  flag:
    title: Gravest flag
    words:
      child: {title: Child, when: "'child' in flags"}
      other: {title: Another, when: open}
"""
STOCK = """
title: Open cases
question: How many cases are open?
why: To know.
kind: stock
object: case
population: open
by: [team]
unit: cases
better: context
authority: {source: a test}
owner: someone
checked_by: someone
review_by: 2027-01-01
examples: [{name: none, events: [], gives: [{value: 0}]}]
"""
WORK = """
title: Open cases
question: Who holds what?
about: Cases.
stock: open_cases
noun: cases
rows: team
columns: age
parts: flag
dimensions:
  team: {title: Team, missing: In no team}
  age: {title: Age}
  flag: {title: Flag}
beside:
  child: {title: Of children, by: [team, age]}
authority: {source: a test}
owner: someone
checked_by: someone
review_by: 2027-01-01
"""


def files(**changed: str) -> dict[str, str]:
    return {"objects__case": CASE, "measures__open_cases": STOCK, "workload__cases": WORK, **changed}


def test_a_kind_of_work_is_one_file(tmp_path: Path) -> None:
    made = load_only(write(tmp_path, **files())).workload["cases"]
    assert made.measure.name == "open_cases"
    assert [title for _, title in made.dimensions["age"].words] == [
        "0-7 days", "8-28 days", "29-90 days", "91-182 days", "183-365 days", "Over a year",
    ]  # fmt: skip
    assert made.dimensions["age"].ages
    assert not made.dimensions["flag"].ages
    assert made.dimensions["team"].missing == "In no team"


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("stock: open_cases", "stock: open_case", "workload/cases.yml: stock: unknown stock 'open_case'; did you mean 'open_cases'?"),
        ("rows: team", "rows: teams", "unknown dimension 'teams'; did you mean 'team'?"),
        ("columns: age", "columns: team", "rows and columns are two different dimensions"),
        ("  team: {title: Team", "  team: {of: tem, title: Team", "dimensions.team: unknown dimension 'tem'; did you mean 'team'?"),
        ("  team: {title: Team", "  team: {of: flags, title: Team", "'flags' holds several values at once"),
        ("  child: {title", "  chidl: {title", "beside: unknown word of flag 'chidl'; did you mean 'child'?"),
        ("parts: flag", "parts: flag\njob: lead", "job: unknown attribute 'lead'"),
        ("parts: flag", "parts: flag\nweight: harm", "weight: unknown look-up"),
    ],
)  # fmt: skip
def test_what_a_kind_of_work_cannot_be_is_refused_by_name(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    assert said in refusal(tmp_path, **files(workload__cases=WORK.replace(right, wrong)))


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("ages_from: opened_at", "ages_from: team", "ages_from: 'team' is not a time of this object"),
        ("ages_from: opened_at", "about: nothing", "a grouping has either words or ages_from"),
        ("'child' in flags", "'child' in flag", "unknown name 'flag'; did you mean 'flags'?"),
        ("  age: {title", "  team: {title", "'team' is taken"),
        ("when: open", "when: team", "is not something that is true or false"),
    ],
)
def test_what_a_grouping_cannot_be_is_refused_by_name(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    assert said in refusal(tmp_path, **files(objects__case=CASE.replace(right, wrong)))


def test_the_products_kinds_of_work_stand_on_every_stock_the_issue_names() -> None:
    kinds = load_catalogue().workload
    assert {one.file.stock for one in kinds.values()} >= {
        "open_investigations", "referral_queue", "online_backlog", "wanted_stock", "on_bail", "released_under_investigation",
    }  # fmt: skip
    dimensions = set(kinds["investigations"].dimensions)
    wanted = {"team", "officer", "supervisor", "offence", "flag", "risk", "age", "stage", "route", "harm"}
    assert wanted <= dimensions
