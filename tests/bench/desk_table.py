"""Writes what was measured of the desk as Markdown. Measures nothing."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version

from tests.bench.apps import SIZE
from tests.bench.costs import Figures

__all__ = ["table"]

_ROWS = {
    "paint": ("first paint, the whole process", "CPU ≤ 1.5 × the trivial app's"),
    "own paint": ("the same without Python's own start", "–"),
    "items": ("from newsboat's list of feeds to that of all new items", "–"),
    "key": ("a key in the list to a settled screen, p95", "≤ 1.3 × the trivial app"),
    "end": ("jump to the end", "≤ 100"),
    "search": ("a key of a search to its results, p95", "≤ 100"),
    "skip": ("skip 1,000 marked, to the painted list", "≤ 300"),
    "skip settled": ("the same to a settled screen, as a key above", "–"),
    "keep": ("keep 1,000 marked, to the painted list", "≤ 300"),
    "keep settled": ("the same to a settled screen, as a key above", "–"),
    "resize": ("resize", "≤ 150"),
    "memory": ("resident, MB", "≤ 120"),
    "idle": ("idle, % of a CPU", "< 1"),
}
_TWICE = ("paint", "key", "end", "search")
"""What at most doubles where there are ten times as many items."""


def table(columns: Sequence[tuple[str, Figures]], *, also: Sequence[str], about: str) -> str:
    """Return the figures as Markdown: the desk's, those of larger inboxes, the other programs'."""
    lines = [
        "## The desk on a large inbox",
        "",
        f"`make bench-desk`, {datetime.now(UTC):%Y-%m-%d}: {about}, {SIZE[0]} × {SIZE[1]};",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, Textual"
        f" {version('textual')}, {platform.machine()}, {os.cpu_count()} processors with a load of"
        f" {os.getloadavg()[1]:.1f}",
        "meanwhile. The trivial app is one bare virtual list. Milliseconds by the clock, in"
        " brackets of processor",
        "time, all threads; wanted is what holds on a machine at rest.",
        "",
        "The first columns are driven by Textual's Pilot, whose own wait is in each of their keys."
        " The last two",
        "are driven alike, by keys on a terminal, until a picture is whole: compare the one with"
        " the other.",
        "Newsboat has taken in the same items itself, from files. Its first picture is the list of"
        " feeds, its",
        "keys are those in the list of all new items, its search is for a whole word that is"
        " entered.",
        "",
        "| what | " + " | ".join(name for name, _ in columns) + " | wanted |",
        "|---" * (len(columns) + 2) + "|",
    ]
    for name, (what, wanted) in _ROWS.items():
        more = f"; {also[0]} ≤ 2 × that" if also and name in _TWICE else ""
        cells = " | ".join(_cell(figures, name) for _, figures in columns)
        lines.append(f"| {what} | {cells} | {wanted}{more} |")
    return "\n".join([*lines, ""])


def _cell(figures: Figures, name: str) -> str:
    """Write a figure, and what of it was processor time."""
    if f"{name} cpu" in figures and name not in figures:
        return f"({figures[f'{name} cpu']:,.0f})"
    if name not in figures:
        return "–"
    if name in ("memory", "idle"):
        return f"{figures[name]:,.1f}"
    return f"{figures[name]:,.0f} ({figures[f'{name} cpu']:,.0f})"
