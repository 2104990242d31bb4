"""The words of a flow on a page: lengths of time, ways, and what its map says to who cannot see it."""

import re
from collections.abc import Sequence

from peeler.answers.progress.flow_answer import FlowMove, FlowSide, ProgressAnswer
from peeler.answers.progress.words import length_words, slowest_step
from peeler.web.moments import begun
from peeler.web.numbers import THIN, percent, whole

THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
QUOTED = re.compile(r"'([^']+)'")
ARROW = " → "
MOST_SAID = 4


def thin(text: str) -> str:
    """A sentence as a page prints it: narrow spaces in its numbers, names in quotation marks."""
    return QUOTED.sub(r"“\1”", THOUSANDS.sub(THIN, text))


def length_text(seconds: float) -> str:
    """``40 minutes``, ``5.2 hours``, ``3.6 days``, ``1 204 days``."""
    return thin(length_words(seconds))


def arrow(names: Sequence[str]) -> str:
    """Steps one after another."""
    return ARROW.join(names)


def side_name(side: FlowSide) -> str:
    """What a group is called in a heading: its value alone, since the page says of what."""
    return begun(side.label.rpartition(": ")[2].replace("_", " "))


def map_words(answer: ProgressAnswer, side: FlowSide, drawn: Sequence[FlowMove]) -> str:
    """What the map says, for who cannot see it: how much it shows, the commonest moves, where the time goes, what goes back."""
    said = [
        f"A map of {len(side.steps)} {'stages' if answer.by == 'stages' else 'events'} and {len(drawn)} moves between them."
    ]
    if drawn:
        said.append(f"The commonest: {'; '.join(move_words(answer, move) for move in drawn[:MOST_SAID])}.")
    slowest = slowest_step(side) if answer.by == "stages" else None
    if slowest is not None and slowest.spent is not None:
        said.append(f"{percent(slowest.spent)} of the waiting is in {slowest.title}.")
    back = [move for move in drawn if move.back or move.reopens]
    if back:
        said.append(f"Back: {'; '.join(move_words(answer, move) for move in back[:MOST_SAID])}.")
    return " ".join([*said, "The table below has every number."])


def move_words(answer: ProgressAnswer, move: FlowMove) -> str:
    """``from Recorded to Screened 1 049, half within 2.2 hours``."""
    time = "" if move.median is None else f", half within {length_text(move.median)}"
    return f"from {answer.title_of(move.step)} to {answer.title_of(move.next)} {whole(move.count or 0)}{time}"
