"""The body of a push as lines: JSON lines as they stand, or the elements of one JSON array, each judged on its own."""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from peeler.sources.limits import LINE_BYTES
from peeler.sources.lines import BOM, Line, lines_of
from peeler.terms.errors import RequestError

WHITE: Final = " \t\r\n"
# Only finds where an element ends; whether it is an event is decided line by line, as in a file.
FINDING: Final = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


def lines_of_body(body: bytes) -> list[Line]:
    """The lines of a body, numbered from 1; RequestError where it begins as an array and is none."""
    if body.removeprefix(BOM).lstrip()[:1] != b"[":
        return list(lines_of(BytesIO(body)))
    try:
        return list(elements(body.removeprefix(BOM).decode("utf-8")))
    except UnicodeDecodeError:
        raise RequestError("the body is not text in UTF-8") from None
    except RecursionError:
        raise RequestError("the body is nested too deeply to be a list of events") from None
    except json.JSONDecodeError as problem:
        raise RequestError(f"the body is not a JSON array: {problem.msg} at character {problem.pos + 1:,}") from None


def elements(text: str) -> Iterator[Line]:
    """The elements of the text of an array; JSONDecodeError where it is not one."""
    place = after_white(text, text.index("[") + 1)
    number, more = 0, text[place : place + 1] != "]"
    while more:
        number += 1
        _, end = FINDING.raw_decode(text, place)
        content = text[place:end].encode("utf-8", "surrogatepass")
        yield Line(number, content.replace(b"\n", b" "), len(content) <= LINE_BYTES)
        place = after_white(text, end)
        if text[place : place + 1] not in (",", "]"):
            raise json.JSONDecodeError("Expecting ',' or ']'", text, place)
        more = text[place] == ","
        place = after_white(text, place + 1) if more else place
    if text[place + 1 :].strip(WHITE):
        raise json.JSONDecodeError("Extra data", text, place + 1)


def after_white(text: str, place: int) -> int:
    """The first place from here on that is not white space."""
    while place < len(text) and text[place] in WHITE:
        place += 1
    return place
