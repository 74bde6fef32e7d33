"""Writes the figures of the ingest benchmark as a table of Markdown; measures nothing."""

from __future__ import annotations

import platform
import re
import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from reewriter import __version__
from tests.bench.processes import Run

__all__ = ["Table", "put"]

_START, _END = "<!-- ingest: written by make bench-ingest -->", "<!-- end of ingest -->"
_ROWS = {
    "first": "first update, stored and searchable",
    "304": "all 304",
    "same": "200 with the same bytes",
    "changed": "one item in thirty new or edited, in 63 % of the feeds",
    "not due": "not due",
    "many first": "many feeds, first update",
    "many 304": "many feeds, all 304",
}


@dataclass(slots=True)
class Table:
    """The figures as they come."""

    feeds: int
    _ours: dict[str, Run] = field(default_factory=dict)
    _loops: dict[str, Run] = field(default_factory=dict)
    _others: dict[str, Run] = field(default_factory=dict)
    _notes: list[str] = field(default_factory=list)

    def add(self, row: str, done: Run, *, items: int = 0, size: int = 0) -> None:
        """Note a round of ours."""
        self._ours[row] = done
        if items:
            self._notes.append(f"{_ROWS[row]}: {items:,} items kept")
        if size:
            self._notes.append(f"database {size / 1e6:.1f} MB")
        if done.noticed is not None and row == "first":
            self._notes.append(f"first items in the inbox after {done.noticed:.2f} s")

    def sizes(self, text: int) -> None:
        """Note how much text is in the database."""
        self._notes.append(f"stored bodies and texts {text / 1e6:.1f} MB")

    def requests(self, row: str, asked: int) -> None:
        """Note how often the server was asked."""
        self._notes.append(f"{_ROWS[row]}: {asked:,} requests")

    def loop(self, row: str, done: Run, *, items: int) -> None:
        """Note a round of feedparser alone."""
        self._loops[row] = done
        self._notes.append(f"feedparser finds {items:,} items ({row})")

    def other(self, row: str, done: Run, *, items: int = 0) -> None:
        """Note a round of newsboat."""
        self._others[row] = done
        if items:
            self._notes.append(f"newsboat keeps {items:,} items")

    def text(self) -> str:
        """Return the table and what belongs to it."""
        lines = [
            _about(self.feeds),
            "",
            "| round | CPU s | wall s | peak MB | of the loop | loop's CPU s | newsboat's (wall) |",
            "|---|---|---|---|---|---|---|",
        ]
        lines += [self._line(row) for row in _ROWS if row in self._ours]
        return "\n".join([*lines, "", *(f"- {note}" for note in self._notes), ""])

    def _line(self, row: str) -> str:
        done = self._ours[row]
        loop = self._loops.get("changed" if row == "changed" else "first")
        other = self._others.get(row)
        measured_against = loop if row in ("first", "same", "changed") else None
        cells = [
            _ROWS[row],
            f"{done.cpu:.2f}",
            f"{done.wall:.2f}",
            f"{done.peak:.0f}",
            f"{done.cpu / measured_against.cpu:.3f}" if measured_against else "-",
            f"{measured_against.cpu:.1f}" if measured_against else "-",
            f"{other.cpu:.1f} ({other.wall:.1f})" if other else "-",
        ]
        return f"| {' | '.join(cells)} |"


def put(document: Path, text: str) -> None:
    """Put the table where the last one stood, or at the end."""
    before = document.read_text() if document.exists() else "# Benchmarks\n"
    block = f"{_START}\n{text}{_END}\n"
    pattern = re.compile(f"{re.escape(_START)}.*?{re.escape(_END)}\n", re.DOTALL)
    if pattern.search(before):
        document.write_text(pattern.sub(lambda _: block, before))
    else:
        document.write_text(f"{before.rstrip()}\n\n{block}")


def _about(feeds: int) -> str:
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {feeds} feeds; reewriter {__version__},"
        f" Python {platform.python_version()}, SQLite {sqlite3.sqlite_version},"
        f" feedparser {version('feedparser')}, {platform.machine()}."
    )
