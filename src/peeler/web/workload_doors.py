"""The doors from a map of work to the records behind each of its numbers."""

from dataclasses import dataclass, replace

from peeler.answers.measure import MeasureQuestion, Value
from peeler.answers.workload.answer import Axis, Grid, Part, Place, WorkloadAnswer
from peeler.terms.clocks import Instant, iso
from peeler.web.parameters import WHOLE, address, cell_pairs

MOST_NAMED = 40  # a filter that names more than these would be longer than an address may be
LONGEST = 400


@dataclass(frozen=True)
class Doors:
    """Addresses of records, for the person's own moments where they chose any."""

    parts: str

    def cell(self, grid: Grid, row: Place | None, column: Place | None, which: str = "value") -> str:
        """The records of a cell; without a row or column those of all rows or columns. Empty where they cannot be named."""
        groups: list[tuple[str, Value]] = list(grid.within)
        wheres = [grid.question.where] if grid.question.where else []
        for axis, place in ((grid.rows, row), (grid.columns, column)):
            if place is None:
                continue
            if len(place.behind) == 1 and not axis.led:
                groups.append((axis.column, place.behind[0]))
                continue
            named = among(axis, place)
            if not named or grid.question.once:
                return ""
            wheres.append(named)
        return records_address(grid.question, groups, wheres, which)

    def group(
        self,
        grid: Grid,
        axis: Axis,
        place: Place,
        at: Instant,
        more: tuple[tuple[str, Value], ...] = (),
        *,
        each: bool = False,
    ) -> str:
        """The records of one place of a dimension at a moment, and of further groups; ``each``: never as jobs."""
        once = None if each else grid.question.once
        groups, wheres = list(more), [grid.question.where] if grid.question.where else []
        if len(place.behind) == 1 and not axis.led:
            groups.append((axis.column, place.behind[0]))
        elif place.behind:
            named = among(axis, place)
            if not named or once:
                return ""
            wheres.append(named)
        question = replace(grid.question, at=at, by=tuple(name for name, _ in groups), once=once)
        return records_address(question, groups, wheres)

    def part(self, answer: WorkloadAnswer, part: Part | None) -> str:
        """The records of one part of the work; None: of all of it."""
        question = answer.grid.question
        groups = [(self.parts, part.place.value)] if part else []
        by = (self.parts,)
        where = [question.where] if question.where else []
        return records_address(
            MeasureQuestion(question.measure, question.at, question.known, by=by, once=question.once), groups, where
        )


def records_address(
    question: MeasureQuestion, groups: list[tuple[str, Value]], wheres: list[str], which: str = "value"
) -> str:
    """The address of a cell's records."""
    pairs = [("measure", question.measure), ("every", WHOLE), *(("by", name) for name in question.by)]
    if wheres:
        pairs.append(
            ("where", " and ".join(wheres) if len(wheres) == 1 else " and ".join(f"({one})" for one in wheres))
        )
    if question.once:
        pairs.append(("once", question.once))
    if which != "value":
        pairs.append(("which", which))
    moments = [
        (name, iso(moment)) for name, moment in (("at", question.at), ("known", question.known)) if moment is not None
    ]
    return address("/records", [*pairs, *cell_pairs(None, groups), *moments])


def among(axis: Axis, place: Place) -> str:
    """A filter that names the values behind a place; empty where they are too many or no words."""
    texts = [value for value in place.behind if isinstance(value, str)]
    missing = any(value is None for value in place.behind)
    if len(texts) + missing != len(place.behind) or len(texts) > MOST_NAMED:
        return ""
    quoted = ", ".join("'" + text.replace("'", "''") + "'" for text in texts)
    said = [f"{axis.column} in ({quoted})"] if texts else []
    said += [f"{axis.column} is null"] if missing else []
    found = " or ".join(said)
    return found if len(found) < LONGEST else ""
