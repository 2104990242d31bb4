"""What is asked about warning signs and what is given: new signals, named signs, and how many chance alone would make."""

from dataclasses import dataclass
from datetime import date

from peeler.measures.rows import Value
from peeler.measures.signals import Signal
from peeler.terms.clocks import Every, Instant

Group = tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class WarningsQuestion:
    """As at, as known; of which measures (none named: all), and whether their breakdowns are looked at too."""

    at: Instant | None = None
    known: Instant | None = None
    measures: tuple[str, ...] = ()
    breakdowns: bool = True


@dataclass(frozen=True, slots=True)
class PartSign:
    """A group of a breakdown that gives the same signal at the same period as the whole, or stronger."""

    dimensions: Group
    signal: Signal


@dataclass(frozen=True, slots=True)
class WarningSign:
    """One new signal, told once: of a measure at its newest whole period, with the groups it shows in.

    ``dimensions`` are empty where the measure as a whole gives it, else the group that gives it most strongly. ``harm``:
    1 to 5 (look-up ``harm``, or the named sign it belongs to). ``same_as``: other measures with the very same counts.
    """

    measure: str
    title: str
    unit: str
    style: str
    every: Every
    period: date
    last: date
    dimensions: Group
    signal: Signal
    parts: tuple[PartSign, ...]
    harm: int
    same_as: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One measure of a named sign: the way it must move, whether it does (None: cannot be said yet), and the words."""

    measure: str
    title: str
    moves: str
    met: bool | None
    words: str


@dataclass(frozen=True, slots=True)
class NamedSign:
    """A named warning sign: whether it stands (None: cannot be said), and what it rests on."""

    name: str
    title: str
    about: str
    harm: int
    stands: bool | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class WarningsAnswer:
    """New signals that are no improvement, by harm and then strength; improvements; named signs, those that stand first.

    ``series``: how many series were looked at; ``by_chance``: how many new signals (of either meaning) so many series
    would give though nothing had changed. ``not_looked_at``: measure and why.
    """

    question: WarningsQuestion
    signs: tuple[WarningSign, ...]
    improvements: tuple[WarningSign, ...]
    named: tuple[NamedSign, ...]
    series: int
    by_chance: float
    not_looked_at: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    notes: tuple[str, ...]
    as_at: Instant
    journal_version: int
    synthetic: bool
