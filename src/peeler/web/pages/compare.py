"""Compare: are we different from others, or is it chance? A funnel with us named, a tile map, and a table by name."""

import csv
import io
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from peeler.answers.compare import CompareAnswer, CompareQuestion, compare, interval_of
from peeler.answers.now import happening
from peeler.definitions.catalogue import Catalogue
from peeler.definitions.measures import MeasureDefinition
from peeler.terms.clocks import iso
from peeler.terms.errors import NotAllowed, RequestError
from peeler.web.asking import Ask
from peeler.web.compare import FORCE, compare_view
from peeler.web.form import Choice
from peeler.web.pages.downloads import safe
from peeler.web.pages.errors import status_of
from peeler.web.parameters import MOMENTS, Asked, Pairs, address, asked
from peeler.web.rendering import Pages
from peeler.web.subject import dimension_words, style_of

QUESTION = "Are we different from others, or is it chance?"
ALLOWED = ("measure", "by", "from", "to", "where", "variant", "named", *MOMENTS)
PUBLISHED = "benchmark:"
FIGURES = ("value", "low", "high", "numerator", "denominator", "position")


@dataclass(frozen=True)
class CompareForm:
    """The choices beside a comparison, as the person wrote them; ``wrong`` names the field the problem is about."""

    measures: tuple[Choice, ...]
    by: tuple[Choice, ...]
    start: str
    end: str
    where: str
    named: str
    at: str
    known: str
    wrong: str = ""
    problem: str = ""


def page(request: Request, pages: Pages) -> Response:
    """The page; without a measure the choice of one, with a wrong address its one-line error beside the form."""
    pairs = request.query_params.multi_items()
    try:
        said = asked(pairs, ALLOWED)
        return answered(request, pages, said) if said.one("measure") else choose(request, pages, said)
    except NotAllowed:
        raise
    except RequestError as problem:
        return choose(request, pages, as_written(pairs), str(problem))


def answered(request: Request, pages: Pages, said: Asked) -> Response:
    """The page of one comparison."""
    answer, ours = answer_of(pages, said)
    view = compare_view(answer, pages.behind.catalogue, ours, said)
    frame = pages.frame(
        request, QUESTION, "compare", as_at=answer.as_at, as_known=said.moment("known"), feeds=answer.freshness
    )
    return pages.show(
        "compare.html", frame, view=view, form=form_of(said, pages.behind.catalogue), csv=address("/compare.csv", said.pairs),
        explain=f"/explain/{answer.question.name}" if answer.question.name in pages.behind.catalogue.measures else "",
    )  # fmt: skip


def answer_of(pages: Pages, said: Asked) -> tuple[CompareAnswer, str]:
    """The answer, and who is named: whom the address names, else the force whose records these are, where it is among them."""
    question = question_of(said, pages.behind.catalogue)
    with pages.behind.asking(pages.viewer) as ask:
        answer = ask(compare, question)
        return answer, question.named or (our_force(ask, answer) if question.by == FORCE else "")


def our_force(ask: Ask, answer: CompareAnswer) -> str:
    """The one force whose records these are, where it is among those compared; empty where there are several."""
    there = {point.name for point in answer.funnel.points} if answer.funnel else set()
    forces = [force for force in ask(happening).forces if force in there]
    return forces[0] if len(forces) == 1 else ""


def question_of(said: Asked, catalogue: Catalogue) -> CompareQuestion:
    """What an address asks."""
    name = (said.one("measure") or "").removeprefix(PUBLISHED)
    return CompareQuestion(
        name, said.moment("at"), said.moment("known"), said.moment("from", "start"), said.moment("to"),
        said.one("by") or default_by(catalogue.measures.get(name)), said.one("where"), said.one("variant"), said.one("named"),
    )  # fmt: skip


def default_by(definition: MeasureDefinition | None) -> str:
    """By force, where the measure can be; else by its first dimension."""
    names = [dimension.name for dimension in definition.dimensions] if definition else [FORCE]
    return FORCE if FORCE in names or not names else names[0]


def choose(request: Request, pages: Pages, said: Asked, problem: str = "") -> Response:
    """What can be compared, with the form as it was filled in and what is wrong with it."""
    title = "That cannot be compared as asked" if problem else QUESTION
    frame = pages.frame(request, title, "compare", timeless=True)
    form = form_of(said, pages.behind.catalogue, problem)
    return pages.show("compare_choose.html", frame, 400 if problem else 200, form=form, problem=problem)


def form_of(said: Asked, catalogue: Catalogue, problem: str = "") -> CompareForm:
    """The form for an address."""
    chosen, name = said.one("measure"), (said.one("measure") or "").removeprefix(PUBLISHED)
    definition = catalogue.measures.get(name)
    by = said.one("by") or default_by(definition)
    names = [dimension.name for dimension in definition.dimensions] if definition else [FORCE]
    wrong, told = problem.partition(":")[0], {name: text for name, text in said.pairs if name in ALLOWED}
    return CompareForm(
        (*published(catalogue, chosen), *comparable(catalogue, chosen)),
        tuple(Choice(n, dimension_words(n), n == by) for n in dict.fromkeys([*names, by])),
        told.get("from", ""), told.get("to", ""), told.get("where", ""), told.get("named", ""), told.get("at", ""),
        told.get("known", ""), wrong if wrong in ALLOWED else "", problem,
    )  # fmt: skip


def comparable(catalogue: Catalogue, chosen: str | None) -> list[Choice]:
    """The measures that say how large each unit is: shares and rates of records."""
    found = [(n, m) for n, m in sorted(catalogue.measures.items()) if style_of(m) in ("share", "rate") and not m.terms]
    return [Choice(name, measure.file.title, name == chosen) for name, measure in found]


def published(catalogue: Catalogue, chosen: str | None) -> list[Choice]:
    """The published shares that are told force by force."""
    found = [(n, b.file) for n, b in sorted(catalogue.benchmarks.items()) if b.file.reference and b.file.numerator]
    return [Choice(f"{PUBLISHED}{n}", f"Published: {f.title}", chosen == f"{PUBLISHED}{n}") for n, f in found]


def as_written(pairs: Pairs) -> Asked:
    """The parameters as they came, cut to a length that a form can hold."""
    return Asked(tuple((name[:60], text[:500]) for name, text in pairs[:40] if name in ALLOWED))


def csv_file(request: Request, pages: Pages) -> Response:
    """The table by name as CSV; a refusal is one line of text."""
    try:
        said = asked(request.query_params.multi_items(), ALLOWED)
        answer, _ = answer_of(pages, said)
    except RequestError as problem:
        return PlainTextResponse(f"{problem}\n", status_of(problem))
    return Response(csv_text(answer, said), media_type="text/csv; charset=utf-8", headers=attachment(answer))


def attachment(answer: CompareAnswer) -> dict[str, str]:
    """A file name of what is compared."""
    return {"Content-Disposition": f'attachment; filename="compare-{answer.question.name}.csv"'}


def csv_text(answer: CompareAnswer, said: Asked) -> str:
    """Everyone in order of name, a share as a fraction of 1; what bounds the numbers stands on every line."""
    bounds = (
        answer.question.name,
        answer.definition.version,
        iso(answer.as_at),
        said.one("known") or iso(answer.as_at),
        answer.synthetic,
    )
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([answer.question.by, *FIGURES, "measure", "version", "as_at", "as_known", "synthetic"])
    for point in sorted(answer.funnel.points, key=lambda one: one.name) if answer.funnel else ():
        numbers = (
            point.value * answer.per,
            *interval_of(point, answer),
            point.numerator,
            round(point.denominator),
            point.position,
        )
        writer.writerow([safe(point.name), *numbers, *map(safe, bounds)])
    return out.getvalue()
