"""Loads files, folders and ZIPs: finds what reads each, proves them whole, and takes them in, one transaction a
file.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from peeler.definitions.catalogue import Catalogue
from peeler.refresh.load_lines import load_lines
from peeler.refresh.load_reference import load_reference
from peeler.refresh.load_snapshot import load_snapshot
from peeler.refresh.loading import FileOutcome, Loading, quarantine_file
from peeler.sources.containers import open_containers, prove
from peeler.sources.matching import Match, Matched, PassedOver, Unfit, match_container
from peeler.sources.rules import CompiledTable, compile_table
from peeler.sources.values import check_dated, utc_text
from peeler.store.durable import Durable
from peeler.store.records import FileAccount
from peeler.terms.clocks import Instant, parse_instant
from peeler.terms.collection import collection_paused
from peeler.terms.errors import RequestError

NEWEST_MONTH, FILE_NAME = "newest month", "file name"
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class LoadReport:
    """What became of each file, in rows; the files withheld until confirmed; problems, a line each; files passed
    over.
    """

    files: tuple[FileAccount, ...]
    withheld: tuple[str, ...]
    problems: tuple[str, ...]
    passed_over: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything a person should read beside the accounts, one line each."""
        return (
            *self.withheld,
            *self.problems,
            *(f"{name}: passed over; no source reads it" for name in self.passed_over),
        )

    @property
    def failed(self) -> bool:
        """Whether something was withheld, or no file could be read at all."""
        return bool(self.withheld) or len(self.problems) >= len(self.files)


@dataclass(frozen=True)
class Waiting:
    """A file that will be loaded, and the date of the list it is ('' where it is none)."""

    match: Matched | Unfit
    dated: str


def load(  # noqa: PLR0913  (each is a decision of whoever asks for the load)
    durable: Durable,
    catalogue: Catalogue,
    paths: Sequence[Path],
    *,
    source: str | None,
    dated: str | None,
    confirm: bool,
    now: Callable[[], Instant],
    founding: bool,
    default_force: str | None,
    progress: Progress,
) -> LoadReport:
    """Loads what these paths hold, in their order; rows that are not understood go into quarantine.

    RequestError, with nothing loaded, where a path is not there or not safe, or holds nothing that a source reads. A
    list that would withdraw more than a tenth of its scope is withheld unless ``confirm``. ``dated`` (YYYY-MM-DD or
    YYYY-MM) is the date of lists whose source does not say. ``progress`` is told (files done, files in all, the file
    at hand).
    """
    check_request(paths, dated)
    loading = Loading(durable, catalogue, now, founding, confirm, dated, default_force or None)
    with ExitStack() as stack:
        waiting, passed_over = find(catalogue, paths, source, dated or utc_text(now()), stack)
        outcomes: list[tuple[Waiting, FileOutcome]] = []
        tables = CompiledTables(catalogue, default_force or None)
        for number, one in enumerate(waiting):
            progress(number, len(waiting), one.match.file.shown)
            with collection_paused():
                outcomes.append((one, load_file(loading, tables, one)))
        progress(len(waiting), len(waiting), "loaded")
    return report_of(outcomes, passed_over)


def check_request(paths: Sequence[Path], dated: str | None) -> None:
    """RequestError where nothing is asked for, or the date is none."""
    if not paths:
        raise RequestError("name at least one file, folder or ZIP to load")
    try:
        check_dated(dated or "2000-01-01")
    except ValueError:
        raise RequestError("--dated is a date such as 2024-04-30, or a month such as 2024-04") from None


def find(
    catalogue: Catalogue, paths: Sequence[Path], source: str | None, otherwise: str, stack: ExitStack
) -> tuple[list[Waiting], list[str]]:
    """The files to load, proven whole, the oldest lists first, and the names of those passed over; all before anything is
    loaded.
    """
    waiting: list[Waiting] = []
    passed_over: list[str] = []
    for path in paths:
        for container in open_containers(path, stack):
            matches = match_container(container, catalogue.sources, source)
            passed_over += [match.file.shown for match in matches if isinstance(match, PassedOver)]
            waiting += dated_matches(matches, otherwise)
    for one in waiting:
        prove(one.match.file)
    return sorted(waiting, key=lambda one: one.dated), passed_over


def dated_matches(matches: Sequence[Match], otherwise: str) -> Iterator[Waiting]:
    """The files of one container with the date of their lists: its newest month, or the file's own name's, where the
    source says so.
    """
    newest: dict[str, str] = {}
    found = [match for match in matches if isinstance(match, Matched | Unfit)]
    for match in found:
        name, month = match.choice.source.name, match.choice.holes.get("month", "")
        newest[name] = max(newest.get(name, ""), month)
    for match in found:
        source = match.choice.source
        if source.file.dated == FILE_NAME:
            yield dated_by_name(match)
        else:
            by_month = newest[source.name] if source.file.dated == NEWEST_MONTH else ""
            yield Waiting(match, by_month or otherwise)


def dated_by_name(match: Matched | Unfit) -> Waiting:
    """A file with the date its own name carries; one whose date is none cannot be placed, so it is not read."""
    said = match.choice.holes.get("date") or match.choice.holes.get("month", "")
    day, _, time = said.partition("T")
    day = f"{day[:4]}-{day[4:6]}-{day[6:]}" if len(day) == 8 else day
    try:
        dated = (
            utc_text(parse_instant(f"{day}T{time[:2]}:{time[2:4]}:{time[4:] or '00'}")) if time else check_dated(day)
        )
    except ValueError:
        return Waiting(Unfit(match.file, match.choice, "the date in its name is none", unreadable=True), "")
    return Waiting(match, dated)


class CompiledTables:
    """The tables a load meets, each compiled once."""

    def __init__(self, catalogue: Catalogue, default_force: str | None) -> None:
        self._catalogue, self._default_force = catalogue, default_force
        self._compiled: dict[str, CompiledTable] = {}

    def of(self, matched: Matched) -> CompiledTable:
        """The compiled table that reads a file."""
        choice = matched.choice
        if choice.title not in self._compiled:
            made = compile_table(choice.source.name, choice.name, choice.table, self._catalogue, self._default_force)
            self._compiled[choice.title] = made
        return self._compiled[choice.title]


def load_file(loading: Loading, tables: CompiledTables, waiting: Waiting) -> FileOutcome:
    """Loads one file by the way its table is read."""
    match = waiting.match
    if isinstance(match, Unfit):
        return quarantine_file(loading, match.choice, match.file.shown, match.reason, "")
    if match.form == "event_lines":
        return load_lines(loading, match)
    if match.choice.table.reference:
        return load_reference(loading, match, match.choice.table.reference)
    return load_snapshot(loading, match, tables.of(match), waiting.dated)


def report_of(outcomes: Sequence[tuple[Waiting, FileOutcome]], passed_over: Sequence[str]) -> LoadReport:
    """The report of a load, with a line for each file of which nothing was loaded."""
    return LoadReport(
        files=tuple(outcome.account for _, outcome in outcomes if outcome.account),
        withheld=tuple(outcome.withheld for _, outcome in outcomes if outcome.withheld),
        problems=tuple(f"{one.match.file.shown}: {outcome.problem}" for one, outcome in outcomes if outcome.problem),
        passed_over=tuple(passed_over),
    )
