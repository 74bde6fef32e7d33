"""Measures the desk and newsboat with the same items, both from outside, on a terminal, alike."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.apps import SIZE
from tests.bench.costs import Cost, Figures, note
from tests.bench.newsboat import EVERYTHING, Newsboat
from tests.bench.on_terminal import Seat, seat

__all__ = ["desk", "newsboat"]

KEYS = 60
ENDS = 5
PAINTS = 7
IDLE = 4.0
"""Seconds of doing nothing."""
_HOME, _END = b"\x1bOH", b"\x1bOF"
LARGER = (200, 60)


def desk(root: Path, environment: Mapping[str, str]) -> Figures:
    """Measure the desk as anybody starts it: `reewriter -w ROOT`."""
    command = [sys.executable, "-m", "reewriter", "-w", str(root)]
    found: Figures = {}
    paints = []
    for _ in range(PAINTS):
        with seat(command, environment, SIZE) as one:
            paints.append(one.opened("Feed 0"))
    note(found, "paint", paints[1:])  # the first one compiles
    with seat(command, environment, SIZE) as one:
        one.opened("Feed 0")
        _alike(one, found)
    return found


def newsboat(reader: Newsboat, words: Sequence[str]) -> Figures:
    """Measure newsboat; what it paints first is the list of feeds, all items come by a key.

    Its search is for whole words that are entered, not for each key.
    """
    found: Figures = {}
    with seat(reader.command, {**os.environ, **reader.environment}, SIZE) as one:
        note(found, "paint", [one.opened("Feed 0")])
        note(found, "items", [one.press(b"\r", f"'{EVERYTHING}' (")])
        _alike(one, found)
        note(found, "search", [_searched(one, word) for word in words], p95=True)
    return found


def _alike(one: Seat, found: Figures) -> None:
    """Measure what both can: in the list of all new items."""
    note(found, "key", [one.press(b"j") for _ in range(KEYS)], p95=True)
    ends = []
    for _ in range(ENDS):
        ends.append(one.press(_END))
        one.press(_HOME)
    note(found, "end", ends)
    note(found, "resize", [one.resize(*(SIZE if at % 2 else LARGER)) for at in range(6)])
    found["memory"] = one.resident
    found["idle"] = one.idle(IDLE)


def _searched(one: Seat, word: str) -> Cost:
    """Enter a word, wait for the list of what it finds, and go back."""
    one.press(b"/", "Search for")
    for letter in word:
        one.press(letter.encode())
    cost = one.press(b"\r", "Search result")
    one.press(b"q")
    return cost
