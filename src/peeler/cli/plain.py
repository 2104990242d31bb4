"""Turns any answer into plain values for printing: instants as ISO 8601, dataclasses as dictionaries."""

from dataclasses import fields, is_dataclass
from datetime import date
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from peeler.terms.clocks import Instant, iso

Plain = Any


def plain(value: Any, hint: Any = None) -> Plain:
    """A value as JSON can hold it; ``hint`` is its declared type, which tells an instant from a number."""
    if value is None or isinstance(value, (str, bool, float)):
        return value
    if isinstance(value, int):
        return iso(Instant(value)) if means_instant(hint) else value
    if is_dataclass(value) and not isinstance(value, type):
        hints = get_type_hints(type(value))
        return {field.name: plain(getattr(value, field.name), hints[field.name]) for field in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(inside) for key, inside in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [plain(inside, hint_inside(hint, place)) for place, inside in enumerate(value)]
    return str(value)


def means_instant(hint: Any) -> bool:
    """Whether a declared type is an instant, or an instant that may be missing."""
    return hint is Instant or Instant in choices(hint)


def choices(hint: Any) -> tuple[Any, ...]:
    """The types a union offers (none for another type); one that offers plain numbers too is not taken for an instant."""
    offered = get_args(hint) if get_origin(hint) in (Union, UnionType) else ()
    return () if int in offered else offered


def hint_inside(hint: Any, place: int) -> Any:
    """The declared type of one item of a tuple or list."""
    for choice in (hint, *choices(hint)):
        inside = get_args(choice)
        if get_origin(choice) in (tuple, list) and inside:
            return inside[0] if len(inside) == 1 or inside[1] is Ellipsis else inside[min(place, len(inside) - 1)]
    return None
