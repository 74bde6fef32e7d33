"""Takes the pictures of the README: the real desk, exported by the app itself, and a real issue.

The desk is drawn for the bundled samples at a fixed hour. The issue's picture needs Chromium
(Debian: `apt install chromium`); without it only the desk is drawn.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from textual.worker import WorkerCancelled

from reewriter.tui.app import DeskApp
from reewriter.workspace import Workspace
from reewriter.workspace.demo import open_demo

NOW = datetime(2026, 3, 2, 11, 41, tzinfo=UTC)
FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SIZE = (144, 38)
ROOMS = {"inbox": ("f1", "j", "j"), "story": ("f2",), "issue": ("f3",)}
PAGE = (680, 1560)


async def draw_desk(workspace: Workspace) -> None:
    """Let the app export each room as it looks on a terminal of 132 by 36."""
    app = DeskApp(workspace)
    async with app.run_test(size=SIZE) as pilot:
        for name, keys in ROOMS.items():
            await pilot.press(*keys)
            # Readers and proofs follow a moment after the keys.
            await pilot.pause(1.0)
            with suppress(WorkerCancelled):  # one that was begun anew meanwhile
                await app.workers.wait_for_complete()
            await pilot.pause(0.2)
            path = FOLDER / f"desk-{name}.svg"
            path.write_text(standing_alone(app.export_screenshot(title="reewriter")), "utf-8")
            print(path)


def standing_alone(svg: str) -> str:
    """Take out what would be fetched from elsewhere: fonts; and what differs from run to run."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas")
    return re.sub(r"terminal-\d+", "terminal-desk", svg)


def draw_issue(workspace: Workspace) -> None:
    """Photograph the rendered issue at the width of a mail window."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("no Chromium here: the issue's picture stays as it is", file=sys.stderr)
        return
    page = workspace.press.write(workspace.issues.current(), formats=("html",))["html"]
    path = FOLDER / "issue.png"
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run")
    alone = ("--disable-background-networking", "--disable-component-update", "--disable-sync")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                chromium, *quiet, *alone, f"--user-data-dir={profile}",
                f"--window-size={PAGE[0]},{PAGE[1]}", f"--screenshot={path}", page.as_uri(),
            ],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    print(path)


def main() -> int:
    """Draw everything into docs/pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        open_demo(Path(folder) / "demo", now=lambda: NOW, fresh=True) as workspace,
    ):
        asyncio.run(draw_desk(workspace))
        draw_issue(workspace)
    return 0


if __name__ == "__main__":
    sys.exit(main())
