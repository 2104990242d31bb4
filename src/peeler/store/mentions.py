"""Whether a text mentions a person, judged by that person's own values; pure."""

import json
import re
from collections.abc import Iterable

SHORTEST = 4  # characters; a shorter value stands in too many texts to say anything
ERASED = "[erased]"


class Mentions:
    """Finds a person's values in the texts of others: rows by value or by all the words of it, notes by the phrase."""

    def __init__(self, values: Iterable[str]) -> None:
        self.values = frozenset(value.strip() for value in values if len(value.strip()) >= SHORTEST)
        self._forms = frozenset(form.casefold() for value in self.values for form in forms_of(value))
        self._folded = frozenset(value.casefold() for value in self.values)
        self._words = [re.findall(r"\w+", value.casefold()) for value in self.values]
        phrases = sorted((r"\s+".join(map(re.escape, value.split())) for value in self.values), key=len, reverse=True)
        self._phrase = re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE) if phrases else None

    def in_row(self, text: str) -> bool:
        """Whether a row holds one of the values, or every word of one in columns of its own."""
        folded = text.casefold()
        return any(form in folded for form in self._forms) or any(holds_words(folded, words) for words in self._words)

    def without(self, text: str) -> str:
        """A note with every mention replaced by ``[erased]``."""
        folded = text.casefold()
        likely = any(all(word in folded for word in words) for words in self._words)
        return self._phrase.sub(ERASED, text) if self._phrase and likely else text

    def is_value(self, text: str) -> bool:
        """Whether a text is one of the values and nothing more, as a namesake's is."""
        return text.strip().casefold() in self._folded


def forms_of(value: str) -> set[str]:
    """A value as it may stand in a file: plain, in JSON with and without escapes, in CSV with its quotes doubled."""
    return {value, json.dumps(value)[1:-1], json.dumps(value, ensure_ascii=False)[1:-1], value.replace('"', '""')}


def holds_words(folded: str, words: list[str]) -> bool:
    """Whether a casefolded text holds each of two or more words as a word."""
    if len(words) < 2 or not all(word in folded for word in words):
        return False
    return set(words) <= set(re.findall(r"\w+", folded))
