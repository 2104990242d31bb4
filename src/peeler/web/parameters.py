"""Reads what a page's address asks for; every parameter is known, bounded and checked, or refused by name."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import quote, urlencode

from peeler.answers.measure import MeasureQuestion, Value
from peeler.answers.records import RecordsQuestion
from peeler.definitions.catalogue import Catalogue
from peeler.definitions.kinds import FAMILY
from peeler.definitions.measures import MeasureDefinition, columns_for
from peeler.terms.clocks import Instant, parse_day, parse_every, parse_moment
from peeler.terms.errors import RequestError, unknown

Pairs = Sequence[tuple[str, str]]
MOMENTS = {"at": 40, "known": 40}
LONGEST = {
    **MOMENTS,
    "measure": 100,
    "from": 40,
    "to": 40,
    "every": 20,
    "by": 100,
    "where": 500,
    "variant": 100,
    "rolling": 2,
    "which": 800,  # a whole way through, step by step
    "period": 10,
    "none": 100,
    "page": 7,
    "source": 100,
    "aside": 3,
    "officer": 100,
    "team": 100,
    "duty": 100,
    "object": 300,
    "number": 7,
    "since": 40,
    "progress": 100,
    "against": 100,
    "last": 3,
}
TRENDS = ("measure", "from", "to", "every", "by", "where", "variant", "rolling", *MOMENTS)
RECORDS = (*TRENDS, "which", "period", "none", "once", "page")
SEVERAL = ("by", "none")
DIMENSION = "d."
WHOLE = "whole"  # what `every` says for no periods at all
MOST_BY = 3


@dataclass(frozen=True)
class Asked:
    """The parameters of one address as written, empty ones left out."""

    pairs: tuple[tuple[str, str], ...]

    def one(self, name: str) -> str | None:
        """A parameter's text, or None where it is absent."""
        return next((text for key, text in self.pairs if key == name), None)

    def all(self, name: str) -> tuple[str, ...]:
        """Every text of a parameter that may come more than once, commas taken apart."""
        return tuple(
            part.strip() for key, text in self.pairs if key == name for part in text.split(",") if part.strip()
        )

    def moment(self, name: str, edge: Literal["start", "end"] = "end") -> Instant | None:
        """A parameter that is a moment (ruling 7); RequestError says which one is wrong."""
        text = self.one(name)
        try:
            return parse_moment(text, edge=edge) if text else None
        except RequestError as problem:
            raise RequestError(f"{name}: {problem}") from problem

    def yes(self, name: str) -> bool:
        """Whether a parameter says yes; RequestError for any other word."""
        text = self.one(name)
        if text not in (None, "yes"):
            raise RequestError(f"{name}: '{text}' is not yes; leave it out for no")
        return text == "yes"

    @property
    def page(self) -> int:
        """Which page of a list, from 1; RequestError for what is no page."""
        text = self.one("page") or "1"
        if not re.fullmatch(r"[1-9]\d{0,6}", text):
            raise RequestError(f"page: '{text}' is not the number of a page")
        return int(text)


def asked(pairs: Pairs, allowed: Iterable[str], *, dimensions: bool = False) -> Asked:
    """The parameters of an address; RequestError for one that is not known here, comes twice or is too long."""
    known, kept = set(allowed), []
    for name, text in pairs:
        if name not in known and not (dimensions and name.startswith(DIMENSION)):
            raise unknown("parameter", name[:60], known)
        if len(text) > LONGEST.get(name, 300) or any(ord(c) < 32 or ord(c) == 127 for c in text):
            raise RequestError(f"{name[:60]}: longer than {LONGEST.get(name, 300)} characters, or not plain text")
        if text.strip():
            kept.append((name, text.strip()))
    for name in {name for name, _ in kept if name not in SEVERAL}:
        if sum(key == name for key, _ in kept) > 1:
            raise RequestError(f"{name[:60]}: given more than once")
    return Asked(tuple(kept))


def definition_of(name: str | None, catalogue: Catalogue) -> MeasureDefinition:
    """The measure of that name; RequestError names the nearest."""
    if name is None:
        raise RequestError("measure: say which measure, for example measure=recorded_crime")
    if name not in catalogue.measures:
        raise unknown("measure", name, catalogue.measures)
    return catalogue.measures[name]


def measure_question(said: Asked, catalogue: Catalogue) -> MeasureQuestion:
    """The measure asked about; by the measure's own periods where the address names none."""
    definition = definition_of(said.one("measure"), catalogue)
    every = said.one("every") or definition.file.every
    by = said.all("by")
    if len(by) > MOST_BY:
        raise RequestError(f"by: at most {MOST_BY} breakdowns at once")
    variant = said.one("variant")
    if variant is not None and variant not in definition.variants:
        raise unknown("variant", variant, definition.variants)
    return MeasureQuestion(
        definition.name,
        said.moment("at"),
        said.moment("known"),
        said.moment("from", "start"),
        said.moment("to"),
        None if every == WHOLE else parse_every(every),
        tuple(dict.fromkeys(by)),
        said.one("where"),
        variant,
        rolling_of(said),
        said.one("once"),
    )


def rolling_of(said: Asked) -> int | None:
    """How many periods each row covers; RequestError for what is no such number."""
    text = said.one("rolling")
    if text is None:
        return None
    if not re.fullmatch(r"[1-9]\d?", text) or text == "1":
        raise RequestError(f"rolling: '{text}' is not a number of periods from 2")
    return int(text)


def records_question(said: Asked, catalogue: Catalogue) -> RecordsQuestion:
    """The cell whose records are asked for; its dimensions are ``d.NAME=text``, or ``none=NAME`` where not said."""
    measure = measure_question(said, catalogue)
    definition = catalogue.measures[measure.measure]
    cell = [(name.removeprefix(DIMENSION), text) for name, text in said.pairs if name.startswith(DIMENSION)]
    given: dict[str, Value] = {name: dimension_value(name, text, definition) for name, text in cell}
    given |= dict.fromkeys(said.all("none"))
    for name in given:
        if name not in measure.by:
            raise unknown("breakdown", name[:100], measure.by)
    dimensions = tuple((name, given[name]) for name in measure.by if name in given)
    return RecordsQuestion(measure, said.one("which") or "value", period_of(said), dimensions, said.page)


def period_of(said: Asked) -> date | None:
    """The first day of the cell's period; RequestError for what is no date."""
    text = said.one("period")
    try:
        return parse_day(text) if text else None
    except ValueError as problem:
        raise RequestError(f"period: '{text}' is {problem}") from problem


def dimension_value(name: str, text: str, definition: MeasureDefinition) -> Value:
    """A dimension's value as its attribute's kind has it: whole number, yes or no, or text."""
    kind = columns_for(definition.object).get(name.partition("@")[0], "word")
    if FAMILY[kind] == "boolean" and text in ("true", "false"):
        return text == "true"
    if kind == "integer" and re.fullmatch(r"-?\d{1,18}", text):
        return int(text)
    return text


def measure_pairs(question: MeasureQuestion, said: Asked) -> list[tuple[str, str]]:
    """The parameters that ask this question again, as the person wrote them."""
    kept = [(name, text) for name, text in said.pairs if name in TRENDS and name not in ("by", "measure", "every")]
    every = question.every or WHOLE
    return [("measure", question.measure), ("every", every), *(("by", name) for name in question.by), *kept]


def cell_pairs(period: date | None, dimensions: Iterable[tuple[str, Value]]) -> list[tuple[str, str]]:
    """The parameters that name one cell of an answer."""
    pairs = [("period", period.isoformat())] if period else []
    for name, value in dimensions:
        if value is None:
            pairs.append(("none", name))
        else:
            pairs.append((f"{DIMENSION}{name}", str(value).lower() if isinstance(value, bool) else str(value)))
    return pairs


def address(path: str, pairs: Pairs | Mapping[str, str] = ()) -> str:
    """A path with its parameters, encoded."""
    query = urlencode(list(pairs.items()) if isinstance(pairs, Mapping) else list(pairs))
    return f"{path}?{query}" if query else path


def object_path(object_type: str, object_id: str) -> str:
    """The path of an object's page, an investigation's being its case; its reference may hold slashes and spaces."""
    if object_type == "investigation":
        return f"/investigations/{quote(object_id, safe=':')}"
    return f"/object/{quote(object_type)}/{quote(object_id, safe=':')}"
