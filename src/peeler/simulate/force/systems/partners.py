"""Partners: what was asked of them and what came, and the minutes' list of meetings with who was there."""

from typing import Final

from peeler.simulate.force.civil import Ints, Texts
from peeler.simulate.force.extracts import Dump, System
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.systems import known
from peeler.simulate.force.systems.entries import Kind, Shape, register
from peeler.simulate.force.systems.public_protection import meeting_references

_ASKED, _MEETING = "exchange", "meeting"


def _meetings(truth: Truth, meetings: Ints) -> Texts:
    return meeting_references(truth, truth.things[_MEETING].numbers[meetings])


EXCHANGES: Final = Shape(
    _ASKED,
    "exchange",
    "Request",
    known.dated(_ASKED, "X"),
    {"Agency": known.said(_ASKED, "agency"), "About": known.said(_ASKED, "about")},
)
_EXCHANGES: Final = register(
    EXCHANGES,
    (
        Kind("exchange.requested", "Requested"),
        Kind("exchange.supplied", "Supplied"),
        Kind("exchange.refused", "Refused"),
    ),
)
MEETINGS: Final = Shape(
    _MEETING,
    "meeting",
    "Meeting",
    _meetings,
    {
        "Kind": known.said(_MEETING, "kind"),
        "Invited": known.said(_MEETING, "invited"),
        "Attended": known.said(_MEETING, "attended"),
        "Items": known.whole(_MEETING, "agenda"),
    },
)
_MEETINGS: Final = register(MEETINGS, (Kind("meeting.held", "Held"),))
PARTNERS: Final = System(
    "partners", (Dump("partner-requests", _EXCHANGES, fragile=("Requested", "About"), before=(91,)),)
)
MEETING_LIST: Final = System("meetings", (Dump("meetings", _MEETINGS, fragile=("Held", "Items")),))
