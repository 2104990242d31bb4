"""A measure as a page speaks of it: its style of number, its noun, and the names of forces and breakdowns."""

from dataclasses import dataclass

from peeler.answers.measure import MeasureRow, Value
from peeler.definitions.catalogue import Catalogue
from peeler.definitions.measures import MeasureDefinition
from peeler.terms.clocks import Every
from peeler.web.moments import SINGULAR, period_text
from peeler.web.numbers import Style, whole

HALF = 0.5


@dataclass(frozen=True)
class Subject:
    """One measure's words. ``noun`` follows a number: ``crimes``, ``crimes per 1,000 people``, ``days``."""

    definition: MeasureDefinition
    style: Style
    noun: str
    rolling: int | None = None

    @property
    def title(self) -> str:
        """The measure's title, and how many periods each number covers where those are several."""
        title = self.definition.file.title
        return title if self.rolling is None else f"{title}, the last {self.rolling} together"

    @property
    def is_stock(self) -> bool:
        """Whether the measure is of a state at a moment."""
        return self.definition.file.kind == "stock"

    @property
    def has_records(self) -> bool:
        """Whether its numbers are counted from records of its own, and not worked out from other measures."""
        return not self.definition.terms

    @property
    def how_many(self) -> str:
        """``half``, or ``90 in 100``: of whom a time is told."""
        waiting = self.definition.waiting
        share = waiting.quantile if waiting is not None else HALF
        return "half" if share == HALF else f"{share * 100:.0f} in 100"

    def counted(self, number: float) -> str:
        """``4 337 crimes``, ``1 crime``."""
        noun = self.noun.removesuffix("s") if round(number) == 1 and " " not in self.noun else self.noun
        return f"{whole(number)} {noun}"

    def when(self, row: MeasureRow, every: Every | None) -> str:
        """``in April 2024``, ``at the end of April 2024``, ``in the week of 1 April 2024``, ``on 3 May 2024``."""
        if row.period is None or every is None:
            return "over the whole time"
        words = period_text(row.period, every)
        if self.rolling is not None:
            return f"in the {self.rolling} {SINGULAR[every]}s to {words}"
        if self.is_stock:
            return f"at the end of {'the ' if every == 'week' else ''}{words}"
        return {"day": "on ", "week": "in the "}.get(every, "in ") + words


def subject_of(definition: MeasureDefinition, rolling: int | None = None) -> Subject:
    """The words of a measure, from its definition's kind and unit; ``rolling``: each number covers so many periods."""
    style, unit = style_of(definition), definition.file.unit
    return Subject(definition, style, unit.removeprefix("share of ") if style == "share" else unit, rolling)


def style_of(definition: MeasureDefinition) -> Style:
    """How a measure's numbers are written."""
    if definition.is_share or (definition.terms and definition.file.unit.startswith("share")):
        return "share"
    if definition.terms:
        return "composite"
    return "time" if definition.waits else "rate" if definition.file.denominator else "count"


def n_text(row: MeasureRow) -> str:
    """How many a row rests on, or the words in place of it."""
    return row.in_place_of("n") if row.n is None else whole(row.n)


def group_text(dimensions: tuple[tuple[str, Value], ...]) -> str:
    """A group in words: its values, ``not said`` where the source says none."""
    return " · ".join(value_words(value) for _, value in dimensions) or "All"


def value_words(value: Value) -> str:
    """One value of a breakdown in words; codes are words with lines between them."""
    if value is None:
        return "Not said"
    return ("Yes" if value else "No") if isinstance(value, bool) else str(value).replace("_", " ")


def dimension_words(name: str) -> str:
    """``team@recorded_at`` as ``team at recorded at``."""
    return name.replace("@", " at ").replace("_", " ")


def force_words(key: str, catalogue: Catalogue) -> str:
    """A force's name, from the look-up of forces (name -> key) where it is there."""
    forces = catalogue.look_ups.get("forces")
    names = [name for name, found in forces.entries.items() if found == key] if forces else []
    return names[0] if names else key.replace("-", " ").title()
