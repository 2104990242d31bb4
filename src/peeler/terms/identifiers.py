"""Identifiers are types: a crime's reference, an event's id and a force's key are never just text."""

import re
from typing import NewType

from peeler.terms.errors import RequestError

EventId = NewType("EventId", str)
EventType = NewType("EventType", str)
ForceKey = NewType("ForceKey", str)
ObjectId = NewType("ObjectId", str)
ObjectType = NewType("ObjectType", str)
Role = NewType("Role", str)
SourceName = NewType("SourceName", str)

KEY = re.compile(r"[a-z][a-z0-9_]*")
FORCE = re.compile(r"[a-z][a-z0-9-]*")
REFERENCE = re.compile(r"[a-z][a-z0-9_]*:[^\x00-\x1f\x7f]{1,250}")
LONGEST = 256


def object_id(text: str) -> ObjectId:
    """A reference such as ``crime:CR/000123/19``: kind of reference, colon, the reference; RequestError otherwise."""
    if not REFERENCE.fullmatch(text) or text != text.strip():
        raise RequestError("an object is named KIND:REFERENCE, for example crime:CR/000123/19")
    return ObjectId(text)


def event_id(text: str) -> EventId:
    """An event's own id: 1 to 256 characters without control characters; RequestError otherwise."""
    if not text.strip() or len(text) > LONGEST or any(ord(c) < 32 for c in text):
        raise RequestError(f"an event's id is 1 to {LONGEST} characters of text")
    return EventId(text)


def force_key(text: str) -> ForceKey:
    """A police force's key such as ``derbyshire`` or ``avon-and-somerset``; RequestError otherwise."""
    if not FORCE.fullmatch(text):
        raise RequestError("a force's key is small letters, digits and hyphens, for example derbyshire")
    return ForceKey(text)


def split_type(event_type: str) -> tuple[ObjectType, str]:
    """``investigation.recorded`` -> (``investigation``, ``recorded``)."""
    object_type, _, verb = event_type.partition(".")
    return ObjectType(object_type), verb
