"""A pytest plugin: under CI=true a skipped test fails the run, unless its reason names ../shared."""

import os

import pytest

ALLOWED = "../shared"


class SkipRule:
    """Remembers what was skipped, and fails the run at its end where that may not be."""

    def __init__(self) -> None:
        self.refused: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Notice a skipped test; an expected failure is not one."""
        if not hasattr(report, "wasxfail"):
            self.notice(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Notice a skipped file."""
        self.notice(report)

    def notice(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        """Keep a skip whose reason does not excuse it."""
        if not report.skipped:
            return
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if ALLOWED not in reason:
            self.refused.append(f"{report.nodeid}: {reason}")

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail a run that would otherwise have passed."""
        if self.refused and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say which skips failed the run."""
        for line in self.refused:
            terminalreporter.write_line(f"under CI a skip is a failure: {line}", red=True)


def pytest_configure(config: pytest.Config) -> None:
    """Put the rule in force where CI=true."""
    if os.environ.get("CI", "").lower() == "true":
        config.pluginmanager.register(SkipRule())
