"""The choices beside a flow: which work, of when, between what, beside whom, filter, as at and as known; plain GET, no script."""

from collections.abc import Mapping
from dataclasses import dataclass

from peeler.answers.progress.asking import USUAL
from peeler.answers.progress.flow_answer import ProgressQuestion
from peeler.definitions.progress import ProgressDefinition
from peeler.terms.errors import RequestError, unknown
from peeler.web.form import Choice
from peeler.web.parameters import Asked, Pairs
from peeler.web.progress_doors import ALLOWED, EVERY

USUAL_LAST = "12"
LASTS = {**{months: f"in the last {months} months" for months in ("3", "6", "12", "24")}, EVERY: "at any time"}
SHOWN = 10


@dataclass(frozen=True)
class ProgressForm:
    """The form as it stands; ``wrong`` names the field the problem is about."""

    progress: tuple[Choice, ...]
    lasts: tuple[Choice, ...]
    by: tuple[Choice, ...]
    start: str
    end: str
    against: str
    where: str
    at: str
    known: str
    named: tuple[str, ...]
    example: str
    wrong: str = ""
    problem: str = ""

    @property
    def more(self) -> bool:
        """Whether a field of the folded part is filled."""
        return bool(self.start or self.end or self.where or self.at or self.known or self.problem)


def question_of(said: Asked, known: Mapping[str, ProgressDefinition]) -> ProgressQuestion:
    """What an address asks: of the last twelve months where it does not say; RequestError for what it cannot be."""
    name = said.one("progress") or usual(known)
    if name not in known:
        raise unknown("progress", name, known, where="progress")
    start, end = said.moment("from", "start"), said.moment("to")
    last = None if start is not None or end is not None else last_of(said.one("last") or USUAL_LAST)
    return ProgressQuestion(
        name, said.moment("at"), said.moment("known"), start, end, last, said.one("where"), said.one("by") or "", said.one("against"),
        SHOWN, SHOWN,
    )  # fmt: skip


def last_of(text: str) -> int | None:
    """So many months; None for all there are. RequestError for anything else."""
    if text == EVERY:
        return None
    if not text.isascii() or not text.isdigit():
        raise RequestError(f"last: '{text[:20]}' is not a number of months, nor '{EVERY}'")
    return int(text)


def usual(known: Mapping[str, ProgressDefinition]) -> str:
    """That of investigations, or the first there is."""
    return USUAL if USUAL in known or not known else min(known)


def progress_form(said: Asked, known: Mapping[str, ProgressDefinition], problem: str = "") -> ProgressForm:
    """The form for an address."""
    told = dict(said.pairs)
    name = told.get("progress", "")
    definition = known.get(name) or known.get(usual(known))
    last = "" if told.get("from") or told.get("to") else told.get("last", USUAL_LAST)
    wrong = problem.partition(":")[0]
    pairs = definition.file.beside if definition is not None else ()
    return ProgressForm(
        tuple(Choice(key, one.file.title, one is definition) for key, one in sorted(known.items(), key=lambda pair: (pair[0] != USUAL, pair[1].file.title))),
        tuple(Choice(key, text, key == last) for key, text in lasts(last).items()), ways(definition, told.get("by", "")),
        told.get("from", ""), told.get("to", ""), told.get("against", ""), told.get("where", ""), told.get("at", ""), told.get("known", ""),
        tuple(sorted(definition.object.columns)) if definition is not None else (), pairs[0].against if pairs else "NAME=ONE,OTHER",
        wrong if wrong in ALLOWED else "", problem,
    )  # fmt: skip


def lasts(chosen: str) -> dict[str, str]:
    """The times offered, and the one that the address names."""
    if not chosen:
        return {"": "as said below", **LASTS}
    return LASTS if chosen in LASTS else {**LASTS, chosen: f"in the last {chosen[:3]} months"}


def ways(definition: ProgressDefinition | None, chosen: str) -> tuple[Choice, ...]:
    """Between stages, where there are any, or between events."""
    offered = [("stages", "its stages")] if definition is not None and definition.stages else []
    return tuple(
        Choice(key, text, key == chosen) for key, text in [*offered, ("events", "what happened, event by event")]
    )


def as_written(pairs: Pairs) -> Asked:
    """The parameters as they came, cut to a length that a form can hold."""
    return Asked(tuple((name[:60], text[:500]) for name, text in pairs[:40] if name in ALLOWED))
