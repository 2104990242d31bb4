"""What every plan stands on: which object, seen by whom, as at and as known when; there is no plan without it."""

from dataclasses import dataclass, replace
from typing import Literal

from peeler.definitions.conditions import Condition
from peeler.definitions.objects import ObjectDefinition
from peeler.definitions.obligations import ObligationDefinition
from peeler.terms.clocks import FOREVER, Instant, Precision, last_whole

EVERYTHING = "true"
Part = Literal["all", "sealed", "recent", "sealed of the changed", "all of the changed"]
AFTER_ALL = last_whole(Instant(FOREVER - 1), "month")  # whole in every precision


@dataclass(frozen=True)
class Sight:
    """What a viewer may see of an object type: where any of these conditions holds of its state now; none: nothing."""

    conditions: tuple[Condition, ...]

    @property
    def everything(self) -> bool:
        """Whether the viewer may see every object of the type."""
        return any(condition.text.strip().lower() == EVERYTHING for condition in self.conditions)


@dataclass(frozen=True)
class Scope:
    """An object type, the viewer's sight of it, and the two clocks. ``known`` None: all that is believed now.

    ``withdrawn``: the beliefs withdrawn before the seal must be read too. ``part``: which rows of the journal are read, those
    sealed or those that came since, or only those of the objects of which any came since (``the changed``).
    ``coarse``: the precisions coarser than an instant among the objects read (ruling 8). ``now`` is when permission is judged, whatever ``known`` (ruling 10).
    ``unsaid``: the moments of loading whose events do not say when they were written.
    """

    definition: ObjectDefinition
    sight: Sight
    now: Instant
    at: Instant
    known: Instant | None = None
    withdrawn: bool = False
    coarse: tuple[Precision, ...] = ()
    unsaid: tuple[Instant, ...] = ()
    part: Part = "all"

    def at_rest(self, changed: Instant | None) -> "Scope":
        """The same scope at a moment after all change, if nothing begins or ends after it is seen from; else itself.

        ``changed`` is the last moment at which anything does. So questions asked at different moments after it are one. What
        is owed never rests: it falls due as time passes.
        """
        if isinstance(self.definition, ObligationDefinition):
            return self
        if changed is None:
            changed = self.at
        seen = min(self.at, self.now, *self.moments(self.at).values())
        return replace(self, at=AFTER_ALL, now=AFTER_ALL) if changed <= seen else self

    def settled(self, changed: Instant | None) -> "Scope":
        """The same scope without a ``now`` of its own where permission does not depend on it, so that what is settled is asked once.

        Permission is judged of every object's state now: whoever may see everything needs no moment, and after the last
        change (``changed``, of all that is believed today) every moment is the same.
        """
        rests = self.known is None and changed is not None and changed <= self.now
        return replace(self, now=AFTER_ALL) if self.sight.everything or rests else self

    def moments(self, at: Instant) -> dict[Precision, Instant]:
        """For each coarse precision whose whole periods do not end at ``at``: the last whole period's end before it."""
        whole = {precision: last_whole(at, precision) for precision in self.coarse}
        return {precision: moment for precision, moment in whole.items() if moment != at}
