"""What happens in a force, one kind of life a module, in the order in which one follows from another."""

from typing import Final

from peeler.simulate.force.happenings import Life
from peeler.simulate.force.lives.incidents import incidents

LIVES: Final[tuple[Life, ...]] = (incidents,)
