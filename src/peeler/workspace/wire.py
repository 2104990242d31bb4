"""How a question travels to the process that has the workspace open, and its answer back: typed JSON, one line each."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from inspect import signature
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from peeler.terms.errors import RequestError

LONGEST = 4_000_000
Function = Callable[..., Any]
GIVEN = 2  # the desk and the viewer are given by the workspace


@cache
def adapters(function: Function) -> tuple[tuple[TypeAdapter[Any], ...], TypeAdapter[Any]]:
    """The types of a function's own arguments (after desk and viewer) and of what it returns."""
    hints = get_type_hints(function)
    named = list(signature(function).parameters)[GIVEN:]
    arguments = tuple(TypeAdapter(hints[name]) for name in named if name != "progress")
    return arguments, TypeAdapter(hints["return"])


def pack(function: Function, arguments: Sequence[Any]) -> list[Any]:
    """A function's arguments as plain JSON."""
    types, _ = adapters(function)
    return [kind.dump_python(value, mode="json") for kind, value in zip(types, arguments, strict=False)]


def unpack(function: Function, packed: Sequence[Any]) -> list[Any]:
    """Arguments as the function takes them; RequestError for what does not fit."""
    types, _ = adapters(function)
    if len(packed) > len(types):
        raise RequestError(f"{function.__name__}: takes {len(types)} arguments")
    try:
        return [kind.validate_python(value) for kind, value in zip(types, packed, strict=False)]
    except ValidationError as problem:
        raise RequestError(f"{function.__name__}: {problem.errors()[0]['msg']}") from None


def pack_answer(function: Function, answer: Any) -> Any:
    """What a function returned, as plain JSON."""
    return adapters(function)[1].dump_python(answer, mode="json")


def unpack_answer(function: Function, packed: Any) -> Any:
    """What a function returned, as it returned it."""
    return adapters(function)[1].validate_python(packed)


def line(message: Mapping[str, Any]) -> bytes:
    """One message as one line."""
    return json.dumps(message, ensure_ascii=False).encode() + b"\n"
