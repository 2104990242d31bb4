"""What the systems of the simulated force tell, against the events of the catalogue; and its rarer stories, one by one."""

from collections import Counter
from functools import cache
from typing import Any, Final

import numpy as np
import pytest

from peeler.definitions.catalogue import load_catalogue
from peeler.definitions.objects import RESTRICTING
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.lives.bail_law import RANKS, authority, lasts
from peeler.simulate.force.lives.offences import OFFENCES
from peeler.simulate.force.lives.parties import ANOTHER, parties
from peeler.simulate.force.lives.staff import ALL_TEAMS, GONE
from peeler.simulate.force.lives.time_limits import limits
from peeler.simulate.force.profiles import world_of
from peeler.simulate.force.recounting.people import lawful
from peeler.simulate.force.recounting.stories import Told
from peeler.simulate.force.systems import SYSTEMS
from peeler.simulate.force.telling import tell

DAY: Final = 86_400
# What no system of the simulated force tells, on purpose, and why. Beside these, who may see an object (RESTRICTING), which
# every object hears, is said by people in Peeler and by no system of the force.
UNTOLD: Final = {
    "investigation.outcome_published": "only the published data has it, which `peeler simulate` makes under other profiles",
    "publication.issued": "published by data.police.uk for all forces, never by a force's own system",
    "stop.made": "published; the inspection report that the force is calibrated to says nothing of stops",
    "person_record.matched": "linking records is Peeler's own work, and no source may do it beforehand",
    "person_record.unmatched": "a person's decision about a link that Peeler proposed",
}


@cache
def tenth() -> Truth:
    return tell(world_of("tenth", "middleshire", seed=1))


def planted(name: str) -> list[int]:
    """The things in which something is planted."""
    (found,) = (one for one in tenth().planted if one.name == name)
    things: list[int] = found.things.tolist()
    return things


def test_the_systems_tell_every_event_of_the_catalogue_but_those_left_out_on_purpose() -> None:
    truth, told = tenth(), set()
    for system in SYSTEMS:
        for table in system.tables:
            told |= {one.event for one in table.rows(truth, truth.world.until).tells if len(one.at)}
    known = set(load_catalogue().events)
    assert set(UNTOLD) <= known
    assert told == {one for one in known - set(UNTOLD) if one.partition(".")[2] not in RESTRICTING}


def test_the_rarer_breaches_and_paths_are_planted() -> None:
    for name in (
        "closed like a crime with neither a crime nor a reason",
        "crime not recorded for what is no reason",
        "linked to the lead of its series",
        "one of several suspects of a crime",
        "one of several victims of a crime",
        "bail given by too low a rank",
        "bail extended by too low a rank",
        "circulated and no reference written down",
        "referred to immigration and never decided",
        "voluntary attendance found not to be in the victim's interest",
        "action of an inspection never done",
        "held by one supervisor and never allocated",
        "referral made in the week that was left lying",
        "charged after the prosecution time limit",
        "filed before any outcome was assigned",
        "outcome assigned and never filed",
        "bail without an arrest",
    ):
        assert planted(name), name


def test_one_sergeant_holds_for_good_what_nobody_is_suspected_of() -> None:
    truth, held = tenth(), tenth().of("investigation.held")
    unseen = held.taken(held.ints("unseen") == 1)
    assert sorted(unseen.thing.tolist()) == planted("held by one supervisor and never allocated")
    assert len(unseen) == 17
    assert len(set(unseen.ints("by").tolist())) == 1
    assert not np.isin(unseen.thing, truth.of("investigation.allocated").thing).any()
    assert not np.isin(unseen.thing, truth.of("investigation.completed").thing).any()
    assert (truth.things["crime"].ints("recorded")[unseen.thing] >= truth.world.since(2019, 4, 1)).all()


def test_a_time_limit_ends_on_the_last_day_there_is() -> None:
    days = np.array(["2018-08-31", "2018-01-15", "2017-12-31"], "datetime64[D]").astype(np.int64)
    ends = (limits(days * DAY + 3_600) // DAY).astype("datetime64[D]").astype(str)
    assert ends.tolist() == ["2019-02-28", "2018-07-15", "2018-06-30"]


def test_a_series_has_one_lead_which_was_recorded_first_and_leads_nothing_else() -> None:
    truth = tenth()
    linked, crime = truth.of("investigation.linked"), truth.things["crime"]
    lead, thing = linked.ints("lead"), linked.thing
    types = np.array([one.crime_type for one in OFFENCES])[crime.ints("offence")]
    assert len(set(thing.tolist())) == len(thing) > len(set(lead.tolist())) > 10
    assert not set(thing.tolist()) & set(lead.tolist())
    assert (crime.numbers[lead] < crime.numbers[thing]).all()
    assert (types[lead] == types[thing]).all()
    assert (linked.at > crime.ints("recorded")[thing]).all()


@pytest.mark.parametrize(("kind", "share"), [("suspect", 0.06), ("victim", 0.05)])
def test_a_known_share_of_crimes_has_several_parties_and_domestic_abuse_has_one(kind: str, share: float) -> None:
    truth = tenth()
    party, domestic = truth.things[kind], truth.things["crime"].ints("domestic") == 1
    counts = Counter(party.ints("crime").tolist())
    alone = [count for crime, count in counts.items() if domestic[crime]]
    others = [count for crime, count in counts.items() if not domestic[crime]]
    assert set(alone) == {1}
    assert set(others) == {1, 2, 3}
    assert sum(count > 1 for count in others) / len(others) == pytest.approx(share, abs=0.01)
    assert len(set(party.numbers.tolist())) == len(party)


def test_the_parties_of_a_crime_are_numbered_after_it_and_counted() -> None:
    found = parties(tenth().world.chance, "test", (np.array([4, 9]), np.array([100, 2**20])), np.array([1.0, 0.0]))
    assert found.crime.tolist()[:2] == [4, 4]
    assert found.numbers.tolist()[:2] == [100, 100 + ANOTHER]
    assert found.turn.tolist()[:2] == [0, 1]
    assert (found.crime.tolist()[-1], found.numbers.tolist()[-1]) == (9, 2**20)


def test_whoever_is_eliminated_is_neither_charged_nor_released_to_be() -> None:
    truth = tenth()
    gone = set(truth.of("suspect.eliminated").thing.tolist())
    released = truth.of("suspect.released")
    charged = released.thing[released.words("route").are("charge")]
    assert gone
    assert not gone & set(truth.of("suspect.charged").thing.tolist())
    assert not gone & set(charged.tolist())
    named = dict(
        zip(
            *(part.tolist() for part in (truth.of("suspect.identified").thing, truth.of("suspect.identified").at)),
            strict=True,
        )
    )
    cleared = truth.of("suspect.eliminated")
    assert all(named[thing] < at for thing, at in zip(cleared.thing.tolist(), cleared.at.tolist(), strict=True))


def moment(day: str) -> int:
    return int(np.datetime64(day, "s").astype(np.int64))


@pytest.mark.parametrize(
    ("arrested", "days", "lowest"),
    [
        ("2017-04-02", (28, 91), ("custody_officer", "custody_officer")),
        ("2017-04-03", (28, 91), ("inspector", "superintendent")),
        ("2022-10-27", (28, 91), ("inspector", "superintendent")),
        ("2022-10-28", (91, 182), ("custody_officer", "inspector")),
    ],
)
def test_bail_lasts_and_is_given_by_the_law_of_the_day_of_arrest(
    arrested: str, days: tuple[int, int], lowest: tuple[str, str]
) -> None:
    at, numbers = np.full(400, moment(arrested), np.int64), np.arange(400, dtype=np.int64)
    for period, (lasting, rank) in enumerate(zip(days, lowest, strict=True)):
        assert lasts(at, period)[0] == lasting * DAY
        given, below = authority(tenth().world.chance, numbers, at, period)
        needed = RANKS.index(rank)
        assert set(given.codes[~below].tolist()) == {needed}
        assert set(given.codes[below].tolist()) == ({needed - 1} if needed else set())


@pytest.mark.parametrize(("kind", "name"), [("bailed", "given"), ("extended", "extended")])
def test_bail_by_too_low_a_rank_is_what_a_plain_reading_of_the_law_finds(kind: str, name: str) -> None:
    truth = tenth()
    told, release = truth.of(f"release.{kind}"), truth.things["release"]
    arrested = truth.things["suspect"].ints("dealt")[release.ints("suspect")]
    wrong = [
        thing
        for thing, at, rank in zip(told.thing.tolist(), told.at.tolist(), told.ints("authority").tolist(), strict=True)
        if not lawful(int(arrested[thing]), Told(kind, at, {"authority": rank}, 1))
    ]
    assert sorted(wrong) == planted(f"bail {name} by too low a rank")
    assert len(wrong) / len(told) == pytest.approx(0.05, abs=0.04)


def test_officers_move_within_their_district_and_every_team_has_a_kind_and_a_parent() -> None:
    truth = tenth()
    moved, team, names = truth.of("officer.moved"), truth.things["team"], (*ALL_TEAMS, *GONE)
    before = truth.things["officer"].ints("team")[moved.thing]
    pairs: list[tuple[Any, Any]] = list(
        zip([names[one] for one in before], moved.words("team").texts().to_pylist(), strict=True)
    )
    assert pairs
    assert all(new == old.replace("neighbourhood", "response") != old for old, new in pairs)
    kinds, parents = (team.words(name).texts().to_pylist() for name in ("kind", "parent"))
    known = dict(zip(names, zip(kinds, parents, strict=True), strict=True))
    assert known["volume_crime_east"] == ("volume_crime", "division_east")
    assert known["domestic_abuse"] == ("domestic_abuse", "public_protection")
    assert known["patrol_town"] == ("response", "division_north")


def test_what_is_told_of_a_day_does_not_depend_on_how_long_the_story_is() -> None:
    """Of a force large enough for people to wait their turn: every moment and every fact, not of short stories alone."""
    short, long = tell(world_of("tenth", "middleshire", seed=1, days=640)), tenth()
    for kind in short.happenings:
        ours, theirs = (one.of(kind).until(short.world.until) for one in (short, long))
        assert ours.at.tolist() == theirs.at.tolist(), kind
        assert [name for name in ours.facts if ours.ints(name).tolist() != theirs.ints(name).tolist()] == [], kind
