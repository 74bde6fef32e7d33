"""What tests at the desk share: they look four times as often whether it has come to rest."""

from __future__ import annotations

from textual import _wait

# Textual waits in steps of 20 ms, several for each key: half of the time of these tests.
_wait.SLEEP_GRANULARITY = 1 / 200
_wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 20
