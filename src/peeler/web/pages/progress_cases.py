"""The cases behind a number of a flow: what stands at a stage, made a move or took a way, the longest first."""

from starlette.requests import Request
from starlette.responses import Response

from peeler.answers.progress.cases import FlowCasesAnswer, FlowCasesQuestion, flow_cases
from peeler.answers.progress.flow_answer import step_title
from peeler.definitions.progress import ProgressDefinition
from peeler.web.moments import begun
from peeler.web.numbers import whole
from peeler.web.paging import paging
from peeler.web.parameters import MOMENTS, Asked, asked
from peeler.web.progress_doors import ALLOWED, another
from peeler.web.progress_form import question_of
from peeler.web.progress_tables import cases_table
from peeler.web.progress_words import arrow
from peeler.web.rendering import Pages

QUESTION = "Which cases are these?"


def page(request: Request, pages: Pages) -> Response:
    """Fifty of them a page; RequestError where the address names no such list, NotAllowed where it is too small to tell."""
    pairs = request.query_params.multi_items()
    said = asked(pairs, (*ALLOWED, "which", "page"))
    known = pages.behind.catalogue.progress
    question = FlowCasesQuestion(question_of(said, known), said.one("which") or "here", said.page)
    with pages.behind.asking(pages.viewer) as ask:
        answer = ask(flow_cases, question)
    definition = known[answer.name]
    frame = pages.frame(request, QUESTION, "progress", as_at=answer.as_at, as_known=answer.as_known).looking(
        ahead=answer.ahead
    )
    titles = titles_of(definition, answer)
    kind = begun(answer.object_type.replace("_", " "))
    return pages.show(
        "progress_cases.html", frame, total=total_words(answer), what=what_words(answer, titles), about=about_words(answer, said),
        table=cases_table(kind, answer.cases, titles, "These cases, the longest first", moments_of(said)), back=another(without_list(said)), title=answer.title,
        paging=paging("/progress/cases", pairs, answer.question.page, answer.pages),
    )  # fmt: skip


def titles_of(definition: ProgressDefinition, answer: FlowCasesAnswer) -> dict[str, str]:
    """How a person calls each step that is named."""
    names = {name for case in answer.cases for name in (case.step, case.next or "")} | set(named(answer))
    stages = {stage.name: stage.title for stage in definition.stages}
    return {name: stages.get(name, step_title(name)) for name in names if name}


def named(answer: FlowCasesAnswer) -> list[str]:
    """The steps that the list is of, in order."""
    return [name for name in answer.question.which.partition(":")[2].split(">") if name]


def total_words(answer: FlowCasesAnswer) -> str:
    """``1 204 cases``; of a move ``1 204 times``."""
    word = "time" if answer.question.which.startswith("move") else "case"
    return f"{whole(answer.total)} {word}{'' if answer.total == 1 else 's'}"


def what_words(answer: FlowCasesAnswer, titles: dict[str, str]) -> str:
    """What they did, in words."""
    way = answer.question.which.partition(":")[0]
    names = [f"“{titles.get(name, name)}”" for name in named(answer)]
    if way == "move":
        return f"straight from {names[0]} to {names[-1]}"
    if way == "variant":
        return f"that took the way {arrow([titles.get(name, name) for name in named(answer)])}"
    return f"that stand at {names[0]}" if names else "that stand unfinished"


def about_words(answer: FlowCasesAnswer, said: Asked) -> tuple[tuple[str, str], ...]:
    """Which cases are meant: what work, of when, and the filter."""
    question = answer.question.progress
    when = "at any time" if question.last is None else f"in the last {question.last} months"
    if question.start is not None or question.end is not None:
        ends = [f"{word} {text[:10]}" for word, text in (("from", said.one("from")), ("to", said.one("to"))) if text]
        when = " ".join(ends)
    return (("Of", answer.title), ("That began", when), *((("Filter", question.where),) if question.where else ()))


def moments_of(said: Asked) -> list[tuple[str, str]]:
    """As at and as known, as the person wrote them."""
    return [(name, text) for name, text in said.pairs if name in MOMENTS]


def without_list(said: Asked) -> list[tuple[str, str]]:
    """The choices of the page the list is from."""
    return [(name, text) for name, text in said.pairs if name not in ("which", "page")]
