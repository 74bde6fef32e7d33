"""Every screen in letters, at two sizes: with nothing in it, in trouble, and with hostile content.

Colours are in the snapshots; these pictures are read as they are, in a terminal or in a diff.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reewriter.workspace import Workspace
from tests.tui.album import Album, hurry
from tests.tui.morning import NARROW, WIDE, at_desk
from tests.tui.test_hostile import uncleaned
from tests.tui.test_snapshots import at_work
from tests.workshop import make_workspace

SCREENS = (
    ("inbox", ("f1",), ()),
    ("views", ("g", "v"), ("escape",)),
    ("until when", ("z",), ("escape",)),
    ("search", ("slash", "m", "a", "g", "n", "left_parenthesis"), ("escape",)),
    ("reader", ("enter",), ("escape",)),
    ("a page by hand", ("a",), ("escape",)),
    ("palette", ("ctrl+p",), ("escape",)),
    ("rules", ("g", "u"), ("escape",)),
    ("story", ("f2",), ()),
    ("history", ("f8",), ("escape",)),
    ("draft", ("ctrl+o",), ()),
    ("moves", ("M",), ("escape",)),
    ("issue", ("f3",), ()),
    ("sections", ("m",), ("escape",)),
    ("preview", ("p",), ("escape",)),
    ("exports", ("w",), ("escape",)),
    ("archive", ("f4",), ()),
    ("feeds", ("f5",), ()),
    ("help", ("question_mark",), ("escape",)),
)
"""Names, the keys that bring them, and those that leave them."""


def in_trouble(root: Path) -> Workspace:
    """A morning with a feed that fails, highlights that are too short, an issue that must wait."""
    workspace = at_work(root)
    critique = "“We are closing the door,” said Mara Voss. It costs 77%."
    with workspace.together("another critique", keep=True):
        workspace.writing.edit(1, {"critique": critique})
    workspace.issues.edit(None, {"subject": ""})
    return workspace


MORNINGS: dict[str, Callable[[Path], Workspace]] = {
    "empty": make_workspace,
    "trouble": in_trouble,
    "hostile": uncleaned,
}


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("content", list(MORNINGS))
async def test_every_screen_in_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, size: tuple[int, int]
) -> None:
    hurry(monkeypatch)
    workspace = MORNINGS[content](tmp_path / "desk")
    async with at_desk(workspace, size) as editor:
        album = Album(editor, size)
        for name, there, back in SCREENS:
            await editor.press(*there)
            await album.take(name)
            await editor.press(*back)
    album.check(content)
