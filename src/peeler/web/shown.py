"""One attribute's value in words, by its kind."""

from typing import Any

from peeler.terms.clocks import Instant
from peeler.web.moments import moment_text

NOTHING = "not said"
LONGEST = 24


def value_shown(kind: str, value: Any) -> str:
    """A value as a person reads it; ``instant`` and ``since`` are microseconds since 1970."""
    if value is None:
        return NOTHING
    if kind in ("instant", "since") and isinstance(value, int):
        words = moment_text(Instant(value))
        return f"since {words}" if kind == "since" else words
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (tuple, list)):
        return ", ".join(str(part).replace("_", " ") for part in value) or "none"
    return str(value)


def shortened(reference: str) -> str:
    """A reference, cut where it is a long digest."""
    return reference if len(reference) <= LONGEST else f"{reference[: LONGEST - 1]}…"
