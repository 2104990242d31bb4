"""The view of how work moves: the answer in words, the map, and the tables whose every number is a door."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from peeler.answers.progress.flow_answer import FlowMove, FlowSide, FlowStep, ProgressAnswer
from peeler.answers.progress.words import ONE_WAY, WAYS
from peeler.terms.clocks import london
from peeler.web.flow_map import flow_map, told_moves
from peeler.web.flow_order import steps_drawn
from peeler.web.flow_places import laid_out
from peeler.web.moments import begun, day_text
from peeler.web.numbers import whole
from peeler.web.parameters import Pairs
from peeler.web.progress_doors import EVERY, Doors, another
from peeler.web.progress_tables import (
    back_table,
    beside_table,
    cases_table,
    moves_table,
    partings_table,
    reached,
    steps_table,
    variants_table,
)  # fmt: skip
from peeler.web.progress_words import map_words, side_name, thin
from peeler.web.tables import NumberTable

MOST_DRAWN = 36
RARE = {"stages": 0.004, "events": 0.02}  # moves that fewer of the cases make are not drawn
FIRST_SHOWN = 10


@dataclass(frozen=True)
class ListedMove:
    """A move in the list that a narrow page has in place of the map."""

    to: str
    href: str
    count: str
    times: str
    back: bool


@dataclass(frozen=True)
class ListedStep:
    """A step of that list, with where its cases went next."""

    title: str
    said: str
    moves: tuple[ListedMove, ...]


@dataclass(frozen=True)
class FlowFigure:
    """One side's map: drawn for a wide page, as a list for a narrow one, and its words."""

    title: str
    alternative: str
    drawn: Markup
    listed: tuple[ListedStep, ...]
    left_out: str


@dataclass(frozen=True)
class SideView:
    """One side: its map and its tables."""

    figure: FlowFigure
    moves: NumberTable
    steps: NumberTable
    variants: NumberTable
    back: NumberTable | None


@dataclass(frozen=True)
class ProgressView:
    """What the template shows; ``back`` and ``ways`` are sentences, ``beside`` (title, address) of groups worth comparing."""

    answer: str
    certainty: tuple[str, ...]
    of: str
    stages: bool
    sides: tuple[SideView, ...]
    together: NumberTable | None
    partings: NumberTable | None
    back: str
    ways: str
    standing: NumberTable | None
    standing_words: str
    all_standing: str
    refused: str
    meanings: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


def progress_view(answer: ProgressAnswer, said: Pairs) -> ProgressView:
    """The view of an answer; ``said``: the choices of its address as they were written."""
    doors = tuple(Doors(answer, side, said) for side in answer.sides)
    verdict, certainty, back, ways = sentences(answer)
    sides = tuple(side_view(answer, side, door) for side, door in zip(answer.sides, doors, strict=True) if side.cases)
    two = len(answer.sides) > 1
    titles = {step.name: step.title for side in answer.sides for step in side.steps}
    return ProgressView(
        verdict, certainty, of_words(answer), answer.by == "stages", sides,
        beside_table(answer, answer.sides[0], answer.sides[1]) if two and answer.by == "stages" else None,
        partings_table(answer, answer.sides[0], answer.sides[1]) if two else None, back, ways,
        cases_table(begun(answer.object_type.replace("_", " ")), answer.standing[:FIRST_SHOWN], titles, "Longest where they stand", doors[0].moments()),
        standing_words(answer), doors[0].to("here"), answer.refused,
        tuple((title, when or "all others") for _, title, when, _ in answer.stages), answer.notes,
    )  # fmt: skip


def sentences(answer: ProgressAnswer) -> tuple[str, tuple[str, ...], str, str]:
    """The answer's sentences taken apart: the verdict, what stands beside it, what came back, and the ways."""
    words = [thin(line) for line in answer.words]
    if len(answer.sides) > 1 and len(words) > 1:
        return words[1], (words[0], *words[2:]), "", ""
    ways = next((line for line in words if line.startswith((WAYS, ONE_WAY))), "")
    back = next((line for line in words[1:] if "earlier stage" in line), "")
    return words[0], tuple(line for line in words[1:] if line not in (ways, back)), back, ways


def of_words(answer: ProgressAnswer) -> str:
    """Of which cases: their number, and when they began."""
    side, what = answer.sides[0], answer.title.lower()
    if len(answer.sides) > 1:
        return f"{begun(answer.title)}, two groups side by side"
    began = began_words(side)
    return f"{whole(side.cases)} {what}{began}" if began else f"All {whole(side.cases)} {what}"


def standing_words(answer: ProgressAnswer) -> str:
    """How many stand unfinished."""
    total = answer.standing_in_all
    if total is None:
        return ""
    began = began_words(answer.sides[0])
    among = f"Of those{began}" if began else "Of all of them"
    if len(answer.sides) > 1:
        among = f"{among}, of the first group"
    return (
        f"{among}, {whole(total)} are unfinished; these have stood longest where they are."
        if total
        else f"{among}, none stands unfinished."
    )


def began_words(side: FlowSide) -> str:
    """`` that began from 5 May 2025``; empty where they may have begun at any time."""
    if side.start is None and side.end is None:
        return ""
    first = "" if side.start is None else f" from {day_text(london(side.start).date())}"
    last = "" if side.end is None else f" up to {day_text(london(side.end).date())}"
    return f" that began{first}{last}"


def side_view(answer: ProgressAnswer, side: FlowSide, doors: Doors) -> SideView:
    """One side's map and tables."""
    return SideView(
        figure_of(answer, side, doors), moves_table(answer, side, doors), steps_table(answer, side, doors), variants_table(answer, side, doors),
        back_table(answer, side, doors),
    )  # fmt: skip


def figure_of(answer: ProgressAnswer, side: FlowSide, doors: Doors) -> FlowFigure:
    """The map of a side."""
    steps = steps_drawn(answer, side)
    names = {step.name for step in steps}
    between = [move for move in side.moves if {move.step, move.next} <= names]
    drawn = told_moves(between, side.cases, MOST_DRAWN, RARE[answer.by])
    label = f"{side_name(side)}: " if side.label else ""
    return FlowFigure(
        f"{label}how {whole(side.cases)} {answer.title.lower()} moved" if label else f"How {whole(side.cases)} {answer.title.lower()} moved",
        map_words(answer, side, drawn), flow_map(laid_out(steps, drawn), doors.to, stages=answer.by == "stages"),
        tuple(listed(answer, step, drawn, doors, names_before(steps, step)) for step in steps), left_words(answer, side, steps, drawn),
    )  # fmt: skip


def left_words(answer: ProgressAnswer, side: FlowSide, steps: Sequence[FlowStep], drawn: Sequence[FlowMove]) -> str:
    """What the map leaves to the table."""
    rest, others = len(side.moves) - len(drawn), len(side.steps) - len(steps)
    events = f"{whole(others)} rarer {'stages' if answer.by == 'stages' else 'events'} and " if others > 0 else ""
    return (
        f"{events}{whole(rest)} rarer move{'' if rest == 1 else 's'} {'is' if rest == 1 and not events else 'are'} in the tables alone."
        if rest > 0
        else ""
    )


def names_before(steps: Sequence[FlowStep], step: FlowStep) -> frozenset[str]:
    """The steps that stand before one on the map."""
    return frozenset(one.name for one in steps[: steps.index(step)])


def listed(
    answer: ProgressAnswer, step: FlowStep, drawn: Sequence[FlowMove], doors: Doors, before: frozenset[str]
) -> ListedStep:
    """A step as the narrow page lists it."""
    said = step.held if step.entered is None else f"{whole(step.entered)} came"
    if step.here:
        said += f", {whole(step.here)} {'ended' if step.ends else 'stand'} here"
    return ListedStep(
        step.title, said, tuple(listed_move(answer, move, doors, before) for move in drawn if move.step == step.name)
    )


def listed_move(answer: ProgressAnswer, move: FlowMove, doors: Doors, before: frozenset[str]) -> ListedMove:
    """A move as the narrow page lists it."""
    times = (
        "" if move.median is None else f"half within {reached(move.median)}, nine in ten within {reached(move.ninth)}"
    )
    href = doors.to(f"move:{move.step}>{move.next}")
    return ListedMove(answer.title_of(move.next), href, whole(move.count or 0), times, move.next in before)


def every_one(said: Pairs) -> str:
    """The address of the same page of all there are, whenever they began."""
    return another(said, last=EVERY, **{"from": "", "to": ""})
