"""The systems of a force, one a module: each hears what it would hear and writes an extract in its own shape."""

from typing import Final

from peeler.simulate.force.extracts import System
from peeler.simulate.force.systems.armed_policing import ARMED_POLICING
from peeler.simulate.force.systems.assurance import ASSURANCE, STAFF_SURVEY
from peeler.simulate.force.systems.bail import BAIL
from peeler.simulate.force.systems.command_and_control import COMMAND_AND_CONTROL
from peeler.simulate.force.systems.crime_records import CRIME_RECORDS
from peeler.simulate.force.systems.custody import CUSTODY
from peeler.simulate.force.systems.mental_health import MENTAL_HEALTH, SUPPORT_PLANS
from peeler.simulate.force.systems.offender_management import OFFENDER_MANAGEMENT
from peeler.simulate.force.systems.partners import MEETING_LIST, PARTNERS
from peeler.simulate.force.systems.personnel import PERSONNEL
from peeler.simulate.force.systems.protection_notices import PROTECTION_NOTICES
from peeler.simulate.force.systems.public_protection import PUBLIC_PROTECTION
from peeler.simulate.force.systems.referral_unit import REFERRAL_UNIT
from peeler.simulate.force.systems.wanted_list import WANTED_LIST
from peeler.simulate.force.systems.witness_care import WITNESS_CARE

SYSTEMS: Final[tuple[System, ...]] = (
    COMMAND_AND_CONTROL, CRIME_RECORDS, CUSTODY, BAIL, WANTED_LIST,
    PROTECTION_NOTICES, REFERRAL_UNIT, PUBLIC_PROTECTION, OFFENDER_MANAGEMENT, MENTAL_HEALTH, SUPPORT_PLANS,
    PERSONNEL, PARTNERS, MEETING_LIST, ARMED_POLICING, ASSURANCE, STAFF_SURVEY, WITNESS_CARE,
)  # fmt: skip
