"""Offender management: a register of offenders, a log of what is done with them, and the log of online abuse referrals."""

from typing import Final

from peeler.simulate.force.extracts import Dump, Log, System
from peeler.simulate.force.systems import known
from peeler.simulate.force.systems.entries import Kind, Shape, log, register, word, yes

_OFFENDER, _ONLINE = "managed_offender", "online_referral"
_offenders: Final = known.dated(_OFFENDER, "RSO")
OFFENDERS: Final = Shape(
    _OFFENDER,
    "rso",
    "Offender",
    _offenders,
    {
        "Person": known.nominal(_OFFENDER, "person"),
        "Level": known.said(_OFFENDER, "graded"),
        "Manager": known.link(_OFFENDER, "manager", known.officers),
    },
)
_REGISTER: Final = register(
    OFFENDERS, (Kind("managed_offender.registered", "Registered"), Kind("managed_offender.left", "Left"))
)
_LOG: Final = log(
    Shape(_OFFENDER, "rso", "Offender", _offenders),
    "M",
    (
        Kind("managed_offender.visited", "VISIT", {"Announced": yes("announced"), "Seen": yes("completed")}),
        Kind("managed_offender.assessed", "ARMS"),
        Kind("managed_offender.plan_reviewed", "PLAN REVIEW"),
        Kind("managed_offender.risk_set", "LEVEL", {"New Level": word("level")}),
        Kind("managed_offender.breached", "BREACH"),
    ),
)
ONLINE: Final = Shape(_ONLINE, "online", "Referral", known.dated(_ONLINE, "OA"))
_ONLINE_LOG: Final = log(
    ONLINE,
    "K",
    (
        Kind("online_referral.received", "RECEIVED"),
        Kind("online_referral.risk_graded", "KIRAT", {"Grade": word("grade")}),
        Kind("online_referral.actioned", "ACTION"),
        Kind("online_referral.device_submitted", "DEVICE IN"),
        Kind("online_referral.device_examined", "DEVICE DONE"),
        Kind("online_referral.closed", "CLOSED"),
    ),
)
OFFENDER_MANAGEMENT: Final = System(
    "offender_management",
    (
        Dump("offenders", _REGISTER, fragile=("Registered", "Level"), monthly=False, before=(31, 61)),
        Log("offender-log", _LOG, fragile=("When",)),
        known.people("offender-people", "om", _OFFENDER, ("person",), "registered"),
        Log("online-abuse", _ONLINE_LOG, fragile=("When",)),
    ),
)
