"""Journey: pages keep themselves up to date, are told nothing but versions, and lose neither focus nor what was open."""

import json
import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Route, expect

from peeler.terms.clocks import Instant
from tests.journeys.axe import violations
from tests.journeys.invented import Invented
from tests.journeys.invented_health import NOW
from tests.journeys.visiting import served, visit

SECOND = 1_000_000


class Changing(Invented):
    """An invented force in which something happens when a test says so."""

    def happens(self) -> None:
        """One more crime, ten seconds later."""
        self.version += 1
        self.now = Instant(self.now + 10 * SECOND)


@pytest.fixture
def force() -> Changing:
    return Changing()


@pytest.fixture
def address(force: Changing) -> Iterator[str]:
    with served(force) as found:
        yield found


def test_a_waiting_page_is_told_versions_and_nothing_else(force: Changing, address: str) -> None:
    with httpx.stream("GET", f"{address}/live", timeout=20) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert stream.headers["cache-control"] == "no-store"
        lines = stream.iter_lines()
        first = next(line for line in lines if line.startswith("data:"))
        force.happens()
        second = next(line for line in lines if line.startswith("data:"))
    told = [json.loads(line.removeprefix("data:")) for line in (first, second)]
    assert told == [{"types": {"investigation": n}, "loading": 0} for n in (2, 3)]


@pytest.mark.browser
def test_a_page_changes_in_place(browser: Browser, force: Changing, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    link = page.get_by_role("link", name="Recorded crime", exact=True)
    link.focus()
    expect(page.locator("[data-live=crimes] li")).to_have_count(2)
    stands = link.bounding_box()
    force.happens()
    expect(page.locator("[data-live=crimes] li")).to_have_count(3, timeout=10_000)
    expect(link).to_be_focused()
    assert link.bounding_box() == stands
    expect(page.locator("[data-live-bar] time")).to_have_text(clock(force))
    assert violations(page) == []
    page.close()


@pytest.mark.browser
def test_what_takes_longer_comes_in_the_order_of_the_page(browser: Browser, address: str) -> None:
    page = browser.new_page()
    held: list[Route] = []
    page.route("**/headlines*", lambda route: held.append(route))  # noqa: PLW0108  (Playwright writes on its handler)
    with page.expect_response("**/warnings*"):
        page.goto(address)
    first, second = page.locator("[data-later=headlines]"), page.locator("[data-later=signs]")
    expect(second).to_have_attribute("aria-busy", "true")
    page.wait_for_function("performance.getEntriesByType('resource').some((one) => one.name.includes('/warnings'))")
    expect(second).not_to_have_class(re.compile("here"))
    held[0].continue_()
    expect(first).to_have_class(re.compile("peeler-later--here"))
    expect(second).to_have_class(re.compile("peeler-later--here"))
    page.close()


@pytest.mark.browser
def test_a_reader_can_pause_updates_and_start_them_again(browser: Browser, force: Changing, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.get_by_role("button", name="Pause updates").click()
    expect(page.locator("[data-live-said]")).to_have_text("Updates are paused.")
    force.happens()
    page.get_by_role("link", name="Trends").click()
    page.go_back()
    page.get_by_role("button", name="Start updates").click()
    expect(page.locator("[data-live=crimes] li")).to_have_count(3, timeout=10_000)
    page.close()


@pytest.mark.browser
def test_without_javascript_the_page_is_asked_for_again_by_hand(
    browser: Browser, force: Changing, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.get_by_role("button").count() == 0
    force.happens()
    page.get_by_role("link", name="Refresh").click()
    expect(page.locator("[data-live=crimes] li")).to_have_count(3)
    context.close()


def test_a_page_pinned_to_what_was_known_stays_as_it_is() -> None:
    assert "data-live-bar" in visit(Invented(), "/?at=2024-05-01").text
    assert "data-live-bar" not in visit(Invented(), "/?known=2024-05-01").text


def clock(force: Changing) -> str:
    """The time of day at which the page was asked for, London's."""
    return f"09:30:{(force.now - NOW) // SECOND:02}"
