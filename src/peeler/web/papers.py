"""Answers as documents that leave the screen: what bounds their numbers first, then sentences, charts and tables."""

from collections.abc import Iterable, Mapping, Sequence

from peeler.answers.boards import BoardAnswer, FigureAnswer
from peeler.answers.figure_words import comparators, interval_words, number_words, sentence, style_of
from peeler.answers.measure import DefinitionSummary, MeasureAnswer, MeasureRow
from peeler.definitions.catalogue import Catalogue
from peeler.publications.document import HELD, NOTHING, UNKNOWN, Column, Document, DocumentTable, Kind, Section
from peeler.terms.clocks import Instant, iso
from peeler.web.figures import Figure
from peeler.web.origins import origin
from peeler.web.subject import dimension_words, value_words

SYNTHETIC = "Synthetic data: invented by Peeler. No person, crime or force in it is real."
INVENTED = {True: SYNTHETIC, False: ""}
KINDS: Mapping[str, Kind] = {"share": "share", "count": "whole", "number": "decimal"}
FIGURES = ("value", "low", "high", "numerator", "denominator", "unknown", "lowest", "highest", "n")
HEADS = {
    "value": "Value", "low": "95 % interval, low", "high": "95 % interval, high", "numerator": "Numerator", "denominator": "Denominator",
    "unknown": "Unknown", "lowest": "Lowest possible", "highest": "Highest possible", "n": "n",
}  # fmt: skip
SCALED = ("value", "low", "high", "lowest", "highest")


def paper_of_board(answer: BoardAnswer, drawn: Mapping[int, Figure], catalogue: Catalogue) -> Document:
    """A board: all figures in one table, then a section for each that has several rows."""
    answers = [one.answer for one in answer.figures if one.answer is not None]
    many = [one for one in answer.figures if one.answer is not None and len(one.answer.rows) > 1]
    sections = [
        section_of(
            one.title,
            [*([one.caption] if one.caption else []), *comparators(one.answer)],
            one.answer,
            catalogue,
            drawn.get(one.place),
        )
        for one in many
        if one.answer is not None
    ]
    facts = [
        *moments(answer.as_at, answer.as_known, answer.journal_version),
        ("Board", f"{answer.question.board}, version {answer.version}"),
    ]
    return Document(
        answer.title, answer.about, (*facts, *versions(one.definition for one in answers), *small(answers)),
        (all_figures(answer), *sections), INVENTED[answer.synthetic],
    )  # fmt: skip


def all_figures(answer: BoardAnswer) -> Section:
    """Every figure of a board as a row."""
    reported = any(one.report for one in answer.figures)
    heads = [Column("Figure"), Column("Number"), Column("95 % interval"), Column("n"), Column("In words")]
    if reported:
        heads = [Column("No"), *heads, Column("The report says"), Column("Of"), Column("Printed alike")]
    rows = tuple(figure_row(one, reported=reported) for one in answer.figures)
    notes = tuple(dict.fromkeys(note for one in answer.figures if one.answer for note in one.answer.notes))
    return Section(
        "All figures", (counted(answer),), DocumentTable(f"{answer.title}: all figures", tuple(heads), rows), notes
    )


def counted(answer: BoardAnswer) -> str:
    """How many figures there are, how many have an answer, and how many print as a report does."""
    total, told = len(answer.figures), sum(one.answer is not None for one in answer.figures)
    said = f"{told} of {total} figures are answered." if told < total else f"All {total} figures are answered."
    known = [one.agrees for one in answer.figures if one.agrees is not None]
    return said + (f" {sum(known)} of {len(known)} print as the report does." if known else "")


def figure_row(figure: FigureAnswer, *, reported: bool) -> tuple[str, ...]:
    """One figure as a row of words."""
    n = "" if figure.row is None or figure.row.n is None else f"{figure.row.n:,}"
    told = (
        figure.title,
        number_words(figure) or NOTHING,
        interval_words(figure) or NOTHING,
        n or NOTHING,
        sentence(figure),
    )
    if not reported:
        return told
    report = figure.report
    alike = NOTHING if figure.agrees is None else "yes" if figure.agrees else "no"
    base = "" if report is None else report.base + (" (the report's reading)" if report.marked else "")
    first, says = ("", "") if report is None else (report.number, report.says)
    return (first or NOTHING, *told, says or NOTHING, base or NOTHING, alike)


def paper_of_measure(answer: MeasureAnswer, catalogue: Catalogue, drawn: Figure | None) -> Document:
    """A measure's answer by itself."""
    facts = [
        *moments(answer.as_at, answer.as_known, answer.journal_version),
        *versions([answer.definition]),
        *small([answer]),
    ]
    asked = asked_words(answer)
    section = section_of(answer.definition.title, [asked] if asked else [], answer, catalogue, drawn)
    return Document(
        answer.definition.title, answer.definition.question, tuple(facts), (section,), INVENTED[answer.synthetic]
    )


def section_of(
    heading: str, sentences: Sequence[str], answer: MeasureAnswer, catalogue: Catalogue, drawn: Figure | None
) -> Section:
    """One answer as a section: its sentences, chart, table, notes and source."""
    said = [drawn.alternative, *(f"{mark.letter}: {mark.words}" for mark in drawn.marks)] if drawn is not None else []
    where = origin(answer, catalogue)
    source = f"Source: {where.sources}. As at {where.as_at}, as known {where.as_known}."
    chart, alternative = (str(drawn.wide), drawn.alternative) if drawn is not None else ("", "")
    return Section(heading, (*said, *sentences), table_of(answer, heading), answer.notes, source, chart, alternative)


def table_of(answer: MeasureAnswer, title: str) -> DocumentTable:
    """The rows of an answer: periods and groups first, then every number that any row has."""
    rows, kind = answer.rows, KINDS[style_of(answer.definition)]
    names = list(answer.question.by)
    there = [name for name in FIGURES if any(getattr(row, name) is not None or row.in_place_of(name) for row in rows)]
    period = [Column("Period")] if any(row.period for row in rows) else []
    heads = [*period, *(Column(dimension_words(name).capitalize()) for name in names)]
    columns = [
        *(heads or [Column("Figure")]),
        *(Column(HEADS[name], kind if name in SCALED else "whole") for name in there),
    ]
    unit = answer.definition.unit
    return DocumentTable(
        f"{title} ({unit})", tuple(columns), tuple(row_of(row, there, title, bool(period)) for row in rows)
    )


def row_of(row: MeasureRow, names: Sequence[str], title: str, period: bool) -> tuple[str | int | float, ...]:
    """One row: where it stands, then its numbers, a symbol in place of each that is held back or not known."""
    place = [row.period.isoformat() if row.period else NOTHING] if period else []
    place += [value_words(value) for _, value in row.dimensions]
    return (*(place or [title]), *(cell_of(row, name) for name in names))


def cell_of(row: MeasureRow, name: str) -> str | int | float:
    """A number, or the symbol that stands in its place."""
    if row.in_place_of(name):
        return HELD
    value: int | float | None = getattr(row, name)
    return UNKNOWN if value is None else value


def moments(as_at: Instant, as_known: Instant, version: int) -> list[tuple[str, str]]:
    """As at, as known and the journal's version."""
    return [("As at", iso(as_at)), ("As known", iso(as_known)), ("Journal version", str(version))]


def versions(definitions: Iterable[DefinitionSummary]) -> list[tuple[str, str]]:
    """The version of each definition used, once."""
    return list(dict.fromkeys((f"Definition of {one.name}", one.version) for one in definitions))


def small(answers: Iterable[MeasureAnswer]) -> list[tuple[str, str]]:
    """Why numbers are held back, where any are."""
    said = dict.fromkeys(note for answer in answers for note in answer.notes if note.startswith("Numbers fewer"))
    return [("Small numbers", " ".join(said))] if said else []


def asked_words(answer: MeasureAnswer) -> str:
    """The filter, variant and time asked for, where there is any."""
    question, said = answer.question, []
    if question.variant:
        said.append(f"variant {dimension_words(question.variant)}")
    if question.where:
        said.append(f"where {question.where}")
    for name, moment in (("from", question.start), ("to", question.end)):
        if moment is not None:
            said.append(f"{name} {iso(moment)[:10]}")
    return f"Asked: {', '.join(said)}." if said else ""
