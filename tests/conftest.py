"""What every test may ask for: the system's Chromium, a browser in it, and hypothesis without a stopwatch."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from peeler.store import engine
from tools.chromium import find

pytest_plugins = ("tests.skips", "tests.databases")

# Machines differ and neighbours work beside us: how long an example takes says nothing about truth.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

# No sandbox, because root has none; and nothing that would call home.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> Iterator[None]:
    """Small tables have nothing to share out between threads; the commands in processes of their own have them all."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(engine.SETTINGS, "threads", "1")
        yield


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the system's Chromium; skips, saying so, where there is none."""
    path = find()
    if path is None:
        pytest.skip("no Chromium on this system: `make test` says why when it starts")
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One headless Chromium for the whole run; make a new context or page from it in each test."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield running
        running.close()
