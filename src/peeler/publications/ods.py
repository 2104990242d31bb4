"""Writes a document as an OpenDocument spreadsheet (ODF 1.3), which gptables cannot: the same sheets as the workbook."""

import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from peeler.publications.document import LEGEND, Column, Document, Section, noted, sheet_names

MIME = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = {
    "office": "office", "table": "table", "text": "text", "style": "style", "meta": "meta", "number": "datastyle",
    "fo": "xsl-fo-compatible", "config": "config",
}  # fmt: skip
URN = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
DECLARED = " ".join(f'xmlns:{key}="{URN.format(name)}"' for key, name in SPACES.items())
DECLARED += ' xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
STYLES = """<office:automatic-styles>
<number:number-style style:name="N1"><number:number number:min-integer-digits="1" number:decimal-places="0" number:grouping="true"/></number:number-style>
<number:number-style style:name="N2"><number:number number:min-integer-digits="1" number:decimal-places="2" number:grouping="true"/></number:number-style>
<number:percentage-style style:name="N3"><number:number number:min-integer-digits="1" number:decimal-places="1"/>
<number:text>%</number:text></number:percentage-style>
<style:style style:name="whole" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="decimal" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="share" style:family="table-cell" style:data-style-name="N3"/>
<style:style style:name="title" style:family="table-cell"><style:text-properties fo:font-size="16pt" fo:font-weight="bold"/></style:style>
<style:style style:name="head" style:family="table-cell">
<style:table-cell-properties fo:wrap-option="wrap"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="prose" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap"/></style:style>
<style:style style:name="wide" style:family="table-column"><style:table-column-properties style:column-width="18cm"/></style:style>
<style:style style:name="narrow" style:family="table-column"><style:table-column-properties style:column-width="5cm"/></style:style>
</office:automatic-styles>"""
MANIFEST = f"""{HEAD}
<manifest:manifest xmlns:manifest="{URN.format("manifest")}" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIME}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""
ENGLISH = f"""{HEAD}<office:document-styles {DECLARED}><office:styles>
<style:default-style style:family="table-cell"><style:text-properties fo:language="en" fo:country="GB" fo:font-size="12pt"/></style:default-style>
</office:styles></office:document-styles>"""


def ods(document: Document) -> bytes:
    """The spreadsheet: cover, contents, notes, and a sheet with one table for each section."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        # The kind of file must be first and plain, so that it can be told from its first bytes.
        pack.writestr(zipfile.ZipInfo("mimetype"), MIME, zipfile.ZIP_STORED)
        parts = {
            "content.xml": content(document),
            "styles.xml": ENGLISH,
            "meta.xml": meta(document),
            "META-INF/manifest.xml": MANIFEST,
        }
        for name, text in parts.items():
            pack.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def meta(document: Document) -> str:
    """Its title, language and maker."""
    said = f"<dc:title>{escape(document.title)}</dc:title><dc:language>en-GB</dc:language><meta:generator>Peeler</meta:generator>"
    return f"{HEAD}<office:document-meta {DECLARED}><office:meta>{said}</office:meta></office:document-meta>"


def content(document: Document) -> str:
    """All sheets."""
    notes, names = noted(document), sheet_names(document)
    warning = [document.warning] if document.warning else []
    cover = [
        document.about,
        *warning,
        *(f"{name}: {said}" for name, said in document.facts),
        "Symbols in the tables",
        *LEGEND,
    ]
    listed = [(name, section.table.title) for name, section in zip(names, document.sections, strict=True)]
    sheets = [
        prose("Cover", document.title, cover),
        grid("Contents", "Contents", [], (Column("Sheet"), Column("Table")), listed),
        grid("Notes", "Notes", [], (Column("Note"), Column("Text")), list(enumerate(notes, 1))),
        *(of_section(name, section, notes) for name, section in zip(names, document.sections, strict=True)),
    ]
    body = f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body>"
    return f"{HEAD}<office:document-content {DECLARED}>{STYLES}{body}</office:document-content>"


def of_section(name: str, section: Section, notes: Sequence[str]) -> str:
    """One section: its title with its notes' numbers, its sentences, source and legend, then the table."""
    mine = "".join(f" [note {number}]" for number, note in enumerate(notes, 1) if note in section.notes)
    above = [*section.sentences, *([section.source] if section.source else []), *LEGEND]
    return grid(name, section.table.title + mine, above, section.table.columns, section.table.rows)


def prose(name: str, title: str, lines: Iterable[str]) -> str:
    """A sheet of text alone."""
    rows = "".join(row(cell(line, "prose")) for line in lines)
    return f'<table:table table:name={quoteattr(name)}><table:table-column table:style-name="wide"/>{row(cell(title, "title"))}{rows}</table:table>'


def grid(
    name: str, title: str, above: Iterable[str], columns: Sequence[Column], rows: Iterable[Sequence[str | int | float]]
) -> str:
    """A sheet with one table under its title."""
    head = "".join(cell(column.name, "head") for column in columns)
    body = "".join(row("".join(cell(v, c.kind) for v, c in zip(values, columns, strict=True))) for values in rows)
    first = row(cell(title, "title")) + "".join(row(cell(line, "")) for line in above)
    wide = f'<table:table-column table:style-name="narrow" table:number-columns-repeated="{len(columns)}"/>'
    headed = f"<table:table-header-rows>{row(head)}</table:table-header-rows>"
    return f"<table:table table:name={quoteattr(name)}>{wide}{first}{headed}{body}</table:table>"


def row(cells: str) -> str:
    """One row."""
    return f"<table:table-row>{cells}</table:table-row>"


def cell(value: str | float, kind: str) -> str:
    """One cell: numbers as numbers, anything else as text, never as a formula."""
    if isinstance(value, str):
        style = f' table:style-name="{kind}"' if kind in ("title", "head", "prose") else ""
        return f'<table:table-cell office:value-type="string"{style}><text:p>{escape(printable(value))}</text:p></table:table-cell>'
    sort = "percentage" if kind == "share" else "float"
    style = f' table:style-name="{kind}"' if kind in ("whole", "decimal", "share") else ""
    return f'<table:table-cell office:value-type="{sort}" office:value="{value!r}"{style}><text:p>{value}</text:p></table:table-cell>'


def printable(text: str) -> str:
    """A text without what XML cannot hold."""
    return "".join(c for c in text if c.isprintable() or c in "\n\t")
