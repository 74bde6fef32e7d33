"""Fields of text do what fields of text do everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Input, TextArea

from reewriter.tui.screens.story import StoryScreen
from reewriter.tui.widgets.choice import Choice
from reewriter.tui.widgets.fields import Line, Prose
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


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The first. Ours: |wait.\n\nThe end.", "The first. A quotation. Ours: |wait.\n\nThe end."),
        ("The first. A quotation. Ours: |wait.", "The first. Ours: |wait."),
        ("The first. A quot|ation. Ours: wait.", "The first. |Ours: wait."),
        ("One.\n\nTwo.|", "Zero.\n\nOne.\n\nTwo.|"),
        ("One.|\n\nTwo.", "One.|\n\nTwo.\n\nThree."),
        ("aa|a", "aa|aaa"),
    ],
)
async def test_the_cursor_stays_with_its_words_when_others_change(
    workspace: Workspace, before: str, after: str
) -> None:
    workspace.writing.edit(1, {"critique": before.replace("|", "")})
    async with in_room(workspace, "f2", StoryScreen) as (editor, screen):
        await editor.press("c")
        area = screen.query_one("#critique", Prose)
        area.go_to(before.index("|"))
        area.show(after.replace("|", ""), force=True)
        at = area.cursor_index
        assert f"{area.text[:at]}|{area.text[at:]}" == after


async def test_a_quotation_taken_back_leaves_the_cursor_where_it_was(workspace: Workspace) -> None:
    async with in_room(workspace, "f2", StoryScreen) as (editor, screen):
        await editor.press("c")
        await editor.write("Our view is this.")
        await editor.press(*["left"] * 7)
        area = screen.query_one("#critique", Prose)
        assert area.text[: area.cursor_index] == "Our view i"
        await editor.press("escape", "escape", "j", "c")
        assert "Our view is this. " in area.text, "no quotation stands within a word"
        await editor.press("escape", "u")
        assert area.text == "Our view is this."


async def test_what_was_selected_is_not_written_over_later(workspace: Workspace) -> None:
    async with in_room(workspace, "f2", StoryScreen) as (editor, screen):
        await editor.press("c")
        await editor.write("Our view is this.")
        await editor.press("ctrl+shift+home", "escape", "c", "!")
        assert screen.query_one("#critique", Prose).text == "!Our view is this."


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


class Narrow(App[None]):
    """A line and a choice in too few columns."""

    CSS = "Choice { width: 20; } #asked { width: 20; }"

    def get_css_variables(self) -> dict[str, str]:
        return {**super().get_css_variables(), "cursor-row": "#333333", "quiet": "#999999"}

    def compose(self) -> ComposeResult:
        yield Line("asked", "what the newsletter is called")
        yield Choice(("Markets & Money & more", "Policy"), id="choice")

    def on_mount(self) -> None:
        self.query_one(Choice).show("Markets & Money & more", force=True)


async def test_what_there_is_no_room_for_is_seen_to_go_on() -> None:
    app = Narrow()
    async with app.run_test(size=(60, 5)) as pilot:
        await pilot.pause()
        line, choice = app.query_one(Line), app.query_one(Choice)
        assert line.placeholder == "what the newsletter…"
        assert str(choice.render()) == "‹ Markets & Money… ›"
        line.styles.width = choice.styles.width = 40
        await pilot.pause(0.05)
        assert line.placeholder == "what the newsletter is called"
        assert str(choice.render()) == "‹ Markets & Money & more ›"
