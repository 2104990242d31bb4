"""Unit: documents: the same sheets as XLSX and as ODS, PDF/UA with tags, and pictures with title, source and finding."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest

from peeler.publications import pdf as pdf_module
from peeler.publications.document import HELD, LEGEND, Column, Document, DocumentTable, Section, sheet_names
from peeler.publications.ods import ods
from peeler.publications.pdf import pdf
from peeler.publications.pictures import Words, picture, png
from peeler.publications.xlsx import xlsx
from peeler.terms.errors import Trouble

CHART = (
    '<svg class="marks" width="300" height="100" viewBox="0 0 300 100" xmlns="http://www.w3.org/2000/svg">'
    '<path d="M0,0L300,100" stroke="#12436D"/></svg>'
)
TABLE = DocumentTable(
    "Crimes by month",
    (Column("Month"), Column("Crimes", "whole"), Column("Share", "share"), Column("Days", "decimal")),
    (("April 2024", 1234, 0.315, 1.68), ("=May & <June>", HELD, 0.2, 2.0)),
)
SECTION = Section(
    "Crimes, month by month: is it *changing*?", ("1,234 crimes in April 2024.",), TABLE, ("A note.",), "Source: a test.", CHART,
    "It falls from left to right.",
)  # fmt: skip
DOCUMENT = Document(
    "A board", "For a test.", (("As at", "2024-05-01"), ("Definition crimes", "0a1b")),
    (SECTION, replace(SECTION, heading="Again", notes=(), chart="")), "Synthetic data",
)  # fmt: skip
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
SHEET = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def needs_pango() -> None:
    """Skips by name where the system has nothing to draw with."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import_module("weasyprint")
        except OSError:
            pytest.skip("PDF is not tested: the system has no pango (apt-get install libpango-1.0-0 libpangoft2-1.0-0)")


def sheets_of_ods(made: bytes) -> dict[str, list[list[str]]]:
    """The texts of every cell, by sheet."""
    with zipfile.ZipFile(BytesIO(made)) as pack:
        assert pack.infolist()[0].filename == "mimetype"
        assert pack.infolist()[0].compress_type == zipfile.ZIP_STORED
        for name in ("styles.xml", "meta.xml", "META-INF/manifest.xml"):
            ET.fromstring(pack.read(name))  # noqa: S314 -- written a moment ago by this very project
        root = ET.fromstring(pack.read("content.xml"))  # noqa: S314
    found = {}
    for sheet in root.iter(f"{SHEET}table"):
        rows = [["".join(p.itertext()) for p in row.iter(f"{TEXT}p")] for row in sheet.iter(f"{SHEET}table-row")]
        found[sheet.attrib[f"{SHEET}name"]] = rows
    return found


def sheets_of_xlsx(made: bytes) -> list[str]:
    """The names of the sheets, and that each part is whole XML."""
    with zipfile.ZipFile(BytesIO(made)) as pack:
        for name in pack.namelist():
            ET.fromstring(pack.read(name))  # noqa: S314
        return re.findall(r'<sheet name="([^"]+)"', pack.read("xl/workbook.xml").decode())


def texts_of_xlsx(made: bytes) -> str:
    with zipfile.ZipFile(BytesIO(made)) as pack:
        return "".join(pack.read(name).decode() for name in pack.namelist() if "sharedStrings" in name)


def test_both_spreadsheets_have_cover_contents_notes_and_a_sheet_for_each_table() -> None:
    names = ["Cover", "Contents", "Notes", *sheet_names(DOCUMENT)]
    assert names[3:] == ["1 Crimes month by month is it c", "2 Again"]
    found = sheets_of_ods(ods(DOCUMENT))
    assert list(found) == names
    assert sheets_of_xlsx(xlsx(DOCUMENT)) == names
    cover = [line for (line,) in found["Cover"]]
    assert {"A board", "Synthetic data", "As at: 2024-05-01", "Definition crimes: 0a1b", *LEGEND} <= set(cover)
    texts = texts_of_xlsx(xlsx(DOCUMENT))
    assert all(line in texts for line in ("As at: 2024-05-01", "Definition crimes: 0a1b", "Synthetic data", "A note."))


def test_a_cell_is_a_number_or_text_and_never_a_formula() -> None:
    rows = sheets_of_ods(ods(DOCUMENT))["2 Again"]
    assert rows[-3:] == [
        ["Month", "Crimes", "Share", "Days"],
        ["April 2024", "1234", "0.315", "1.68"],
        ["=May & <June>", HELD, "0.2", "2.0"],
    ]
    with zipfile.ZipFile(BytesIO(ods(DOCUMENT))) as pack:
        content = pack.read("content.xml").decode()
    assert "formula" not in content
    assert 'office:value-type="percentage" office:value="0.315"' in content
    with zipfile.ZipFile(BytesIO(xlsx(DOCUMENT))) as pack:
        sheets = "".join(pack.read(name).decode() for name in pack.namelist() if "worksheets/sheet" in name)
    assert "<f>" not in sheets
    assert "=May &amp; &lt;June&gt;" in texts_of_xlsx(xlsx(DOCUMENT))


def test_a_document_without_notes_says_so() -> None:
    bare = replace(DOCUMENT, sections=DOCUMENT.sections[1:])
    assert "There are no notes." in texts_of_xlsx(xlsx(bare))
    assert sheets_of_ods(ods(bare))["Notes"][1:] == [["Note", "Text"]]


def unpacked(stream: bytes) -> bytes:
    return zlib.decompressobj().decompress(stream)


def test_a_pdf_is_tagged_titled_and_in_english() -> None:
    needs_pango()
    made = pdf(DOCUMENT)
    assert made.startswith(b"%PDF-1.7")
    streams = re.findall(rb"/FlateDecode.*?stream\n(.*?)\nendstream", made, re.DOTALL)
    inside = made + b"".join(unpacked(stream) for stream in streams)
    wanted = (
        b"pdfuaid",
        b"/MarkInfo",
        b"/Lang (en-GB)",
        b"/DisplayDocTitle true",
        b"/StructTreeRoot",
        b"/Alt",
        b"/TH",
        b"/Figure",
    )
    assert [words for words in wanted if words not in inside] == []


def test_a_system_that_cannot_draw_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(_: str) -> None:
        raise OSError("cannot load library 'libgobject-2.0-0'")

    monkeypatch.setattr(pdf_module, "import_module", absent)
    with pytest.raises(Trouble, match=r"apt-get install libpango-1\.0-0") as told:
        pdf(DOCUMENT)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("whole", [str.upper, str])
def test_a_picture_holds_its_title_its_source_and_its_finding(whole: Callable[[str], str]) -> None:
    words = Words(whole("Crimes & more"), "Number of crimes. " * 12, "Source: a test. As at now.", "It falls.")
    made = picture(CHART, words)
    root = ET.fromstring(made)  # noqa: S314
    said = [text for text in root.itertext() if text.strip()]
    assert said[:2] == [words.title, "It falls."]
    assert words.foot in said[-1]
    assert len([text for text in said if "Number of" in text]) > 2
    assert png(made).startswith(b"\x89PNG")


def test_a_chart_without_a_size_is_no_picture() -> None:
    with pytest.raises(ValueError, match="without a size"):
        picture("<svg></svg>", Words("", "", "", ""))
