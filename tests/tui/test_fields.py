"""Fields of text do what fields of text do everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from reewriter.tui.screens.story import StoryScreen
from reewriter.workspace import Workspace
from tests.tui.morning import at_desk, in_room
from tests.workshop import invent, make_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = make_workspace(tmp_path / "desk", [invent(n) for n in range(1, 5)])
    workspace.triage.keep([1, 2])
    return workspace


async def test_ctrl_home_and_end_go_to_the_ends_of_the_whole_text(workspace: Workspace) -> None:
    async with in_room(workspace, "f2", StoryScreen) as (editor, screen):
        await editor.press("c")
        await editor.write("One\nTwo\nThree")
        area = screen.query_one("#critique", TextArea)
        await editor.press("ctrl+home")
        assert area.cursor_location == (0, 0)
        await editor.press("ctrl+end")
        assert area.cursor_location == (2, 5)
        await editor.press("ctrl+shift+home")
        assert area.selected_text == "One\nTwo\nThree"
        await editor.press("ctrl+home", "ctrl+shift+end", "backspace")
        assert area.text == ""


async def test_so_they_do_in_fields_of_one_line(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        for key in ("slash", "a", "ctrl+p"):
            await editor.press(key, *"word", "ctrl+home")
            field = editor.app.focused
            assert isinstance(field, Input)
            assert field.cursor_position == 0, key
            await editor.press("ctrl+end")
            assert field.cursor_position == 4, key
            await editor.press("ctrl+shift+home")
            assert field.selected_text == "word", key
            await editor.press("escape")
