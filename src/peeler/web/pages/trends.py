"""Trends: is it changing, and is that real? The sentence, the chart, the table, and how we know."""

from starlette.requests import Request
from starlette.responses import Response

from peeler.terms.errors import NotAllowed, RequestError
from peeler.web.form import trends_form
from peeler.web.frame import late_words
from peeler.web.parameters import TRENDS, Asked, Pairs, asked, measure_question
from peeler.web.rendering import Pages
from peeler.web.subject import subject_of
from peeler.web.trend import answer_all, trend

QUESTION = "Is it changing, and is that real?"


def page(request: Request, pages: Pages) -> Response:
    """The page; without a measure the choice of one, with a wrong address its one-line error beside the form."""
    pairs = request.query_params.multi_items()
    try:
        said = asked(pairs, TRENDS)
        if said.one("measure") is None:
            return choose(request, pages, said)
        return answered(request, pages, said)
    except NotAllowed:
        raise
    except RequestError as problem:
        return choose(request, pages, as_written(pairs), str(problem))


def answered(request: Request, pages: Pages, said: Asked) -> Response:
    """The page of one measure; RequestError for what cannot be asked."""
    catalogue = pages.behind.catalogue
    question = measure_question(said, catalogue)
    subject = subject_of(catalogue.measures[question.measure], question.rolling)
    with pages.behind.asking(pages.viewer) as ask:
        answers = answer_all(ask, question, subject)
    answer = answers.asked
    frame = (
        pages.frame(
            request,
            answer.definition.question,
            "trends",
            as_at=answer.as_at,
            as_known=answer.as_known,
            feeds=answer.freshness,
        )
        .looking(ahead=answer.ahead)
        .following(answer.as_known)
    )
    shown = trend(subject, answers, said, catalogue)
    form, late = trends_form(said, catalogue), late_words(answer.freshness)
    return pages.show("trends.html", frame, trend=shown, form=form, late=late)


def choose(request: Request, pages: Pages, said: Asked, problem: str = "") -> Response:
    """The measures to choose from, with the form as it was filled in and what is wrong with it."""
    catalogue = pages.behind.catalogue
    title = "That cannot be answered as asked" if problem else QUESTION
    frame = pages.frame(request, title, "trends", timeless=True)
    form = trends_form(said, catalogue, problem)
    return pages.show(
        "choose.html", frame, 400 if problem else 200, form=form, measures=catalogue.measures, problem=problem
    )


def as_written(pairs: Pairs) -> Asked:
    """The parameters as they came, cut to a length that a form can hold."""
    return Asked(tuple((name[:60], text[:500]) for name, text in pairs[:40] if name in TRENDS))
