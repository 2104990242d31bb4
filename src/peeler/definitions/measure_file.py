"""What a measure's file may hold, and which keys go with which kind."""

from typing import Any, Literal

from pydantic import Field, model_validator

from peeler.definitions.reading import Strict

NOT_SAID = "not_said"
PartOf = Literal["numerator", "denominator", "unknown"]


class PartFile(Strict):
    """One labelled part of a ratio's numerator, denominator or unknown."""

    of: PartOf
    when: str
    label: str


class PerFile(Strict):
    """A reference denominator: which table, of which of its rows, per how many, matched on which dimensions."""

    reference: str
    per: int = 1000
    match: tuple[str, ...] = ("force",)
    where: dict[str, str | list[str]] = Field(default_factory=dict)
    label: str


class SettlesFile(Strict):
    """When a record's numerator is settled: the time of the object that says so, and how long most take to be."""

    by: str
    within: str


class EndingFile(Strict):
    """One kind of end of a wait: what it is called, and under what it is drawn together with others."""

    title: str
    drawn_with: str | None = None


class TermFile(Strict):
    """A term of a formula: another measure, its variant, a filter, and a look-up that gives each record's weight by its offence."""

    measure: str
    variant: str | None = None
    where: str | None = None
    weight: str | None = None


class MeasureFile(Strict):
    """What a measure's file may hold; ``never``: why what it counts should not happen at all (a rule of conformance)."""

    title: str
    question: str
    why: str
    replaces: str | None = None
    kind: Literal["count", "stock", "ratio", "time", "composite"]
    object: str | None = None
    duty: str | None = None
    event: str | None = None
    time: str | None = None
    population: str | None = None
    numerator: str | None = None
    denominator: PerFile | None = None
    parts: dict[str, PartFile] = Field(default_factory=dict)
    settles: SettlesFile | None = None
    start: str | None = Field(default=None, alias="from")
    until: str | None = None
    unless: dict[str, str] = Field(default_factory=dict)
    ending: str | None = None
    endings: dict[str, EndingFile] = Field(default_factory=dict, max_length=12)
    quantile: str | None = None
    within: str | None = None
    terms: dict[str, TermFile] = Field(default_factory=dict, max_length=6)
    formula: str | None = None
    variants: dict[str, str] = Field(default_factory=dict)
    by: tuple[str, ...] = ()
    unit: str
    every: str = "month"
    window: str | None = None
    matures: str | None = None
    compare: tuple[str, ...] = ()
    better: Literal["higher", "lower", "context"]
    never: str | None = Field(default=None, min_length=20)
    exclusions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    authority: dict[str, str]
    owner: str
    checked_by: str
    review_by: str
    effective_from: str | None = None
    examples: tuple[dict[str, Any], ...] = Field(min_length=1)

    @model_validator(mode="after")
    def shape(self) -> "MeasureFile":
        """Refuses keys that do not go with the kind."""
        if self.kind == "composite":
            return self.composed()
        if self.object is None or self.terms or self.formula:
            raise ValueError(f"a {self.kind} names object:, and no terms: or formula:")
        if self.kind == "count" and bool(self.event) == bool(self.time):
            raise ValueError("a count names either event: or time:")
        if self.kind == "ratio" and (not self.time or bool(self.numerator) == bool(self.denominator)):
            raise ValueError("a ratio names time:, and numerator: or a reference denominator:")
        if self.kind == "stock" and (self.event or self.time or not self.population):
            raise ValueError("a stock names population: alone, the condition of being in it")
        if NOT_SAID in self.parts:
            raise ValueError(f"parts: '{NOT_SAID}' is what no part claims; call the part something else")
        if (self.parts or self.settles) and not self.numerator:
            raise ValueError("parts: and settles: go with a ratio that has a numerator:")
        if self.never and (self.kind == "time" or self.denominator):
            raise ValueError(
                "never: goes with a count, a stock or a share of records: what it counts should not happen"
            )
        return self.waited()

    def waited(self) -> "MeasureFile":
        """Refuses the keys of a time in other kinds, and a time without them."""
        given = [self.start, self.until, self.unless, self.ending, self.endings, self.quantile, self.within]
        if self.kind != "time":
            if any(given):
                raise ValueError("from:, until:, unless:, ending:, endings:, quantile: and within: go with kind: time")
            return self
        if not self.time or not self.until or self.numerator or self.denominator or self.event:
            raise ValueError("a time names time: and until:, and neither event:, numerator: nor denominator:")
        if self.endings and not self.ending:
            raise ValueError("endings: names the words of ending:, the word that says how a wait ended")
        if self.quantile and self.within:
            raise ValueError("a time has either quantile: or within:")
        return self

    def composed(self) -> "MeasureFile":
        """Refuses what a composite takes from the measures it is made of."""
        own = (
            self.object, self.duty, self.event, self.time, self.population, self.numerator, self.denominator, self.parts, self.settles,
            self.start,
            self.until, self.unless, self.ending, self.endings, self.quantile, self.within, self.variants, self.matures,
        )  # fmt: skip
        if any(own) or self.never or not self.terms or not self.formula:
            raise ValueError(
                "a composite names terms: and formula: alone; the rest is said by the measures it is made of"
            )
        return self
