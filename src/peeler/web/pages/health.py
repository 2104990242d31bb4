"""Data health: can I trust the screen? Feeds, rows that add up, and everything that needs somebody."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from peeler.answers.health import FileHealth, HealthAnswer, ObjectHealth, SourceHealth, health
from peeler.web.feeds import live_feeds
from peeler.web.frame import late_text
from peeler.web.moments import age_text, moment_text, promise_text
from peeler.web.numbers import whole
from peeler.web.parameters import MOMENTS, address, asked, object_path
from peeler.web.rendering import Pages
from peeler.web.shown import shortened
from peeler.web.tables import Cell, Column, NumberTable

MOST_FILES = 50


@dataclass(frozen=True)
class Feed:
    """One source in words, with the account of its files."""

    title: str
    late: bool
    words: str
    account: str
    adds_up: bool
    table: NumberTable
    reasons: tuple[tuple[str, str], ...]
    quarantine: str
    aside: tuple[str, ...] = ()


def page(request: Request, pages: Pages) -> Response:
    """The health of the data."""
    asked(request.query_params.multi_items(), MOMENTS)
    with pages.behind.asking(pages.viewer) as ask:
        answer = ask(health)
    feeds = [source.freshness for source in answer.sources if source.freshness is not None]
    frame = pages.frame(
        request,
        "Can I trust the screen?",
        "health",
        timeless=True,
        as_at=answer.as_at,
        as_known=answer.as_at,
        feeds=feeds,
    ).following(answer.as_at)
    heard = [source for source in answer.sources if source.freshness is not None or source.read]
    return pages.show(
        "health.html",
        frame,
        answer=answer,
        verdict=verdict(answer),
        live=live_feeds(answer),
        feeds=[feed(source) for source in heard],
        silent=[source.title for source in answer.sources if source not in heard],
        objects=object_table(answer),
        unborn=unborn(answer),
        over_long=[
            (shortened(o), whole(n), object_path(kind.object_type, o))
            for kind in answer.objects
            for o, n in kind.over_long
        ],
        chains=[("Ledger", answer.chain), ("Access log", answer.access_chain)],
        checked="" if answer.checked_at is None else moment_text(answer.checked_at),
        whole=whole,
    )


def verdict(answer: HealthAnswer) -> str:
    """The answer in a sentence."""
    if not any(source.read for source in answer.sources) and not answer.events:
        return "Nothing has been loaded yet, so there is nothing to trust or to doubt."
    if not answer.problems and answer.checked_at is None:
        return "Yes, as far as it is known: the chain of records is being checked just now."
    if not answer.problems:
        return (
            "Yes: every row read is accounted for, every feed speaks as it should, and the chain of records is whole."
        )
    if len(answer.problems) == 1:
        return f"Yes, except for this: {answer.problems[0]}"
    return f"{len(answer.problems)} things need somebody."


def feed(source: SourceHealth) -> Feed:
    """One source."""
    fresh = source.freshness
    late = fresh is not None and fresh.silent
    if fresh is None:
        words = "Published tables: counted figures, and no events." if source.read else "Never heard."
    elif late:
        words = late_text(fresh)
    else:
        promise = f"it should speak every {promise_text(fresh.every)}" if fresh.every else "it makes no promise of when"
        words = f"Last heard {age_text(fresh.age)} ago; {promise}. {whole(fresh.events)} events."
    reasons = tuple((reason, whole(count)) for reason, count in source.reasons)
    return Feed(
        source.title,
        late,
        words,
        account(source),
        source.adds_up,
        file_table(source),
        reasons,
        address("/quarantine", {"source": source.source}),
        tuple(f"{whole(one.rows)} by {one.who}, because: {one.why}" for one in source.set_aside),
    )


def account(source: SourceHealth) -> str:
    """The rows of all its files in a line, as a sum."""
    return (
        f"{whole(source.read)} rows read = {whole(source.accepted)} accepted + {whole(source.duplicate)} duplicate + "
        f"{whole(source.quarantined)} quarantined"
    )


def file_table(source: SourceHealth) -> NumberTable:
    """Read = accepted + duplicate + quarantined, for each file and for all of them."""
    columns = (
        Column("File"),
        Column("Read"),
        Column("Accepted", "accepted"),
        Column("Duplicate", "duplicate"),
        Column("Quarantined", "quarantined"),
        Column("Adds up"),
    )
    rows = tuple(
        (Cell(f"{file.file} ({file.table})" if file.table else file.file), sums(file))
        for file in source.files[:MOST_FILES]
    )
    there = len(source.files)
    left = f"The newest {MOST_FILES} of {whole(there)} files." if there > MOST_FILES else ""
    return NumberTable(f"{source.title}: rows", columns, rows, ((Cell("All files"), sums(source)),), left)


def sums(account: FileHealth | SourceHealth) -> tuple[Cell, ...]:
    """One account's cells."""
    numbers = (account.read, account.accepted, account.duplicate, account.quarantined)
    return (*(Cell(whole(number)) for number in numbers), Cell("yes" if account.adds_up else "NO"))


def object_table(answer: HealthAnswer) -> NumberTable:
    """How many of each kind of object there are, and how many of them are not yet born."""
    columns = (
        Column("Kind"),
        Column("Born"),
        Column("Unborn", "unborn"),
        Column("Restricted"),
        Column("Effect before cause"),
    )
    there = [o for o in answer.objects if o.born or o.unborn]
    rows = tuple((Cell(o.title), object_cells(o)) for o in there)
    return NumberTable("Objects", columns, rows)


def object_cells(kind: ObjectHealth) -> tuple[Cell, ...]:
    """One kind's counts."""
    return tuple(Cell(whole(n)) for n in (kind.born, kind.unborn, kind.restricted, kind.effects_before_cause))


def unborn(answer: HealthAnswer) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Kind, count and a few examples with their addresses, of what has not begun."""
    return [
        (
            kind.title,
            whole(kind.unborn),
            [(shortened(o), object_path(kind.object_type, o)) for o in kind.unborn_examples[:5]],
        )
        for kind in answer.objects
        if kind.unborn
    ]
