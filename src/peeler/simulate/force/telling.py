"""Makes the truth of a force: every life in turn adds what it knows to happen."""

from peeler.simulate.force.happenings import Truth
from peeler.simulate.force.lives import LIVES
from peeler.simulate.force.world import World


def tell(world: World) -> Truth:
    """All that happens in a world. A life may build on those before it in the list, never on those after."""
    truth = Truth(world)
    for life in LIVES:
        truth = truth.with_part(life(truth))
    return truth
