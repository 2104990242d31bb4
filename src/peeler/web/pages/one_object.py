"""One object: what is believed of it, and the timeline of everything that named it."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from peeler.answers.show import ShowAnswer, ShowQuestion, TimelineEvent, show
from peeler.terms.clocks import london
from peeler.terms.errors import NotAllowed, RequestError
from peeler.web.moments import moment_text, period_text
from peeler.web.pages.errors import problem_page
from peeler.web.parameters import MOMENTS, asked, object_path
from peeler.web.rendering import Pages
from peeler.web.shown import value_shown
from peeler.web.subject import dimension_words


@dataclass(frozen=True)
class Happening:
    """One event of the timeline in words."""

    title: str
    meaning: str
    when: str
    told: str
    fields: tuple[tuple[str, str], ...]
    role: str
    dead: str
    id: str


def page(request: Request, pages: Pages) -> Response:
    """The object as at and as known; a page that says so where there is none, or none this viewer may see."""
    said = asked(request.query_params.multi_items(), MOMENTS)
    object_type, name = str(request.path_params["type"])[:100], str(request.path_params["object"])[:300]
    question = ShowQuestion(object_type, name, said.moment("at"), said.moment("known"))
    try:
        with pages.behind.asking(pages.viewer) as ask:
            answer = ask(show, question)
    except NotAllowed:
        raise
    except RequestError as problem:
        return problem_page(request, pages, 404, str(problem))
    frame = pages.frame(
        request,
        f"What has happened to {answer.question.object}?",
        "",
        as_at=answer.as_at,
        as_known=answer.as_known,
    ).looking(ahead=answer.ahead)
    linked = [
        (dimension_words(one.role).capitalize(), one.object, object_path(one.object_type, one.object))
        for one in answer.linked
    ]
    return pages.show(
        "object.html",
        frame,
        answer=answer,
        since=moment_text(answer.valid_from) if answer.valid_from is not None else "",
        state=[
            (dimension_words(s.name).capitalize(), value_shown(s.kind, s.value), s.copied) for s in answer.state or ()
        ],
        state_words=state_words(answer),
        timeline=[happening(event) for event in answer.timeline],
        linked=linked,
        case=object_path(object_type, name) if object_type == "investigation" else "",
    )


def state_words(answer: ShowAnswer) -> str:
    """One line on where the object stands."""
    name = answer.title.lower()
    if answer.state is None:
        return f"At this moment nothing is believed of this {name}: it had not begun, or what told of it was withdrawn."
    if not answer.born:
        return f"Something has been told of this {name}, but not yet that it began. Only counts of events count it."
    events = len(answer.timeline)
    return f"{events} event{' names' if events == 1 else 's name'} this {name}."


def happening(event: TimelineEvent) -> Happening:
    """An event in words; a personal field shows its text only where the viewer may see it."""
    personal = tuple(
        (dimension_words(name).capitalize(), text if text is not None else "kept, and not shown")
        for name, text in event.personal
    )
    fields = tuple((dimension_words(name).capitalize(), text) for name, text in event.fields)
    dead = f"Corrected or withdrawn {moment_text(event.dead_from)}" if event.dead_from is not None else ""
    verb = dimension_words(event.type.rpartition(".")[2]).capitalize()
    by = f" by {event.actor}" if event.actor else ""
    return Happening(
        verb,
        event.meaning,
        when_words(event),
        f"Told by {event.source}{by}, known {moment_text(event.known_at)}",
        (*fields, *personal),
        dimension_words(event.role),
        dead,
        event.id,
    )


def when_words(event: TimelineEvent) -> str:
    """When it happened, no more exactly than the source said."""
    if event.at is None or event.precision == "unknown":
        return "Not placed in time"
    if event.precision == "month":
        return period_text(london(event.at).date(), "month")
    return period_text(london(event.at).date(), "day") if event.precision == "day" else moment_text(event.at)
