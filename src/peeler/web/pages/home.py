"""Home: what this workspace is looking at, what is happening in it now, and its headlines, each the way to its trend."""

from dataclasses import dataclass, replace

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from peeler.answers.measure import MeasureQuestion, measure
from peeler.answers.now import happening
from peeler.definitions.catalogue import Catalogue
from peeler.terms.clocks import parse_every
from peeler.terms.errors import NotAllowed, RequestError
from peeler.web.asking import Ask
from peeler.web.frame import late_words
from peeler.web.happening import now_view
from peeler.web.parameters import MOMENTS, Asked, address, asked
from peeler.web.rendering import Pages
from peeler.web.sentences import Verdict, verdict
from peeler.web.series import Series, series
from peeler.web.sparks import spark
from peeler.web.subject import subject_of

MOST = 12
OPEN = "open_investigations"


@dataclass(frozen=True)
class Headline:
    """One measure as a sentence with the way to its trend; ``late`` names the silent feeds that it depends on."""

    title: str
    verdict: Verdict
    href: str
    spark: Markup
    late: str


def page(request: Request, pages: Pages) -> Response:
    """What is happening, and the headline of every measure with anything to say; NotAllowed for a viewer who may see none."""
    said = asked(request.query_params.multi_items(), MOMENTS)
    catalogue = pages.behind.catalogue
    with pages.behind.asking(pages.viewer) as ask:
        now = ask(happening)
        found = [ask_headline(ask, name, said, catalogue) for name in list(catalogue.measures)[:MOST]]
        open_now = None if said.pairs else ask_open(ask, catalogue)
    told = [one for one in found if isinstance(one, Series)]
    for refusal in found if not told else ():
        if isinstance(refusal, NotAllowed):
            raise refusal
    answers = [found.answer for found in told]
    first = answers[0] if answers else None
    frame = pages.frame(
        request, "What is happening now?" if not said.pairs else "What had happened by then?", "home",
        as_at=first.as_at if first else None, as_known=first.as_known if first else None, feeds=now.sources,
    ).looking(ahead=any(answer.ahead for answer in answers)).following(now.as_at)  # fmt: skip
    known = [found for found in told if any(row.value is not None for row in found.answer.rows)]
    lines = [headline(found, catalogue, said) for found in known]
    quiet = [found.answer.definition.title for found in told if found not in known]
    # What is still being loaded is said by name below the answer, so the strip need not say it too.
    return pages.show(
        "home.html", replace(frame, loading=()), told=lines, quiet=quiet,
        view=now_view(now, open_now, catalogue), looking_back=bool(said.pairs),
    )  # fmt: skip


def ask_headline(ask: Ask, name: str, said: Asked, catalogue: Catalogue) -> Series | NotAllowed | None:
    """The measure by its own periods; None where it cannot be answered here (no population loaded, say)."""
    every = parse_every(catalogue.measures[name].file.every)
    try:
        return series(ask, MeasureQuestion(name, said.moment("at"), said.moment("known")), every)
    except NotAllowed as refusal:
        return refusal
    except RequestError:
        return None


def ask_open(ask: Ask, catalogue: Catalogue) -> int | None:
    """How many investigations are open at this moment; None where that is not measured, or not told."""
    if OPEN not in catalogue.measures:
        return None
    try:
        rows = ask(measure, MeasureQuestion(OPEN)).rows
    except RequestError:
        return None
    return None if not rows or rows[0].value is None else round(rows[0].value)


def headline(found: Series, catalogue: Catalogue, said: Asked) -> Headline:
    """One measure's sentence."""
    answer, name = found.answer, found.answer.question.measure
    moments = [(key, text) for key, text in said.pairs if key in MOMENTS]
    return Headline(
        answer.definition.title, verdict(subject_of(catalogue.measures[name]), found),
        address("/trends", [("measure", name), *moments]), spark([row.value for row in answer.rows]),
        late_words(answer.freshness),
    )  # fmt: skip
