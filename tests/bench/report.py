"""Writes figures of the ingest benchmark beside their goals, as Markdown; measures nothing."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from reewriter import __version__
from tests.bench import newsboat
from tests.bench.processes import Run

__all__ = ["ROUNDS", "Figures", "about", "put"]

ROUNDS = {
    "first": "first update, stored and searchable",
    "304": "all 304",
    "same": "200 with the same bytes",
    "changed": "300 of 9,000 items changed, in 189 feeds",
    "not due": "not due",
}
"""What is done with 300 feeds, in the order of the table."""
_SEARCH = 5
"""Milliseconds of a search while it is typed."""
_AGAIN = "{}, 100,000 items stored before"
_MANY = {"many first": "1,000 feeds, first update", "many 304": "1,000 feeds, all 304"}


class _Runs(dict[str, Run]):
    """What rounds cost, told as soon as it is known: all of them take minutes."""

    def __init__(self, whose: str) -> None:
        super().__init__()
        self._whose = whose

    def __setitem__(self, name: str, done: Run) -> None:
        super().__setitem__(name, done)
        sys.stderr.write(f"{self._whose}, {name}: {_cell(done)}\n")
        sys.stderr.flush()


@dataclass(slots=True)
class Figures:
    """All that was measured."""

    ours: dict[str, Run] = field(default_factory=lambda: _Runs("reewriter"))
    """Round → what it cost; those on top of an archive begin with `old`."""
    loop: dict[str, Run] = field(default_factory=lambda: _Runs("loop"))
    newsboat: dict[str, Run] = field(default_factory=lambda: _Runs("newsboat"))
    counts: dict[str, float] = field(default_factory=dict)
    """Whatever else was counted, by the name that goals ask for."""

    harder: dict[str, Sequence[tuple[float, str]]] = field(default_factory=dict)
    """Items stored → what harder searches cost in milliseconds, the slowest first."""

    def text(self) -> str:
        """Return the tables."""
        lines = ["| round | reewriter | loop | newsboat | |", "|---|---|---|---|---|"]
        for name, title in (ROUNDS | _MANY).items():
            if name in self.ours:
                loop = self._loop_of(name)
                lines.append(
                    f"| {title} | {_cell(self.ours[name])} | {_cell(loop)}"
                    f" | {_cell(self.newsboat.get(name))} | {self._ratio(name)} |"
                )
        for name, title in ROUNDS.items():
            if (old := f"old {name}") in self.ours:
                share = self._growth(name)
                lines.append(
                    f"| {_AGAIN.format(title)} | {_cell(self.ours[old])} | | | {share:.2f} × |"
                )
        lines += ["", "| goal | measured | |", "|---|---|---|"]
        for goal in self._goals():
            lines.append(f"| {goal.title} | {goal.said} | {'met' if goal.met else '**missed**'} |")
        return "\n".join([*lines, ""])

    def _loop_of(self, name: str) -> Run | None:
        """Return what feedparser alone would have to do in this round."""
        return self.loop.get(
            {"first": "first", "same": "first", "changed": "changed"}.get(name, "")
        )

    def _growth(self, name: str) -> float:
        """Return how many times the CPU a round takes on top of an archive.

        Where it was measured in turns with that of a young workspace, this is what it compares to.
        """
        young = self.ours.get(f"beside {name}", self.ours[name])
        return self.ours[f"old {name}"].cpu / young.cpu

    def _ratio(self, name: str) -> str:
        loop = self._loop_of(name)
        return f"{self.ours[name].cpu / loop.cpu:.3f} × loop" if loop else ""

    def _goals(self) -> list[Goal]:
        """Return what there is a goal for, of all that was measured."""
        return [*self._of_others(), *self._of_rounds(), *self._of_sizes(), *self._of_searches()]

    def _of_others(self) -> Iterator[Goal]:
        for name, share in (("first", 0.6), ("same", 0.05), ("changed", 0.16)):
            if loop := self._loop_of(name):
                title = f"{ROUNDS[name]}: CPU ≤ {share} × loop"
                yield _at_most(title, self.ours[name].cpu / loop.cpu, share, "{:.3f} ×")
        if other := self.newsboat.get("changed"):
            ratio = self.ours["changed"].cpu / other.cpu
            yield _at_most("… and < 0.6 × newsboat", ratio, 0.6, "{:.2f} ×")
        if other := self.newsboat.get("first"):
            ratio = self.ours["first"].wall / other.wall
            yield _at_most("first update: wall ≤ 1.5 × newsboat's", ratio, 1.5, "{:.2f} ×")

    def _of_rounds(self) -> Iterator[Goal]:
        ours, counts = self.ours, self.counts
        first = ours["first"].noticed or float("inf")
        yield _at_most("first items in the inbox after ≤ 1 s", first, 1, "{:.2f} s")
        yield _at_most("all 304: ≤ 0.6 CPU s", ours["304"].cpu, 0.6, "{:.2f}")
        yield _at_most("not due: ≤ 0.3 CPU s", ours["not due"].cpu, 0.3, "{:.2f}")
        yield _at_most("not due: no request", counts["requests, not due"], 0, "{:.0f}")
        if many := ours.get("many 304"):
            yield _at_most("1,000 feeds, all 304: ≤ 1.0 CPU s", many.cpu, 1, "{:.2f}")
        for name, title in ROUNDS.items():
            if f"old {name}" in ours:
                share = self._growth(name)
                yield _at_most(f"{_AGAIN.format(title)}: the same, ± 10 %", share, 1.1, "{:.2f} ×")
        if "hostile" in counts:
            title = "hostile feeds, each beside 20 healthy ones: all ended within 20 s"
            yield _at_most(title, counts["hostile"], 20, "{:.1f} s")
            title = "… the healthy ones not delayed: stored within 5 s"
            yield _at_most(title, counts["healthy beside hostile"], 5, "{:.1f} s")

    def _of_sizes(self) -> Iterator[Goal]:
        counts = self.counts
        kept, least = counts["items kept"], max(8990, counts.get("items of loop", 0))
        others = [name for name in ("loop", "newsboat") if f"items of {name}" in counts]
        said = ", ".join([f"{kept:,.0f}", *(f"{n} {counts[f'items of {n}']:,.0f}" for n in others)])
        yield Goal("items kept of 9,000: ≥ the loop's, ≥ 8,990", said, kept >= least)
        peak = max(done.peak for done in self.ours.values())
        yield _at_most("peak memory, all processes together: ≤ 200 MB", peak, 200, "{:.0f} MB")
        size = counts["database"] / counts["stored text"]
        said = f"{{:.2f}} × {counts['stored text'] / 1e6:.0f} MB"
        yield _at_most("database ≤ 2 × stored bodies and texts", size, 2, said)

    def _of_searches(self) -> Iterator[Goal]:
        for items in ("100,000", "1,000,000"):
            if (newest := self.counts.get(f"newest of {items}")) is not None:
                title = (
                    f"search as you type in {items} items, 50 newest first, slowest: ≤ {_SEARCH} ms"
                )
                yield _at_most(title, newest, _SEARCH, "{:.1f} ms")
            if harder := self.harder.get(items):
                within = sum(cost <= _SEARCH for cost, _ in harder)
                title = f"… {len(harder)} harder searches in as many, all: ≤ {_SEARCH} ms"
                slow = ", ".join(f"{cost:.1f} {_shape(text)}" for cost, text in harder[:3])
                yield Goal(title, f"{within}; slowest {slow}", within == len(harder))
        if (ranked := self.counts.get("rank of 100,000")) is not None:
            title = "… by rank, a common word of 100,000 items: ≤ 120 ms"
            yield _at_most(title, ranked, 120, "{:.0f} ms")


@dataclass(frozen=True, slots=True)
class Goal:
    """What was to be reached, and what was measured."""

    title: str
    said: str
    met: bool


def _at_most(title: str, measured: float, limit: float, form: str) -> Goal:
    return Goal(title, form.format(measured), measured <= limit)


def _shape(text: str) -> str:
    """Write an invented search as code; a bar in it would end the cell of the table."""
    return f"`{text.strip()}`".replace("|", " ")


def _cell(done: Run | None) -> str:
    if done is None:
        return "–"
    peak = f", {done.peak:.0f} MB" if done.peak else ""
    return f"{done.cpu:.2f} CPU s, wall {done.wall:.1f}{peak}"


def about(command: str) -> str:
    """Return how to repeat it, date, machine and versions."""
    known = newsboat.version()
    boat = f", newsboat {known}" if known else ""
    return (
        f"{command}, {datetime.now(UTC):%Y-%m-%d}; reewriter {__version__}, Python"
        f" {platform.python_version()}, SQLite {sqlite3.sqlite_version}, feedparser"
        f" {version('feedparser')}{boat}; {os.cpu_count()} cores"
        f" ({platform.machine()}), load {os.getloadavg()[2]:.1f}. CPU counts all"
        " processes but the server's; memory is what is resident (PSS: pages that processes share"
        " count once).\n"
    )


def put(document: Path, name: str, text: str) -> None:
    """Put a table where the last one of this name stood, or at the end."""
    start, end = f"<!-- {name}: written by make bench-{name} -->", f"<!-- end of {name} -->"
    before = document.read_text() if document.exists() else "# Benchmarks\n"
    block = f"{start}\n\n{text.strip()}\n\n{end}\n"
    pattern = re.compile(f"{re.escape(start)}.*?{re.escape(end)}\n", re.DOTALL)
    if pattern.search(before):
        document.write_text(pattern.sub(lambda _: block, before))
    else:
        document.write_text(f"{before.rstrip()}\n\n{block}")
