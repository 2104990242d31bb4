"""Asks axe-core whether everyone can use a page."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """What axe finds wrong with a page under WCAG 2.2 AA and good practice: rule, words, and where."""
    page.evaluate(AXE.read_text(encoding="utf-8"))  # not a script tag: a page's own policy refuses those
    found: dict[str, Any] = page.evaluate("tags => axe.run({runOnly: tags})", STANDARD)
    return [
        f"{fault['id']}: {fault['help']}: {node['target']} {node['failureSummary']}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
