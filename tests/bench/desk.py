"""Measures the desk on a large inbox beside a trivial app; asserts nothing, prints a table.

Each app runs in a process of its own, driven by Textual's Pilot: so the floor that Pilot itself
has is in both columns.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import platform
import re
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

from tests.bench.searching import FEEDS, NOW, build, vocabulary
from tests.workshop import CONFIG

if TYPE_CHECKING:
    from textual.app import App
    from textual.pilot import Pilot

    from reewriter.tui.screens.inbox import InboxScreen

SIZE = (160, 50)
KEYS = 60
IDLE = 4.0
"""Seconds of doing nothing."""
_START, _END = "<!-- desk: written by make bench-desk -->", "<!-- end of desk -->"
_ROWS = {
    "paint": ("first paint, CPU s", "≤ 1.5 × the trivial app"),
    "key": ("a key in the list to a settled screen, p95, ms", "≤ 1.3 × the trivial app"),
    "end": ("jump to the end, ms", "≤ 100"),
    "search": ("a key of a search to its results, p95, ms", "≤ 100"),
    "skip": ("skip 1,000 marked, ms", "≤ 300"),
    "keep": ("keep 1,000 marked, ms", "≤ 300"),
    "resize": ("resize, ms", "≤ 150"),
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


def desk(root: Path) -> App[Any]:
    """Make the desk on a workspace."""
    from reewriter.tui.app import DeskApp
    from reewriter.workspace import Workspace

    return DeskApp(Workspace.open(root, now=lambda: NOW))


# -- measuring, inside the process of the app --------------------------------------------------


def _p95(taken: Sequence[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.95)] * 1000


async def _press(pilot: Pilot[Any], key: str) -> float:
    began = time.perf_counter()
    await pilot.press(key)
    return time.perf_counter() - began


async def measure(root: Path | None) -> Figures:
    """Measure the desk on this workspace, or the trivial app."""
    began = time.process_time()
    app = desk(root) if root else trivial()
    found: Figures = {}
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        found["paint"] = time.process_time() - began
        await _rest(pilot)
        found["key"] = _p95([await _press(pilot, "j") for _ in range(KEYS)])
        ends = []
        for _ in range(5):
            ends.append(await _press(pilot, "end"))
            await pilot.press("home")
        found["end"] = median(ends) * 1000
        found["resize"] = median([await _resized(pilot, at) for at in range(6)]) * 1000
        if root:
            await _measure_desk(pilot, found)
        await _rest(pilot)
        began = time.process_time()
        await asyncio.sleep(IDLE)
        found["idle"] = (time.process_time() - began) / IDLE * 100
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return found


async def _rest(pilot: Pilot[Any]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause(1.0)
    await pilot.app.workers.wait_for_complete()


async def _resized(pilot: Pilot[Any], at: int) -> float:
    began = time.perf_counter()
    await pilot.resize_terminal(*((200, 60) if at % 2 == 0 else SIZE))
    return time.perf_counter() - began


async def _measure_desk(pilot: Pilot[Any], found: Figures) -> None:
    from reewriter.tui.screens.inbox import InboxScreen

    room = pilot.app.screen
    assert isinstance(room, InboxScreen)
    words = vocabulary()
    taken = []
    for word in (words[0], words[40], words[400]):
        await pilot.press("slash")
        for letter in word:
            taken.append(await _searched(pilot, room, letter))
        await pilot.press("escape")
        await _rest(pilot)
    found["search"] = _p95(taken)
    for name, key in (("skip", "x"), ("keep", "y")):
        room.items.marks = set(room.items.ids[:1000])
        found[name] = await _press(pilot, key) * 1000
        await pilot.press("u")
        await _rest(pilot)


async def _searched(pilot: Pilot[Any], room: InboxScreen, letter: str) -> float:
    """Type a letter, and wait for the list that it finds to be painted."""
    before = room.items.ids
    began = time.perf_counter()
    pilot.app.simulate_key(letter)
    while room.items.ids is before:
        await asyncio.sleep(0.001)
        if time.perf_counter() - began > 5:
            break
    await pilot.pause()
    return time.perf_counter() - began


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
        f"{datetime.now(UTC):%Y-%m-%d}, {count:,} new items of {FEEDS} feeds,"
        f" database {size / 1e6:,.0f} MB, {SIZE[0]} × {SIZE[1]}; Python"
        f" {platform.python_version()}, SQLite {sqlite3.sqlite_version}, Textual"
        f" {version('textual')}, {platform.machine()}. The trivial app is one bare virtual list.",
        "",
        "| what | the desk | the trivial app | wanted |",
        "|---|---|---|---|",
    ]
    for name, (what, wanted) in _ROWS.items():
        beside = f"{floor[name]:,.2f}" if name in floor else "–"
        lines.append(f"| {what} | {ours[name]:,.2f} | {beside} | {wanted} |")
    return "\n".join([*lines, ""])


def put(document: Path, text: str) -> None:
    """Put the table where the last one stood, or at the end."""
    before = document.read_text(encoding="utf-8")
    block = f"{_START}\n{text}{_END}\n"
    pattern = re.compile(f"{re.escape(_START)}.*?{re.escape(_END)}\n", re.DOTALL)
    if pattern.search(before):
        after = pattern.sub(lambda _: block, before)
    else:
        after = f"{before.rstrip()}\n\n{block}"
    document.write_text(after, encoding="utf-8")


def main() -> int:
    """Measure both, print the table, and put it into the documents when asked."""
    parser = argparse.ArgumentParser(prog="make bench-desk", description=__doc__)
    parser.add_argument("--items", type=int, default=100_000, help="size of the inbox")
    parser.add_argument("--words", type=int, default=300, help="words of a text")
    parser.add_argument("--workspace", type=Path, help="keep the workspace here, or use it")
    parser.add_argument("--document", type=Path, help="put the table into this page")
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
    if asked.document:
        put(asked.document, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
