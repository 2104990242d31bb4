"""The public protection unit's registers: MARAC cases and their actions, Clare's Law, notices and orders, visits to them."""

from typing import Final

import pyarrow.compute as pc

from peeler.simulate.force.civil import Ints, Texts, written
from peeler.simulate.force.extracts import Dump, Log, System, numbered, where
from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.references import by_day
from peeler.simulate.force.systems import known
from peeler.simulate.force.systems.current import Current
from peeler.simulate.force.systems.entries import Kind, Shape, day, log, register, word

_CASE, _ACTION, _ASKED, _ORDER = "marac_case", "marac_action", "disclosure_application", "order"


def meeting_references(truth: Truth, numbers: Ints) -> Texts:
    """References of meetings by their numbers: ``M01-20190606-08``."""
    return by_day(truth.world, numbers, f"M{truth.world.number:02}-%Y%m%d-", 2)


_cases: Final = known.dated(_CASE, "MC", 6)


def _actions(truth: Truth, actions: Ints) -> Texts:
    action = truth.things[_ACTION]
    case = _cases(truth, action.ints("case")[actions])
    return pc.binary_join_element_wise(case, numbered("A", action.ints("turn")[actions] + 1), "/")


def _due(truth: Truth, actions: Ints) -> Texts:
    return written(truth.things[_ACTION].ints("due")[actions], "british_day")


def _sits(truth: Truth, now: Current) -> Texts:
    """The meeting a case is listed for, once it is."""
    return where(now.there, meeting_references(truth, truth.things[_CASE].ints("meeting")))


CASES: Final = Shape(
    _CASE, "marac", "Case", _cases,
    {
        "Victim": known.nominal(_CASE, "victim"),
        "Perpetrator": known.nominal(_CASE, "perpetrator"),
        "Reason": known.said(_CASE, "reason"),
        "From": known.said(_CASE, "agency"),
    },
)  # fmt: skip
ACTIONS: Final = Shape(
    _ACTION, "action", "Action", _actions,
    {"Case": known.link(_ACTION, "case", _cases), "Agency": known.said(_ACTION, "agency"), "Due": _due},
    type="action",
)  # fmt: skip
APPLICATIONS: Final = Shape(
    _ASKED, "dvds", "Application", known.dated(_ASKED, "CL"),
    {"Route": known.said(_ASKED, "route"), "Person": known.nominal(_ASKED, "person")},
)  # fmt: skip
_orders: Final = known.dated(_ORDER, "O")
_KNOWN_OF_ORDERS: Final = {
    "Kind": known.said(_ORDER, "kind"),
    "Person": known.nominal(_ORDER, "person"),
    "Follows": known.link(_ORDER, "follows", _orders),
}
ORDERS: Final = Shape(_ORDER, "order", "Order", _orders, _KNOWN_OF_ORDERS)
_CASE_LIST: Final = register(
    CASES,
    (
        Kind("marac_case.referred", "Referred"),
        Kind("marac_case.listed", "Listed", {"Meeting": _sits}),
        Kind("marac_case.heard", "Heard"),
    ),
)
_ACTION_LIST: Final = register(
    ACTIONS, (Kind("marac_action.set", "Set", event="action.set"), Kind("marac_action.done", "Done", {"Done By": word("by")}, "action.done"))
)  # fmt: skip
_APPLICATION_LIST: Final = register(
    APPLICATIONS,
    (
        Kind("disclosure_application.made", "Made"),
        Kind("disclosure_application.checked", "Checked"),
        Kind("disclosure_application.met", "Met"),
        Kind("disclosure_application.decided", "Decided", {"Decision": word("decision")}),
        Kind("disclosure_application.disclosed", "Disclosed"),
    ),
)
_ORDER_LIST: Final = register(
    ORDERS,
    (
        Kind("order.authorised", "Authorised"),
        Kind("order.applied_for", "Applied For"),
        Kind("order.granted", "Granted", {"Until": day("until")}),
        Kind("order.refused", "Refused"),
        Kind("order.served", "Served"),
        Kind("order.ended", "Ended"),
    ),
)
_ORDER_LOG: Final = log(
    Shape(_ORDER, "order", "Order", _orders), "V", (Kind("order.visited", "VISIT"), Kind("order.breached", "BREACH"))
)
PUBLIC_PROTECTION: Final = System(
    "public_protection",
    (
        Dump("marac-cases", _CASE_LIST, fragile=("Referred",), wrong=("From", "not_known"), before=(91,)),
        Dump("marac-actions", _ACTION_LIST, fragile=("Set", "Due")),
        Dump("clares-law", _APPLICATION_LIST, fragile=("Made", "Route"), monthly=False, before=(31, 61)),
        Dump("orders", _ORDER_LIST, fragile=("Authorised",), monthly=False, before=(31, 61)),
        Log("order-visits", _ORDER_LOG, fragile=("When",)),
        known.people("marac-people", "pp", _CASE, ("victim", "perpetrator"), "referred"),
        known.people("order-people", "pp-orders", _ORDER, ("person",), "authorised"),
        known.people("clares-law-people", "pp-law", _ASKED, ("person",), "made"),
    ),
)
