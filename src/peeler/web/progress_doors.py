"""The doors from a flow to the cases behind each of its numbers."""

from dataclasses import dataclass

from peeler.answers.progress.flow_answer import FlowSide, ProgressAnswer
from peeler.terms.clocks import iso
from peeler.web.parameters import LONGEST, MOMENTS, Pairs, address

ALLOWED = ("progress", "by", "against", "from", "to", "last", "where", *MOMENTS)
EVERY = "all"  # what `last` says for all there are


@dataclass(frozen=True)
class Doors:
    """Addresses of cases: the page's own question (as written), of one of its sides."""

    answer: ProgressAnswer
    side: FlowSide
    said: Pairs

    def to(self, which: str) -> str:
        """The list of the cases that ``which`` names; empty where an address could not hold it."""
        pairs = [
            ("progress", self.answer.name),
            ("by", self.answer.by),
            *self.group(),
            *self.moments(),
            ("which", which),
        ]
        return (
            "" if any(len(text) > LONGEST.get(name, 300) for name, text in pairs) else address("/progress/cases", pairs)
        )

    def group(self) -> Pairs:
        """Which objects: the side's own filter and time."""
        question, side = self.answer.question, self.side
        where = [("where", side.where)] if side.where else []
        if question.last is not None:
            return [*where, ("last", str(question.last))]
        spans = [(name, iso(moment)) for name, moment in (("from", side.start), ("to", side.end)) if moment is not None]
        return [*where, *(spans or [("last", EVERY)])]

    def moments(self) -> Pairs:
        """As at and as known, as the person wrote them."""
        return [(name, text) for name, text in self.said if name in MOMENTS]


def another(said: Pairs, **changed: str) -> str:
    """The address of the page with some of its choices changed; an empty one is taken away."""
    kept = [(name, text) for name, text in said if name not in changed]
    return address("/progress", [*kept, *((name, text) for name, text in changed.items() if text)])
