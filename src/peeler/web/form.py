"""The choices beside a trend: measure, time, breakdown, filter, variant, as at and as known; plain GET, no script."""

from dataclasses import dataclass
from typing import get_args

from peeler.definitions.catalogue import Catalogue
from peeler.definitions.measures import MeasureDefinition
from peeler.terms.clocks import Every
from peeler.web.moments import SINGULAR
from peeler.web.parameters import WHOLE, Asked
from peeler.web.subject import dimension_words

OVER = ("2", "3", "4", "6", "12", "13", "52")


@dataclass(frozen=True)
class Choice:
    """One option of a list."""

    value: str
    text: str
    selected: bool


@dataclass(frozen=True)
class Form:
    """The form as it stands: options of its lists, texts of its fields, and which field the error is about."""

    measures: tuple[Choice, ...]
    every: tuple[Choice, ...]
    by: tuple[Choice, ...]
    and_by: tuple[Choice, ...]
    variants: tuple[Choice, ...]
    rolling: tuple[Choice, ...]
    start: str
    end: str
    where: str
    at: str
    known: str
    columns: tuple[str, ...]
    wrong: str = ""
    problem: str = ""

    @property
    def more(self) -> bool:
        """Whether a field of the folded part is filled."""
        return bool(
            self.where
            or self.at
            or self.known
            or any(c.selected and c.value for c in (*self.and_by, *self.variants, *self.rolling))
        )


def options(choices: tuple[Choice, ...]) -> list[dict[str, str | bool]]:
    """Choices as the GOV.UK select takes them."""
    return [{"value": c.value, "text": c.text, "selected": c.selected} for c in choices]


def trends_form(said: Asked, catalogue: Catalogue, problem: str = "") -> Form:
    """The form for an address, with every text as the person wrote it."""
    definition = catalogue.measures.get(said.one("measure") or "")
    every = said.one("every") or (definition.file.every if definition else "month")
    by = said.all("by")
    wrong = (
        problem.partition(":")[0]
        if problem.partition(":")[0] in ("at", "known", "from", "to", "where", "by", "every", "rolling")
        else ""
    )
    return Form(
        tuple(Choice(n, m.file.title, m is definition) for n, m in sorted(catalogue.measures.items())),
        (
            *(Choice(e, SINGULAR[e], e == every) for e in get_args(Every)),
            Choice(WHOLE, "the whole time at once", every == WHOLE),
        ),
        breakdowns(definition, by[:1]),
        breakdowns(definition, by[1:2]),
        variants(definition, said),
        rolling(said.one("rolling")),
        said.one("from") or "",
        said.one("to") or "",
        said.one("where") or "",
        said.one("at") or "",
        said.one("known") or "",
        tuple(sorted(definition.object.columns)) if definition else (),
        wrong,
        problem,
    )


def breakdowns(definition: MeasureDefinition | None, chosen: tuple[str, ...]) -> tuple[Choice, ...]:
    """Nothing, the measure's own breakdowns, and what the address names beside them."""
    names = [dimension.name for dimension in definition.dimensions] if definition else []
    every = [*names, *(name for name in chosen if name not in names)]
    return (Choice("", "no breakdown", not chosen), *(Choice(n, dimension_words(n), n in chosen) for n in every))


def rolling(chosen: str | None) -> tuple[Choice, ...]:
    """Each period by itself, or so many that end with it."""
    counts = [*OVER, *([chosen] if chosen and chosen not in OVER else [])]
    return (
        Choice("", "each by itself", chosen is None),
        *(Choice(count, f"the last {count} together", count == chosen) for count in counts),
    )


def variants(definition: MeasureDefinition | None, said: Asked) -> tuple[Choice, ...]:
    """All of them, or one of the measure's own variants."""
    chosen = said.one("variant")
    names = sorted(definition.variants) if definition else []
    return (Choice("", "all", chosen is None), *(Choice(n, dimension_words(n), n == chosen) for n in names))
