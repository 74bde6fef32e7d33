"""A desk open while other processes work on the same workspace: nobody waits, nothing is lost."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import TextArea

import reewriter
from reewriter.model import ItemState
from reewriter.tui.screens.story import StoryScreen
from reewriter.workspace import Workspace
from tests.terminal import terminal
from tests.tui.morning import Editor, at_desk
from tests.workshop import NOW, invent, make_workspace, write_feed

BEAT = 0.25
"""Seconds within which a key is answered, on a busy machine."""

_HOLD = """\
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
connection.execute("COMMIT")
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """One kept story, and feeds nobody has fetched yet."""
    workspace = make_workspace(tmp_path / "desk", [invent(n) for n in range(1, 4)])
    workspace.triage.keep([1])
    write_feed(workspace.root, "basin", [f"Rare earth item {n}" for n in range(40)], first=100)
    write_feed(workspace.root, "oxide", [f"Magnet item {n}" for n in range(40)], first=200)
    return workspace


def here() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(reewriter.__file__).parent.parent)}


@contextlib.contextmanager
def held(root: Path) -> Iterator[subprocess.Popen[str]]:
    """Let another process hold the database for writing until it is told to let go."""
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(root / "reewriter.db")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        let_go(process)
        process.wait(10)
        process.stdout.close()


def let_go(process: subprocess.Popen[str]) -> None:
    """Let the other process commit."""
    if process.stdin is not None and not process.stdin.closed:
        process.stdin.write("\n")
        process.stdin.close()


async def to_critique(editor: Editor) -> StoryScreen:
    await editor.press("f2", "c")
    screen = editor.app.screen
    assert isinstance(screen, StoryScreen)
    return screen


async def test_a_fetch_from_elsewhere_and_an_editor_at_work(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        screen = await to_critique(editor)
        fetch = subprocess.Popen(
            [sys.executable, "-m", "reewriter", "-w", str(workspace.root), "fetch", "--json"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=here(),
        )  # fmt: skip
        typed = ""
        while fetch.poll() is None:
            typed += "w"
            editor.app.simulate_key("w")
            await editor.pilot.pause(0.005)
            screen._autosave._by_itself()  # a save a key: harder than any editor
        answer, errors = fetch.communicate()
        assert fetch.returncode == 0, errors
        assert json.loads(answer)["new"] == 80
        assert typed
        await editor.press("escape", "f1")
        await editor.until(lambda: "82 new" in editor.lines[0])
        await editor.press("r")
        assert editor.items.count == 82
        assert workspace.writing.story(1).critique == typed
        assert screen.query_one("#critique", TextArea).text == typed


async def test_keys_answer_while_another_process_writes_and_the_save_lands_later(
    workspace: Workspace,
) -> None:
    async with at_desk(workspace) as editor:
        screen = await to_critique(editor)
        with held(workspace.root) as other:
            await editor.write("Typed while it was locked")
            begun = time.monotonic()
            screen._autosave._by_itself()
            await editor.pilot.press("escape")
            screen.save_now()
            assert time.monotonic() - begun < 8 * BEAT
            assert screen.query_one("#critique", TextArea).text == "Typed while it was locked"
            assert workspace.writing.story(1).critique == ""
            await editor.until(lambda: "another program is writing" in editor.said)
            assert "NOT SAVED" in editor.lines[0]
            let_go(other)
            await editor.until(lambda: workspace.writing.story(1).critique != "")
        assert workspace.writing.story(1).critique == "Typed while it was locked"
        await editor.until(lambda: "NOT SAVED" not in editor.lines[0])


async def test_what_cannot_wait_is_refused_in_words_and_done_later(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("y")
        workspace.store.patience = 0.05
        with held(workspace.root):
            await editor.press("x")
            assert "another program is writing" in editor.said
            await editor.press("u")
            assert "another program is writing" in editor.said
            assert workspace.triage.counts()[ItemState.KEPT] == 2
        await editor.press("u")
        assert editor.said.startswith("undo: kept “"), "it was not forgotten"
        assert workspace.triage.counts()[ItemState.KEPT] == 1


async def test_text_is_set_aside_when_the_desk_must_close_while_it_is_locked(
    workspace: Workspace,
) -> None:
    async with at_desk(workspace) as editor:
        await to_critique(editor)
        with held(workspace.root):
            await editor.write("Typed at the last moment")
            editor.app.leave(128 + signal.SIGTERM)
            await editor.until(lambda: editor.app.farewell != "")
    (aside,) = (workspace.root / "backups").glob("unsaved*.md")
    assert "Typed at the last moment" in aside.read_text()
    assert str(aside) in editor.app.farewell


def test_two_real_desks_on_one_story_keep_both_texts(workspace: Workspace) -> None:
    workspace.close()
    with terminal(workspace.root) as first, terminal(workspace.root) as second:
        for desk, words in ((first, "ours"), (second, "theirs")):
            desk.see("sorted by score")
            desk.press("f2")
            desk.see("from the feed")
            desk.press("c")
            desk.see("CRITIQUE")
            mark = desk.mark
            desk.press(*words)
            desk.see(words, after=mark)
        for desk in (first, second):
            desk.process.send_signal(signal.SIGTERM)
            assert desk.wait(15.0) == 128 + signal.SIGTERM
    with Workspace.open(workspace.root, now=lambda: NOW) as after:
        story = after.writing.story(1)
        history = [revision.value for revision in after.writing.history(1)]
    aside = [path.read_text() for path in (workspace.root / "backups").glob("unsaved*.md")]
    kept = "\n".join([story.critique, *history, *aside])
    assert "ours" in kept
    assert "theirs" in kept
