"""Home: what this workspace holds, in sentences that lead to their trends, and how its feeds are."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from peeler.answers.freshness import SourceFreshness
from peeler.answers.measure import MeasureQuestion
from peeler.definitions.catalogue import Catalogue
from peeler.terms.clocks import parse_every
from peeler.terms.errors import NotAllowed, RequestError
from peeler.web.asking import Ask
from peeler.web.frame import feed_text
from peeler.web.parameters import MOMENTS, Asked, address, asked
from peeler.web.rendering import Pages
from peeler.web.sentences import Verdict, verdict
from peeler.web.series import Series, series
from peeler.web.sparks import spark
from peeler.web.subject import subject_of

MOST = 12


@dataclass(frozen=True)
class Headline:
    """One measure as a sentence with the way to its trend."""

    title: str
    verdict: Verdict
    href: str
    spark: Markup


def page(request: Request, pages: Pages) -> Response:
    """The headline of every measure that has anything to say; NotAllowed for a viewer who may see none."""
    said = asked(request.query_params.multi_items(), MOMENTS)
    catalogue = pages.behind.catalogue
    with pages.behind.asking(pages.viewer) as ask:
        found = [ask_headline(ask, name, said, catalogue) for name in list(catalogue.measures)[:MOST]]
    told = [one for one in found if isinstance(one, Series)]
    for refusal in found if not told else ():
        if isinstance(refusal, NotAllowed):
            raise refusal
    answers = [found.answer for found in told]
    feeds = {feed.source: feed for answer in answers for feed in answer.freshness}
    first = answers[0] if answers else None
    frame = pages.frame(
        request,
        "What does this workspace hold?",
        "home",
        as_at=first.as_at if first else None,
        as_known=first.as_known if first else None,
        feeds=feeds.values(),
    ).looking(ahead=any(answer.ahead for answer in answers))
    lines = [headline(found, catalogue, said) for found in told if found.rows]
    quiet = [answer.definition.title for answer in answers if not answer.rows]
    return pages.show("home.html", frame, told=lines, quiet=quiet, feeds=feed_lines(feeds.values()))


def ask_headline(ask: Ask, name: str, said: Asked, catalogue: Catalogue) -> Series | NotAllowed | None:
    """The measure by its own periods; None where it cannot be answered here (no population loaded, say)."""
    every = parse_every(catalogue.measures[name].file.every)
    try:
        return series(ask, MeasureQuestion(name, said.moment("at"), said.moment("known")), every)
    except NotAllowed as refusal:
        return refusal
    except RequestError:
        return None


def headline(found: Series, catalogue: Catalogue, said: Asked) -> Headline:
    """One measure's sentence."""
    answer, name = found.answer, found.answer.question.measure
    moments = [(key, text) for key, text in said.pairs if key in MOMENTS]
    return Headline(
        answer.definition.title,
        verdict(subject_of(catalogue.measures[name]), found),
        address("/trends", [("measure", name), *moments]),
        spark([row.value for row in answer.rows]),
    )


def feed_lines(feeds: Iterable[SourceFreshness]) -> list[tuple[str, bool]]:
    """Each feed in words, the oldest first, and whether it is late."""
    return [(feed_text(feed), feed.silent) for feed in sorted(feeds, key=lambda feed: -feed.age)]
