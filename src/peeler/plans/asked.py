"""A measure's question as the compiler takes it: definition, period, breakdown and filter, every word of it checked."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlglot import exp

from peeler.definitions.conditions import Condition
from peeler.definitions.groupings import Grouping
from peeler.definitions.kinds import Kind
from peeler.definitions.measures import Dimension, MeasureDefinition, Part, columns_behind, columns_for
from peeler.definitions.rendering import executable
from peeler.plans.scan import column
from peeler.plans.trees import all_of, case, number
from peeler.terms.clocks import Instant, Span


@dataclass(frozen=True)
class Asked:
    """One measure asked; ``start``: the first instant counted; ``end``: the first after (None: open).

    ``once``: an attribute; all objects that share its value are counted once, in a stock at one moment.
    """

    measure: MeasureDefinition
    dimensions: tuple[Dimension, ...] = ()
    where: Condition | None = None
    variant: Condition | None = None
    start: Instant | None = None
    end: Instant | None = None
    spans: tuple[Span, ...] = ()
    once: str | None = None

    @property
    def time(self) -> str:
        """The column that places a record in time: the attribute the measure names, or when its event began the row."""
        return self.measure.file.time or "valid_from"

    @property
    def time_kind(self) -> Kind:
        """The kind of that column."""
        return self.measure.object.columns[self.time]

    @property
    def happens_by_then(self) -> bool:
        """Whether nothing after the moment of asking can count: stocks, events, times at which something happened."""
        attribute = next((a for a in self.measure.object.attributes if a.name == self.time), None)
        if attribute is None or attribute.kind == "since":
            return self.time_kind != "day"
        return bool(attribute.inputs) and all(part.field == "at" for part in attribute.inputs)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition the answer depends on."""
        parts = [part.when for part in self.measure.parts]
        said = (self.measure.population, self.measure.numerator, self.variant, self.where, *parts)
        return tuple(condition for condition in said if condition is not None)

    @property
    def named(self) -> frozenset[str]:
        """What the answer reads of the object: columns, and ``as_at``; what groupings are made of in their place."""
        said = {name for condition in self.conditions for name in condition.columns}
        said |= {d.column for d in self.dimensions if not d.at} | {d.at for d in self.dimensions if d.at}
        return columns_behind(self.measure.object, said)

    @property
    def mentions_moment(self) -> bool:
        """Whether the answer depends on the moment of asking (by an age, for example)."""
        return "as_at" in self.named

    @property
    def columns(self) -> list[str]:
        """The columns of the object that the answer reads, ``as_at`` apart."""
        return sorted(self.named - {"as_at"} | {self.time})


@dataclass(frozen=True)
class Judging:
    """Turns conditions into expressions over the scanned row, with ``as_at`` standing for one moment."""

    columns: Mapping[str, Kind]
    moment: exp.Expr
    groupings: Mapping[str, Grouping]

    def of(self, condition: Condition) -> exp.Expr:
        """The condition as an expression."""
        return executable(condition.tree, self.columns, self.place)

    def place(self, name: str) -> exp.Expr:
        """What a name in a condition stands for."""
        if name in self.groupings:
            return self.of(self.groupings[name].expression)
        return self.moment.copy() if name == "as_at" else column(name)


def judging(asked: Asked, moment: exp.Expr) -> Judging:
    """Conditions of this measure, seen at a moment."""
    return Judging(columns_for(asked.measure.object), moment, asked.measure.object.groupings)


def population(asked: Asked, judge: Judging) -> exp.Expr | None:
    """The measure's population narrowed by the variant; None where everything is in it."""
    said = [condition for condition in (asked.measure.population, asked.variant) if condition is not None]
    return all_of([judge.of(condition) for condition in said]) if said else None


def verdict(asked: Asked, judge: Judging) -> exp.Expr:
    """True: in the numerator (or counted); false: in the denominator alone; null: unknown (ruling 16)."""
    within = population(asked, judge)
    counted = judge.of(asked.measure.numerator) if asked.measure.numerator else exp.true()
    return counted if within is None else case([(within, counted)])


def part_of(asked: Asked, judge: Judging, of: str) -> exp.Case:
    """The first part of this kind that claims a row, by its place in the definition; null where none does."""
    parts = [(place, part) for place, part in enumerate(asked.measure.parts) if part.of == of]
    return case([(judge.of(part.when), number(place)) for place, part in parts])


def kinds_of_parts(parts: tuple[Part, ...]) -> tuple[str, ...]:
    """Of what the parts are, in the order of first mention."""
    return tuple(dict.fromkeys(part.of for part in parts))
