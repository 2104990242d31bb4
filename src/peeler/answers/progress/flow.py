"""Progress answered: how work really moved between its stages or events, where it waits, and what stands still."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from peeler.answers.access import note
from peeler.answers.desk import Desk
from peeler.answers.freshness import freshness_of
from peeler.answers.notes import NAMES, notes_of_ahead, notes_of_known, notes_of_loading, written
from peeler.answers.progress.asking import Laid, lay
from peeler.answers.progress.cases import Listed, cases_of, standing
from peeler.answers.progress.flow_answer import FlowSide, ProgressAnswer, ProgressQuestion
from peeler.answers.progress.told import told
from peeler.answers.progress.words import words_of
from peeler.answers.remembering import Remembering
from peeler.measures.lineage import traced
from peeler.terms.errors import NotAllowed
from peeler.terms.identifiers import EventType
from peeler.terms.viewers import Viewer


def progress(desk: Desk, viewer: Viewer, question: ProgressQuestion) -> ProgressAnswer:
    """Answers a progress for a viewer; RequestError for a wrong word (naming the nearest) or what they may not see."""
    note(desk, viewer, "progress", asdict(question))
    with desk.one_version() as still, still.reading() as reading:
        laid = lay(still, viewer, reading, question)
        sides = tuple(told(still, viewer, reading, laid, group) for group in laid.groups)
        found, refused = listed(still, viewer, reading, laid, sides[0])
        file, events = laid.progress.file, events_behind(still, laid)
        return ProgressAnswer(
            question, laid.progress.name, file.title, file.about, file.object, laid.by, laid.progress.hash, stages_of(laid),
            laid.scope.at, still.moment(question.known), laid.told, tuple(shortened(side, question) for side in sides),
            found.cases, None if refused else found.total, refused, words_of(sides, laid.by, file.title.lower()),
            freshness_of(still, events, laid.sources), notes_of(still, laid, sides, events), reading.version, still.synthetic,
            still.now, reading.age,
        )  # fmt: skip


def shortened(side: FlowSide, question: ProgressQuestion) -> FlowSide:
    """A side with as many variants as were asked for."""
    return replace(side, variants=side.variants[: question.variants])


def listed(desk: Desk, viewer: Viewer, reading: Remembering, laid: Laid, side: FlowSide) -> tuple[Listed, str]:
    """What stands still on the first side, longest first; nothing, and why, where the viewer may not see so few."""
    try:
        return cases_of(desk, viewer, reading, laid, side, standing(laid, side), (1, laid.question.standing)), ""
    except NotAllowed as refusal:
        return Listed((), 0), str(refusal)


def stages_of(laid: Laid) -> tuple[tuple[str, str, str, bool], ...]:
    """The stages as the file tells them."""
    return tuple(
        (stage.name, stage.title, " ".join(stage.when.text.split()) if stage.when else "", stage.ends)
        for stage in laid.progress.along
    )


def events_behind(desk: Desk, laid: Laid) -> tuple[EventType, ...]:
    """The event types whose silence would alter the answer: births, those that are steps, and what its columns are made of."""
    definition = laid.progress.object
    needs = [name for group in laid.groups for name in group.flow.needs]
    events = {*definition.births, *(laid.progress.events if laid.by == "events" else ())}
    if laid.by == "events" and not laid.progress.events:
        events |= set(definition.events)
    columns = sorted(set(needs) & set(definition.columns))
    return tuple(sorted(events.union(*(one.events for one in traced(desk.catalogue, definition, columns)))))


def notes_of(desk: Desk, laid: Laid, sides: Sequence[FlowSide], events: Sequence[EventType]) -> tuple[str, ...]:
    """The sentences beside the answer."""
    question, scope = laid.question, laid.scope
    said = [*notes_of_loading(desk, events), *notes_of_ahead(desk, question.at, question.known)]
    said += [f"Waits are counted up to {written(laid.told)}, the last word there is."] if laid.told != scope.at else []
    said += [
        f"Records dated by the {NAMES[kind]} alone are seen as at the end of {written(moment)}, the last whole {NAMES[kind]} "
        f"by then, and their times are whole {NAMES[kind]}s."
        for kind, moment in laid.plan.moments(laid.plan.at).items()
    ]
    said += [COARSE] if scope.coarse and not laid.plan.moments(laid.plan.at) else []
    if any(one.held for side in sides for some in (side.steps, side.moves, side.variants) for one in some):
        said.append(
            f"Numbers {HELD} are not told, by the policy you see this under, nor what they could be worked out from."
        )
    return tuple(dict.fromkeys([*said, *notes_of_known(desk, question.known)]))


COARSE = "Some records are dated by the day or the month alone: their times are no finer than that."
HELD = "that are small"
