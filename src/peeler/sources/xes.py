"""Reads an event log in XES as a table: one row an event, its attributes and those of its case as columns of text.

XES is IEEE 1849-2016. The file streams through expat, which builds no tree, so that no more of it is held than what is asked
for. A file that declares a document type, and with it entities, is refused before one is expanded.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, NoReturn
from xml.parsers import expat

from peeler.sources.delimited import BrokenRow, Rows, Unreadable
from peeler.sources.limits import CHUNK_BYTES, FIELD_CHARACTERS, KEPT_CHARACTERS
from peeler.terms.events import canonical

OF_CASE: Final = "case:"  # before the key of what is said of a case, as process people write it in tables
MOST_EVENTS: Final = 20_000_000
MOST_KEYS: Final = 1_000
KEY_CHARACTERS: Final = 500
DEEPEST: Final = 100
TAG_BYTES: Final = 8 * FIELD_CHARACTERS
LOG, CASE, EVENT = "log", "trace", "event"
WITH_VALUE: Final = frozenset({"string", "date", "int", "float", "boolean", "id"})


class Refused(Exception):  # noqa: N818  (it ends a reading; what becomes of the file is a value)
    """Why nothing of a file can be trusted: one clear line."""


def xes_columns(stream: BinaryIO) -> tuple[str, ...] | Unreadable:
    """The keys of a log in order of appearance: those of events as they are, those of cases after ``case:``."""
    log = read_log(stream, ())
    return log if isinstance(log, Unreadable) else tuple(log.keys)


def xes_rows(stream: BinaryIO, wanted: Collection[str]) -> Rows | Unreadable:
    """The events of a log in its order: those of the ``wanted`` columns that it has, '' where an event says nothing.

    ``lines`` are those on which the events begin. An event that says one thing twice is left aside.
    """
    log = read_log(stream, wanted)
    if isinstance(log, Unreadable):
        return log
    return Rows({key: texts for key, texts in log.columns.items() if key in log.keys}, log.lines, tuple(log.broken))


def read_log(stream: BinaryIO, wanted: Collection[str]) -> "Log | Unreadable":
    """A log read to its end, and of its events what is wanted."""
    log = Log(wanted)
    try:
        while chunk := stream.read(CHUNK_BYTES):
            log.feed(chunk)
        log.end()
    except Refused as refusal:
        return Unreadable(str(refusal))
    except expat.ExpatError as problem:
        return Unreadable(f"not whole XML: cut off or damaged at line {problem.lineno:,}")
    return log


@dataclass
class Said:
    """What an event or a case says of itself, of what is wanted; ``twice``: a key that it has two times."""

    texts: dict[str, str]
    twice: str = ""


class Log:
    """A log being read: the keys met so far, the wanted columns, and the case and the event that are open."""

    def __init__(self, wanted: Collection[str]) -> None:
        self.keys: dict[str, None] = {}
        self.columns: dict[str, list[str]] = {key: [] for key in wanted}
        self.lines: list[int] = []
        self.broken: list[BrokenRow] = []
        self._events, self._fed = 0, 0
        self._depth, self._event_at, self._in_case = 0, 0, False
        self._case, self._event = Said({}), Said({})
        self._waiting: list[tuple[int, Said]] = []  # events of the open case, which may yet say more of itself
        self._words: dict[str, str] = {}  # equal texts are kept once
        self._parser = parser_for(self._begin, self._end)

    @property
    def line(self) -> int:
        """The line of the file that is being read."""
        return int(self._parser.CurrentLineNumber)

    def feed(self, chunk: bytes) -> None:
        """Reads on; Refused where a tag or a comment goes on without end."""
        self._parser.Parse(chunk, False)
        self._fed += len(chunk)
        if self._fed - self._parser.CurrentByteIndex > TAG_BYTES:
            raise Refused(f"line {self.line:,}: a tag of more than {TAG_BYTES:,} bytes")

    def end(self) -> None:
        """Ends the reading; Refused where there was nothing."""
        if not self._fed:
            raise Refused("the file is empty")
        self._parser.Parse(b"", True)
        if not self._events:
            raise Refused("holds no events")

    def _begin(self, name: str, given: dict[str, str]) -> None:
        self._depth += 1
        kind, inside = name.rpartition(" ")[2], 3 if self._in_case else 2
        if self._depth == 1 and kind != LOG:
            raise Refused("not an event log in XES: its outermost element is not <log>")
        if self._depth > DEEPEST:
            raise Refused(f"line {self.line:,}: nested more than {DEEPEST} deep")
        if kind in WITH_VALUE:
            self._attribute(given)
        elif kind == CASE and self._depth == 2:
            self._in_case, self._case = True, Said({})
        elif kind == EVENT and self._depth == inside:
            self._event_at, self._event = self._depth, Said({})
            self._waiting.append((self.line, self._event))

    def _end(self, _: str) -> None:
        if self._depth == self._event_at:
            self._event_at = 0
        self._depth -= 1
        if self._depth == 1:
            self._keep()
            self._in_case, self._case = False, Said({})

    def _attribute(self, given: dict[str, str]) -> None:
        """Notes what is said of the open event or case itself; what is said of an attribute is left aside."""
        if self._event_at and self._depth == self._event_at + 1:
            self._note(self._event, "", given)
        elif self._in_case and not self._event_at and self._depth == 3:
            self._note(self._case, OF_CASE, given)

    def _note(self, said: "Said", before: str, given: dict[str, str]) -> None:
        key, value = before + given.get("key", ""), given.get("value", "")
        if key == before or len(key) > KEY_CHARACTERS or len(value) > FIELD_CHARACTERS:
            raise Refused(
                f"line {self.line:,}: an attribute without a key, or longer than {FIELD_CHARACTERS:,} characters"
            )
        if key in said.texts:
            said.twice = key
        self.keys.setdefault(key)
        if len(self.keys) > MOST_KEYS:
            raise Refused(f"has more than {MOST_KEYS:,} different attributes")
        if key in self.columns:
            said.texts[key] = self._words.setdefault(value, value)

    def _keep(self) -> None:
        """Takes the events that waited for the end of their case."""
        self._events += len(self._waiting)
        if self._events > MOST_EVENTS:
            raise Refused(f"holds more than {MOST_EVENTS:,} events")
        for line, event in self._waiting if self.columns else ():
            texts, twice = {**self._case.texts, **event.texts}, event.twice or self._case.twice
            if twice:
                kept = canonical(texts)[:KEPT_CHARACTERS]
                self.broken.append(BrokenRow(line, f"says '{twice[:60]}' twice", kept))
                continue
            self.lines.append(line)
            for key, column in self.columns.items():
                column.append(texts.get(key, ""))
        self._waiting = []


def parser_for(begin: Callable[[str, dict[str, str]], None], end: Callable[[str], None]) -> Any:
    """A parser that tells where elements begin and end, and ends at any declaration of a document type or an entity."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse_declaration
    return parser


def refuse_declaration(*_: object) -> NoReturn:
    """Refused, whatever is declared."""
    raise Refused("declares a document type or entities, which no event log needs; not read")
