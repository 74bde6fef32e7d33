"""The story room: where the editor was; keys that come faster than the focus moves; one word."""

from __future__ import annotations

from pathlib import Path

import pytest

from reewriter.tui import autosave
from reewriter.workspace import Workspace
from tests.tui.morning import NARROW, WIDE, at_desk
from tests.workshop import invent, make_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Three stories on the bench."""
    workspace = make_workspace(tmp_path, [invent(n) for n in range(1, 9)])
    workspace.triage.keep([1, 2, 3])
    return workspace


async def test_the_next_desk_opens_the_story_that_was_open_last(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("f2", ">")
        assert "story 2 of 3" in editor.text
    async with at_desk(workspace) as editor:
        await editor.press("f2")
        assert "story 2 of 3" in editor.text
    for _ in range(2):
        workspace.undo()
    async with at_desk(workspace) as editor:
        await editor.press("f2")
        assert "No story yet." in editor.text, "what is gone is not opened"


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_key_right_after_enter_is_a_key_and_no_letter(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.setattr(autosave, "PAUSE", 60.0)
    async with at_desk(workspace, size) as editor:
        await editor.press("f2", "h")
        await editor.write("The first one\nh")
        assert editor.focused == "highlight-editor"
        await editor.write("And a second\n")
        await editor.press("escape")
        lines = [one.text for one in workspace.writing.story(1).highlights]
        assert lines == ["The first one", "And a second"]


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_link_and_tags_have_a_line_each(workspace: Workspace, size: tuple[int, int]) -> None:
    url = "https://news.example/a-rather-long-address-of-a-page-about-magnets"
    workspace.writing.edit_source(1, {"url": url})
    async with at_desk(workspace, size) as editor:
        await editor.press("f2", "ctrl+o")
        assert url in editor.text
        assert "tags" in editor.text


async def test_one_word_is_one_word(workspace: Workspace) -> None:
    workspace.writing.edit(1, {"critique": "Overstated."})
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("f2")
        assert "1 word ·" in editor.text
