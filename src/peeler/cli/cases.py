"""Prints a case: where it stands, who is in it and what happened, in the words of its page."""

from collections.abc import Iterator, Sequence

from peeler.answers.case_answer import CaseAnswer
from peeler.cli.printing import console
from peeler.definitions.catalogue import Catalogue
from peeler.web.parties import Person
from peeler.web.story import Story, story


def print_case(answer: CaseAnswer, catalogue: Catalogue) -> None:
    """Prints the story of a case."""
    out, told = console(), story(answer, catalogue)
    out.print(f"{answer.title} {answer.question.object}", style="bold", markup=False)
    for line in lines_of(answer, told):
        out.print(line, markup=False)


def lines_of(answer: CaseAnswer, told: Story) -> Iterator[str]:
    """The lines, the answer first."""
    yield told.headline
    yield told.holder
    yield f"Last: {told.last}"
    yield from (f"Does not agree: {line}" for line in answer.conflicts)
    yield from answer.notes
    yield from ("", *(f"{name}: {text}" for name, text in told.facts))
    yield from ("", *people(told.cast.people, ""), *people(told.cast.things, ""))
    yield from ("", told.count)
    for day in told.days:
        yield from ("", day.title)
        for one in day.entries:
            who = f"{one.of}: " if one.of else ""
            says = "; ".join(part for part in (one.says, one.late, one.dead) if part)
            yield f"  {one.time or '     '}  {who}{one.title}{f' ({says})' if says else ''} [{one.source}]"


def people(found: Sequence[Person], indent: str) -> Iterator[str]:
    """Each party on a line, what belongs to it below."""
    for one in found:
        flags = f" [{', '.join(one.flags)}]" if one.flags else ""
        yield f"{indent}{one.label}{f' {one.name}' if one.name else ''}{flags}: {one.line}{f'. {one.held}' if one.held else ''}"
        yield from people(one.under, f"{indent}  ")
