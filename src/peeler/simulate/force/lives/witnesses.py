"""Witnesses: somebody else who saw it, in about one crime in five; interviewed or not, and now and then withdrawing."""

from typing import Final

import numpy as np

from peeler.simulate.force.chance import Spread
from peeler.simulate.force.civil import DAY, HOUR
from peeler.simulate.force.happenings import Column, Happenings, Part, Planted, Things, Truth, Words
from peeler.simulate.force.lives.crimes import is_cancelled
from peeler.simulate.force.lives.people import anybody
from peeler.simulate.force.lives.quotas import only

METHODS: Final = ("statement", "video")
_NAMED: Final[Spread] = ((0.0, HOUR), (0.6, 20 * HOUR), (1.0, 20 * DAY))
_MET: Final[Spread] = ((0.0, 2 * HOUR), (0.7, 9 * DAY), (1.0, 50 * DAY))


def witnesses(truth: Truth) -> Part:
    """At most one witness a crime; the number is the crime's."""
    crime, chance = truth.things["crime"], truth.world.chance
    of = np.flatnonzero(~is_cancelled(crime) & chance.happens("witness", crime.numbers, 0.21))
    numbers, done = crime.numbers[of], truth.things["end"].ints("done")[of]
    named = crime.ints("recorded")[of] + chance.spread("witness named", numbers, _NAMED)
    met = named + chance.spread("witness met", numbers, _MET)
    interviewed = only((met < done) & chance.happens("witness interviewed", numbers, 0.71), met)
    withdrew = only(chance.happens("witness withdrew", numbers, 0.06), met + 3 * DAY)
    method = Words(METHODS, chance.happens("witness video", numbers, 0.07).astype(np.int64))
    columns: dict[str, Column] = {
        "crime": of, "named": named, "person": anybody(chance, "witness person", numbers, len(truth.things["person"])),
    }  # fmt: skip
    every = np.arange(len(of), dtype=np.int64)
    unseen = np.flatnonzero(interviewed > done)
    return Part(
        things=(Things("witness", numbers, columns),),
        happenings=(
            Happenings("witness.identified", every, named),
            Happenings("witness.interviewed", every, interviewed, {"method": method}),
            Happenings("witness.withdrew", every, withdrew),
        ),
        planted=(Planted("witness named and never interviewed", "witness", unseen),),
    )
