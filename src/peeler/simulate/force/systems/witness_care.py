"""The witness care unit's list: one row a witness, as it stands."""

from typing import Final

from peeler.simulate.force.extracts import Dump, System
from peeler.simulate.force.systems import known
from peeler.simulate.force.systems.entries import Kind, Shape, register, word

_WITNESS: Final = "witness"
WITNESSES: Final = Shape(
    _WITNESS,
    "witness",
    "Witness",
    known.dated(_WITNESS, "WC"),
    {"Crime Ref": known.link(_WITNESS, "crime", known.crimes), "Person": known.nominal(_WITNESS, "person")},
)
_LIST: Final = register(
    WITNESSES,
    (
        Kind("witness.identified", "Identified"),
        Kind("witness.interviewed", "Interviewed", {"Interview": word("method")}),
        Kind("witness.withdrew", "Withdrew"),
    ),
)
WITNESS_CARE: Final = System(
    "witness_care",
    (
        Dump("witnesses", _LIST, fragile=("Identified",), before=(91,)),
        known.people("witness-people", "wc", _WITNESS, ("person",), "named"),
    ),
)
