"""Journey: a force's records are loaded, and `peeler workload` says who holds what, what is held, and who is there to do it."""

import json
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.command import answer, run

AT = ("--at", "2024-05-31")


def told(number: int, kind: str, at: str, objects: dict[str, str], /, **data: Any) -> dict[str, Any]:
    moment = f"{at}T10:00:00+01:00"
    return {
        "id": f"rms:{number}", "type": kind, "force": "middleshire", "at": moment, "recorded_at": moment, "source": "rms",
        "objects": objects, "data": data,
    }  # fmt: skip


def story() -> list[dict[str, Any]]:
    """Six crimes: two in a series with the north, a rape with an officer not accredited for it, one held, one new, one done."""
    number, made = count(1), []

    def say(kind: str, at: str, crime: int, lead: int | None = None, /, **data: Any) -> None:
        leads = {} if lead is None else {"lead": f"crime:{lead}"}
        made.append(
            told(next(number), f"investigation.{kind}", at, {"investigation": f"crime:{crime}", **leads}, **data)
        )

    crimes = (
        ("2024-02-01", "8N"), ("2024-02-02", "8N"), ("2024-05-10", "19C"), ("2024-05-12", "49"), ("2024-05-30", "49"), ("2024-04-01", "49"),
    )  # fmt: skip
    for crime, (day, offence) in enumerate(crimes, start=1):
        say("recorded", day, crime, offence=offence, flags=["domestic_abuse", "child"] if crime == 1 else [])
    for crime in (1, 2, 6):
        say("allocated", "2024-04-10", crime, officer="officer:1", team="north")
    say("linked", "2024-04-11", 2, 1)
    say("allocated", "2024-05-11", 3, officer="officer:1", team="north")
    say("allocated", "2024-05-20", 3, officer="officer:2", team="south")
    say("held", "2024-05-13", 4, by="officer:9", reason="no_capacity")
    say("completed", "2024-05-15", 6)
    for officer, team, level in (("1", "north", "2"), ("2", "south", "1"), ("3", "north", "2")):
        who = {"officer": f"officer:{officer}"}
        made.append(told(next(number), "officer.joined", "2023-01-01", who, team=team))
        made.append(told(next(number), "officer.accredited", "2023-02-01", who, scheme="pip", level=level))
    made.append(told(next(number), "officer.absent", "2024-05-01", {"officer": "officer:3"}))
    for team, leader in (("north", "7"), ("south", "7")):
        made.append(told(next(number), "team.formed", "2022-01-01", {"team": f"team:{team}"}, kind="response"))
        made.append(told(next(number), "team.led", "2022-01-02", {"team": f"team:{team}"}, officer=f"officer:{leader}"))
    made.append(told(next(number), "post.created", "2022-01-01", {"post": "post:1"}, role="officer", team="north"))
    return made


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("work")
    runtime, force = folder / "run", folder / "force"
    (folder / "events.jsonl").write_text("".join(json.dumps(one) + "\n" for one in story()), "utf-8")
    assert run("new", force, "--force", "middleshire", runtime=runtime).returncode == 0
    loaded = answer("-w", force, "load", folder / "events.jsonl", runtime=runtime)["total"]
    assert loaded["accepted"] == len(story())
    return force, runtime


def asked(workspace: tuple[Path, Path], *words: str) -> dict[str, Any]:
    force, runtime = workspace
    return answer("-w", force, "workload", *words, *AT, runtime=runtime)


def cells(found: dict[str, Any], *names: str) -> dict[tuple[Any, ...], int]:
    return {tuple(row[name] for name in names): row["value"] for row in found["rows"]}


def test_every_open_case_has_one_place_and_what_nobody_has_is_told(workspace: tuple[Path, Path]) -> None:
    found = asked(workspace, "--by", "team,age")
    assert cells(found, "team", "age") == {
        ("north", "days_91_182"): 2, ("south", "days_8_28"): 1, (None, "days_8_28"): 1, (None, "days_0_7"): 1,
    }  # fmt: skip
    assert {part["part"]: part["value"] for part in found["parts"]} == {"held": 1, "allocated": 3, "unallocated": 1}
    (held,) = [part for part in found["parts"] if part["part"] == "held"]
    assert [(row["held_by"], row["held_for"], row["value"]) for row in held["rows"]] == [("officer:9", "days_8_28", 1)]
    assert found["total"]["value"] == 5
    assert found["adds_up"] is True


def test_the_gravest_flag_the_leader_of_the_team_and_a_series_as_one_job(workspace: tuple[Path, Path]) -> None:
    assert cells(asked(workspace, "--by", "flag,holding"), "flag", "holding")["child", "allocated"] == 1
    led = asked(workspace, "--by", "supervisor,route")
    assert cells(led, "supervisor", "route") == {("officer:7", None): 3, (None, None): 2}
    jobs = asked(workspace, "--by", "team,holding", "--count", "jobs")
    assert cells(jobs, "team", "holding")["north", "allocated"] == 1
    assert jobs["total"]["value"] == 4


def test_what_came_was_done_and_was_handed_on_in_four_weeks(workspace: tuple[Path, Path]) -> None:
    movement = asked(workspace, "--by", "team,age")["movement"]
    moved = {
        row["value"]: [row[n] for n in ("before", "arrived", "received", "completed", "handed_on", "now")]
        for row in movement["rows"]
    }
    assert moved == {"north": [3, 0, 1, 1, 1, 2], "south": [0, 0, 1, 0, 0, 1], None: [0, 3, 0, 0, 1, 2]}
    assert {(one["from"], one["to"]): one["count"] for one in movement["handed_on"]} == {
        (None, "north"): 1,
        ("north", "south"): 1,
    }
    by_leader = asked(workspace, "--by", "supervisor,age")["movement"]
    assert {(one["from"], one["to"]) for one in by_leader["handed_on"]} == {(None, "officer:7")}


def test_load_is_over_who_is_available_and_tells_who_has_not_the_level(workspace: tuple[Path, Path]) -> None:
    load = {one["value"]: one for one in asked(workspace, "--by", "team,age")["load"]}
    north, south = load["north"], load["south"]
    assert (north["serving"], north["absent"], north["available"], north["each"]) == (2, 1, 1, 2.0)
    assert (north["posts"], north["filled"], north["weight"], north["weight_each"]) == (1, 0, 368.0, 368.0)
    assert (north["needing"], north["able"], north["mismatched"]) == (1, 1, 0)
    assert (south["needing"], south["able"], south["mismatched"]) == (1, 0, 1)


def test_what_cannot_be_asked_is_refused_in_one_line(workspace: tuple[Path, Path]) -> None:
    force, runtime = workspace
    for words, said in (
        (["--by", "teem,age"], "did you mean 'team'?"), (["investigation"], "did you mean 'investigations'?"),
        (["--by", "team,age,flag"], "two different dimensions"), (["wanted", "--count", "jobs"], "not joined into jobs"),
        (["referrals", "--weighted"], "have no weights"),
    ):  # fmt: skip
        ended = run("-w", force, "workload", *words, runtime=runtime)
        assert ended.returncode == 2
        assert said in ended.stderr
        assert ended.stderr.count("\n") == 1
