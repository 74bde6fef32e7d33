"""What tests at the desk share: they look four times as often whether it has come to rest."""

from __future__ import annotations

import pytest
from textual import _wait

from reewriter.tui.behind.checking import QuietCheck

# Textual waits in steps of 20 ms, several for each key: half of the time of these tests.
_wait.SLEEP_GRANULARITY = 1 / 200
_wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 20


@pytest.fixture(autouse=True)
def no_quiet_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """Check nothing unasked: a slow machine would do it in the middle of another test."""
    monkeypatch.setattr(QuietCheck, "REST", float("inf"))
