"""House: docs/reference is what the catalogue and the command line say, and links of the documents lead somewhere."""

import re
from pathlib import Path

import pytest

from tests.house.tree import files, name
from tools.reference.__main__ import FOLDER, GLOSSARY, standing
from tools.reference.glossary import glossary
from tools.reference.pages import pages

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = HEADING.findall(FENCED.sub("", path.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def broken(path: Path) -> list[str]:
    """The links of a page that lead nowhere inside the project."""
    return [link for link in LINK.findall(path.read_text("utf-8")) if ":" not in link and not leads(path, link)]


def leads(path: Path, link: str) -> bool:
    """Whether a link of a page leads to a file, and to a heading of it where it names one."""
    target, _, anchor = link.partition("#")
    there = path.parent / target if target else path
    return there.exists() and (not anchor or anchor in anchors(there))


def test_the_reference_is_what_would_be_written_now() -> None:
    made = pages()
    stands = {page: (FOLDER / page).read_text("utf-8") for page in standing()}
    differ = sorted(page for page in {*made, *stands} if made.get(page) != stands.get(page))
    assert differ == [], "run 'make docs'"


def test_the_glossary_says_what_every_class_says_of_itself() -> None:
    assert GLOSSARY.read_text("utf-8") == glossary(GLOSSARY.read_text("utf-8")), "run 'make docs'"


def test_the_same_is_written_twice() -> None:
    assert pages() == pages()


@pytest.mark.parametrize("path", [path for path in files() if path.suffix == ".md"], ids=name)
def test_every_link_in_the_documents_leads_somewhere(path: Path) -> None:
    assert broken(path) == []


def test_a_link_that_leads_nowhere_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A title\n\n[up](#a-title) [down](#below) [away](https://example.org) ![gone](gone.png)", "utf-8")
    assert broken(page) == ["#below", "gone.png"]
