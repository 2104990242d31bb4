"""Groupings: words by which the states of an object are told apart at the moment they are seen, each state by just one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pydantic import Field, model_validator

from peeler.definitions.conditions import Condition, as_truth, parse_condition, parse_expression
from peeler.definitions.kinds import Kind
from peeler.definitions.reading import Strict
from peeler.terms.errors import RequestError
from peeler.terms.identifiers import KEY

AGES = (
    ("days_0_7", "0-7 days", "8 days"), ("days_8_28", "8-28 days", "29 days"), ("days_29_90", "29-90 days", "91 days"),
    ("days_91_182", "91-182 days", "183 days"), ("days_183_365", "183-365 days", "366 days"),
)  # fmt: skip
OVER_A_YEAR = ("over_a_year", "Over a year")
MOMENT = "as_at"


class WordFile(Strict):
    """One word of a grouping: how a person reads it, and the condition a state must meet."""

    title: str
    when: str


class GroupingFile(Strict):
    """A grouping as an object's file has it: words in order of precedence, or the usual ages counted from a time.

    The first word whose condition holds is the state's; where none does it is not said. Conditions may name the object's
    columns and ``as_at``, the moment the state is seen at.
    """

    title: str
    about: str = ""
    ages_from: str | None = None
    words: dict[str, WordFile] = Field(default_factory=dict)

    @model_validator(mode="after")
    def one_of_both(self) -> "GroupingFile":
        """Refuses a grouping without words, or with words besides the ages."""
        if bool(self.words) == bool(self.ages_from):
            raise ValueError("a grouping has either words or ages_from")
        return self


@dataclass(frozen=True)
class Grouping:
    """A grouping, checked: its words (name and title) in order, and the expression that gives a state's word, or null."""

    name: str
    file: GroupingFile
    words: tuple[tuple[str, str], ...]
    expression: Condition

    @property
    def columns(self) -> frozenset[str]:
        """The object's columns that it reads."""
        return self.expression.columns - {MOMENT}

    @property
    def ages(self) -> bool:
        """Whether a state's word changes by time alone."""
        return MOMENT in self.expression.columns


def words_of_ages(start: str) -> dict[str, WordFile]:
    """The usual ages in whole days since a time: 0-7, 8-28, 29-90, 91-182, 183-365, over a year."""
    made = {name: WordFile(title=title, when=f"{start} > as_at - interval '{limit}'") for name, title, limit in AGES}
    return made | {OVER_A_YEAR[0]: WordFile(title=OVER_A_YEAR[1], when=f"{start} is not null")}


def build_grouping(name: str, file: GroupingFile, columns: Mapping[str, Kind], *, where: str) -> Grouping:
    """The grouping checked against the object's columns; RequestError names the key and the nearest right word."""
    if name in columns or name == MOMENT or not KEY.fullmatch(name):
        raise RequestError(f"{where}: '{name}' is taken, or is not a name of small letters, digits and underscores")
    known: dict[str, Kind] = {**columns, MOMENT: "instant"}
    if file.ages_from is not None and columns.get(file.ages_from) not in ("instant", "since"):
        raise RequestError(f"{where}: ages_from: '{file.ages_from}' is not a time of this object")
    words = words_of_ages(file.ages_from) if file.ages_from else file.words
    whens = []
    for word, said in words.items():
        if not KEY.fullmatch(word):
            raise RequestError(f"{where}: '{word}' is not a name of small letters, digits and underscores")
        parse_condition(said.when, known, where=f"{where}.words.{word}")
        whens.append(f"when {said.when} then '{word}'")
    expression = expression_of(f"case {' '.join(whens)} end", known, where)
    return Grouping(name, file, tuple((word, said.title) for word, said in words.items()), expression)


def expression_of(text: str, known: Mapping[str, Kind], where: str) -> Condition:
    """The case expression of a grouping's words, in which a bare ``since`` attribute means that it is not null."""
    found = parse_expression(text, known, where=where)
    return replace(found, tree=as_truth(found.tree.copy(), known))
