"""Measures the desk on a large inbox beside a trivial app and newsboat; prints a table.

Each app runs in a process of its own, driven by Textual's Pilot: so the floor that Pilot itself
has is in both columns. The first paint is that of whole processes, from the start of the
interpreter, which finds all modules compiled, as an installation leaves them. Newsboat knows no
Pilot: beside it stands the desk driven as newsboat is, by keys on a terminal.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from tests.bench import FEEDS, beside
from tests.bench.apps import SIZE, desk, trivial
from tests.bench.costs import Cost, Figures, note
from tests.bench.desk_table import table
from tests.bench.newsboat import Newsboat, installed, version

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from reewriter.tui.screens.inbox import InboxScreen

KEYS = 60
PAINTS = 7
"""First paints of each app, one after the other's; what is told is their median."""
BULK = 200_000
"""Items from which on a database is filled in bulk instead of by fetches."""
IDLE = 4.0
"""Seconds of doing nothing."""
SEARCHED = (0, 3, 12, 40, 120, 400, 1200, 4000)
"""How common the words are that are searched for, letter by letter: of fewer letters than forty,
what nineteen of twenty stay below would be the slowest of all."""


class _Watch:
    """Tells what has been spent since it was made."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    @property
    def cost(self) -> Cost:
        """What it cost so far."""
        return (time.perf_counter() - self._wall) * 1000, (time.process_time() - self._cpu) * 1000


async def _press(pilot: Pilot[Any], key: str) -> Cost:
    watch = _Watch()
    await pilot.press(key)
    return watch.cost


async def measure(root: Path | None) -> Figures:
    """Measure the desk on this workspace, or the trivial app."""
    with contextlib.ExitStack() as stack:
        app = desk(root, stack) if root else trivial()
        return await _measured(app, desk=root is not None)


async def _measured(app: Any, *, desk: bool) -> Figures:
    found: Figures = {}
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await _rest(pilot)
        note(found, "key", [await _press(pilot, "j") for _ in range(KEYS)], p95=True)
        ends = []
        for _ in range(5):
            ends.append(await _press(pilot, "end"))
            await pilot.press("home")
        note(found, "end", ends)
        note(found, "resize", [await _resized(pilot, at) for at in range(6)])
        found["memory"] = _resident()
        if desk:
            await _measure_desk(pilot, found)
        await _rest(pilot)
        while desk and app.workspace.has_to_learn:  # from three thousand that were just kept
            await asyncio.sleep(0.5)
        await asyncio.sleep(1.0)
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
    for word in (words[at] for at in SEARCHED):
        await pilot.press("slash")
        for letter in word:
            taken.append(await _searched(pilot, room, letter))
        await pilot.press("escape")
        await _rest(pilot)
    note(found, "search", taken, p95=True)
    for name, key in (("skip", "x"), ("keep", "y")):
        costs, settled = [], []
        for at in range(6):
            room.items.marks = set(room.items.ids[:1000])
            if at % 2:
                settled.append(await _press(pilot, key))
            else:
                costs.append(await _decided(pilot, room, key))
            await pilot.press("u")
            await _rest(pilot)
        note(found, name, costs)
        note(found, f"{name} settled", settled)


async def _decided(pilot: Pilot[Any], room: InboxScreen, key: str) -> Cost:
    """Decide about what is marked, and wait for the list that shows it to be painted."""
    first, watch = room.items.ids[0], _Watch()
    pilot.app.simulate_key(key)
    while first not in room.decisions and watch.cost[0] < 5000:
        await asyncio.sleep(0.001)
    await pilot.pause()
    return watch.cost


async def _searched(pilot: Pilot[Any], room: InboxScreen, letter: str) -> Cost:
    """Type a letter, and wait for the list that it finds to be painted."""
    before, watch = room.items.ids, _Watch()
    pilot.app.simulate_key(letter)
    while room.items.ids is before and watch.cost[0] < 5000:
        await asyncio.sleep(0.001)
    await pilot.pause()
    return watch.cost


def run(roots: Sequence[Path | None]) -> list[Figures]:
    """Measure each app in processes of its own, and last the desk on a terminal."""
    with tempfile.TemporaryDirectory(prefix="reewriter-bench-") as compiled:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        found = paints(roots, environment)
        for root, figures in zip(roots, found, strict=True):
            said = _said(["tests.bench.desk", "--inside", str(root or "")], environment)
            figures.update(json.loads(said.splitlines()[-1]))
        if roots[0]:
            found.append(beside.desk(roots[0], environment))
    return found


def newsboat(root: Path) -> tuple[str, Figures]:
    """Measure newsboat with the same items, where it is installed; return what to call it."""
    from tests.bench.searching import vocabulary

    if (program := installed()) is None:
        return "newsboat, not installed", {}
    words = vocabulary()
    reader = Newsboat.reading(
        program, root.with_name(f"{root.name}-newsboat"), root / "reewriter.db"
    )
    return f"newsboat {version()}", beside.newsboat(reader, [words[at] for at in SEARCHED])


def paints(roots: Sequence[Path | None], environment: dict[str, str]) -> list[Figures]:
    """Measure the first paint of each app, all in turn, after one that compiles all modules."""
    taken: list[list[list[float]]] = [[] for _ in roots]
    for _ in range(1 + PAINTS):
        for root, costs in zip(roots, taken, strict=True):
            command = ["tests.bench.first_paint", str(root or ""), str(time.time())]
            costs.append([float(one) for one in _said(command, environment).split()])
    found: list[Figures] = []
    for costs in taken:
        wall, cpu, own = (median(each) for each in zip(*costs[1:], strict=True))
        # What Python itself takes by the clock is not known: that is left out of the second row.
        found.append({"paint": wall, "paint cpu": cpu, "own paint cpu": own})
    return found


def _said(command: Sequence[str], environment: dict[str, str]) -> str:
    line = [sys.executable, "-m", *command]
    done = subprocess.run(line, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def make(root: Path, count: int, words: int) -> None:
    """Make a workspace with so many new items, unless it is there."""
    from reewriter.workspace import Workspace
    from tests.bench.pouring import pour
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
    if (root / "reewriter.db").exists():
        return
    if count < BULK:
        build(root / "reewriter.db", count, words)
        return
    with Workspace.open(root):
        pass  # that makes the feeds
    pour(root / "reewriter.db", count, words)


def main() -> int:
    """Measure both, print the table, and put it into the documents when asked."""
    parser = argparse.ArgumentParser(prog="make bench-desk", description=__doc__)
    parser.add_argument("--items", type=int, default=100_000, help="size of the inbox")
    parser.add_argument("--words", type=int, default=300, help="words of a text")
    parser.add_argument("--also", type=int, help="a larger inbox that is measured besides")
    parser.add_argument("--also-words", type=int, default=40, help="words of a text there")
    parser.add_argument("--workspace", type=Path, help="keep the workspaces here, or use them")
    parser.add_argument("--write", type=Path, help="put the table into this page")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside is not None:
        figures = asyncio.run(measure(Path(asked.inside) if asked.inside else None))
        sys.stdout.write(json.dumps(figures) + "\n")
        return 0
    sizes = [(asked.items, asked.words)]
    sizes += [(asked.also, asked.also_words)] if asked.also else []
    with tempfile.TemporaryDirectory(prefix="reewriter-bench-") as folder:
        roots = [(asked.workspace or Path(folder)) / f"{count}-{words}" for count, words in sizes]
        for root, (count, words) in zip(roots, sizes, strict=True):
            make(root, count, words)
        about = " and ".join(
            f"{count:,} new items of {FEEDS} feeds in"
            f" {(root / 'reewriter.db').stat().st_size / 1e6:,.0f} MB"
            for root, (count, _) in zip(roots, sizes, strict=True)
        )
        names = ["the desk", *(f"with {count:,}" for count, _ in sizes[1:]), "the trivial app"]
        columns = list(zip([*names, "the desk, on a terminal"], run([*roots, None]), strict=True))
        columns.append(newsboat(roots[0]))
        text = table(columns, also=names[1:-1], about=about)
    sys.stdout.write(text)
    if asked.write:
        from tests.bench.report import put

        put(asked.write, "desk", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
