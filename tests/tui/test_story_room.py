"""The story room by keys: write, save by itself, leave, come back; nothing typed is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from reewriter.model import Highlight
from reewriter.tui import autosave
from reewriter.tui.app import DeskApp
from reewriter.tui.screens.story import StoryScreen
from reewriter.tui.widgets.draft import Draft
from reewriter.tui.widgets.highlight_rows import HighlightRows
from reewriter.tui.widgets.reader import Reader
from reewriter.workspace import Workspace
from tests.workshop import NOW, invent, make_workspace

NARROW, WIDE = (80, 24), (160, 50)


@pytest.fixture(autouse=True)
def nothing_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests say themselves when the autosave's time has come."""
    monkeypatch.setattr(autosave, "PAUSE", 60.0)


@asynccontextmanager
async def room(
    root: Path, size: tuple[int, int] = NARROW, kept: int = 3
) -> AsyncIterator[tuple[Workspace, Pilot[int]]]:
    """Open the desk in the story room, with some kept stories."""
    with make_workspace(root / "desk", [invent(n) for n in range(1, 9)]) as workspace:
        if kept:
            workspace.triage.keep(range(1, kept + 1))
        async with DeskApp(workspace).run_test(size=size) as pilot:
            await pilot.press("f2")
            await settled(pilot)
            yield workspace, pilot


async def settled(pilot: Pilot[int]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def saved(pilot: Pilot[int]) -> None:
    """Leave the field, which saves at once."""
    await pilot.press("escape")
    await settled(pilot)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_two_highlights_and_a_critique_by_keys(tmp_path: Path, size: tuple[int, int]) -> None:
    async with room(tmp_path, size) as (workspace, pilot):
        await pilot.press("h", *"First line", "enter", "h", *"Second line", "enter")
        await pilot.press("c", *"It counts plants.", "enter", *"Not magnets.")
        await saved(pilot)
        story = workspace.writing.story(1)
        assert [h.text for h in story.highlights] == ["First line", "Second line"]
        assert story.critique == "It counts plants.\nNot magnets."


async def test_letters_that_are_keys_elsewhere_are_typed(tmp_path: Path) -> None:
    async with room(tmp_path) as (workspace, pilot):
        await pilot.press("c", *"quit ?/u:f x g i G")
        await saved(pilot)
        assert workspace.writing.story(1).critique == "quit ?/u:f x g i G"


async def test_typing_is_saved_without_leaving_the_field(tmp_path: Path) -> None:
    async with room(tmp_path) as (workspace, pilot):
        await pilot.press("c", *"Saved by itself")
        screen = pilot.app.screen
        assert isinstance(screen, StoryScreen)
        screen._autosave._by_itself()  # what the timer calls half a second later
        assert workspace.writing.story(1).critique == "Saved by itself"
        assert isinstance(pilot.app.focused, TextArea)


async def test_fields_of_one_line_and_of_choice(tmp_path: Path) -> None:
    async with room(tmp_path) as (workspace, pilot):
        await pilot.press("H", "end", *"!", "tab", *"A deck.", "tab", "right")
        await saved(pilot)
        story = workspace.writing.story(1)
        assert story.headline.endswith("wait!")
        assert story.deck == "A deck."
        placed = workspace.issues.composition(workspace.issues.current()).placed
        assert {p.story.id: p.section for p in placed}[1] == "Markets"
        # On the bench the story now stands in another section's order, and stays shown.
        await pilot.press("c")
        assert pilot.app.screen.query_one("#headline", Input).value == story.headline


async def test_highlights_are_moved_reworded_and_removed(tmp_path: Path) -> None:
    async with room(tmp_path) as (workspace, pilot):
        workspace.writing.set_highlights(
            1, [Highlight("One.", span=(1, 5)), Highlight("Two."), Highlight("Three.")]
        )
        await pilot.press("r")
        await settled(pilot)
        pilot.app.screen.query_one(HighlightRows).focus()
        await pilot.press("J", "j", "delete", "k", "enter", "end", *" again", "escape")
        await settled(pilot)
        assert workspace.writing.story(1).highlights == (
            Highlight("Two. again"),
            Highlight("One.", span=(1, 5)),
        )


async def test_empty_highlight_is_not_kept(tmp_path: Path) -> None:
    async with room(tmp_path) as (workspace, pilot):
        await pilot.press("h")
        await saved(pilot)
        assert workspace.writing.story(1).highlights == ()
        assert pilot.app.screen.query_one(HighlightRows).count == 0


async def test_refresh_while_a_highlight_is_begun_does_not_take_it_away(tmp_path: Path) -> None:
    async with room(tmp_path) as (workspace, pilot):
        await pilot.press("h")
        screen = pilot.app.screen
        assert isinstance(screen, StoryScreen)
        screen.refresh_data()  # as when a fetch in another process has stored items
        await pilot.press(*"Kept")
        await saved(pilot)
        assert [h.text for h in workspace.writing.story(1).highlights] == ["Kept"]


async def test_undo_takes_the_critique_back_on_screen_too(tmp_path: Path) -> None:
    async with room(tmp_path) as (workspace, pilot):
        await pilot.press("c", *"Rash.")
        await saved(pilot)
        await pilot.press("u")
        await settled(pilot)
        assert workspace.writing.story(1).critique == ""
        assert pilot.app.screen.query_one("#critique", TextArea).text == ""


async def test_next_and_previous_story(tmp_path: Path) -> None:
    async with room(tmp_path) as (workspace, pilot):
        headline = pilot.app.screen.query_one("#headline", Input)
        first = headline.value
        await pilot.press(">")
        await settled(pilot)
        assert headline.value != first
        await pilot.press("<")
        await settled(pilot)
        assert headline.value == first
        assert len(workspace.writing.listed()) == 3


async def test_on_a_narrow_screen_one_pane_is_seen_and_one_key_swaps(tmp_path: Path) -> None:
    async with room(tmp_path) as (_, pilot):
        screen = pilot.app.screen
        assert screen.query_one(Reader).region.width > 60
        assert not screen.query_one(Draft).region
        await pilot.press("ctrl+o")
        await settled(pilot)
        assert screen.query_one(Draft).region.width > 60
        await pilot.press("ctrl+o")
        await settled(pilot)
        assert screen.query_one(Reader).has_focus


async def test_wide_screen_shows_source_and_draft_side_by_side(tmp_path: Path) -> None:
    async with room(tmp_path, WIDE) as (_, pilot):
        source, draft = pilot.app.screen.query_one(Reader), pilot.app.screen.query_one(Draft)
        assert min(source.region.width, draft.region.width) > 60
        assert source.region.y == draft.region.y


async def test_room_without_a_story_says_what_to_press(tmp_path: Path) -> None:
    async with room(tmp_path, kept=0) as (_, pilot):
        await pilot.press("h", "c", "t", ">", "e")
        await settled(pilot)
        assert "Keep an item" in pilot.app.screen.query_one(Reader).empty


async def test_second_desk_is_told_and_both_texts_survive(tmp_path: Path) -> None:
    async with room(tmp_path) as (workspace, pilot):
        await pilot.press("c", *"Mine")
        with Workspace.open(workspace.root, now=lambda: NOW) as other:
            other.writing.edit(1, {"critique": "Theirs, which is longer"})
        screen = pilot.app.screen
        assert isinstance(screen, StoryScreen)
        screen._autosave._by_itself()
        assert workspace.writing.story(1).critique == "Theirs, which is longer"
        assert screen.query_one("#critique", TextArea).text == "Mine"
        await saved(pilot)
        assert workspace.writing.story(1).critique == "Theirs, which is longer"
        await pilot.press("1")  # both were shown: that is the editor's own decision
        await settled(pilot)
        assert workspace.writing.story(1).critique == "Mine"
        assert "Theirs, which is longer" in [r.value for r in workspace.writing.history(1)]


async def test_on_a_low_screen_the_critique_gets_the_room_while_it_is_written(
    tmp_path: Path,
) -> None:
    async with room(tmp_path) as (workspace, pilot):
        workspace.writing.set_highlights(1, [Highlight(f"Line {n}.") for n in range(3)])
        await pilot.press("r", "c")
        await settled(pilot)
        critique = pilot.app.screen.query_one("#critique", TextArea)
        assert critique.region.height >= 12
        await pilot.press("escape")
        await settled(pilot)
        assert pilot.app.screen.query_one(HighlightRows).has_focus
        assert critique.region.height < 12
        await pilot.press("escape")
        await settled(pilot)
        assert pilot.app.screen.query_one(Reader).has_focus


async def test_a_highlight_is_seen_while_it_is_written_on_a_tiny_screen(tmp_path: Path) -> None:
    async with room(tmp_path, (40, 10)) as (_, pilot):
        await pilot.press("h", *"Seen")
        await settled(pilot)
        editor = pilot.app.screen.query_one("#highlight-editor", TextArea)
        assert editor.has_focus
        assert editor.region.height >= 1
        assert editor.region.bottom <= 10


async def test_the_highlight_under_the_cursor_has_a_mark_besides_its_colour(
    tmp_path: Path,
) -> None:
    async with room(tmp_path) as (workspace, pilot):
        workspace.writing.set_highlights(1, [Highlight("Short."), Highlight("word " * 30)])
        await pilot.press("r", "ctrl+o", "j")
        await settled(pilot)
        rows = pilot.app.screen.query_one(HighlightRows)
        painted = [rows.render_line(y).text for y in range(rows.size.height)]
        assert [line[:3] for line in painted[:2]] == ["  1", "▌ 2"]
        assert "Short." in painted[0]


async def test_a_key_that_nobody_was_told_of_yet_survives_a_refresh(tmp_path: Path) -> None:
    async with room(tmp_path) as (workspace, pilot):
        await pilot.press("c", *"Some")
        screen = pilot.app.screen
        assert isinstance(screen, StoryScreen)
        critique = screen.query_one("#critique", TextArea)
        headline = screen.query_one("#headline", Input)
        with screen.query_one(Draft).prevent(TextArea.Changed, Input.Changed):
            critique.insert("!")  # as between the key and the message about it
            headline.value += "?"
            screen.save_now()
            with Workspace.open(workspace.root, now=lambda: NOW) as other:
                other.writing.edit(1, {"deck": "Theirs"})
            screen.refresh_data()
        assert critique.text == "Some!"
        assert headline.value.endswith("?")
        assert screen.query_one("#deck", Input).value == "Theirs"
