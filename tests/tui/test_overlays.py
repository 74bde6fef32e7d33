"""Every dialog and side pane in letters, at two sizes: over nothing, in trouble, and hostile.

The rooms themselves are in the other pictures; these too are read as they are.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from textual import events

from reewriter.config import load
from reewriter.errors import ReewriterError
from reewriter.tui import autosave
from reewriter.tui.app import DeskApp
from reewriter.tui.frame import DeskScreen
from reewriter.workspace import Workspace
from tests.tui.album import Album, hurry
from tests.tui.morning import NARROW, WIDE, Editor, at_desk
from tests.tui.test_hostile import EVIL, assert_clean, uncleaned
from tests.tui.test_pictures import in_trouble
from tests.workshop import make_workspace

Act = Callable[[Editor, Workspace, str], Awaitable[None]]


def keys(*names: str) -> Act:
    """Press keys, whatever the desk holds."""

    async def act(editor: Editor, _: Workspace, __: str) -> None:
        await editor.press(*names)

    return act


async def _paste(editor: Editor, _: Workspace, content: str) -> None:
    text = "\n\n".join(EVIL) if content == "hostile" else "A headline\nMar 2, 2026\n\nIt rose. Why?"
    await editor.press("f1")
    editor.app.post_message(events.Paste(text))
    await editor.rest()


async def _both_versions(editor: Editor, workspace: Workspace, content: str) -> None:
    """Let another desk write what is being written here, and ask whose it is."""
    await editor.press("f2", "c")
    await editor.write("Mine.")
    room = editor.app.screen
    assert isinstance(room, DeskScreen)
    theirs = EVIL[0] if content == "hostile" else "Theirs."
    with Workspace.open(workspace.root, now=workspace.now) as other:
        try:
            other.writing.edit(1, {"critique": theirs})
        except ReewriterError:  # there is no story
            return
    room.save_now()
    await editor.press("escape")


async def _returned(editor: Editor, workspace: Workspace, _: str) -> None:
    """Let the editor's own program bring back an issue that cannot be read."""
    await editor.press("f3", "E")


OVERLAYS: tuple[tuple[str, Act, tuple[str, ...]], ...] = (
    ("why this score", keys("f1", "i"), ("escape",)),
    ("another time", keys("z", "G", "enter", *"never", "enter"), ("escape",)),
    ("an address that is none", keys("a", *"nowhere", "enter"), ("escape",)),
    ("a pasted text", _paste, ("escape",)),
    ("help of the inbox", keys("f1", "question_mark"), ("escape",)),
    ("a highlight", keys("f2", "h"), ("escape",)),
    ("suggestions", keys("ctrl+g"), ("ctrl+g",)),
    ("the checklist", keys("g", "m"), ("g", "m")),
    ("as it will be read", keys("g", "p"), ("escape", "g", "p")),
    ("snippets", keys("escape", "c", "ctrl+b"), ("escape", "escape")),
    ("vouching", keys("right_square_bracket", "equals_sign"), ("escape", "escape")),
    ("ran before", keys("f2", "B"), ("escape",)),
    ("pictures", keys("g", "P"), ("escape",)),
    ("help of a story", keys("question_mark"), ("escape",)),
    ("both versions", _both_versions, ("2", "escape")),
    ("an issue that came back broken", _returned, ("escape",)),
    ("a second subject", keys("f3", "semicolon"), ("escape",)),
    ("why it may stand", keys("g", "c", "exclamation_mark"), ("escape", "escape")),
    ("deliveries", keys("g", "d"), ("escape",)),
    ("readers", keys("g", "R"), ("escape",)),
    ("a test mail for nobody", keys("T"), ("escape",)),
    ("help of the issue", keys("question_mark"), ("escape",)),
    ("another feed", keys("f5", "a"), ("escape",)),
    ("a feed that is to go", keys("delete"), ("escape",)),
)
"""Names, what brings them, and the keys that leave them."""


def empty(root: Path) -> Workspace:
    """A workspace into which nothing has come."""
    return make_workspace(root)


def troubled(root: Path) -> Workspace:
    """The morning in trouble, with a text of the house."""
    workspace = in_trouble(root)
    path = root / "feeds.toml"
    path.write_text(path.read_text() + '\n[snippets]\nposition = "We count refineries."\n')
    workspace.use(load(path))
    return workspace


MORNINGS: dict[str, Callable[[Path], Workspace]] = {
    "empty": empty,
    "trouble": troubled,
    "hostile": uncleaned,
}


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("content", list(MORNINGS))
async def test_every_overlay_in_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, size: tuple[int, int]
) -> None:
    hurry(monkeypatch)
    monkeypatch.setattr(autosave, "PAUSE", 60.0)
    monkeypatch.setattr(DeskApp, "suspend", lambda _: nullcontext())
    program = tmp_path / "editor"
    program.write_text('#!/bin/sh\nsed -i "s/^subject:/subjekt:/" "$1"\n')
    program.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(program))
    workspace = MORNINGS[content](tmp_path / "desk")
    async with at_desk(workspace, size) as editor:
        album = Album(editor, size)
        for name, act, back in OVERLAYS:
            await act(editor, workspace, content)
            await album.take(name)
            assert_clean(editor)
            await editor.press(*back)
    album.check(f"{content}-over")
