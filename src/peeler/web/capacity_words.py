"""Whether a unit keeps up, in the sentences of its page: the verdict first, then the wait, the people, and how well it is done."""

import re

from peeler.answers.capacity.capacity_answer import CapacityAnswer, Suffice
from peeler.definitions.catalogue import Catalogue
from peeler.terms.clocks import parse_day
from peeler.web.moments import begun, day_text
from peeler.web.numbers import THIN, value_text, whole
from peeler.web.subject import subject_of

LEADS: dict[Suffice | None, str] = {
    "yes": "There is capacity enough.",
    "no": "There is not enough capacity.",
    "about": "There is about as much capacity as it takes, with nothing to spare.",
    None: "Whether there is capacity enough cannot be said.",
}
ASSUMED: dict[Suffice | None, str] = {
    "yes": "With what you assume there would be capacity enough.",
    "no": "With what you assume there would not be enough capacity.",
    "about": "With what you assume there would be about as much capacity as it takes.",
    None: "With what you assume it cannot be said whether there is capacity enough.",
}
DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
PERCENT = re.compile(r"(?<=\d) %")
BASES = {"data": "records", "assumption": "assumed", "asked": "you assume it", "worked_out": "worked out"}


def spoken(text: str) -> str:
    """A sentence of an answer as pages write numbers and days."""
    found = THOUSANDS.sub(THIN, PERCENT.sub(f"{THIN}%", text))
    return DAY.sub(lambda day: day_text(parse_day(day[0])), found)


def verdict(answer: CapacityAnswer) -> tuple[str, str]:
    """Whether there is capacity enough, and the first sentence why."""
    leads = ASSUMED if answer.changed else LEADS
    return leads[answer.staffing.suffice], spoken(answer.about("assumed") or answer.about("pace"))


def certainty(answer: CapacityAnswer, catalogue: Catalogue) -> tuple[str, ...]:
    """What else must be known at once: today's pace where it is not said yet, the wait, the people, and how well it is done."""
    pace = answer.about("pace") if answer.changed else ""
    said = (pace, answer.about("wait"), answer.about("staff"), answer.about("gap"))
    return tuple(filter(None, [*map(spoken, said), capability_words(answer, catalogue)]))


def capability_words(answer: CapacityAnswer, catalogue: Catalogue) -> str:
    """How well it is done, in a line."""
    told = [
        f"{one.title[:1].lower()}{one.title[1:]} {value_text(one.value, subject_of(catalogue.measures[one.measure]).style)}"
        for one in answer.capability
        if one.value is not None and one.measure in catalogue.measures
    ]
    return f"Capability: {', '.join(told)}." if told else ""


def assumption_rows(answer: CapacityAnswer) -> tuple[tuple[str, str], ...]:
    """Each number the answer rests on: what it is, and the number with where it is from."""
    return tuple(
        (one.title, f"{number_text(one.value)} {one.unit if one.value is not None else ''} ({BASES[one.basis]}). {spoken(one.words)}".replace("  ", " "))
        for one in answer.assumptions
    )  # fmt: skip


def number_text(value: float | None) -> str:
    """``3``, ``153.1``, ``not known``."""
    if value is None:
        return "Not known"
    return whole(value) if value == round(value) else f"{value:,.1f}".replace(",", THIN)


def title_of(answer: CapacityAnswer) -> str:
    """``Referrals that wait``."""
    return f"{begun(answer.unit.pieces)} that wait"
