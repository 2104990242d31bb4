"""The view of whether a unit keeps up: the verdict in words, two charts with what is to come, what follows from other people."""

from dataclasses import dataclass

from peeler.answers.capacity.capacity_answer import CapacityAnswer
from peeler.definitions.catalogue import Catalogue
from peeler.web.capacity_chart import flow_chart, queue_chart
from peeler.web.capacity_tables import (
    Doors,
    ahead_table,
    capability_table,
    groups_table,
    options_table,
    seen_table,
    trials_table,
)  # fmt: skip
from peeler.web.capacity_words import assumption_rows, certainty, spoken, title_of, verdict
from peeler.web.figures import Figure, drawn_twice
from peeler.web.tables import NumberTable

BANDS = "dashed: to be expected; darker band: 8 times in 10; paler band: 95 times in 100."


@dataclass(frozen=True)
class CapacityView:
    """What the template shows. ``lead`` is the verdict and ``answer`` the sentence why; a figure is None where too little is known."""

    lead: str
    answer: str
    certainty: tuple[str, ...]
    queue: Figure | None
    flows: Figure | None
    ahead_words: str
    ahead: NumberTable | None
    seen: NumberTable | None
    staff_words: str
    options: NumberTable | None
    capability: NumberTable | None
    groups: NumberTable | None
    error_words: str
    trials: NumberTable | None
    assumptions: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


def capacity_view(answer: CapacityAnswer, catalogue: Catalogue, doors: Doors) -> CapacityView:
    """The view of an answer."""
    lead, said = verdict(answer)
    error, notes = ("", answer.notes) if answer.forecast is None else (answer.notes[0], answer.notes[1:])
    return CapacityView(
        lead, said, certainty(answer, catalogue), queue_figure(answer), flow_figure(answer), spoken(answer.about("ahead")),
        ahead_table(answer), seen_table(answer, doors) if answer.weeks else None, spoken(answer.about("promise")),
        options_table(answer, doors), capability_table(answer, catalogue, doors), groups_table(answer), spoken(error),
        trials_table(answer), assumption_rows(answer), tuple(map(spoken, notes)),
    )  # fmt: skip


def queue_figure(answer: CapacityAnswer) -> Figure | None:
    """The queue and where it will probably be; None before there are two whole weeks."""
    if sum(week.whole and week.queue is not None for week in answer.weeks) < 2:
        return None
    subtitle = f"Number of {answer.unit.pieces} at the end of each week; {BANDS}"
    words = f"{answer.about('wait')} {answer.about('ahead')}"
    return drawn_twice(lambda size: queue_chart(answer, size), title_of(answer), subtitle, spoken(words))


def flow_figure(answer: CapacityAnswer) -> Figure | None:
    """What comes in and what is done; None before there are two whole weeks."""
    if sum(week.whole and week.arrivals is not None for week in answer.weeks) < 2:
        return None
    title = f"What comes in and what is {answer.unit.done}"
    subtitle = f"Number of {answer.unit.pieces} each week; {BANDS}"
    words = f"{answer.about('pace')} {answer.about('ahead')}"
    return drawn_twice(lambda size: flow_chart(answer, size), title, subtitle, spoken(words))
