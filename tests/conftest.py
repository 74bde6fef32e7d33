"""What every test shares: no network, no sleep, a clean environment, one fixed morning."""

from __future__ import annotations

import itertools
import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings

from tests import guards

_homes = itertools.count()

# Before any test module imports Textual, which reads its settings once.
os.environ["TEXTUAL_ANIMATIONS"] = "none"
for _name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TEXTUAL", "TEXTUAL_THEME"):
    os.environ.pop(_name, None)
guards.install()

_ELSEWHERE = (
    "EDITOR", "VISUAL", "PYTHONUNBUFFERED",
    "DISPLAY", "WAYLAND_DISPLAY", "TMUX", "STY", "SSH_CONNECTION", "SSH_TTY", "WSL_DISTRO_NAME",
)  # fmt: skip
"""What some machines set and others do not, and our programs or their children heed."""

settings.register_profile("here", deadline=None, max_examples=60)
settings.register_profile("ci", deadline=None, max_examples=60, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "snapshot: compares a picture of the screen")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the snapshot tests, which run in a process of their own."""
    for item in items:
        if "snap_compare" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.snapshot)


@pytest.fixture(scope="session")
def all_homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, all_homes: Path) -> Path:
    """Give each test an empty home, which is also its working directory: never the checkout."""
    home = all_homes / str(next(_homes))
    home.mkdir()
    for name in list(os.environ):
        if name.startswith(("REEWRITER_", "XDG_")) or name in _ELSEWHERE:
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("BROWSER", "true")  # the command that does nothing, well
    time.tzset()
    monkeypatch.chdir(home)
    return home


@pytest.fixture(autouse=True)
def nothing_forbidden() -> Iterator[None]:
    """Fail the test that touched the network or slept, also when its code swallowed the error."""
    guards.violations.clear()
    yield
    tried = list(guards.violations)
    guards.violations.clear()
    if tried:
        pytest.fail("Forbidden in tests: " + "; ".join(tried), pytrace=False)


@pytest.fixture(autouse=True)
def nothing_left_open() -> Iterator[None]:
    """Close the workspaces of `tests.workshop`, and end the log that a command has begun."""
    yield
    workshop = sys.modules.get("tests.workshop")
    if workshop is not None:
        workshop.close_all()
    logs = sys.modules.get("reewriter.workspace.logs")
    if logs is not None:
        logs.stop()


class Clock:
    """A clock that stands still until it is moved; call it for the time."""

    def __init__(self, start: datetime) -> None:
        self.time = start

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **by: float) -> datetime:
        """Move on, in the words of `timedelta`, and return the new time."""
        self.time += timedelta(**by)
        return self.time


@pytest.fixture
def now() -> datetime:
    """The fixed morning: Monday, 2 March 2026, noon in UTC."""
    return datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def clock(now: datetime) -> Clock:
    """A movable clock that starts at the fixed morning."""
    return Clock(now)
