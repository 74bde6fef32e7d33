"""Row one is true in the inbox, too: the issue is checked while nobody presses a key."""

from __future__ import annotations

from pathlib import Path

import pytest

from reewriter.tui.behind.checking import QuietCheck
from reewriter.tui.messages import Checked
from reewriter.workspace import Workspace
from tests.conftest import Clock
from tests.tui.morning import NARROW, WIDE, Editor, at_desk
from tests.workshop import NOW, invent, make_workspace


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setattr(QuietCheck, "REST", 0.0)
    return make_workspace(tmp_path, [invent(n) for n in range(4)])


async def checked(editor: Editor) -> None:
    """Look around as the desk does each second, until nothing is to be checked."""
    editor.app.look_around()
    thread = editor.app.quiet_check._thread
    await editor.until(lambda: thread is None or not thread.is_alive())
    await editor.rest()


async def test_the_inbox_says_what_is_wrong_with_the_open_issue(workspace: Workspace) -> None:
    workspace.writing.new(item_id=1, issue=workspace.issues.current())
    async with at_desk(workspace, WIDE) as editor:
        assert "error" not in editor.lines[0]
        await checked(editor)
        assert "! 1 error" in editor.lines[0]
        assert " kB" in editor.lines[0]
        workspace.issues.edit(None, {"subject": "Magnets, and who makes them"})
        editor.app.changed()
        await checked(editor)
        assert "error" not in editor.lines[0], "it has a subject now"
        assert "warning" in editor.lines[0]


async def test_an_issue_that_nobody_has_begun_is_not_scolded(workspace: Workspace) -> None:
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("y")
        await checked(editor)
        assert "error" not in editor.lines[0]


async def test_nothing_is_checked_while_keys_are_pressed_or_nothing_has_changed(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.writing.new(item_id=1, issue=workspace.issues.current())
    monkeypatch.setattr(QuietCheck, "REST", 60.0)
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("j")
        await checked(editor)
        assert " kB" not in editor.lines[0]
        monkeypatch.setattr(QuietCheck, "REST", 0.0)
        await checked(editor)
        assert " kB" in editor.lines[0]
        thread = editor.app.quiet_check._thread
        await checked(editor)
        assert editor.app.quiet_check._thread is thread, "there was nothing to check again"


async def test_what_was_found_in_yesterdays_issue_goes_with_it(tmp_path: Path) -> None:
    clock = Clock(NOW)
    workspace = make_workspace(tmp_path, [invent(1)])
    workspace.now = clock
    async with at_desk(workspace, WIDE) as editor:
        editor.app.post_message(Checked(errors=2, warnings=1, kilobytes=48.2))
        await editor.rest()
        assert "! 2 errors" in editor.lines[0]
        clock.forward(hours=24)
        editor.app.look_around()
        await editor.rest()
        assert "No. 215" in editor.lines[0]
        assert "error" not in editor.lines[0]
        assert " kB" not in editor.lines[0]


async def test_a_narrow_row_says_how_long_there_is_before_anything_else(
    workspace: Workspace,
) -> None:
    async with at_desk(workspace, NARROW) as editor:
        assert "07:00  due in 60m" in editor.lines[0]
        editor.app.post_message(Checked(errors=0, warnings=3, kilobytes=48.2))
        await editor.rest()
        row = editor.lines[0]
        assert "07:00  due in 60m  " in row
        assert row.endswith("4 new  0 kept  ~ 3 warn  no export  saved")
        editor.app.post_message(Checked(errors=12, warnings=13, kilobytes=48.2))
        await editor.rest()
        assert "due in 60m" in editor.lines[0]
        assert "0 kept  ! 12 err  ~ 13 warn" in editor.lines[0]
        assert editor.lines[0].endswith("saved")
