"""Opens one of the apps and says what its process has cost until there was a picture.

Run as a process of its own, which imports nothing that the app would not import: what counts is all
processor time since the interpreter was started, of all threads, until the picture has settled.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from pathlib import Path

from tests.bench.apps import SIZE, desk, trivial


async def _opened(root: str) -> tuple[float, float, str]:
    """Return when there was a picture, by the clock and in processor time, and what it shows."""
    with contextlib.ExitStack() as stack:
        app = desk(Path(root), stack) if root else trivial()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            at, cost = time.time(), time.process_time()
            shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
    return at, cost, shown


def main() -> None:
    """Print three figures in milliseconds: by the clock, processor, processor but for Python."""
    root, began = sys.argv[1], float(sys.argv[2])
    python = time.process_time()
    at, cost, shown = asyncio.run(_opened(root))
    rows = shown.count("Feed ") if root else shown.count("line ")
    if rows < SIZE[1] // 3 or (root and "reewriter" not in shown.splitlines()[0]):
        raise SystemExit(f"that is no picture of the app:\n{shown}")
    sys.stdout.write(f"{(at - began) * 1000} {cost * 1000} {(cost - python) * 1000}\n")


if __name__ == "__main__":
    main()
