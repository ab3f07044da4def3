"""Fails a run in which a test was skipped that tests/allowed_skips.txt does not name.

Invariant: nothing goes untested in silence; every permitted skip stands on a committed list with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

LIST = Path(__file__).parents[1] / "allowed_skips.txt"


@dataclass(frozen=True)
class AllowedSkip:
    """One line of the list. ``reason`` is what the skip's own reason must begin with."""

    pattern: str
    reason: str

    def covers(self, test: str, reason: str) -> bool:
        """Whether a skip is this one. ``[`` and ``]`` of parametrised ids stand for themselves."""
        return fnmatchcase(test, self.pattern.replace("[", "[[]")) and reason.startswith(self.reason)


def read_list(path: Path = LIST) -> list[AllowedSkip]:
    """The list. Raises ValueError naming every line that is not ``pattern | reason``."""
    allowed, faults = [], []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        pattern, _, reason = (part.strip() for part in line.partition("|"))
        if pattern and reason:
            allowed.append(AllowedSkip(pattern, reason))
        else:
            faults.append(f"{path.name}:{number}: expected 'pattern | reason', found {line!r}")
    if faults:
        raise ValueError("\n".join(faults))
    return allowed


class SkipGuard:
    """Collects skips as they are reported and compares them with the list at the end."""

    def __init__(self, allowed: list[AllowedSkip]) -> None:
        self.allowed = allowed
        self.faults: dict[str, str] = {}

    def _take(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if not report.skipped or hasattr(report, "wasxfail"):
            return
        reason = skip_reason(report)
        if not any(skip.covers(report.nodeid, reason) for skip in self.allowed):
            self.faults[report.nodeid] = reason

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._take(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._take(report)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.faults and session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if not self.faults:
            return
        terminalreporter.section("skipped, but not on tests/allowed_skips.txt", red=True, bold=True)
        for test, reason in sorted(self.faults.items()):
            terminalreporter.line(f"{test} | {reason}")


def skip_reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """The reason that a skip gives, without pytest's own prefix."""
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr or "")
    return text.removeprefix("Skipped: ")


def pytest_configure(config: pytest.Config) -> None:
    """Register the guard where results are gathered; the workers of a parallel run only send theirs."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(SkipGuard(read_list()), "skip-guard")
