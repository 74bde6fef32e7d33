"""The story room when things go otherwise: other desks, findings, long fields, other stories."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from reewriter.model import Highlight
from reewriter.tui import autosave
from reewriter.tui.screens.story import StoryScreen
from reewriter.tui.screens.story_checks import ChecksStories
from reewriter.tui.widgets.finding_line import FindingLine, without_name
from reewriter.workspace import Workspace
from tests.tui.morning import in_room
from tests.workshop import NOW, invent, make_workspace


@pytest.fixture(autouse=True)
def clocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests say themselves when the autosave's time has come; checks come at once."""
    monkeypatch.setattr(autosave, "PAUSE", 60.0)
    monkeypatch.setattr(ChecksStories, "CHECK_AFTER", 0.001)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = make_workspace(tmp_path / "desk", [invent(n) for n in range(1, 5)])
    workspace.triage.keep([1, 2])
    return workspace


def elsewhere(workspace: Workspace, story_id: int = 1, **fields: object) -> None:
    """Let another desk edit a story."""
    with Workspace.open(workspace.root, now=lambda: NOW) as other:
        other.writing.edit(story_id, fields)


def critique(screen: StoryScreen) -> str:
    return screen.query_one("#critique", TextArea).text


async def test_another_desks_text_stays_in_the_history_however_fresh(workspace: Workspace) -> None:
    async with in_room(workspace, "f2", StoryScreen) as (editor, screen):
        await editor.press("c")
        await editor.write("First")
        screen._autosave._by_itself()  # keeps no version: there was nothing before
        await editor.write(" and second")
        screen._autosave._by_itself()  # keeps "First" as a version of just now
        await editor.write(" thoughts")
        elsewhere(workspace, critique="Theirs")
        screen._autosave._by_itself()
        assert "changed elsewhere" in editor.said
        await editor.press("escape")
        assert "Theirs" in editor.text, "both versions are shown"
        assert "First and second thoughts" in editor.text
        assert "u takes it back" in editor.text
        await editor.press("escape", "f3", "f2")
        assert workspace.writing.story(1).critique == "Theirs", "nobody has decided yet"
        await editor.press("escape", "1")
        assert "yours stands there now" in editor.said
        assert workspace.writing.story(1).critique == "First and second thoughts"
        assert "Theirs" in [revision.value for revision in workspace.writing.history(1)]


async def test_noticing_another_desk_takes_no_typed_text_away(workspace: Workspace) -> None:
    async with in_room(workspace, "f2", StoryScreen) as (editor, screen):
        await editor.press("c")
        await editor.write("Mine")
        elsewhere(workspace, critique="Theirs", headline="Their headline")
        for _ in range(2):  # before and after the conflict is known
            screen.refresh_data()
            assert critique(screen) == "Mine"
            screen._autosave._by_itself()
            assert workspace.writing.story(1).critique == "Theirs"
        assert screen.query_one("#headline", Input).value == "Their headline"
        await editor.press("greater_than_sign")
        assert critique(screen).startswith("Mine"), "the key is a letter here"
        await editor.press("escape", "2")
        assert critique(screen) == "Theirs"
        assert not screen.unsaved_text


async def test_highlights_of_another_desk_are_not_written_over_unasked(
    workspace: Workspace,
) -> None:
    async with in_room(workspace, "f2", StoryScreen) as (editor, screen):
        await editor.press("h")
        await editor.write("Ours")
        with Workspace.open(workspace.root, now=lambda: NOW) as other:
            other.writing.set_highlights(1, [Highlight("Theirs")])
            other.writing.edit(1, {"deck": "A deck of theirs"})
        screen.refresh_data()
        await editor.press("tab")
        assert editor.focused == "critique"
        await editor.write("And ours")
        screen._autosave._by_itself()
        assert "changed elsewhere" in editor.said
        assert [h.text for h in workspace.writing.story(1).highlights] == ["Theirs"]
        await editor.press("escape")
        assert "Theirs" in editor.text
        assert "highlights and the critique" in editor.text
        await editor.press("1")
        assert [h.text for h in workspace.writing.story(1).highlights] == ["Ours"]


async def test_moving_and_removing_a_highlight_is_said_and_taken_back_by_itself(
    workspace: Workspace,
) -> None:
    workspace.writing.set_highlights(1, [Highlight("One"), Highlight("Two"), Highlight("Three")])
    async with in_room(workspace, "f2", StoryScreen) as (editor, screen):
        await editor.press("ctrl+o", "K")
        screen._autosave._by_itself()
        assert [h.text for h in workspace.writing.story(1).highlights] == ["One", "Two", "Three"]
        await editor.press("J")
        screen._autosave._by_itself()
        assert editor.said.startswith("moved a highlight of “")
        await editor.press("delete")
        screen._autosave._by_itself()
        await editor.rest()
        assert editor.said == "removed the highlight “One” · u takes it back"
        assert [h.text for h in workspace.writing.story(1).highlights] == ["Two", "Three"]
        await editor.press("u")
        assert editor.said == "undo: removed the highlight “One”"
        assert [h.text for h in workspace.writing.story(1).highlights] == ["Two", "One", "Three"]
        await editor.press("u")
        assert editor.said.startswith("undo: moved a highlight of “")
        assert [h.text for h in workspace.writing.story(1).highlights] == ["One", "Two", "Three"]


def test_a_finding_does_not_name_the_story_that_is_open() -> None:
    message = "12 is in no source; it stands in the critique of “A long hea…”"
    assert (
        without_name(message, "A long headline") == "12 is in no source; it stands in the critique"
    )
    assert without_name(message, "Another") == message
    assert without_name("10 of “$” [/]", "$") == "10 [/]"


async def test_a_finding_in_sight_leads_to_its_field(workspace: Workspace) -> None:
    workspace.issues.place(1)
    async with in_room(workspace, "f2", StoryScreen) as (editor, screen):
        line = screen.query_one(FindingLine)
        assert {f.where for f in line.findings} >= {"story/1/critique", "story/1/highlights"}
        assert f"1/{len(line.findings)}" in editor.text
        worst, *_, last = line.findings
        line.show([last], "")
        line.show([worst, last], "")
        assert line.finding == worst, "what comes later and weighs more is seen"
        first = line.finding
        assert first is not None
        await editor.press("right_square_bracket")
        assert editor.focused == first.where.split("/")[2]
        await editor.press("escape", "escape", "c")
        await editor.write("It counts plants. It does not count magnets.")
        await editor.press("escape")
        assert "story/1/critique" not in {f.where for f in line.findings}


async def test_a_story_on_the_bench_is_not_called_faultless(workspace: Workspace) -> None:
    async with in_room(workspace, "f2", StoryScreen) as (editor, _):
        assert "on the bench: checked when it goes out" in editor.text
        await editor.press("right_square_bracket")
        assert editor.said == "on the bench: checked when it goes out"


async def test_the_source_opens_in_the_browser(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    async with in_room(workspace, "f2", StoryScreen) as (editor, _):
        await editor.press("o")
        await editor.until(lambda: opened == ["https://news.example/1"])
        workspace.writing.edit_source(1, {"url": "javascript:alert(1)"})
        await editor.press("r", "o")
        assert "no address that a browser may open" in editor.said
    assert opened == ["https://news.example/1"]


async def test_a_long_field_shows_its_beginning_unless_it_is_typed_in(
    workspace: Workspace,
) -> None:
    long = "A headline that begins well and goes on for far longer than any screen is wide, truly"
    async with in_room(workspace, "f2", StoryScreen) as (editor, screen):
        await editor.press("H")
        screen.query_one("#headline", Input).value = ""
        await editor.write(long)
        assert "A headline that begins" not in editor.text
        await editor.press("tab")
        assert "A headline that begins well" in editor.text
        await editor.press("shift+tab")
        await editor.write("!")
        await editor.press("escape")
        assert workspace.writing.story(1).headline == f"{long}!"


async def test_words_are_pasted_without_what_drives_a_terminal(workspace: Workspace) -> None:
    from textual import events

    async with in_room(workspace, "f2", StoryScreen) as (editor, screen):
        await editor.press("c")
        editor.app.post_message(events.Paste("Two\r\nlines\x1b[31m\u202e\x00."))
        await editor.rest()
        assert critique(screen) == "Two\nlines[31m."


async def test_the_status_row_says_saved_once_everything_is(workspace: Workspace) -> None:
    async with in_room(workspace, "f2", StoryScreen) as (editor, screen):
        await editor.press("c", "a")
        screen.save_now()
        await editor.rest()
        screen._autosave.typed()  # the message of the last key, later than its save
        await editor.until(lambda: editor.app.standing.save == "saving")
        screen.save_now()  # what the timer does
        await editor.until(lambda: editor.app.standing.save == "saved")
