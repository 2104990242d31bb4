"""Journey: everyone can use every page, wide, on a phone, without JavaScript, with a keyboard and on paper."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.axe import violations
from tests.journeys.invented import Invented
from tests.journeys.test_web_pages import EVERY_PAGE, TREND
from tests.journeys.visiting import served

pytestmark = pytest.mark.browser
PAST = "at=2024-05-01&known=2024-05-02"
DIFFERENT_WITHOUT_DATA = (
    "/",
    TREND,
    f"{TREND}&by=crime_type",
    "/object/investigation/crime:CR%2F1",
    "/workload",
    "/capacity",
    "/health",
    "/quarantine",
)
ONLY_WITH_DATA = ("/figures/1", "/figures/1/why", "/boards/report-2019")
WRONG = (
    "/trends?measure=none",
    f"{TREND}&where=x&at=2024-05-01",
    "/nowhere",
    "/explain/none",
    "/workload?rows=none",
    "/capacity?staff=many",
)


@pytest.fixture(scope="module")
def full() -> Iterator[str]:
    with served(Invented()) as address:
        yield address


@pytest.fixture(scope="module")
def late() -> Iterator[str]:
    with served(Invented(silent=True, synthetic=True)) as address:
        yield address


@pytest.fixture(scope="module")
def empty() -> Iterator[str]:
    with served(Invented(empty=True)) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


@pytest.mark.parametrize("path", [*EVERY_PAGE, *ONLY_WITH_DATA])
def test_axe_finds_nothing_nothing_leaves_and_a_phone_never_scrolls_sideways(page: Page, full: str, path: str) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(full + path)
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert {address[: len(full)] for address in asked} == {full}
    assert said == []


@pytest.mark.parametrize("path", DIFFERENT_WITHOUT_DATA)
def test_axe_finds_nothing_without_data(page: Page, empty: str, path: str) -> None:
    page.goto(empty + path)
    assert violations(page) == []


@pytest.mark.parametrize(
    "path", [TREND, "/health", "/object/investigation/crime:CR%2F1", "/investigations/crime:CR%2F1", "/glossary"]
)
def test_axe_finds_nothing_in_the_past_with_a_late_feed_and_invented_data(page: Page, late: str, path: str) -> None:
    page.goto(f"{late}{path}{'&' if '?' in path else '?'}{PAST}")
    assert page.get_by_role("region", name="The moment you chose").is_visible()
    assert violations(page) == []


@pytest.mark.parametrize("path", WRONG)
def test_axe_finds_nothing_where_something_is_wrong(page: Page, full: str, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(full + path)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_question_can_be_asked_without_javascript(browser: Browser, full: str) -> None:
    with ExitStack() as stack:
        context = browser.new_context(java_script_enabled=False)
        stack.callback(context.close)
        page = context.new_page()
        page.goto(f"{full}/trends")
        page.get_by_label("Measure").select_option("recorded_crime")
        page.get_by_label("Broken down by").select_option("")
        page.get_by_text("More choices").click()
        page.get_by_label("As at").fill("2024-05-01")
        page.get_by_role("button", name="Show").click()
        assert "4\u202f338 crimes" in page.locator(".peeler-verdict").inner_text()
        assert page.get_by_text("You are looking at the past").is_visible()
        page.get_by_role("link", name="4\u202f338", exact=False).first.click()
        assert "They add up" in page.locator(".peeler-verdict").inner_text()


def test_work_can_be_looked_at_another_way_without_javascript_and_every_cell_is_a_door(
    browser: Browser, full: str
) -> None:
    with ExitStack() as stack:
        context = browser.new_context(java_script_enabled=False)
        stack.callback(context.close)
        page = context.new_page()
        page.goto(f"{full}/")
        page.get_by_role("link", name="Workload", exact=True).click()
        assert page.get_by_role("heading", level=1).inner_text() == "Who holds what?"
        page.get_by_label("Rows").select_option("officer")
        page.get_by_label("Columns").select_option("stage")
        page.get_by_label("Counted as").select_option("jobs")
        page.get_by_role("button", name="Show").click()
        assert "jobs stand open" in page.locator(".peeler-verdict").inner_text()
        assert page.get_by_role("heading", name="Open investigations by officer and stage").is_visible()
        page.locator(".peeler-map tbody td a").first.click()
        assert page.get_by_text("one record for each lead").is_visible()


def test_an_assumption_is_changed_without_javascript_and_the_page_says_what_follows(
    browser: Browser, full: str
) -> None:
    with ExitStack() as stack:
        context = browser.new_context(java_script_enabled=False)
        stack.callback(context.close)
        page = context.new_page()
        page.goto(f"{full}/capacity")
        page.get_by_label("People at work").fill("9")
        page.get_by_label("Work on one piece").fill("45m")
        page.get_by_role("button", name="See what follows").click()
        assert "With 9 people, 45 minutes for each referral" in page.locator(".peeler-verdict").inner_text()
        assert "staff=9" in page.url
        page.get_by_role("link", name="See it as the records have it").click()
        assert "At today's pace" in page.locator(".peeler-verdict").inner_text()


def test_what_takes_longer_comes_to_home_by_itself(page: Page, full: str) -> None:
    page.goto(f"{full}/")
    page.locator("[data-later=headlines] .peeler-headline").first.wait_for()
    page.locator("[data-later=signs] .peeler-sign").first.wait_for()
    assert page.get_by_text("Being worked out").count() == 0
    assert violations(page) == []
    page.get_by_role("link", name="Recorded crime", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "How many crimes were recorded?"


def test_without_javascript_home_leads_to_what_takes_longer(browser: Browser, full: str) -> None:
    with ExitStack() as stack:
        context = browser.new_context(java_script_enabled=False)
        stack.callback(context.close)
        page = context.new_page()
        page.goto(f"{full}/")
        page.get_by_role("link", name="See the headline figures").click()
        assert page.locator(".peeler-headline").count() > 0
        page.goto(f"{full}/compare")
        page.get_by_label("What is compared").select_option("unassigned_outcome")
        page.get_by_role("button", name="Compare").click()
        assert page.get_by_text("in order of name").first.is_visible()


def test_a_keyboard_reaches_the_answer_and_always_shows_where_it_is(page: Page, full: str) -> None:
    page.goto(full + TREND)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
    for _ in range(25):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const s = getComputedStyle(document.activeElement);
            return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'; }"""
        )
        assert seen, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def test_a_chart_says_its_finding_and_is_drawn_once_for_each_width(page: Page, full: str) -> None:
    page.goto(full + TREND)
    chart = page.locator(".peeler-chart > [role=img]:visible").first
    assert page.locator(".peeler-chart__wide:visible").count() == page.locator(".peeler-chart").count()
    assert "Lowest: 3\u202f961 in December 2023" in (chart.get_attribute("aria-label") or "")
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.locator(".peeler-chart__narrow").first.is_visible()
    assert page.locator(".peeler-chart__wide:visible").count() == 0


def test_nothing_of_a_chart_is_cut_off(page: Page, full: str) -> None:
    for path in (f"{TREND}&every=quarter", f"{TREND}&by=crime_type", "/trends?measure=unassigned_outcome"):
        page.goto(full + path)
        beyond = page.evaluate(
            """() => { const edge = document.documentElement.clientWidth;
            return [...document.querySelectorAll('.peeler-chart__wide text')].map(t => t.getBoundingClientRect())
              .filter(r => r.width && (r.left < 0 || r.right > edge)).length; }"""
        )
        assert beyond == 0


def test_paper_carries_answer_chart_table_and_source(page: Page, full: str) -> None:
    page.goto(full + TREND)
    page.emulate_media(media="print")
    for part in (
        ".peeler-verdict",
        ".peeler-chart__wide",
        ".peeler-numbers",
        ".peeler-chart__source",
        ".peeler-freshness",
    ):
        assert page.locator(part).first.is_visible(), part
    assert not page.locator(".peeler-choices").is_visible()
