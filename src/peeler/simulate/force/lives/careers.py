"""Officers and teams over time: joined, trained, accredited, appointed, away and back; teams formed, led, merged, closed."""

from typing import Final

import numpy as np

from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, Ints, Mask
from peeler.simulate.force.happenings import Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.quotas import at_random, only, turns
from peeler.simulate.force.lives.staff import ALL_TEAMS, GONE, TEAMS

INVESTIGATE: Final = ("volume_crime", "investigation", "domestic_abuse", "child_abuse", "rape", "economic")
COURSES: Final = {  # when a course began to be given, over how many days, and to which share
    "disclosure": ((2017, 10, 2), 400, 0.72), "stalking": ((2018, 5, 14), 420, 0.41), "thrive": ((2017, 9, 4), 500, 0.66),
    "vulnerability": ((2017, 5, 1), 700, 0.83),
}  # fmt: skip
APPOINTED: Final = (("disclosure_champion", 20, (2018, 9, 3)), ("bail_champion", 8, (2018, 11, 5)))
RECRUITED: Final = (2019, 1, 7)  # 22 new investigators early in 2019 (the report)
_JOINED: Final[Spread] = ((0.0, 60), (0.4, 1_500), (1.0, 9_000))
_AWAY: Final[Spread] = ((0.0, 1), (0.7, 9), (0.95, 60), (1.0, 150))
_HALF_YEAR: Final = 182
_MOVES: Final = 0.17  # of neighbourhood officers, to response in their district


def investigates(team: Ints) -> Mask:
    """Which teams (by place) are made up of investigators."""
    found: Mask = np.array([word.startswith(INVESTIGATE) and word in TEAMS for word in (*ALL_TEAMS, *GONE)])[team]
    return found


def careers(truth: Truth) -> Part:
    """What happens to officers (things of ``staff``) and teams, by the day."""
    officer, chance = truth.things["officer"], truth.world.chance
    numbers, team = officer.numbers, officer.ints("team")
    every = np.arange(len(officer), dtype=np.int64)
    new = team == ALL_TEAMS.index("investigation_training")
    since = truth.world.since
    before = since(2017, 4, 1) - chance.spread("officer joined", numbers, _JOINED) * DAY
    joined = np.where(new, since(*RECRUITED) + chance.below("recruited", numbers, 75) * DAY, before)
    pip = np.where(investigates(team), 2, 1)
    share = np.where(new, 0.0, np.where(team < len(TEAMS), np.where(pip == 2, 0.83, 0.7), 0.1))
    accredited = only(chance.happens("accredited", numbers, share), np.minimum(joined + 500 * DAY, since(2017, 3, 1)))
    leaves = (team >= len(TEAMS)) & ~new & chance.happens("officer leaves", numbers, 0.09)
    left = only(leaves, since(2017, 6, 1) + chance.below("officer left", numbers, 900) * DAY)
    away, untrained = _away(truth, left), np.flatnonzero(investigates(team) & ~_takes(truth, "disclosure"))
    return Part(
        happenings=(
            Happenings(
                "officer.joined", every, joined, {"team": Words(ALL_TEAMS, team), "role": officer.words("rank")}
            ),
            Happenings("officer.accredited", every, accredited, {"level": Words(("1", "2"), pip - 1)}),
            Happenings("officer.left", every, left),
            _moved(truth),
            *(_trained(truth, course, joined) for course in COURSES),
            *(_appointed(truth, role, count, day) for role, count, day in APPOINTED),
            *away,
            *_teams(truth),
        ),
        planted=(Planted("investigator without disclosure training", "officer", untrained),),
    )


def _takes(truth: Truth, course: str) -> Mask:
    numbers = truth.things["officer"].numbers
    return truth.world.chance.happens(f"course {course}", numbers, COURSES[course][2])


def _trained(truth: Truth, course: str, joined: Ints) -> Happenings:
    """A course, given over some time to most of those it is for."""
    officer, (day, days, _) = truth.things["officer"], COURSES[course]
    at = truth.world.since(*day) + truth.world.chance.below(f"course {course} on", officer.numbers, days) * DAY
    takes = _takes(truth, course) & (officer.ints("team") < len(TEAMS)) & (at > joined)
    words = Words(tuple(COURSES), np.full(len(officer), list(COURSES).index(course), np.int64))
    return Happenings("officer.trained", np.flatnonzero(takes), at[takes], {"course": words.take(takes)})


def _appointed(truth: Truth, role: str, count: int, day: tuple[int, int, int]) -> Happenings:
    """Champions: so many in the calibrated force, among those who investigate."""
    officer = truth.things["officer"]
    drawn = truth.world.chance.parts(f"appointed {role}", officer.numbers)
    least = max(1, count * truth.world.size // 1000)
    who = at_random(officer, drawn, investigates(officer.ints("team")), least)
    roles = tuple(word for word, _, _ in APPOINTED)
    words = Words(roles, np.full(len(who), roles.index(role), np.int64))
    return Happenings("officer.appointed", who, np.full(len(who), truth.world.since(*day), np.int64), {"role": words})


def _moved(truth: Truth) -> Happenings:
    """From a neighbourhood, where nobody holds crimes, to response in the same district; sergeants stay."""
    officer, chance = truth.things["officer"], truth.world.chance
    team = officer.ints("team")
    near = truth.things["team"].words("kind").take(team).are("neighbourhood") & officer.words("rank").are("constable")
    which = np.flatnonzero(near & chance.happens("officer moves", officer.numbers, _MOVES))
    at = truth.world.since(2017, 9, 4) + chance.below("officer moved on", officer.numbers[which], 660) * DAY
    step = ALL_TEAMS.index("neighbourhood_north") - ALL_TEAMS.index("response_north")
    return Happenings("officer.moved", which, at, {"team": Words(ALL_TEAMS, team[which] - step)})


def _away(truth: Truth, left: Ints) -> tuple[Happenings, ...]:
    """Away about once in two years, for days or months; back again before the next time."""
    officer, chance, world = truth.things["officer"], truth.world.chance, truth.world
    begins = np.full(len(officer), world.since(2017, 4, 1), np.int64)
    ends = np.minimum(left, (world.last + _HALF_YEAR) * DAY)
    of, turn = turns(begins, ends, np.full(len(officer), _HALF_YEAR * DAY))
    numbers = officer.numbers[of] * 256 + turn
    gone = begins[of] + ((turn - 1) * _HALF_YEAR + chance.below("away on", numbers, 30)) * DAY
    back = gone + chance.spread("away for", numbers, _AWAY) * DAY
    away = chance.happens("away", numbers, 0.24)
    return (
        Happenings("officer.absent", of, only(away, gone)),
        Happenings("officer.returned", of, only(away & (back < left[of]), back)),
    )


def _teams(truth: Truth) -> tuple[Happenings, ...]:
    """Every team was formed long ago and is led by its first officer; one was merged into another, one closed."""
    team, since = truth.things["team"], truth.world.since
    every = np.arange(len(team), dtype=np.int64)
    formed = since(2016, 4, 1) - truth.world.chance.below("team formed", team.numbers, 1_200) * DAY
    new = every == ALL_TEAMS.index("investigation_training")
    formed = np.where(new, since(2018, 12, 3), formed)
    led = np.flatnonzero(team.ints("size") > 0)
    merged, closed = np.array([len(ALL_TEAMS)]), np.array([len(ALL_TEAMS) + 1])
    into = np.array([ALL_TEAMS.index("neighbourhood_north")])
    return (
        Happenings("team.formed", every, formed),
        Happenings("team.led", led, formed[led] + 30 * DAY, {"officer": team.ints("first")[led]}),
        Happenings("team.merged_into", merged, np.array([since(2018, 1, 8)]), {"with": into}),
        Happenings("team.closed", closed, np.array([since(2018, 6, 4)])),
    )


def teams_of(things: Things) -> Words:
    """The names of teams."""
    return Words((*ALL_TEAMS, *GONE), things.numbers)
