"""What is left of the words when the desk dies: killed, hung up, asked to end. Real processes."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import time
from pathlib import Path

import pytest

from reewriter.workspace import Workspace
from tests.terminal import Terminal, plain, terminal
from tests.workshop import invent, make_workspace

ROUNDS = int(os.environ.get("REEWRITER_CRASH_ROUNDS", "4"))
"""How often the desk is killed; `make test-crash` does it fifty times."""
HALF_A_SECOND = 0.5
"""What has been on the screen for longer may not be lost."""
_NUMBERED = re.compile(r"w(\d{3})")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one kept story, to be copied."""
    root = tmp_path_factory.mktemp("made") / "desk"
    with make_workspace(root, [invent(n) for n in range(1, 4)]) as workspace:
        workspace.triage.keep([1])
    with Workspace.open(root) as workspace:  # by the clock on the wall
        workspace.issues.current()
    return root


@pytest.fixture
def root(tmp_path: Path, made: Path) -> Path:
    """A workspace with one kept story."""
    return shutil.copytree(made, tmp_path / "desk")


def critique(root: Path) -> str:
    with Workspace.open(root) as workspace:
        assert workspace.store.quick_check() == "ok"
        return workspace.writing.story(1).critique


def to_critique(desk: Terminal) -> None:
    """Go to the critique, and be there."""
    desk.see("sorted by score")
    desk.press("f2")
    desk.see("from the feed")
    desk.press("c")
    desk.see("CRITIQUE")


def numbered(count: int) -> str:
    return " ".join(f"w{n:03}" for n in range(count))


@pytest.mark.parametrize("number", range(ROUNDS))
def test_killed_desk_keeps_all_but_the_last_moment(root: Path, number: int) -> None:
    chance = random.Random(number)
    typing = chance.uniform(0.2, 1.8)
    text = numbered(400)
    pressed: list[float] = []
    shown: list[tuple[float, int]] = []  # when, and how much of the text
    with terminal(root) as desk:
        to_critique(desk)
        mark = desk.mark
        for character in text[:4]:  # from when it is shown on, the desk has come to rest
            desk.press(character)
            pressed.append(time.monotonic())
        desk.see(text[:4], after=mark)
        begun = time.monotonic()
        while time.monotonic() - begun < typing:
            desk.press(text[len(pressed)])
            pressed.append(time.monotonic())
            desk.look(chance.uniform(0.0, 0.03))
            news = plain(desk.bytes[max(mark, desk.mark - 8_000) :])
            words = [int(found) for found in _NUMBERED.findall(news)]
            shown.append((time.monotonic(), max(words, default=0) * 5 + 4))
        desk.kill()
        died = time.monotonic()
    left = critique(root)
    assert text.startswith(left), "what is left is a beginning of what was typed"
    # A machine that is busy shows a key late, and saves it as much later.
    lag = max((when - pressed[much - 1] for when, much in shown if much > len(text[:4])), default=0)
    before = died - HALF_A_SECOND - 2 * lag
    old = max((much for when, much in shown if when <= before), default=0)
    assert len(left) >= old, f"{old} characters stood there, {len(left)} are left; lag {lag:.2f} s"


@pytest.mark.parametrize("how", ["SIGTERM", "SIGHUP", "closed"])
def test_desk_that_is_told_to_end_loses_nothing(root: Path, how: str) -> None:
    text = f"{numbered(12)} finis"
    with terminal(root) as desk:
        to_critique(desk)
        mark = desk.mark
        desk.press(*text)
        desk.see("finis", after=mark)  # taken in, and most of it younger than an autosave
        if how == "closed":
            desk.hang_up()
        else:
            desk.process.send_signal(getattr(signal, how))
        code = desk.wait(15.0)
    assert code != 0
    aside = [path.read_text() for path in (root / "backups").glob("*.md")]
    assert (critique(root), aside) == (text, [])


def test_terminal_is_given_back_as_it_was(root: Path) -> None:
    with terminal(root) as desk:
        to_critique(desk)
        assert b"\x1b[?1049h" in desk.bytes
        mark = desk.mark
        desk.process.send_signal(signal.SIGTERM)
        desk.wait(15.0)
        last = desk.bytes[mark:]
    assert b"\x1b[?1049l" in last, "the screen of before"
    assert b"\x1b[?25h" in last, "the cursor"
    assert b"\x1b[?1000l" in last, "the mouse"
    assert "Traceback" not in plain(last)


def test_quitting_by_key_ends_with_zero(root: Path) -> None:
    with terminal(root) as desk:
        to_critique(desk)
        mark = desk.mark
        desk.press("M", "i", "n", "e", "escape")
        desk.see("? help", after=mark)  # escape and a letter at once would be another key
        desk.press("q")
        assert desk.wait(15.0) == 0
    assert critique(root) == "Mine"


HOSTILE = (
    "\x1b]52;c;aGVsbG8=\x07 clipboard",
    "\x1b]0;owned\x07 title \x1b[31mred",
    "c1 \x9b31m \x9d0;owned\x9c",
    "bidi \u202eedirrevo\u2066",
    "[/] [red]markup",
    "bell \x07\x08\x08 \x00 null",
)
_OURS = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # colours, places, modes
    r"|\x1b\]22;[a-z-]+(?:\x1b\\|\x07)"  # the shape of the mouse pointer
    r"|\x1bP=[12]s\x1b\\"  # synchronised painting
    r"|\x1b[=>78]"
)


def test_nothing_but_our_own_sequences_reaches_the_terminal(tmp_path: Path) -> None:
    items = [invent(n, title=title, text=title) for n, title in enumerate(HOSTILE)]
    root = tmp_path / "desk"
    with make_workspace(root, items) as workspace:
        workspace.triage.keep(list(workspace.triage.ids())[:4])
    with Workspace.open(root) as workspace:
        issue = workspace.issues.current()
        workspace.issues.edit(issue.edition, {"subject": HOSTILE[0], "intro": HOSTILE[2]})
        for story in workspace.writing.listed():
            workspace.issues.place(story.id)
            workspace.writing.edit(story.id, {"critique": "\n".join(HOSTILE)})
    with terminal(root, columns=160, lines=50) as desk:
        desk.see("sorted by score")
        for key, words in (
            ("enter", "esc back"),
            ("f2", "CRITIQUE"),
            ("f3", "goes out"),
            ("f4", "draft"),
            ("f5", "Basin"),
            ("ctrl+p", "story, issue or feed"),
            ("clip", "clipboard"),
        ):
            mark = desk.mark
            desk.press(key)
            desk.see(words, after=mark)
        desk.process.send_signal(signal.SIGTERM)
        desk.wait(15.0)
        painted = desk.bytes.decode("utf-8")
    rest = _OURS.sub("", painted)
    drive = {c for c in rest if c < " " or "\x7f" <= c <= "\x9f" or c in "\u202e\u2066"}
    assert drive <= {"\r", "\n"}
    assert "\x1b]52" not in painted
    assert "]52;c;" in rest, "what was meant to drive is shown as the letters it is made of"
