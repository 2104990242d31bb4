"""The reason every decision is kept with."""

from peeler.terms.errors import RequestError

LONGEST = 500


def reason_given(reason: str) -> str:
    """A decision's reason; RequestError where there is none, or it is longer than 500 characters."""
    if not 1 <= len(reason.strip()) <= LONGEST:
        raise RequestError(f"say why, in up to {LONGEST} characters, without naming anybody")
    return reason.strip()
