"""People services: officers, teams and posts as they stand; a log of training, appointments and absence; shifts worked."""

from typing import Final

from peeler.simulate.force.civil import Ints, Texts
from peeler.simulate.force.extracts import Dump, Log, System, where
from peeler.simulate.force.happenings import Truth, Words
from peeler.simulate.force.lives.staff import ALL_TEAMS, GONE
from peeler.simulate.force.systems import known
from peeler.simulate.force.systems.current import Current
from peeler.simulate.force.systems.entries import Kind, Shape, log, own, register, word

_SHIFT: Final = "shift"


def _teams(_truth: Truth, places: Ints) -> Texts:
    return Words((*ALL_TEAMS, *GONE), places).texts()


def _leader(truth: Truth, now: Current) -> Texts:
    return where(now.there, known.officers(truth, now.ints("officer").clip(0)))


def _into(truth: Truth, now: Current) -> Texts:
    return where(now.there, _teams(truth, now.ints("with").clip(0)))


OFFICERS: Final = Shape("officer", "officer", "Officer", known.officers, form="british_day")
TEAM_LIST: Final = Shape(
    "team", "team", "Team", _teams, {"Kind": known.said("team", "kind"), "Part Of": known.said("team", "parent")},
    form="british_day",
)  # fmt: skip
POSTS: Final = Shape(
    "post",
    "post",
    "Post",
    known.counted("post", "PO"),
    {"Role": known.said("post", "role"), "Team": known.said("post", "name")},
    form="british_day",
)
SHIFTS: Final = Shape(_SHIFT, "shift", "Shift", known.dated(_SHIFT, "H", 2))
_SHIFT_FACTS: Final = {
    "Service": known.said(_SHIFT, "service"),
    "Team": known.said(_SHIFT, "team"),
    "To": known.moment(_SHIFT, "to"),
    "Staff": known.whole(_SHIFT, "staff"),
    "Lent From": known.said(_SHIFT, "lent"),
}
_OFFICERS: Final = register(
    OFFICERS,
    (Kind("officer.joined", "Joined", {"Team": word("team"), "Rank": word("role")}), Kind("officer.left", "Left")),
)
_TEAMS: Final = register(
    TEAM_LIST,
    (
        Kind("team.formed", "Formed"),
        Kind("team.led", "Led Since", {"Leader": _leader}, last=True),
        Kind("team.merged_into", "Merged", {"Into": _into}),
        Kind("team.closed", "Closed"),
    ),
)
_POSTS: Final = register(
    POSTS,
    (
        Kind("post.created", "Created"),
        Kind("post.filled", "Filled", last=True),
        Kind("post.vacated", "Vacated", last=True),
        Kind("post.removed", "Removed"),
    ),
)
_LOG: Final = log(
    Shape("officer", "officer", "Officer", known.officers, form="british_day"),
    "E",
    (
        Kind("officer.accredited", "PIP", {"Level": word("level")}),
        Kind("officer.trained", "COURSE", {"Course": word("course")}),
        Kind("officer.appointed", "APPOINTED", {"Role": word("role")}),
        Kind("officer.absent", "ABSENT"),
        Kind("officer.returned", "RETURNED"),
        Kind("officer.moved", "MOVED", {"Team": word("team")}),
    ),
)
_SHIFTS: Final = log(
    SHIFTS, "W", (Kind("shift.worked", "WORKED", {heading: own(fact) for heading, fact in _SHIFT_FACTS.items()}),)
)
PERSONNEL: Final = System(
    "personnel",
    (
        Dump("officers", _OFFICERS, fragile=("Joined",), monthly=False, before=(31, 61)),
        Dump("teams", _TEAMS, fragile=("Formed",), monthly=False),
        Dump("posts", _POSTS, fragile=("Created",), monthly=False, before=(31, 61, 92), happened=frozenset({"post.filled", "post.vacated"})),
        Log("personnel-log", _LOG, fragile=("When",)),
        Log("shifts", _SHIFTS, fragile=("When", "Staff"), latest=22 * 86_400),
    ),
)  # fmt: skip
