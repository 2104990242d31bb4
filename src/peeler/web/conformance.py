"""Paths that should not happen, as a page shows them: a sentence, and a table whose every number leads to its records."""

from collections.abc import Sequence
from dataclasses import dataclass

from peeler.answers.conformance import ConformanceAnswer, Rule
from peeler.web.numbers import percent, range_text, whole
from peeler.web.parameters import MOMENTS, WHOLE, Pairs, address
from peeler.web.tables import Cell, Column, Line, NumberTable

HEADS = (
    Column("What should not happen"), Column("Found"), Column("Out of"), Column("Share"), Column("95 % interval", "interval"),
    Column("Unknown", "unknown"),
)  # fmt: skip


@dataclass(frozen=True)
class ConformanceView:
    """The sentence, the table, why each should never happen as (title, why, address of its explanation), and what has no number."""

    answer: str
    table: NumberTable
    why: tuple[tuple[str, str, str], ...]
    left: tuple[str, ...]


def conformance_view(answer: ConformanceAnswer, said: Pairs) -> ConformanceView:
    """The view of the rules; ``said`` are the page's own moments and time (at, known, from, to), as they were written."""
    counted = [rule for rule in answer.rules if rule.row is not None]
    return ConformanceView(
        sentence(counted),
        NumberTable("Paths that should not happen", HEADS, tuple(line(rule, said) for rule in counted)),
        tuple((rule.definition.title, rule.never, f"/explain/{rule.definition.name}") for rule in answer.rules),
        tuple(f"{rule.definition.title}: {rule.problem}." for rule in answer.rules if rule.row is None),
    )


def sentence(rules: Sequence[Rule]) -> str:
    """How many of the rules are broken, and which most often."""
    if not rules:
        return "No rule of what should not happen can be answered here."
    found = [rule for rule in rules if rule.row is not None and (rule.row.numerator or rule.row.suppressed)]
    if not found:
        return f"None of the {len(rules)} paths that should not happen is found."
    most = found[0]
    paths = "path that should not happen is" if len(found) == 1 else "paths that should not happen are"
    return f"{len(found)} {paths} found, of {len(rules)} looked for. Most often: {counted_words(most)}."


def counted_words(rule: Rule) -> str:
    """``an outcome, and nobody filed it (312 of 9 412, 3.3 %)``."""
    row, title = rule.row, rule.definition.title[:1].lower() + rule.definition.title[1:]
    if row is None or row.numerator is None:
        return title
    if row.denominator is None or row.value is None:
        return f"{title} ({whole(row.numerator)})"
    return f"{title} ({whole(row.numerator)} of {whole(row.denominator)}, {percent(row.value)})"


def line(rule: Rule, said: Pairs) -> Line:
    """One rule's row; what is held back says so in its place."""
    row = rule.row
    if row is None:
        raise RuntimeError("a rule without a number has no line")
    pairs = [("measure", rule.definition.name), ("every", WHOLE), *said]
    share = row.denominator is not None or bool(row.in_place_of("denominator"))

    def door(number: int | None, which: str, about: str) -> Cell:
        if number is None:
            return Cell(row.in_place_of(which))
        return Cell(whole(number), address("/records", [*pairs, ("which", which)]) if number else "", "", about)

    title = rule.definition.title
    between = row.in_place_of("low") or f"{range_text(row.low, row.high, 'share')} %" if share and row.n else ""
    cells = (
        door(row.numerator, "numerator", f"found: {title}"),
        door(row.denominator, "denominator", f"out of: {title}") if share else Cell(""),
        Cell(row.in_place_of("value") or ("" if row.value is None else percent(row.value)) if share else ""),
        Cell(between if row.value is not None or row.suppressed else ""),
        door(row.unknown, "unknown", f"unknown: {title}"),
    )
    kept = [(name, text) for name, text in said if name in MOMENTS]
    return Cell(title, address(f"/explain/{rule.definition.name}", kept)), cells
