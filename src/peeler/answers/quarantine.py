"""What could not be understood: each row with its source, file, position and reason."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from peeler.answers.access import note
from peeler.answers.desk import Desk
from peeler.answers.policy import may_see_personal
from peeler.answers.records import check_page
from peeler.store.records import QuarantineEntry, SetAside
from peeler.terms.clocks import Instant
from peeler.terms.errors import unknown
from peeler.terms.viewers import Viewer


@dataclass(frozen=True, slots=True)
class QuarantineQuestion:
    """Of which source (None: all), and which page; ``aside``: the rows set aside instead of those that wait."""

    source: str | None = None
    page: int = 1
    size: int = 50
    aside: bool = False


@dataclass(frozen=True, slots=True)
class AsideCount:
    """How many rows one person set aside for one reason."""

    who: str
    why: str
    rows: int


@dataclass(frozen=True, slots=True)
class QuarantinedRow:
    """One refused row; ``position`` is its line (None: the whole file); ``text`` only for who may see personal data.

    ``aside``: by whom, why and when it was set aside; None while it waits to be mended.
    """

    number: int
    source: str
    file: str
    position: int | None
    reason: str
    known_at: Instant
    text: str | None
    aside: SetAside | None = None


@dataclass(frozen=True, slots=True)
class QuarantineAnswer:
    """One page of refused rows, ``total`` in all, and how many for each reason; those set aside are counted apart."""

    question: QuarantineQuestion
    total: int
    page: int
    pages: int
    reasons: tuple[tuple[str, int], ...]
    rows: tuple[QuarantinedRow, ...]
    set_aside: tuple[AsideCount, ...] = ()


def quarantine(desk: Desk, viewer: Viewer, question: QuarantineQuestion) -> QuarantineAnswer:
    """The rows in quarantine that wait, or those set aside; RequestError for an unknown source, or without a policy."""
    note(desk, viewer, "quarantine", asdict(question))
    personal = may_see_personal(desk.catalogue, viewer)
    check_page(question.page, question.size)
    every = entries_of(desk, question.source)
    entries = [entry for entry in every if (entry.aside is not None) is question.aside]
    reasons = Counter(entry.row.reason for entry in entries)
    first = (question.page - 1) * question.size
    shown = entries[first : first + question.size]
    return QuarantineAnswer(
        question, len(entries), question.page, max(1, -(-len(entries) // question.size)), tuple(reasons.most_common()),
        tuple(refused(entry, personal=personal) for entry in shown), counts_aside(every),
    )  # fmt: skip


def entries_of(desk: Desk, source: str | None) -> list[QuarantineEntry]:
    """What is in quarantine, of one source or of all, oldest first; RequestError names the nearest source."""
    entries = desk.durable.quarantined.every()
    if source is None:
        return entries
    known = {*desk.catalogue.sources, *(entry.row.source for entry in entries)}
    if source not in known:
        raise unknown("source", source, known)
    return [entry for entry in entries if entry.row.source == source]


def counts_aside(entries: Iterable[QuarantineEntry]) -> tuple[AsideCount, ...]:
    """How many of these rows were set aside, by whom and why, the most first."""
    counted = Counter((entry.aside.who, entry.aside.why) for entry in entries if entry.aside is not None)
    return tuple(AsideCount(who, why, rows) for (who, why), rows in counted.most_common())


def refused(entry: QuarantineEntry, *, personal: bool) -> QuarantinedRow:
    """One entry as a reader sees it."""
    row = entry.row
    text = row.text if personal else None
    return QuarantinedRow(
        entry.number, row.source, row.file, row.position, row.reason, entry.known_at, text, entry.aside
    )
