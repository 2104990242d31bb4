"""What a figure depends on, by hash; and the catalogue as it was when a figure was saved, as far as it can be had again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from peeler.answers.boards import FigureAnswer
from peeler.answers.desk import Desk
from peeler.answers.measure import MeasureAnswer
from peeler.answers.measure_json import row_json
from peeler.answers.remembering import Remembering
from peeler.definitions.catalogue import Catalogue
from peeler.definitions.measures import MeasureDefinition
from peeler.definitions.redefining import redefined
from peeler.store.saved import PinnedFigure, Pinning
from peeler.terms.clocks import Instant
from peeler.terms.errors import RequestError
from peeler.terms.events import digest

Pin = tuple[str, str, str]
FOLDED = ("objects", "look_ups")


@dataclass(frozen=True)
class Defined:
    """The catalogue by which a saved figure runs again: its own measures, benchmarks and weights over today's objects.

    ``problem``: why it cannot be had; ``changed``: what has been defined otherwise since (kind/name); ``refolded``: those
    of them by which the journal itself is folded, so that only today's can be asked.
    """

    catalogue: Catalogue
    problem: str
    changed: tuple[str, ...]
    refolded: tuple[str, ...]


def pins(catalogue: Catalogue, measures: Iterable[str]) -> tuple[Pin, ...]:
    """Every definition that the numbers of these measures depend on, by kind, name and hash, in order."""
    wanted: set[tuple[str, str]] = set()
    for name in measures:
        for one in (catalogue.measures[name], *catalogue.measures[name].made_of):
            wanted |= behind(catalogue, one)
    texts = {(one.kind, one.name): one.text for one in catalogue.written}
    return tuple(sorted((kind, name, digest(kind, name, texts[kind, name]).hex()) for kind, name in wanted))


def behind(catalogue: Catalogue, measure: MeasureDefinition) -> set[tuple[str, str]]:
    """A measure's own definitions: itself, its benchmarks, weights, objects with their owners and stages, and look-ups."""
    objects = with_owners(catalogue, measure.object.name)
    texts = {one.name: one.text for one in catalogue.written if one.kind == "objects"}
    look_ups = {name for name in catalogue.look_ups for one in objects if name in texts[one]}
    look_ups |= {term.weight for term in measure.terms if term.weight}
    benchmarks = {name.partition(":")[2] for name in measure.file.compare if name.startswith("benchmark:")}
    stages = [name for name, one in catalogue.progress.items() if one.stages and one.object.name in objects]
    return {
        ("measures", measure.name), *(("objects", one) for one in objects), *(("look_ups", one) for one in look_ups),
        *(("progress", one) for one in stages),
        *(("benchmarks", one) for one in benchmarks),
    }  # fmt: skip


def with_owners(catalogue: Catalogue, name: str) -> set[str]:
    """An object type and every type it copies from, however far up."""
    above = {str(owner) for owner in catalogue.objects[name].owners.values()}
    return {str(name)}.union(*(with_owners(catalogue, owner) for owner in above))


def as_defined(desk: Desk, pinned: Iterable[Pin]) -> Defined:
    """The catalogue by these pins, over the journal as it is folded today."""
    today = {(one.kind, one.name): digest(one.kind, one.name, one.text).hex() for one in desk.catalogue.written}
    other = {(kind, name): found for kind, name, found in pinned if today.get((kind, name)) != found}
    refolded = tuple(f"{kind}/{name}" for kind, name in other if kind in FOLDED and not is_weight(desk, kind, name))
    changed = tuple(f"{kind}/{name}" for kind, name in other)
    texts: dict[tuple[str, str], str] = {}
    for (kind, name), found in other.items():
        kept = desk.durable.kept.get(found)
        if f"{kind}/{name}" in refolded:
            continue
        if kept is None:
            return Defined(desk.catalogue, f"the text of {kind}/{name} as it was is not kept", changed, refolded)
        texts[kind, name] = kept.text
    try:
        catalogue = redefined(desk.catalogue, texts) if texts else desk.catalogue
    except RequestError as problem:
        return Defined(desk.catalogue, f"the definition as it was no longer fits: {problem}", changed, refolded)
    return Defined(catalogue, "", changed, refolded)


def is_weight(desk: Desk, kind: str, name: str) -> bool:
    """Whether a look-up gives weights to measures alone, so that no journal depends on it."""
    objects = [one.text for one in desk.catalogue.written if one.kind == "objects"]
    return kind == "look_ups" and not any(name in text for text in objects)


def known_now(desk: Desk, reading: Remembering, known: Instant | None) -> Instant:
    """What a saved figure pins as known: the moment of the last commit that the journal has taken in, or one before it."""
    last = desk.durable.ledger.known_at(reading.applied)
    newest = desk.now if last is None else last
    return newest if known is None else min(known, newest)


def vintages(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Every vintage of every published table there is, by table."""
    return tuple(sorted((one.table, one.vintage) for one in desk.durable.references.tables()))


def as_then(desk: Desk, reading: Remembering, defined: Defined, saved: Pinning) -> Desk:
    """The desk as it was when something was saved: its definitions and its published tables."""
    return replace(desk, catalogue=defined.catalogue, open=reading.published_in(saved.vintages))


def pinned_figures(answers: Iterable[tuple[str, MeasureAnswer]], as_at: Instant) -> tuple[PinnedFigure, ...]:
    """Answers with their titles, ready to be kept: the question with its moment of asking written out, and the rows."""
    return tuple(
        PinnedFigure(
            title, answer.question.measure, plain_question(answer, as_at), tuple(row_json(row) for row in answer.rows)
        )
        for title, answer in answers
    )


def plain_question(answer: MeasureAnswer, as_at: Instant) -> Mapping[str, object]:
    """The question as JSON can hold it, as at a moment."""
    question = replace(answer.question, at=answer.question.at if answer.question.at is not None else as_at)
    names = question.__dataclass_fields__
    return {name: list(v) if isinstance(v := getattr(question, name), tuple) else v for name in names}


def answers_of(figures: Iterable[FigureAnswer]) -> list[tuple[str, MeasureAnswer]]:
    """The answers of a board's figures, with those that changes are counted from; what is left or failed has none."""
    found: list[tuple[str, MeasureAnswer]] = []
    for one in figures:
        if one.answer is not None:
            found.append((one.title, one.answer))
        if one.before is not None:
            found.append((f"{one.title}: the time before", one.before))
    return found
