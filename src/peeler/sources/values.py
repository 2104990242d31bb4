"""Values of fields, normalised by kind: equal values become equal JSON, and what is not of its kind is refused in
words.

No refusal repeats the value: columns slip, and what should be a date may be a name.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC
from typing import Any, Final

from peeler.definitions.kinds import Kind
from peeler.definitions.objects import FieldDefinition
from peeler.terms.clocks import Instant, Precision, parse_day, parse_instant_day, precise, to_datetime
from peeler.terms.errors import nearest
from peeler.terms.events import Json

YES: Final = frozenset({"true", "yes", "y", "1"})
NO: Final = frozenset({"false", "no", "n", "0"})
WHOLE: Final = re.compile(r"[+-]?\d{1,18}")
DECIMAL: Final = re.compile(r"([+-]?)(\d{1,12})(?:\.(\d{1,6}))?")
JUDGES: Final = ("source", "rule", "reviewer")
LONGEST_TEXT: Final = 500_000
EXAMPLES: Final[Mapping[Precision, str]] = {
    "instant": "2024-04-30T09:15:00+01:00", "day": "2024-04-30", "month": "2024-04", "unknown": "none",
}  # fmt: skip
Outcomes = frozenset[str] | None


class ValueRefused(ValueError):  # noqa: N818  (it is a value's fate, not a fault of the programme)
    """A value is not of its kind; the text says what it should be, never what it is."""


def read_text(text: str) -> str:
    """Words as given, without white space around them; refused where no database could hold them."""
    if "\x00" in text or not (text.isascii() or _is_unicode(text)):
        raise ValueRefused("holds a character that is not text")
    if len(text) > LONGEST_TEXT:
        raise ValueRefused(f"is longer than {LONGEST_TEXT:,} characters")
    return text.strip()


def _is_unicode(text: str) -> bool:
    """Whether a text has no half of a surrogate pair, which no file can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def read_whole(text: str) -> int:
    """A whole number of up to 18 digits."""
    if not WHOLE.fullmatch(text):
        raise ValueRefused("is not a whole number")
    return int(text)


def read_decimal(text: str) -> str:
    """An exact decimal of up to 12 and 6 digits, in its shortest form; never a float."""
    found = DECIMAL.fullmatch(text)
    if not found:
        raise ValueRefused("is not a decimal number such as 0.25")
    sign, whole, part = found[1], str(int(found[2])), (found[3] or "").rstrip("0")
    number = f"{whole}.{part}" if part else whole
    return f"-{number}" if sign == "-" and number != "0" else number


def read_yes_no(text: str) -> bool:
    """True or false, yes or no, in any case."""
    word = text.lower()
    if word not in YES and word not in NO:
        raise ValueRefused("is neither yes nor no")
    return word in YES


def read_judgement(text: str) -> dict[str, Json]:
    """A judgement the source itself gives."""
    return {"value": read_yes_no(text), "judged_by": "source"}


def read_day(text: str) -> str:
    """A whole date; a month is not one, since coarse data is never shown finer than it is."""
    try:
        day = parse_instant_day(text) if len(text) >= 10 else None
    except (ValueError, OverflowError):
        day = None
    if day is None:
        raise ValueRefused("is not a date such as 2024-04-30")
    return day.isoformat()


def read_instant(text: str) -> str:
    """A date and time, as naive UTC for the projection; without an offset it is London civil time."""
    return to_datetime(read_at(text, "instant")).replace(tzinfo=None).isoformat()


def read_set(text: str) -> list[str]:
    """Words between semicolons, each once, sorted."""
    return sorted({word for part in text.split(";") if (word := read_text(part))})


READERS: Final[Mapping[Kind, Callable[[str], Json]]] = {
    "word": read_text, "text": read_text, "offence": read_text, "outcome": read_text, "integer": read_whole,
    "decimal": read_decimal, "yes_no": read_yes_no, "judgement": read_judgement, "day": read_day,
    "instant": read_instant, "set": read_set,
}  # fmt: skip


def reader_of(field: FieldDefinition, outcomes: Outcomes) -> Callable[[str], Json]:
    """How the text of one field is read; ``outcomes`` the codes of the framework, where the catalogue has it."""
    read, allowed = READERS[field.kind], allowed_in(field, outcomes)  # type: ignore[index]
    if allowed is None:
        return read

    def checked(text: str) -> Json:
        value = read(text)
        if value not in allowed:
            raise ValueRefused(f"is none of its words{nearest('', allowed)}")
        return value

    return checked


def allowed_in(field: FieldDefinition, outcomes: Outcomes) -> Sequence[str] | frozenset[str] | None:
    """The closed list of words a field may hold, or None."""
    return field.one_of or (outcomes if field.kind == "outcome" else None) or None


def read_json(field: FieldDefinition, outcomes: Outcomes, value: Any) -> Json:
    """A field's value as an envelope gives it, normalised; None where it says nothing. ValueRefused if not of its
    kind.
    """
    if value is None or value == "":
        return None
    if field.kind == "judgement" and isinstance(value, dict):
        return _judgement(value)
    if field.kind == "set" and isinstance(value, list):
        return _set(value)
    return reader_of(field, outcomes)(_scalar(field, value)) if value is not None else None


def _scalar(field: FieldDefinition, value: Any) -> str:
    """A JSON scalar as the text its kind is read from: a number only for numbers, true and false only for yes_no."""
    if isinstance(value, bool):
        if field.kind in ("yes_no", "judgement"):
            return "true" if value else "false"
    elif isinstance(value, int):
        if field.kind in ("integer", "decimal"):
            return str(value)
    elif isinstance(value, str):
        return read_text(value) if field.kind != "set" else _not_alone()
    raise ValueRefused(f"is not a {field.kind}")


def _not_alone() -> str:
    raise ValueRefused("is not a list of words")


def _judgement(value: dict[str, Any]) -> Json:
    if set(value) - {"value", "judged_by"} or not isinstance(value.get("value"), bool | None):
        raise ValueRefused("is not a judgement: {value: true or false, judged_by: source, rule or reviewer}")
    if value.get("value") is None:
        return None
    if value.get("judged_by", "source") not in JUDGES:
        raise ValueRefused(f"is judged by none of {', '.join(JUDGES)}")
    return {"value": value["value"], "judged_by": value.get("judged_by", "source")}


def _set(value: list[Any]) -> Json:
    if not all(isinstance(word, str) for word in value):
        raise ValueRefused("is not a list of words")
    return sorted({word for part in value if (word := read_text(part))}) or None


def read_at(text: str, precision: Precision) -> Instant:
    """When an event takes effect; an exact time needs a time of day, a day a whole date. ValueRefused otherwise."""
    coarser = (precision == "instant" and len(text) <= 10) or (precision == "day" and len(text) < 10)
    try:
        found = None if coarser else precise(text, precision)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise ValueRefused(f"is not a time such as {EXAMPLES[precision]}")
    return found


def plain_precision(text: str) -> Precision:
    """How exactly a time is known that is written so: a month, a day, or an instant."""
    return {7: "month", 10: "day"}.get(len(text), "instant")  # type: ignore[return-value]


def utc_text(instant: Instant) -> str:
    """An instant as text that sorts: 2024-04-30T08:15:00.000000Z."""
    return to_datetime(instant).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def check_dated(text: str) -> str:
    """A snapshot's date as a person gives it, YYYY-MM or YYYY-MM-DD; ValueError otherwise."""
    parse_day(text)
    return text
