"""The sentences that must stand beside a number: what its moment, its periods and its clocks leave out or move."""

from collections.abc import Iterable

from peeler.answers.asking import Prepared
from peeler.answers.desk import Desk
from peeler.measures.lineage import sources_of_events
from peeler.terms.clocks import Instant, Precision, Span, last_whole, london, next_period, start_of_day
from peeler.terms.identifiers import EventType


def notes_of_loading(desk: Desk, events: Iterable[EventType]) -> list[str]:
    """That the history of a source that feeds these event types is still being loaded, so that what rests on it will grow."""
    behind = [name for name in sources_of_events(desk.catalogue, events) if name in desk.loading]
    titles = [desk.catalogue.sources[name].file.title for name in behind]
    return [f"Still being loaded: {', '.join(titles)}. What rests on them will grow."] if titles else []


NAMES: dict[Precision, str] = {"day": "day", "month": "month"}


def notes_of_moment(desk: Desk, prepared: Prepared) -> list[str]:
    """Everything about time that a reader must know to read the numbers rightly."""
    return [
        *notes_of_ahead(desk, prepared.question.at, prepared.question.known),
        *notes_of_coarse(prepared), *notes_of_last(prepared), *notes_of_known(desk, prepared.question.known),
    ]  # fmt: skip


def notes_of_ahead(desk: Desk, at: Instant | None, known: Instant | None) -> list[str]:
    """That a moment asked for is still to come, and what is answered for it: what is known now, as it would then stand."""
    if all(moment is None or moment <= desk.now for moment in (at, known)):
        return []
    then = "as it will stand then if nothing more is heard"
    return [f"The moment asked for is still to come: this is what was known on {written(desk.now)}, {then}."]


def notes_of_coarse(prepared: Prepared) -> list[str]:
    """That records dated by whole days or months are answered at the end of the last whole one (ruling 8)."""
    spans, scope = prepared.asked.spans, prepared.scope
    if prepared.measure.file.kind != "stock" or not spans:
        moved = scope.moments(moment_asked(prepared))
        return [
            f"Records dated by the {NAMES[kind]} alone are answered as at the end of {written(moment)}, "
            f"the last whole {NAMES[kind]} by the moment asked for."
            for kind, moment in moved.items()
        ]
    ends = [Instant(span.end - 1) for span in spans]
    apart = [kind for kind in scope.coarse if any(last_whole(end, kind) != end for end in ends)]
    return [
        f"Records dated by the {NAMES[kind]} alone are answered, at each point, as at the end of the last whole "
        f"{NAMES[kind]} by then."
        for kind in apart
    ]


def moment_asked(prepared: Prepared) -> Instant:
    """The moment at which states are seen."""
    asked, at = prepared.asked, prepared.scope.at
    return Instant(asked.end - 1) if prepared.measure.file.kind == "stock" and asked.end is not None else at


def notes_of_last(prepared: Prepared) -> list[str]:
    """That the last period is cut short by the moment the question is seen from."""
    every, spans = prepared.question.every, prepared.asked.spans
    if every is None or not spans or spans[-1].end != prepared.scope.at + 1:
        return []
    last: Span = spans[-1]
    if start_of_day(next_period(last.day, every)) <= last.end:
        return []
    seen = written(prepared.scope.at)
    return [f"The last period, which began on {last.day}, was not over by {seen}: its figure will change."]


def notes_of_known(desk: Desk, known: Instant | None) -> list[str]:
    """What 'as known' means while history is being founded (ruling 9)."""
    if known is None or desk.durable.live:
        return []
    return [
        "As known means known to the source systems: this workspace's history was loaded, not received as it happened."
    ]


def written(moment: Instant) -> str:
    """A London day as a person writes it: 3 May 2024."""
    day = london(moment).date()
    return f"{day.day} {day:%B %Y}"
