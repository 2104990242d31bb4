"""Codes and names of the catalogue as words a person reads: events, fields, references, offences, outcomes."""

from collections.abc import Mapping
from typing import Any

from peeler.definitions.catalogue import Catalogue
from peeler.terms.clocks import Instant, parse_day, parse_instant
from peeler.web.moments import day_text, moment_text
from peeler.web.subject import dimension_words

CAPITALS = {
    word: word.upper() for word in ("acro", "cctv", "cps", "iopc", "lsoa", "marac", "pnc", "ppn", "rui", "thrive")
}
VERBS = {"recorded": "crime recorded", "linked": "linked to a series", "set": "set", "filed": "filed"}


def in_words(name: str) -> str:
    """``submitted_to_cps`` as ``submitted to CPS``."""
    return " ".join(CAPITALS.get(word, word) for word in dimension_words(name).split(" "))


def verb_of(event_type: str) -> str:
    """What happened, in words: ``victim.support_withdrawn`` as ``support withdrawn``."""
    verb = event_type.rpartition(".")[2]
    return in_words(VERBS.get(verb, verb))


def reference_words(reference: str) -> str:
    """``officer:1057`` as ``officer 1057``; other text as it is."""
    kind, colon, rest = reference.partition(":")
    return f"{in_words(kind)} {rest}" if colon and kind.isidentifier() else reference


def entry_name(catalogue: Catalogue, look_up: str, key: str) -> str:
    """The name an entry of a look-up has, with its key; the key alone where there is none."""
    entries: Mapping[str, Any] = catalogue.look_ups[look_up].entries if look_up in catalogue.look_ups else {}
    found = entries.get(key)
    name = found.get("name") if isinstance(found, Mapping) else found
    return f"{name} ({key})" if name else key


def field_words(catalogue: Catalogue, event_type: str, name: str, text: str) -> str:
    """A field's text by its kind: an instant as a moment of London, an offence or outcome by its name."""
    declared = catalogue.events.get(event_type)  # type: ignore[call-overload]
    kind = declared.fields[name].kind if declared and name in declared.fields else "text"
    if kind == "instant":
        return moment_text(stored_instant(text))
    if kind == "day":
        return day_text(parse_day(text))
    if kind in ("offence", "outcome"):
        return entry_name(catalogue, f"{kind}s", text)
    return in_words(reference_words(text)) if kind in ("word", "set", "judgement") else text


def stored_instant(text: str) -> Instant:
    """An instant as an event's payload has it: ISO 8601, in UTC where no offset is written."""
    clock = text[10:]
    return parse_instant(text if clock.endswith("Z") or "+" in clock or "-" in clock else f"{text}Z")
