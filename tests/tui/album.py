"""Screens in letters, one below the other, compared with the file that is kept of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from reewriter.tui.screens.inbox_list import ListRoom
from reewriter.tui.screens.issue_press import PressRoom
from reewriter.tui.screens.story_checks import ChecksStories
from reewriter.tui.screens.story_facts import FactRoom
from tests.golden import check_golden
from tests.tui.morning import Editor
from tests.tui.test_snapshots import still

_PICTURES = Path(__file__).parent / "pictures"
_PAUSES = ("PATIENCE", "RECOUNT", "SWIFT", "CHECK_AFTER", "PROOF_AFTER", "MARK_AFTER")


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the rooms do at once what they do when somebody rests."""
    for room in (ListRoom, ChecksStories, PressRoom, FactRoom):
        for name in _PAUSES:
            if hasattr(room, name):
                monkeypatch.setattr(room, name, 0.001)


class Album:
    """The pictures of one walk through the desk."""

    def __init__(self, editor: Editor, size: tuple[int, int]) -> None:
        self._editor, self._size = editor, size
        self._pages: list[str] = []

    async def take(self, name: str) -> None:
        """Take a picture as soon as nothing moves any more."""
        await still(self._editor)
        head = f"──── {name} ".ljust(self._size[0], "─")
        self._pages.append("\n".join([head, *self._editor.lines]))

    def check(self, name: str) -> None:
        """Compare all that were taken with those of before."""
        width, height = self._size
        file = f"{name}-{width}x{height}.txt"
        check_golden(file, "\n".join(self._pages) + "\n", folder=_PICTURES)
