"""One case: what has happened, what state it is in, who holds it and who is in it, from every system."""

from starlette.requests import Request
from starlette.responses import Response

from peeler.answers.case import case
from peeler.answers.case_answer import CaseQuestion
from peeler.answers.case_progress import case_progress
from peeler.terms.errors import NotAllowed, RequestError
from peeler.web.case_progress import progress_panel
from peeler.web.frame import feed_text, late_text, late_words
from peeler.web.pages.errors import problem_page
from peeler.web.parameters import MOMENTS, asked, object_path
from peeler.web.rendering import Pages
from peeler.web.story import story
from peeler.web.subject import dimension_words


def page(request: Request, pages: Pages) -> Response:
    """The case as at and as known; a page that says so where there is none, or none this viewer may see."""
    said = asked(request.query_params.multi_items(), MOMENTS)
    name = str(request.path_params["investigation"])[:300]
    question = CaseQuestion(name, said.moment("at"), said.moment("known"))
    try:
        with pages.behind.asking(pages.viewer) as ask:
            answer = ask(case, question)
            progress = ask(case_progress, question)
    except NotAllowed:
        raise
    except RequestError as problem:
        return problem_page(request, pages, 404, str(problem))
    frame = pages.frame(
        request, f"What has happened in {answer.question.object}?", "", as_at=answer.as_at, as_known=answer.as_known,
        feeds=answer.freshness,
    ).looking(ahead=answer.ahead).following(answer.as_known)  # fmt: skip
    flags = answer.value("flags")
    return pages.show(
        "investigation.html",
        frame,
        answer=answer,
        story=story(answer, pages.behind.catalogue),
        progress=progress_panel(progress, answer.as_at),
        flags=[dimension_words(flag) for flag in flags if flag != "none"] if isinstance(flags, tuple) else [],
        feeds=[late_text(feed) if feed.silent else feed_text(feed) for feed in answer.freshness],
        late=late_words(answer.freshness),
        linked=[
            (dimension_words(one.role).capitalize(), one.object, object_path(one.object_type, one.object))
            for one in answer.linked
        ],
        at=said.one("at") or "",
        known=said.one("known") or "",
        path=request.scope["path"],
        plain=f"/object/investigation/{name}",
    )
