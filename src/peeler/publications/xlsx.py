"""Writes a document as an accessible XLSX workbook, by the Analysis Function's own gptables."""

from importlib import import_module
from io import BytesIO
from typing import Any

from peeler.publications.document import LEGEND, Document, Kind, Section, noted, sheet_names

FORMATS: dict[Kind, str] = {"whole": "#,##0", "decimal": "#,##0.00", "share": "0.0%"}
NO_NOTES = "There are no notes."


def xlsx(document: Document) -> bytes:
    """The workbook: a cover with what bounds the numbers, contents, notes, and a sheet with one table for each section."""
    gptables, pandas = import_module("gptables"), import_module("pandas")  # they take a second that few commands need
    notes, out = noted(document) or [NO_NOTES], BytesIO()
    facts = [f"{name}: {said}" for name, said in document.facts]
    warning = [document.warning] if document.warning else []
    cover = gptables.Cover(
        title=document.title,
        intro=[*warning, document.about, *facts],
        about=["Symbols in the tables", *LEGEND],
        width=100,
    )
    sheets = {
        name: sheet(gptables, pandas, section, number, notes, last=number == len(document.sections))
        for number, (name, section) in enumerate(zip(sheet_names(document), document.sections, strict=True), 1)
    }
    table = pandas.DataFrame({"Note reference": [f"n{n}" for n in range(len(notes))], "Note text": notes})
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    gptables.write_workbook(out, sheets, cover=cover, notes_table=table, workbook_options=options)
    return out.getvalue()


def sheet(gptables: Any, pandas: Any, section: Section, number: int, notes: list[str], *, last: bool) -> Any:
    """One section as a sheet: its table, with the sentences above it."""
    table, mine = (
        section.table,
        [n for n, note in enumerate(notes) if note in section.notes or (last and notes == [NO_NOTES])],
    )
    marks = "".join(f"$$n{n}$$" for n in mine)
    frame = pandas.DataFrame(
        {column.name: [row[n] for row in table.rows] for n, column in enumerate(table.columns)}, dtype=object
    )
    formats = [
        {"column": {"columns": [column.name], "format": {"num_format": FORMATS[column.kind]}}}
        for column in table.columns
        if column.kind in FORMATS
    ]
    return gptables.GPTable(
        table=frame, table_name=f"table_{number}", title=f"{table.title} {marks}".strip(), subtitles=list(section.sentences),
        source=section.source or None, legend=list(LEGEND), index_columns={}, additional_formatting=formats,
        instructions="This worksheet contains one table.",
    )  # fmt: skip
