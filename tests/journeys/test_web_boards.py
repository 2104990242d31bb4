"""Journey: boards and saved figures in the application: every kind of file, refusals in one line, and ways that lead on."""

import csv
import io
import zipfile

import pytest

from tests.journeys.invented import Invented
from tests.journeys.visiting import visit
from tests.unit.test_publications import needs_pango

BOARD = "/boards/leader"
TREND = "/trends.{}?measure=recorded_crime&every=month"
FILES = {"csv": "text/csv; charset=utf-8", "json": "application/json", "ods": "application/vnd.oasis.opendocument.spreadsheet",
         "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}  # fmt: skip


@pytest.mark.parametrize("kind", FILES)
def test_a_board_is_had_as_a_file_with_its_moments_in_it(kind: str) -> None:
    answer = visit(Invented(synthetic=True), f"{BOARD}.{kind}?at=2024-05-01")
    assert (answer.status_code, answer.headers["content-type"]) == (200, FILES[kind])
    assert answer.headers["content-disposition"] == f'attachment; filename="leader.{kind}"'
    if kind in ("csv", "json"):
        assert "2024-05-01T23:59:59" in answer.text
    else:
        with zipfile.ZipFile(io.BytesIO(answer.content)) as pack:
            text = "".join(pack.read(name).decode() for name in pack.namelist() if name.endswith("ml"))
        assert "As at: 2024-05-01T23:59:59" in text
        assert "Definition of recorded_crime: " in text
        assert "Synthetic data" in text


def test_every_line_of_a_board_s_csv_may_be_quoted_by_itself() -> None:
    rows = list(csv.DictReader(io.StringIO(visit(Invented(), f"{BOARD}.csv").text)))
    assert len(rows) == 9
    assert all(row["As at"] and row["As known"] and row["Board"].startswith("leader, version ") for row in rows)


def test_a_board_and_a_measure_are_had_as_pdf() -> None:
    needs_pango()
    for path in (f"{BOARD}.pdf", TREND.format("pdf")):
        answer = visit(Invented(), path)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
        assert answer.content.startswith(b"%PDF-1.7")


@pytest.mark.parametrize("path", [f"{BOARD}/0.{{}}", TREND])
def test_a_chart_is_had_as_a_picture_that_says_where_it_is_from(path: str) -> None:
    svg, png = (visit(Invented(), path.format(kind)) for kind in ("svg", "png"))
    assert svg.headers["content-type"] == "image/svg+xml"
    assert "As at now" in svg.text or "As at" in svg.text
    assert "<desc>" in svg.text
    assert png.content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/boards/none", 404, "There is no such page"),
        (f"{BOARD}.doc", 404, "There is no such page"),
        (f"{BOARD}/99.svg", 404, "There is no such page"),
        (f"{BOARD}/x.svg", 404, "There is no such page"),
        ("/trends.doc?measure=recorded_crime", 404, "There is no such page"),
        ("/trends.svg?measure=recorded_crim", 400, "did you mean 'recorded_crime'"),
        ("/trends.svg?measure=recorded_crime&every=whole", 400, "there is no chart of one number"),
        (f"{BOARD}?at=soon", 400, "at: &#39;soon&#39; is not a date"),
        (f"{BOARD}.csv?at=soon", 400, "at: 'soon' is not a date"),
        ("/figures/2", 400, "unknown saved figure"),
        ("/figures/x", 404, "There is no such page"),
    ],
)
def test_what_cannot_be_had_is_said_in_one_line(path: str, status: int, words: str) -> None:
    answer = visit(Invented(), path)
    assert answer.status_code == status
    assert words in answer.text


def test_a_figure_of_a_board_leads_to_its_records_its_trend_and_its_explanation() -> None:
    page = visit(Invented(), "/boards/home").text
    for way in ("/records?measure=recorded_crime", "/trends?measure=recorded_crime", "/explain/recorded_crime"):
        assert way in page


def test_what_was_saved_says_whether_it_stands_and_what_changed_it() -> None:
    assert "Run again, it gives the identical numbers." in visit(Invented(), "/figures/1").text
    why = visit(Invented(), "/figures/1/why").text
    assert "1 of 1 numbers have been changed since, by: late, corrected." in why
    assert "Added: corrected" in why
