"""Journey: one page wearing every part of the style sheet, wide, narrow and in print, without a fault for axe."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.axe import violations

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "src" / "peeler" / "web" / "static"
pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    dressed = (Path(__file__).with_name("dress.html")).read_text(encoding="utf-8").replace("STATIC", STATIC.as_uri())
    (tmp_path / "dress.html").write_text(dressed, encoding="utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((tmp_path / "dress.html").as_uri())
    yield page
    page.close()


@pytest.mark.parametrize("width", [1280, 360], ids=["wide", "narrow"])
def test_every_part_is_accessible(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert violations(page) == []


def test_a_phone_never_scrolls_sideways(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_wide_pages_put_the_answer_left_and_what_to_choose_right(page: Page) -> None:
    figure = page.locator(".peeler-chart").bounding_box()
    choose = page.locator("aside").bounding_box()
    assert figure is not None
    assert choose is not None
    assert figure["width"] > 1.8 * choose["width"]
    assert choose["x"] > figure["x"] + figure["width"]


def test_digits_align_and_the_header_is_deep_blue(page: Page) -> None:
    style = "(selector, key) => getComputedStyle(document.querySelector(selector))[key]"
    read = f"([selector, key]) => ({style})(selector, key)"
    assert page.evaluate(read, [".peeler-numbers td", "textAlign"]) == "right"
    assert page.evaluate(read, [".peeler-numbers td", "fontVariantNumeric"]) == "tabular-nums"
    assert page.evaluate(read, [".govuk-generic-header", "backgroundColor"]) == "rgb(18, 67, 109)"
    assert page.evaluate(read, ["body", "fontFamily"]).startswith("Arial")


def test_paper_carries_the_answer_and_nothing_to_press(page: Page) -> None:
    page.emulate_media(media="print")
    assert page.locator(".peeler-verdict").is_visible()
    assert page.locator(".peeler-numbers").is_visible()
    assert page.get_by_text("The definition, its exclusions").is_visible()
    assert not page.locator(".moj-filter").is_visible()
    assert not page.locator(".govuk-service-navigation").is_visible()
