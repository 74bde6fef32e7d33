"""The desk copies the database once a day behind the screen, and says when it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from reewriter.tui.behind import tidying
from reewriter.workspace import Workspace
from tests.tui.morning import at_desk
from tests.workshop import invent, make_workspace


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Think of it at the first look around, not after a minute."""
    monkeypatch.setattr(tidying, "_FIRST", 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """One kept story."""
    workspace = make_workspace(tmp_path, [invent(n) for n in range(1, 4)])
    workspace.triage.keep([1])
    return workspace


async def test_the_desk_copies_what_was_written(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        editor.app.look_around()
        await editor.until(lambda: any((workspace.root / "backups").glob("daily-*.db")))
        assert editor.said == ""


async def test_a_copy_that_cannot_be_made_is_said_once(workspace: Workspace) -> None:
    (workspace.root / "backups").write_text("a file where the folder should be")
    async with at_desk(workspace) as editor:
        editor.app.look_around()

        def told() -> bool:
            editor.app.look_around()
            return "no copy of the database today" in editor.said

        await editor.until(told)
        assert "Choose another folder" in editor.said
