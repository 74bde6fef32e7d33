"""Measures the desk on a large inbox beside a trivial app; asserts nothing, prints a table.

Each app runs in a process of its own, driven by Textual's Pilot: so the floor that Pilot itself
has is in both columns. Nothing of ours is imported here before the clock runs.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import platform
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from tests.bench import FEEDS, NOW

if TYPE_CHECKING:
    from textual.app import App
    from textual.pilot import Pilot

    from reewriter.tui.screens.inbox import InboxScreen

SIZE = (160, 50)
KEYS = 60
IDLE = 4.0
"""Seconds of doing nothing."""
_ROWS = {
    "paint": ("first paint", "CPU ≤ 1.5 × the trivial app's"),
    "key": ("a key in the list to a settled screen, p95", "≤ 1.3 × the trivial app"),
    "end": ("jump to the end", "≤ 100"),
    "search": ("a key of a search to its results, p95", "≤ 100"),
    "skip": ("skip 1,000 marked", "≤ 300"),
    "keep": ("keep 1,000 marked", "≤ 300"),
    "resize": ("resize", "≤ 150"),
    "memory": ("resident, MB", "≤ 120"),
    "idle": ("idle, % of a CPU", "< 1"),
}

Figures = dict[str, float]


# -- the two apps ------------------------------------------------------------------------------


def trivial() -> App[None]:
    """Make an app that is one bare virtual list of a hundred thousand lines."""
    from rich.segment import Segment
    from textual.app import App, ComposeResult
    from textual.geometry import Size
    from textual.scroll_view import ScrollView
    from textual.strip import Strip

    class Lines(ScrollView, can_focus=True):
        def on_mount(self) -> None:
            self.virtual_size = Size(self.size.width, 100_000)

        def render_line(self, y: int) -> Strip:
            return Strip([Segment(f"line {y + self.scroll_offset.y}")])

        def key_j(self) -> None:
            self.scroll_to(y=self.scroll_offset.y + 1, animate=False)

        def key_end(self) -> None:
            self.scroll_to(y=self.virtual_size.height, animate=False)

    class Trivial(App[None]):
        def compose(self) -> ComposeResult:
            yield Lines()

    return Trivial()


def desk(root: Path, stack: contextlib.ExitStack) -> App[Any]:
    """Make the desk on a workspace, as `reewriter.tui.run` does."""
    from reewriter.tui import opening
    from reewriter.workspace import Workspace

    workspace = Workspace.open(root, now=lambda: NOW)
    stack.enter_context(opening.swiftly())
    from reewriter.tui.app import DeskApp

    return DeskApp(workspace)


# -- measuring, inside the process of the app --------------------------------------------------


Cost = tuple[float, float]
"""Milliseconds by the wall clock, and of processor time, all threads of the process."""


class _Watch:
    """Tells what has been spent since it was made."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    @property
    def cost(self) -> Cost:
        """What it cost so far."""
        return (time.perf_counter() - self._wall) * 1000, (time.process_time() - self._cpu) * 1000


def _note(found: Figures, name: str, costs: Sequence[Cost], *, p95: bool = False) -> None:
    """Note the median of several measurements, or what nineteen of twenty stay below."""
    for at, what in enumerate((name, f"{name} cpu")):
        taken = sorted(cost[at] for cost in costs)
        found[what] = taken[int(len(taken) * 0.95)] if p95 else median(taken)


async def _press(pilot: Pilot[Any], key: str) -> Cost:
    watch = _Watch()
    await pilot.press(key)
    return watch.cost


async def measure(root: Path | None) -> Figures:
    """Measure the desk on this workspace, or the trivial app."""
    watch = _Watch()
    with contextlib.ExitStack() as stack:
        app = desk(root, stack) if root else trivial()
        return await _measured(app, watch, desk=root is not None)


async def _measured(app: App[Any], watch: _Watch, *, desk: bool) -> Figures:
    found: Figures = {}
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        _note(found, "paint", [watch.cost])
        await _rest(pilot)
        _note(found, "key", [await _press(pilot, "j") for _ in range(KEYS)], p95=True)
        ends = []
        for _ in range(5):
            ends.append(await _press(pilot, "end"))
            await pilot.press("home")
        _note(found, "end", ends)
        _note(found, "resize", [await _resized(pilot, at) for at in range(6)])
        found["memory"] = _resident()
        if desk:
            await _measure_desk(pilot, found)
        await _rest(pilot)
        watch = _Watch()
        await asyncio.sleep(IDLE)
        wall, cpu = watch.cost
        found["idle"] = cpu / wall * 100
    return found


def _resident() -> float:
    """Return the megabytes that this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


async def _rest(pilot: Pilot[Any]) -> None:
    from textual.worker import WorkerCancelled

    for seconds in (1.0, 0.0):
        with contextlib.suppress(WorkerCancelled):  # overtaken by a later one
            await pilot.app.workers.wait_for_complete()
        await pilot.pause(seconds)


async def _resized(pilot: Pilot[Any], at: int) -> Cost:
    watch = _Watch()
    await pilot.resize_terminal(*((200, 60) if at % 2 == 0 else SIZE))
    return watch.cost


async def _measure_desk(pilot: Pilot[Any], found: Figures) -> None:
    from reewriter.tui.screens.inbox import InboxScreen

    room = pilot.app.screen
    assert isinstance(room, InboxScreen)
    from tests.bench.searching import vocabulary

    words = vocabulary()
    taken = []
    for word in (words[0], words[40], words[400]):
        await pilot.press("slash")
        for letter in word:
            taken.append(await _searched(pilot, room, letter))
        await pilot.press("escape")
        await _rest(pilot)
    _note(found, "search", taken, p95=True)
    for name, key in (("skip", "x"), ("keep", "y")):
        costs = []
        for _ in range(3):
            room.items.marks = set(room.items.ids[:1000])
            costs.append(await _press(pilot, key))
            await pilot.press("u")
            await _rest(pilot)
        _note(found, name, costs)


async def _searched(pilot: Pilot[Any], room: InboxScreen, letter: str) -> Cost:
    """Type a letter, and wait for the list that it finds to be painted."""
    before, watch = room.items.ids, _Watch()
    pilot.app.simulate_key(letter)
    while room.items.ids is before and watch.cost[0] < 5000:
        await asyncio.sleep(0.001)
    await pilot.pause()
    return watch.cost


# -- the processes and the table ---------------------------------------------------------------


def run(root: Path | None) -> Figures:
    """Measure in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.desk", "--inside", str(root or "")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def make(root: Path, count: int, words: int) -> None:
    """Make a workspace with so many new items, unless it is there."""
    from tests.bench.searching import build, vocabulary
    from tests.workshop import CONFIG

    root.mkdir(parents=True, exist_ok=True)
    listed = "".join(
        f'[[feeds]]\nurl = "https://feed{n}.example/feed"\ntitle = "Feed {n:03}"\n'
        f'section = "{("Policy", "Markets", "Top Story")[n % 3]}"\n'
        for n in range(FEEDS)
    )
    views = f'[views]\n"Common" = "{vocabulary()[0]}"\n"Lately" = "newer:2d score:>3"\n'
    before, _, after = CONFIG.partition("[[feeds]]")
    keywords = after[after.index("[keywords]") :]
    (root / "feeds.toml").write_text(before + listed + keywords + views, encoding="utf-8")
    if not (root / "reewriter.db").exists():
        build(root / "reewriter.db", count, words)


def table(ours: Figures, floor: Figures, count: int, size: int) -> str:
    """Return the figures as Markdown."""
    lines = [
        "## The desk on a large inbox",
        "",
        f"`make bench-desk`, {datetime.now(UTC):%Y-%m-%d}: {count:,} new items of {FEEDS} feeds,"
        f" database {size / 1e6:,.0f} MB, {SIZE[0]} × {SIZE[1]};",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, Textual"
        f" {version('textual')}, {platform.machine()}, {os.cpu_count()} processors with a load of"
        f" {os.getloadavg()[1]:.1f}",
        "meanwhile. The trivial app is one bare virtual list. Milliseconds by the clock, in"
        " brackets of processor",
        "time, all threads; wanted is what holds on a machine at rest.",
        "",
        "| what | the desk | the trivial app | wanted |",
        "|---|---|---|---|",
    ]
    for name, (what, wanted) in _ROWS.items():
        lines.append(f"| {what} | {_cell(ours, name)} | {_cell(floor, name)} | {wanted} |")
    return "\n".join([*lines, ""])


def _cell(figures: Figures, name: str) -> str:
    """Write a figure, and what of it was processor time."""
    if name not in figures:
        return "–"
    if name in ("memory", "idle"):
        return f"{figures[name]:,.1f}"
    return f"{figures[name]:,.0f} ({figures[f'{name} cpu']:,.0f})"


def main() -> int:
    """Measure both, print the table, and put it into the documents when asked."""
    parser = argparse.ArgumentParser(prog="make bench-desk", description=__doc__)
    parser.add_argument("--items", type=int, default=100_000, help="size of the inbox")
    parser.add_argument("--words", type=int, default=300, help="words of a text")
    parser.add_argument("--workspace", type=Path, help="keep the workspace here, or use it")
    parser.add_argument("--write", type=Path, help="put the table into this page")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside is not None:
        figures = asyncio.run(measure(Path(asked.inside) if asked.inside else None))
        sys.stdout.write(json.dumps(figures) + "\n")
        return 0
    with tempfile.TemporaryDirectory(prefix="reewriter-bench-") as folder:
        root = asked.workspace or Path(folder)
        make(root, asked.items, asked.words)
        size = (root / "reewriter.db").stat().st_size
        text = table(run(root), run(None), asked.items, size)
    sys.stdout.write(text)
    if asked.write:
        from tests.bench.report import put

        put(asked.write, "desk", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
