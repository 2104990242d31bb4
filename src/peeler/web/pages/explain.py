"""Explain: how is this number made? The definition in words, its law and owner, its lineage and examples."""

import json
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from peeler.answers.explain import ExplainAnswer, WorkedExample, explain
from peeler.definitions.measures import MeasureDefinition
from peeler.terms.errors import NotAllowed, RequestError
from peeler.web.frame import feed_text
from peeler.web.moments import moment_text
from peeler.web.pages.errors import problem_page
from peeler.web.parameters import MOMENTS, asked
from peeler.web.rendering import Pages
from peeler.web.subject import dimension_words

KINDS = {
    "count": "A count: each one counts once, in its period.",
    "stock": "A stock: how many there are at a moment.",
    "time": "A length of time: how long until. Whoever still waits is counted with the wait so far, and not left out.",
    "composite": "Worked out from other measures, each counted by its own rules.",
    "ratio": "A share or rate: how many of those that could count do count. What is unknown is kept apart and shown.",
}


@dataclass(frozen=True)
class Example:
    """A worked example as lines of text."""

    name: str
    events: tuple[str, ...]
    asks: str
    gives: str


def page(request: Request, pages: Pages) -> Response:
    """One measure explained; a page that says so where there is no such measure."""
    asked(request.query_params.multi_items(), MOMENTS)
    try:
        with pages.behind.asking(pages.viewer) as ask:
            answer = ask(explain, str(request.path_params["measure"])[:100])
    except NotAllowed:
        raise
    except RequestError as problem:
        return problem_page(request, pages, 404, str(problem))
    frame = pages.frame(
        request, f"How is “{answer.definition.title}” made?", "trends", timeless=True, feeds=answer.freshness
    )
    return pages.show(
        "explain.html",
        frame,
        answer=answer,
        kind=KINDS.get(answer.definition.kind, answer.definition.kind),
        dimensions=[dimension_words(name) for name in answer.dimensions],
        versions=versions(answer),
        feeds=[feed_text(feed) for feed in answer.freshness],
        examples=[example(made) for made in answer.examples],
        made=made_of(pages.behind.catalogue.measures[answer.definition.name]),
    )


@dataclass(frozen=True)
class Made:
    """What a number is made of beside conditions: a formula with its measures as (name there, measure, title), or a clock."""

    formula: str
    terms: tuple[tuple[str, str, str], ...]
    clock: tuple[tuple[str, str], ...]


def made_of(definition: MeasureDefinition) -> Made:
    """The formula and measures of a composite; the clock of a length of time; nothing of other kinds."""
    terms = tuple((t.name.replace("_", " "), t.measure.name, t.measure.file.title) for t in definition.terms)
    return Made(definition.formula.text if definition.formula else "", terms, clock_of(definition))


def clock_of(definition: MeasureDefinition) -> tuple[tuple[str, str], ...]:
    """When a wait begins, what ends it, what ends it otherwise, and how long is allowed."""
    waiting = definition.waiting
    if waiting is None:
        return ()
    begins = [
        ("The clock starts", dimension_words(waiting.start)),
        ("It is waited for", dimension_words(waiting.until)),
    ]
    ends = [(f"It ends without it ({word})", dimension_words(time)) for word, time in waiting.unless.items()]
    within = [("In time is", f"within {waiting.within}")] if waiting.within is not None else []
    return (*begins, *ends, *within)


def versions(answer: ExplainAnswer) -> list[tuple[str, str, bool]]:
    """Each version's short digest, since when, and whether it is the one in use."""
    return [
        (v.version[:12], f"since {moment_text(v.since)}" if v.since is not None else "not yet kept", v.current)
        for v in answer.versions
    ]


def example(made: WorkedExample) -> Example:
    """A worked example, each event on a line."""
    lines = tuple("; ".join(f"{key}: {value}" for key, value in event.items()) for event in made.events)
    return Example(made.name, lines, written(made.asks), written(made.gives))


def written(value: object) -> str:
    """What an example asks or gives, as a person would write it; empty for nothing."""
    return json.dumps(value, ensure_ascii=False, default=str) if value else ""
