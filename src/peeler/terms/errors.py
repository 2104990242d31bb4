"""The one kind of error a person may see: what is wrong, where, and the nearest right thing, in one line."""

from collections.abc import Iterable
from difflib import get_close_matches


class RequestError(Exception):
    """What was asked for is wrong; its text is one line fit to show a person, without personal data."""

    def __init__(self, message: str) -> None:
        """Keeps the message to one line of printable text, whatever a person wrote into it."""
        super().__init__("".join(c if c.isprintable() else " " for c in " ".join(message.split())))


class Trouble(RequestError):  # noqa: N818  (a person reads its text, not its name)
    """Nothing is wrong with what was asked: the disk, the folder or the database cannot do it now; ask again later."""


class NotAllowed(RequestError):  # noqa: N818  (a person reads its text, not its name)
    """What was asked for is right as asked, and this viewer may not have it."""


def nearest(word: str, known: Iterable[str]) -> str:
    """A closing hint for an error line: ``; did you mean 'x'?``, or the known words, or nothing when there are none."""
    words = sorted(set(known))
    close = get_close_matches(word, words, n=1, cutoff=0.6)
    if close:
        return f"; did you mean '{close[0]}'?"
    if not words:
        return ""
    shown = ", ".join(words[:12])
    return f"; known: {shown}{', ...' if len(words) > 12 else ''}"


def unknown(what: str, word: str, known: Iterable[str], *, where: str = "") -> RequestError:
    """The error for a word that is not one of the known ones, saying where it stands and which word is nearest."""
    place = f"{where}: " if where else ""
    return RequestError(f"{place}unknown {what} '{word}'{nearest(word, known)}")
