"""The systems of a force, one a module: each hears what it would hear and writes an extract in its own shape."""

from typing import Final

from peeler.simulate.force.extracts import System
from peeler.simulate.force.systems.command_and_control import COMMAND_AND_CONTROL

SYSTEMS: Final[tuple[System, ...]] = (COMMAND_AND_CONTROL,)
