"""Quarantine: which rows could not be understood, where they stand, and why."""

from starlette.requests import Request
from starlette.responses import Response

from peeler.answers.quarantine import QuarantineAnswer, QuarantineQuestion, quarantine
from peeler.web.moments import moment_text
from peeler.web.numbers import whole
from peeler.web.paging import paging
from peeler.web.parameters import MOMENTS, asked
from peeler.web.rendering import Pages
from peeler.web.tables import Cell, Column, NumberTable


def page(request: Request, pages: Pages) -> Response:
    """The refused rows, fifty a page; RequestError for a source that is not known."""
    pairs = request.query_params.multi_items()
    said = asked(pairs, ("source", "page", *MOMENTS))
    source = said.one("source")
    with pages.behind.asking(pages.viewer) as ask:
        answer = ask(quarantine, QuarantineQuestion(source, said.page))
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
        paging=paging("/quarantine", pairs, answer.page, answer.pages),
    )


def row_table(answer: QuarantineAnswer) -> NumberTable:
    """One row a refused row."""
    columns = (Column("File"), Column("Line"), Column("Reason"), Column("Known"), Column("Text"))
    rows = tuple(
        (
            Cell(row.file),
            (
                Cell("whole file" if row.position is None else whole(row.position)),
                Cell(row.reason),
                Cell(moment_text(row.known_at)),
                Cell("not shown" if row.text is None else row.text[:300]),
            ),
        )
        for row in answer.rows
    )
    return NumberTable("Rows in quarantine", columns, rows)
