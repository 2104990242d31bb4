"""Journey: what each page says, word for word; a change of words is a change somebody has read.

``PEELER_GOLDEN=write`` writes them anew, to be read in the difference.
"""

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.invented import Invented, catalogue_once
from tests.journeys.invented_boards import small_board
from tests.journeys.visiting import visit

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "pages"
TREND = "/trends?measure=recorded_crime"
PAGES = {
    "home": "/",
    "trends_choose": "/trends",
    "trends_wrong": f"{TREND}&every=fortnight&to=2024-02",
    "trends_count": TREND,
    "trends_count_quarter": f"{TREND}&every=quarter",
    "trends_count_by": f"{TREND}&by=crime_type",
    "trends_share": "/trends?measure=unassigned_outcome&at=2024-05-01",
    "trends_stock": "/trends?measure=open_investigations",
    "records": "/records?measure=recorded_crime&period=2024-04-01",
    "explain": "/explain/unassigned_outcome",
    "object": "/object/investigation/crime:CR%2F1",
    "case": "/investigations/crime:CR%2F1",
    "case_past": "/investigations/crime:CR%2F1?at=2024-02-05",
    "headlines": "/headlines",
    "warnings": "/warnings",
    "pattern": "/pattern?measure=recorded_crime",
    "compare": "/compare?measure=unassigned_outcome",
    "compare_choose": "/compare",
    "work": "/work",
    "team": "/team?team=response_south",
    "resolution": "/resolution",
    "resolution_by": "/resolution?by=offence_group",
    "resolution_wrong": "/resolution?by=colour",
    "progress": "/progress",
    "progress_events": "/progress?by=events&last=all",
    "progress_against": "/progress?against=suspect_route%3Dvoluntary%2Carrest",
    "progress_wrong": "/progress?by=colour",
    "progress_cases": "/progress/cases?which=move:screened%3Eallocated",
    "conformance": "/conformance",
    "boards": "/boards",
    "board": "/boards/monthly",
    "figures": "/figures",
    "saved": "/figures/1",
    "why": "/figures/1/why",
    "health": "/health",
    "quarantine": "/quarantine",
    "quarantine_aside": "/quarantine?aside=yes",
    "glossary": "/glossary",
    "accessibility": "/accessibility",
    "not_found": "/nowhere",
}
LOADING = {"home_loading": "/"}
EMPTY = {
    "home_empty": "/",
    "figures_empty": "/figures",
    "trends_empty": TREND,
    "health_empty": "/health",
    "resolution_empty": "/resolution",
    "progress_empty": "/progress",
    "quarantine_empty": "/quarantine",
}
MEASURES = ("recorded_crime", "unassigned_outcome", "open_investigations", "time_to_outcome", "filed_without_outcome")
CHOICES = re.compile(r'<aside aria-label="Choices".*?</aside>', re.DOTALL)


PLAIN = {
    "why": "Why it matters.",
    "notes": ("A note of the definition.",),
    "exclusions": ("What is not counted.",),
    "authority": {"source": "A rule", "ref": "its section"},
    "variants": {"domestic_abuse": "domestic_abuse"},
}


def few(*, empty: bool, loading: tuple[str, ...] = ()) -> Invented:
    """The invented force with a few definitions in plain words, so that a better word in the catalogue changes no page."""
    whole = catalogue_once()
    measures = {name: plain(whole.measures[name], PLAIN) for name in MEASURES}
    objects = {"investigation": plain(whole.objects["investigation"], {"about": "A recorded crime."})}
    sources = {"police_uk": plain(whole.sources["police_uk"], {"about": "A monthly archive."})}
    boards = {"monthly": small_board(measures), "home": small_board(measures)}
    progress = {"investigation": plain(whole.progress["investigation"], {"about": "From recording to filing."})}
    small = replace(whole, progress=progress, measures=measures, objects=objects, sources=sources, boards=boards)
    return Invented(empty=empty, loading=loading, catalogue=small)


def plain(definition: Any, words: dict[str, Any]) -> Any:
    """A definition with other words in its file, and of as many breakdowns as a page needs to show some."""
    changed = replace(definition, file=definition.file.model_copy(update=words))
    return replace(changed, dimensions=changed.dimensions[:2]) if hasattr(changed, "dimensions") else changed


def normalised(html: str, name: str) -> str:
    """A page without drawings, digests and blank lines; the choices stand in full in one page of them."""
    html = re.sub(r"<svg.*?</svg>", "<svg/>", html, flags=re.DOTALL)
    html = re.sub(r"\?v=[0-9a-f]{12}", "?v=DIGEST", html)
    html = re.sub(r"<code>[0-9a-f]{12}</code>", "<code>VERSION</code>", html)
    html = html if name == "trends_choose" else CHOICES.sub("<aside>CHOICES</aside>", html)
    return "\n".join(line.strip() for line in html.splitlines() if line.strip()) + "\n"


@pytest.mark.parametrize("name", [*PAGES, *EMPTY, *LOADING])
def test_a_page_says_what_it_said(name: str) -> None:
    loading = ("Custody", "Command and control") if name in LOADING else ()
    behind = few(empty=name in EMPTY, loading=loading)
    said = normalised(visit(behind, (PAGES | EMPTY | LOADING)[name]).text, name)
    golden = GOLDEN / f"{name}.html"
    if os.environ.get("PEELER_GOLDEN") == "write":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")


def test_every_golden_page_is_asked_for() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == {*PAGES, *EMPTY, *LOADING}
