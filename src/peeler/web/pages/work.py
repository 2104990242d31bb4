"""My work and My team: what should be done first, what falls due in the weeks ahead, and whose it is."""

import csv
import io
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from peeler.answers.duties.tasks import TasksAnswer, TasksQuestion, tasks
from peeler.answers.duties.tasks_json import task_row
from peeler.terms.clocks import iso
from peeler.terms.errors import RequestError
from peeler.web.form import Choice
from peeler.web.frame import feed_text, late_words
from peeler.web.look_ahead import name_words
from peeler.web.pages.downloads import safe
from peeler.web.pages.errors import status_of
from peeler.web.parameters import MOMENTS, Asked, asked
from peeler.web.rendering import Pages, moments_of
from peeler.web.tasks import tasks_view

WORK, TEAM = "What should I do first?", "Where is my team at risk?"
ALL = 1_000_000


@dataclass(frozen=True)
class WhoseForm:
    """The choices beside the list: whose it is, and the moments."""

    action: str
    name: str
    label: str
    whose: tuple[Choice, ...]
    at: str
    known: str
    wrong: str = ""
    problem: str = ""


def work_page(request: Request, pages: Pages) -> Response:
    """The work of one officer: the one the address names, else the viewer; of everybody where Peeler knows neither."""
    said = asked(request.query_params.multi_items(), ("officer", *MOMENTS))
    question = question_of(said, mine=said.one("officer") is None)
    return shown(request, pages, said, question, "work")


def team_page(request: Request, pages: Pages) -> Response:
    """The work of one team, by officer; of the whole unit, by team, where the address names none."""
    said = asked(request.query_params.multi_items(), ("team", *MOMENTS))
    return shown(request, pages, said, question_of(said), "team")


def question_of(said: Asked, *, mine: bool = False) -> TasksQuestion:
    """What an address asks."""
    return TasksQuestion(said.one("officer"), said.one("team"), mine, at=said.moment("at"), known=said.moment("known"))


def shown(request: Request, pages: Pages, said: Asked, question: TasksQuestion, here: str) -> Response:
    """Either page."""
    with pages.behind.asking(pages.viewer) as ask:
        answer = ask(tasks, question)
    frame = pages.frame(
        request,
        WORK if here == "work" else TEAM,
        here,
        as_at=answer.as_at,
        as_known=answer.as_known,
        feeds=answer.freshness,
    )
    pairs = [*said.pairs, *([("officer", answer.officer)] if answer.officer and not said.one("officer") else [])]
    return pages.show(
        "work.html", frame, view=tasks_view(answer, whose_words(answer), moments_of(request)), who=who_words(answer, here, pages.viewer.name),
        form=form_of(said, answer, here), csv=f"/{here}.csv", pairs=pairs, late=late_words(answer.freshness),
        feeds=tuple(feed_text(feed) for feed in answer.freshness), one=bool(answer.officer or answer.question.team),
        other=("/team", "See it by team") if here == "work" else ("/work", "See the work of one officer"),
    )  # fmt: skip


def whose_words(answer: TasksAnswer) -> str:
    """How the sentence begins."""
    if answer.officer is not None:
        return f"{capital(name_words(answer.officer))} has"
    if answer.question.team is not None:
        return f"{capital(name_words(answer.question.team))} has"
    return "Everybody together has"


def capital(words: str) -> str:
    """Words as a sentence begins with them."""
    return words[:1].upper() + words[1:]


def who_words(answer: TasksAnswer, here: str, viewer: str) -> str:
    """Why this is not one person's own list, where it should be; empty where it is."""
    if here == "work" and answer.officer is None:
        return f"No record names an officer “{viewer}”, so this is everybody's work. Choose an officer to see theirs alone."
    if here == "team" and answer.question.team is None:
        return "This is the whole unit, by team. Choose a team to see it by officer."
    return ""


def form_of(said: Asked, answer: TasksAnswer, here: str) -> WhoseForm:
    """The form for an address."""
    name, label = ("officer", "Whose work") if here == "work" else ("team", "Which team")
    chosen = answer.officer if here == "work" else answer.question.team
    offered = answer.officers if here == "work" else answer.teams
    every = offered if chosen is None or chosen in offered else (*offered, chosen)
    choices = (Choice("", "Everybody", chosen is None), *(Choice(one, name_words(one), one == chosen) for one in every))
    return WhoseForm(f"/{here}", name, label, choices, said.one("at") or "", said.one("known") or "")


def work_csv(request: Request, pages: Pages) -> Response:
    """Every line as CSV; a refusal is one line of text."""
    return csv_of(request, pages, "officer")


def team_csv(request: Request, pages: Pages) -> Response:
    """Every line of a team as CSV; a refusal is one line of text."""
    return csv_of(request, pages, "team")


def csv_of(request: Request, pages: Pages, name: str) -> Response:
    """The lines to do, then those put away; what bounds them stands on every line."""
    try:
        said = asked(request.query_params.multi_items(), (name, *MOMENTS))
        with pages.behind.asking(pages.viewer) as ask:
            answer = ask(tasks, replace(question_of(said), most=ALL))
    except RequestError as problem:
        return PlainTextResponse(f"{problem}\n", status_of(problem))
    headers = {"Content-Disposition": 'attachment; filename="work.csv"'}
    return Response(csv_text(answer), media_type="text/csv; charset=utf-8", headers=headers)


def csv_text(answer: TasksAnswer) -> str:
    """One line a task."""
    bounds = {"as_at": iso(answer.as_at), "as_known": iso(answer.as_known), "synthetic": answer.synthetic}
    rows = [{**task_row(task), **bounds} for task in (*answer.tasks, *answer.put_away)]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]) if rows else list(bounds), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: safe(value) for key, value in row.items()} for row in rows)
    return out.getvalue()
