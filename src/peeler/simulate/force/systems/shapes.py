"""The things that the systems made of logs and registers tell of, under the types of object that they are."""

from typing import Final

from peeler.simulate.force.systems.armed_policing import DEPLOYMENTS, RISKS
from peeler.simulate.force.systems.assurance import ACTIONS as INSPECTION_ACTIONS
from peeler.simulate.force.systems.assurance import FINDINGS, JUDGMENTS, REVIEWS, SURVEYS
from peeler.simulate.force.systems.entries import Shape
from peeler.simulate.force.systems.mental_health import PLANS
from peeler.simulate.force.systems.offender_management import OFFENDERS, ONLINE
from peeler.simulate.force.systems.partners import EXCHANGES, MEETINGS
from peeler.simulate.force.systems.personnel import OFFICERS, POSTS, SHIFTS, TEAM_LIST
from peeler.simulate.force.systems.protection_notices import NOTICES, SAFEGUARDS
from peeler.simulate.force.systems.public_protection import ACTIONS, APPLICATIONS, CASES, ORDERS
from peeler.simulate.force.systems.referral_unit import REFERRALS
from peeler.simulate.force.systems.witness_care import WITNESSES

SHAPES: Final[tuple[Shape, ...]] = (
    NOTICES,
    SAFEGUARDS,
    REFERRALS,
    CASES,
    ACTIONS,
    APPLICATIONS,
    ORDERS,
    OFFENDERS,
    ONLINE,
    PLANS,
    OFFICERS,
    TEAM_LIST,
    POSTS,
    SHIFTS,
    EXCHANGES,
    MEETINGS,
    DEPLOYMENTS,
    RISKS,
    FINDINGS,
    INSPECTION_ACTIONS,
    JUDGMENTS,
    REVIEWS,
    SURVEYS,
    WITNESSES,
)
