"""Says of one thing that is owed: done, not needed, remind me; kept with who and when, and no number is changed by it."""

from dataclasses import dataclass
from datetime import date
from typing import cast, get_args

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peeler.answers.duties.occasion import OccasionAnswer, OccasionQuestion, occasion
from peeler.answers.duties.tasks import Task
from peeler.decisions.duties import Saying, What
from peeler.terms.clocks import parse_day
from peeler.terms.errors import NotAllowed, RequestError, unknown
from peeler.web.pages.errors import problem_page, status_of
from peeler.web.parameters import MOMENTS, Asked, address, asked
from peeler.web.rendering import Pages
from peeler.web.task_lines import decide_path, said_words, task_line
from peeler.workspace.deciding import DutyOrder, decide_duty

QUESTION = "What do you say of this?"
FIELDS = ("duty", "object", "number", "since", *MOMENTS)
SEE_OTHER = 303


@dataclass(frozen=True)
class Written:
    """The form as it was filled in, and what is wrong with it."""

    what: str = ""
    why: str = ""
    until: str = ""
    problem: str = ""

    @property
    def wrong(self) -> str:
        """Which field the problem is about."""
        if not self.problem:
            return ""
        return "until" if self.problem.startswith("until") else "why" if self.what == "not_needed" else "what"


def page(request: Request, pages: Pages) -> Response:
    """What is owed, what was said of it, and the form; a page that says so where it is not owed."""
    return shown(request, pages, asked(request.query_params.multi_items(), FIELDS), Written())


def shown(request: Request, pages: Pages, said: Asked, written: Written) -> Response:
    """The page with the form as it was written."""
    try:
        with pages.behind.asking(pages.viewer) as ask:
            answer = ask(occasion, question_of(said))
    except NotAllowed:
        raise
    except RequestError as problem:
        return problem_page(request, pages, 404, str(problem))
    frame = pages.frame(request, QUESTION, "work", timeless=True)
    return pages.show(
        "decide.html", frame, 400 if written.problem else 200, answer=answer, line=task_line(Task(answer.work, None, None)),
        said=[said_words(one) for one in reversed(answer.said)], written=written, action=decide_path(answer.work),
        token=pages.posting.token(pages.viewer), kept=kept_words(answer),
    )  # fmt: skip


def kept_words(answer: OccasionAnswer) -> str:
    """What stands of it, in a sentence."""
    return said_words(answer.standing) if answer.standing else "Nobody has said anything of it yet."


def question_of(said: Asked) -> OccasionQuestion:
    """What an address is about; RequestError where it does not say."""
    duty, record, number = (said.one(name) for name in ("duty", "object", "number"))
    if duty is None or record is None or number is None or not (number.isascii() and number.isdigit()):
        raise RequestError("say which duty, of which record, and which time: duty=…&object=…&number=1")
    return OccasionQuestion(duty, record, int(number), said.moment("since", "start"))


def send(request: Request, pages: Pages, form: dict[str, str]) -> Response:
    """Keeps what is said and goes back to it; what cannot be kept is said beside the form as it was written."""
    pages.posting.check(request, form, pages.viewer)
    said = asked(request.query_params.multi_items(), FIELDS)
    question, written = question_of(said), written_of(form)
    try:
        order = DutyOrder(question.duty, question.object, saying_of(written), question.number, question.armed_at)
        pages.behind.do(pages.viewer, decide_duty, order)
    except NotAllowed:
        raise
    except RequestError as problem:
        if status_of(problem) != 400:
            raise
        return shown(request, pages, said, Written(written.what, written.why, written.until, str(problem)))
    return RedirectResponse(address("/decide", said.pairs), SEE_OTHER)


def written_of(form: dict[str, str]) -> Written:
    """The fields of the form; the day is three fields, as GOV.UK has it."""
    day = "-".join(form.get(f"until-{part}", "").strip().zfill(2) for part in ("year", "month", "day"))
    until = day if day.strip("-0") else ""
    return Written(form.get("what", ""), form.get("why", "")[:1_000], until)


def saying_of(written: Written) -> Saying:
    """What is said; RequestError where it is none of the four, or the day is none."""
    if written.what not in get_args(What):
        raise (
            unknown("choice", written.what, get_args(What)) if written.what else RequestError("choose one of the three")
        )
    until: date | None = None
    if written.what == "remind" and written.until:
        try:
            until = parse_day(written.until)
        except ValueError as problem:
            raise RequestError(f"until: '{written.until}' is {problem}") from problem
    return Saying(cast("What", written.what), written.why, until)
