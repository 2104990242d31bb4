"""Home: what this workspace is looking at, what is happening in it now, and the ways to its headlines and warning signs."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from peeler.answers.measure import MeasureQuestion, measure
from peeler.answers.now import happening
from peeler.definitions.catalogue import Catalogue
from peeler.terms.errors import RequestError
from peeler.web.asking import Ask
from peeler.web.happening import now_view
from peeler.web.parameters import MOMENTS, asked
from peeler.web.rendering import Pages

OPEN = "open_investigations"


def page(request: Request, pages: Pages) -> Response:
    """What is happening now; headlines and warning signs take longer and come after the first paint, or by their links."""
    said, catalogue = asked(request.query_params.multi_items(), MOMENTS), pages.behind.catalogue
    with pages.behind.asking(pages.viewer) as ask:
        now = ask(happening)
        open_now = None if said.pairs else ask_open(ask, catalogue)
    frame = pages.frame(
        request, "What is happening now?" if not said.pairs else "What had happened by then?", "home",
        as_at=said.moment("at") or now.as_at, as_known=said.moment("known") or now.as_at, feeds=now.sources,
    ).looking(ahead=max(said.moment("at") or 0, said.moment("known") or 0) > now.as_at).following(now.as_at)  # fmt: skip
    # What is still being loaded is said by name below the answer, so the strip need not say it too.
    return pages.show(
        "home.html", replace(frame, loading=()), view=now_view(now, open_now, catalogue), looking_back=bool(said.pairs)
    )


def ask_open(ask: Ask, catalogue: Catalogue) -> int | None:
    """How many investigations are open at this moment; None where that is not measured, or not told."""
    if OPEN not in catalogue.measures:
        return None
    try:
        rows = ask(measure, MeasureQuestion(OPEN)).rows
    except RequestError:
        return None
    return None if not rows or rows[0].value is None else round(rows[0].value)
