"""Reads a file of JSON lines, one bounded line at a time, strictly: what is not plain JSON is refused in words."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, NamedTuple, NoReturn

from peeler.sources.limits import CHUNK_BYTES, KEPT_CHARACTERS, LINE_BYTES
from peeler.sources.values import WHOLE

BOM: Final = b"\xef\xbb\xbf"


class LineRefused(ValueError):  # noqa: N818  (it is a line's fate, not a fault of the programme)
    """A line is not an event that can be taken; the text says why, without its values."""


class Line(NamedTuple):
    """One line that holds something: its number in the file, its bytes, and whether it was too long to read whole."""

    number: int
    content: bytes
    whole: bool

    @property
    def text(self) -> str:
        """The line as quarantine keeps it."""
        return (
            self.content[: 4 * KEPT_CHARACTERS]
            .decode("utf-8", "replace")
            .replace("\x00", "\N{REPLACEMENT CHARACTER}")[:KEPT_CHARACTERS]
        )


def lines_of(stream: BinaryIO) -> Iterator[Line]:
    """The lines of a file, blank ones left out; of a line beyond the bound only its beginning is held."""
    number = 0
    while read := stream.readline(LINE_BYTES + 1):
        number += 1
        content = read.removeprefix(BOM) if number == 1 else read
        whole = len(read) <= LINE_BYTES or read.endswith(b"\n")
        if not whole:
            _skip_line(stream)
        if content.strip():
            yield Line(number, content.strip(), whole)


def _skip_line(stream: BinaryIO) -> None:
    while (read := stream.readline(CHUNK_BYTES)) and not read.endswith(b"\n"):
        pass


def parse_line(line: Line) -> dict[str, Any]:
    """The JSON object of a line. LineRefused: too long, not UTF-8, not JSON, a key twice, a float, absurdly deep."""
    if not line.whole:
        raise LineRefused(f"the line is longer than {LINE_BYTES:,} bytes")
    try:
        value = DECODER.decode(line.content.decode("utf-8"))
    except UnicodeDecodeError:
        raise LineRefused("not text in UTF-8") from None
    except RecursionError:
        raise LineRefused("nested too deeply to be an event") from None
    except json.JSONDecodeError as problem:
        raise LineRefused(
            f"not JSON: {problem.msg[0].lower()}{problem.msg[1:]} at character {problem.pos + 1:,}"
        ) from None
    if not isinstance(value, dict):
        raise LineRefused('not a JSON object: an event is {"id": ..., "type": ..., ...}')
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise LineRefused(f"the key '{short(twice)}' stands twice")
    return made


def _float(_: str) -> NoReturn:
    raise LineRefused('holds a number that is not whole; write it as text, for example "0.25"')


def _whole(text: str) -> int:
    if not WHOLE.fullmatch(text):
        raise LineRefused("holds a number of more than 18 digits")
    return int(text)


def short(word: str) -> str:
    """A key as a refusal names it: what cannot be printed replaced, and no more than 40 characters."""
    return "".join(letter if letter.isprintable() else "?" for letter in word)[:40]


DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=_float, parse_constant=_float, parse_int=_whole
)
