"""The simulated force: the same bytes from the same seed, a story that only grows, and the figures of the report."""

import csv
import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from peeler.simulate.force.births import daily
from peeler.simulate.force.civil import DAY, HOUR, MINUTE, NEVER, calendar, settled, written
from peeler.simulate.force.feed import Batch, Feed, feed
from peeler.simulate.force.generate import simulate_force
from peeler.simulate.force.happenings import Truth, latest
from peeler.simulate.force.lives import LIVES
from peeler.simulate.force.lives.crimes import A_YEAR, WEEK, is_cancelled
from peeler.simulate.force.lives.offences import ACTION, OUTCOMES
from peeler.simulate.force.lives.outcomes import outcomes
from peeler.simulate.force.lives.waiting import TURNED_AWAY, taken_at
from peeler.simulate.force.profiles import PROFILES, world_of
from peeler.simulate.force.telling import tell
from peeler.terms.clocks import Instant, add_months, from_datetime, parse_instant, to_datetime
from peeler.terms.errors import RequestError

SMALL = "hundredth"
SEEDS = (1, 4, 8)  # the figures are no luck of one
FORCE = "middleshire"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def written_out(folder: Path, seed: int = 3, days: int = 40) -> dict[str, bytes]:
    simulate_force(folder, profile=SMALL, seed=seed, days=days)
    return contents(folder)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    first = written_out(tmp_path / "first")
    assert written_out(tmp_path / "again") == first
    other = written_out(tmp_path / "other", seed=4)
    assert set(other) & set(first)
    same = [name for name in first if other.get(name) == first[name]]
    assert [name.split("/")[1] for name in same] == ["population"], "how many live there is no matter of chance"


def test_a_longer_story_begins_with_the_shorter() -> None:
    short, long = (tell(world_of(SMALL, FORCE, seed=5, days=days)) for days in (60, 90))
    assert short.happenings
    for kind, told in short.happenings.items():
        ours, theirs = (one.until(short.world.until) for one in (told, long.of(kind)))
        things = kind.partition(".")[0]
        assert ours.at.tolist() == theirs.at.tolist(), kind
        assert len(ours) == len(theirs), things


def test_a_history_that_opens_later_keeps_its_weekdays() -> None:
    world = world_of(SMALL, FORCE, seed=1, days=10, opens=20_000)
    (weekday,), _, _ = calendar(np.array([world.first]))
    assert weekday == 5, "1 April 2017 was a Saturday"
    assert world.first <= 20_000 < world.first + 7


def test_whole_years_have_exactly_the_crimes_of_the_report() -> None:
    for profile, crimes in (("force", 61_227), ("tenth", 6_122)):
        world = world_of(profile, FORCE, seed=9)
        counts = daily(world, "crime", A_YEAR, WEEK)
        days = world.days * 24 * HOUR
        year = (days >= world.since(2018, 4, 1)) & (days < world.since(2019, 4, 1))
        assert counts[year].sum() == crimes


@cache
def whole() -> Truth:
    return tell(world_of("force", FORCE, seed=1))


def year_of_the_report(truth: Truth) -> np.ndarray:
    recorded, cancelled = truth.things["crime"].ints("recorded"), truth.of("investigation.cancelled")
    year = (recorded >= truth.world.since(2018, 4, 1)) & (recorded < truth.world.since(2019, 4, 1))
    year[cancelled.until(truth.world.until).thing] = False
    return year


def test_crimes_end_as_the_report_says_they_do() -> None:
    truth = whole()
    year = year_of_the_report(truth)
    told = truth.of("investigation.outcome_assigned")
    last = latest(told, len(year), truth.world.until)
    codes = np.where(last < 0, -1, told.ints("outcome")[last])[year]
    share = {code: float((codes == place).mean()) for place, code in enumerate(OUTCOMES)}
    assert len(codes) == 61_227
    assert sum(share[code] for code in ACTION) == pytest.approx(0.19, abs=0.005)
    assert share["15"] == pytest.approx(0.09, abs=0.004)
    assert share["16"] == pytest.approx(0.09, abs=0.004)
    assert share["14"] + share["15"] + share["16"] == pytest.approx(0.22, abs=0.006)
    assert float((codes == -1).mean()) == pytest.approx(0.12, abs=0.005)


@cache
def suspected(seed: int) -> Truth:
    """A whole force, told as far as its suspects and where they are referred to."""
    truth = Truth(world_of("force", FORCE, seed=seed))
    for life in LIVES[: LIVES.index(outcomes)]:
        truth = truth.with_part(life(truth))
    return truth


@pytest.mark.parametrize("seed", SEEDS)
def test_voluntary_attendance_is_that_of_the_report_in_every_year_whatever_the_seed(seed: int) -> None:
    truth = suspected(seed)
    suspect, crime = truth.things["suspect"], truth.things["crime"]
    of, dealt = suspect.ints("crime"), suspect.ints("dealt")
    met, came_in = dealt < truth.world.until, suspect.ints("voluntary") == 1
    first, arrested = np.full(len(crime), NEVER), np.zeros(len(crime), bool)
    np.minimum.at(first, of[met], dealt[met])
    arrested[of[met & ~came_in]] = True
    domestic, counted = crime.ints("domestic") == 1, ~is_cancelled(crime)
    for year in (2017, 2018):
        since, until = truth.world.since(year, 4, 1), truth.world.since(year + 1, 4, 1)
        mine = (first >= since) & (first < until) & counted
        assert float(1 - arrested[mine].mean()) == pytest.approx(0.31, abs=0.004)
        assert float(1 - arrested[mine & domestic].mean()) == pytest.approx(0.35, abs=0.004)
    recorded = crime.ints("recorded")
    abuse = (
        (recorded >= truth.world.since(2018, 4, 1)) & (recorded < truth.world.since(2019, 4, 1)) & counted & domestic
    )
    assert float(arrested[abuse].mean()) == pytest.approx(0.53, abs=0.01)


@pytest.mark.parametrize("seed", SEEDS)
def test_in_june_2019_there_are_129_foreign_nationals_arrested_and_217_referrals_whatever_the_seed(seed: int) -> None:
    truth = suspected(seed)
    suspect, start, end = truth.things["suspect"], truth.world.since(2019, 6, 1), truth.world.since(2019, 7, 1)
    arrested, referred = truth.of("suspect.arrested"), truth.of("suspect.acro_referred")
    mine = (arrested.at >= start) & (arrested.at < end) & (suspect.ints("foreign")[arrested.thing] == 1)
    at_once = referred.thing[referred.words("timing").are("at_arrest")]
    assert mine.sum() == 129
    assert ((referred.at >= start) & (referred.at < end)).sum() == 217
    assert float(np.isin(arrested.thing[mine], at_once).mean()) == pytest.approx(0.70, abs=0.004)
    assert len(set(referred.thing.tolist())) == len(referred)


def test_a_waiting_list_takes_just_so_many_a_day_and_turns_away_whom_it_has_no_room_for() -> None:
    world = world_of(SMALL, FORCE, seed=1, days=30)
    places = np.ones(len(world.days), np.int64)
    ready = np.r_[world.first * DAY + np.array([5, 4, 3, 2, 1, DAY, 9 * DAY]), NEVER]
    stays = np.array([True, *[False] * 7])
    taken = taken_at(world, ready, places, 2, stays)
    day = [(one - world.first * DAY) // DAY for one in taken.tolist()]
    # Of five on the first day the earliest is taken, two may wait, and one of the others stays all the same; then it is full.
    assert [day[place] for place in (4, 3, 2, 0, 6)] == [0, 1, 2, 3, 9]
    assert taken[[1, 5]].tolist() == [TURNED_AWAY, TURNED_AWAY]
    assert taken[7] == NEVER
    assert ((taken - ready)[[4, 3, 2, 0, 6]] % DAY == 0).all(), "at the time of day at which it was ready"


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("history")
    simulate_force(folder, profile=SMALL, seed=3, days=120)
    return folder


def test_every_row_has_the_columns_of_its_header_but_the_short_ones_that_are_counted(history: Path) -> None:
    files = json.loads((history / "truth.json").read_text(encoding="utf-8"))["forces"][FORCE]["files"]
    paths = sorted((history / FORCE).glob("*/*.csv"))
    assert {f"{path.parent.name}/{path.name}" for path in paths} == set(files)
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        said = files[f"{path.parent.name}/{path.name}"]
        assert len(rows) == said["read"]
        assert sum(len(row) != len(header) for row in rows) == said["short"]
        assert len(rows[-1]) == len(header), "a short last line would have the whole file refused"


def test_every_kind_of_defect_and_breach_is_planted(history: Path) -> None:
    told = json.loads((history / "truth.json").read_text(encoding="utf-8"))["forces"][FORCE]
    totals = {
        kind: sum(one[kind] for one in told["files"].values())
        for kind in ("malformed", "short", "repeated", "contradicted")
    }
    assert all(totals.values()), totals
    kinds = [name for name, one in told["planted"].items() if one["count"]]
    assert len(kinds) > 5, kinds


def instant(text: str) -> Instant:
    return parse_instant(text)


def fed(start: str, end: str, **how: object) -> list[Batch]:
    return list(feed(Feed(SMALL, 3, days=40, **how), instant(start), instant(end)))  # type: ignore[arg-type]


def test_a_feed_in_two_parts_is_the_feed_in_one() -> None:
    whole_day = fed("2017-05-11T00:00:00", "2017-05-12T00:00:00", dump=6 * HOUR)
    halves = [
        *fed("2017-05-11T00:00:00", "2017-05-11T12:00:00", dump=6 * HOUR),
        *fed("2017-05-11T12:00:00", "2017-05-12T00:00:00", dump=6 * HOUR),
    ]
    assert whole_day == halves
    assert [one.moment for one in whole_day] == sorted(one.moment for one in whole_day)


def test_a_feed_goes_on_where_the_history_ends(tmp_path: Path) -> None:
    simulate_force(tmp_path / "short", profile=SMALL, seed=3, days=40)
    simulate_force(tmp_path / "long", profile=SMALL, seed=3, days=43)
    before, after = (lines_of(tmp_path / name, "cc-log") for name in ("short", "long"))
    live = [one for one in fed("2017-05-11T00:00:00", "2017-05-14T00:00:00", dump=24 * HOUR) if "cc-log" in one.name]
    sent = [line for one in live for line in one.content.decode().splitlines()[1:]]
    assert sorted(before + sent) == sorted(after)


def lines_of(folder: Path, table: str) -> list[str]:
    return [line for path in folder.rglob(f"*{table}*.csv") for line in path.read_text("utf-8").splitlines()[1:]]


def test_a_system_that_pushes_sends_what_it_would_have_written_as_envelopes() -> None:
    files = [one for one in fed("2017-05-11T00:00:00", "2017-05-11T06:00:00", dump=24 * HOUR) if "cc-log" in one.name]
    pushed = fed(
        "2017-05-11T00:00:00", "2017-05-11T06:00:00", dump=24 * HOUR, pushing=frozenset({"command_and_control"})
    )
    events = [json.loads(line) for one in pushed if one.form == "events" for line in one.content.splitlines()]
    assert len(events) == sum(one.rows for one in files)
    assert {one["source"] for one in events} == {"command_and_control"}
    assert len({one["id"] for one in events}) == len({line for one in files for line in one.content.splitlines()[1:]})


def test_times_that_are_on_no_clock_are_moved_to_where_the_clock_goes_on() -> None:
    gap = int(np.datetime64("2018-03-25T01:30:00", "s").astype(np.int64))
    assert (settled(np.array([gap, gap - 2 * HOUR])) - gap).tolist() == [HOUR, -2 * HOUR]
    shown = written(np.array([gap + HOUR, NEVER]), "iso").to_pylist()
    assert shown == ["2018-03-25T02:30:00", ""]
    assert to_datetime(from_datetime(to_datetime(instant(shown[0])))).minute == 30
    assert add_months(to_datetime(instant(shown[0])).date(), 0).month == 3
    assert MINUTE * 60 == HOUR


@pytest.mark.parametrize(
    ("profile", "days", "words"),
    [("tenht", 10, "did you mean 'tenth'"), ("tenth", 0, "1 to 3,653 days"), ("tenth", 9999, "1 to 3,653 days")],
)
def test_a_profile_or_length_that_cannot_be_is_refused(tmp_path: Path, profile: str, days: int, words: str) -> None:
    with pytest.raises(RequestError, match=words):
        simulate_force(tmp_path, profile=profile, seed=1, days=days)


def test_every_force_of_every_profile_has_a_world() -> None:
    for name, profile in PROFILES.items():
        worlds = [world_of(name, force, seed=1, days=1) for force in profile.forces]
        assert len({world.number for world in worlds}) == len(profile.forces)
