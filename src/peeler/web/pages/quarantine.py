"""Quarantine: which rows could not be understood, where they stand, why, and which were set aside by hand."""

from starlette.requests import Request
from starlette.responses import Response

from peeler.answers.quarantine import QuarantineAnswer, QuarantinedRow, QuarantineQuestion, quarantine
from peeler.web.moments import moment_text
from peeler.web.numbers import whole
from peeler.web.paging import paging
from peeler.web.parameters import MOMENTS, address, asked
from peeler.web.rendering import Pages
from peeler.web.tables import Cell, Column, NumberTable


def page(request: Request, pages: Pages) -> Response:
    """The refused rows that wait, or those set aside, fifty a page; RequestError for a source that is not known."""
    pairs = request.query_params.multi_items()
    said = asked(pairs, ("source", "page", "aside", *MOMENTS))
    source, aside = said.one("source"), said.yes("aside")
    with pages.behind.asking(pages.viewer) as ask:
        answer = ask(quarantine, QuarantineQuestion(source, said.page, aside=aside))
    of_source = {"source": source} if source else {}
    frame = pages.frame(request, "Which rows could not be understood?", "health", timeless=True)
    known = pages.behind.catalogue.sources.get(source or "")
    return pages.show(
        "quarantine.html",
        frame,
        answer=answer,
        title=known.file.title if known else "",
        total=whole(answer.total),
        table=row_table(answer),
        reasons=[(reason, whole(count)) for reason, count in answer.reasons],
        aside=[(one.who, one.why, whole(one.rows)) for one in answer.set_aside],
        aside_total=whole(sum(one.rows for one in answer.set_aside)),
        other=address("/quarantine", of_source if aside else {**of_source, "aside": "yes"}),
        paging=paging("/quarantine", pairs, answer.page, answer.pages),
    )


def row_table(answer: QuarantineAnswer) -> NumberTable:
    """One row a refused row."""
    names = ("File", "Number", "Line", "Reason", "Known", *(("Set aside",) if answer.question.aside else ()), "Text")
    caption = "Rows set aside" if answer.question.aside else "Rows in quarantine"
    rows = tuple((Cell(row.file), row_cells(row)) for row in answer.rows)
    return NumberTable(caption, tuple(Column(name) for name in names), rows)


def row_cells(row: QuarantinedRow) -> tuple[Cell, ...]:
    """One refused row: its number, place and reason, who set it aside, and its text for those who may see it."""
    aside = row.aside
    decided = () if aside is None else (Cell(f"{moment_text(aside.at)}, {aside.who}: {aside.why}"),)
    return (
        Cell(str(row.number)),
        Cell("whole file" if row.position is None else whole(row.position)),
        Cell(row.reason),
        Cell(moment_text(row.known_at)),
        *decided,
        Cell("not shown" if row.text is None else row.text[:300]),
    )
