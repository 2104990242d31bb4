"""What a row dump shows of things: the last (or first) happening of a kind before the dump, as columns."""

from dataclasses import dataclass

import numpy as np

from peeler.simulate.force.civil import MINUTE, NEVER, Form, Ints, Mask, Texts, written
from peeler.simulate.force.extracts import Tells, tells, where
from peeler.simulate.force.happenings import Happenings, Truth, at_of, first, latest


@dataclass(frozen=True)
class Current:
    """One happening for each thing, at these places among all of its kind; -1 where there is none."""

    told: Happenings
    places: Ints

    @property
    def at(self) -> Ints:
        """When it was, to the minute as dumps have it; NEVER where there is none."""
        return to_the_minute(at_of(self.told, self.places))

    @property
    def there(self) -> Mask:
        """Where there is one."""
        return self.places >= 0

    def ints(self, name: str) -> Ints:
        """A fact; -1 where there is no happening."""
        if not len(self.told):
            return self.places
        found: Ints = np.where(self.there, self.told.ints(name)[self.places], -1)
        return found

    def texts(self, name: str) -> Texts:
        """A fact in words; '' where there is no happening."""
        if not len(self.told):
            return where(self.there, written(self.at), "")
        return where(self.there, self.told.words(name).take(self.places.clip(0)).texts(), "")

    def when(self, form: Form = "iso_minute") -> Texts:
        """When it was, as the system writes it."""
        return written(self.at, form)

    def unless(self, mask: Mask) -> "Current":
        """The same, without those in the mask."""
        return Current(self.told, np.where(mask, -1, self.places))

    def tells(self, event: str, objects: Texts) -> Tells:
        """That each of them is an event of its object."""
        return tells(event, objects, self.at, self.there)


def last_of(truth: Truth, kind: str, size: int, as_at: int) -> Current:
    """The last happening of a kind for each of ``size`` things, before a moment."""
    return Current(truth.of(kind), latest(truth.of(kind), size, as_at))


def first_of(truth: Truth, kind: str, size: int, as_at: int) -> Current:
    """The first happening of a kind for each of ``size`` things, before a moment."""
    return Current(truth.of(kind), first(truth.of(kind), size, as_at))


def to_the_minute(moments: Ints) -> Ints:
    """The moments as systems that know no seconds have them."""
    return np.where(moments < NEVER, moments // MINUTE * MINUTE, NEVER)
