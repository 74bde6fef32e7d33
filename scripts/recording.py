"""Records a morning at the desk: real keys on the samples, every picture exported by the app.

The pictures become one animated SVG that needs no script: lines that several pictures share are
stored once, and each picture is shown for as long as an editor would look at it.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from textual.worker import WorkerCancelled

from reewriter.tui.app import DeskApp
from reewriter.workspace import Workspace
from reewriter.workspace.demo import open_demo
from scripts.pictures import FOLDER, NOW, standing_alone

SIZE = (110, 30)
PATH = FOLDER / "morning.svg"

Scene = tuple[tuple[str, ...], float, str]
"""Keys, the seconds their picture is shown, and what is said below it."""

MORNING: tuple[Scene, ...] = (
    ((), 2.0, "The night's items, ranked; the reader beside or behind the list"),
    (("j",), 0.5, "j goes down"),
    (("j",), 0.5, "j goes down"),
    (("y",), 1.6, "y keeps: its story is on the bench of today's issue"),
    (("x",), 0.7, "x skips"),
    (("x",), 0.9, "x skips"),
    (("u",), 1.6, "u takes it back, as far as you like"),
    (("slash", *"magnet"), 1.8, "/ searches while you type"),
    (("enter", "enter"), 2.2, "enter reads"),
    (("escape", "escape", "escape"), 0.8, "esc leaves"),
    (("f2",), 2.0, "F2: the story, its source and its draft"),
    (("c",), 0.8, "c: the critique; it is saved while you type"),
    (("ctrl+end", "enter", "enter", *"Who "), 0.3, ""),
    ((*"pays ",), 0.3, ""),
    ((*"for ",), 0.3, ""),
    ((*"it?",), 1.5, "saved within half a second"),
    (("escape",), 0.8, ""),
    (("f3",), 2.2, "F3: the issue, checked as it grows"),
    (("right_square_bracket",), 1.6, "] goes to the next finding"),
    (("p",), 2.2, "p shows it as readers get it"),
    (("escape", "w"), 2.4, "w: where it can go. Always a draft, never a list"),
)


async def record(workspace: Workspace) -> list[tuple[str, float, str]]:
    """Play the morning; return picture, seconds and words of each scene."""
    app = DeskApp(workspace)
    pictures: list[tuple[str, float, str]] = []
    async with app.run_test(size=SIZE) as pilot:
        for keys, seconds, words in MORNING:
            await pilot.press(*keys)
            # Readers and proofs follow a moment after the keys.
            await pilot.pause(0.4)
            with suppress(WorkerCancelled):  # one that was begun anew meanwhile
                await app.workers.wait_for_complete()
            await pilot.pause(0.3)
            svg = standing_alone(app.export_screenshot(title="reewriter"))
            pictures.append((svg, seconds, words))
    return pictures


def animated(pictures: list[tuple[str, float, str]]) -> str:
    """Join pictures to one that moves."""
    styles: dict[str, str] = {}
    bodies = [_named(svg, styles) for svg, _, _ in pictures]
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', pictures[0][0])
    if box is None:
        raise ValueError("the app exports its pictures in another form now")
    width, height = float(box[1]), float(box[2]) + 34
    whole = sum(seconds for _, seconds, _ in pictures)
    frames, at = [], 0.0
    for body, (_, seconds, words) in zip(bodies, pictures, strict=True):
        begin, end = at / whole, (at + seconds) / whole
        times = f"0;{begin:.5f};{end:.5f}" if begin else f"0;{end:.5f}"
        values = "hidden;visible;hidden" if begin else "visible;hidden"
        frames.append(
            f'<g visibility="hidden"><animate attributeName="visibility" calcMode="discrete"'
            f' dur="{whole:.1f}s" repeatCount="indefinite" keyTimes="{times}" values="{values}"/>'
            f'{body}<text class="said" x="{width / 2:.0f}" y="{height - 12:.0f}">{_plain(words)}'
            "</text></g>"
        )
        at += seconds
    rules = "".join(f".{name}{{{rule}}}" for rule, name in styles.items())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        "<title>A morning at the desk</title><style>text{white-space:pre;font-family:DejaVu Sans"
        " Mono,Menlo,Consolas,monospace;font-size:20px}.said{fill:#c8d0d8;text-anchor:middle;"
        f'font-size:18px}}{rules}</style><rect width="100%" height="100%" rx="8" fill="#10151c"/>'
        f"{_shared(frames)}</svg>\n"
    )


def _named(svg: str, styles: dict[str, str]) -> str:
    """Return a picture's body, its colours by names that all pictures share."""
    own = dict(re.findall(r"\.(terminal-desk-r\d+) \{ ([^}]*?) \}", svg))
    for rule in own.values():
        styles.setdefault(rule, f"c{len(styles)}")
    body = svg[svg.index('<g transform="translate(9, 41)') :]
    body = body[: body.rindex("</svg>")]
    body = re.sub(r"terminal-desk-r\d+", lambda name: styles[own[name[0]]], body)
    body = re.sub(r' (?:clip-path|shape-rendering)="[^"]*"', "", body)
    return re.sub(r'class="terminal-desk-matrix"', "", body)


def _shared(frames: list[str]) -> str:
    """Store every line that several pictures show once."""
    counts: dict[str, int] = {}
    for frame in frames:
        for part in set(re.findall(r"<text [^>]*>[^<]*</text>|<rect [^>]*/>", frame)):
            counts[part] = counts.get(part, 0) + 1
    ids = {
        part: f"s{number}"
        for number, part in enumerate(p for p, n in counts.items() if n > 1 and len(p) > 40)
    }
    shared = "".join(f'<g id="{name}">{part}</g>' for part, name in ids.items())

    def use(part: re.Match[str]) -> str:
        return f'<use href="#{ids[part[0]]}"/>' if part[0] in ids else part[0]

    pattern = re.compile(r"<text [^>]*>[^<]*</text>|<rect [^>]*/>")
    return f"<defs>{shared}</defs>" + "".join(pattern.sub(use, frame) for frame in frames)


def _plain(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")


def main() -> int:
    """Record the morning into docs/pictures."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_demo(Path(folder) / "demo", now=lambda: NOW, fresh=True) as workspace,
    ):
        PATH.write_text(animated(asyncio.run(record(workspace))), "utf-8")
    print(PATH)
    return 0


if __name__ == "__main__":
    sys.exit(main())
