"""What the inbox answers: how it says what was done, and what becomes of a search."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widget import Widget

from reewriter.model import ItemState
from reewriter.tui import commands
from reewriter.tui.app import DeskApp
from reewriter.tui.messages import FetchEnded
from reewriter.tui.widgets.list_head import ListHead
from reewriter.workspace import Workspace
from tests.tui.morning import NARROW, WIDE, Editor, at_desk
from tests.workshop import CONFIG, invent, make_workspace, thirty


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Thirty items; every fifth is about a harbour."""
    return make_workspace(tmp_path, thirty())


def head(editor: Editor) -> str:
    """Return the row above the list."""
    return editor.lines[1]


@pytest.mark.parametrize("keys", [("e",), ("enter", "e")])
async def test_opening_a_story_says_that_it_kept_the_item(
    workspace: Workspace, keys: tuple[str, ...]
) -> None:
    async with at_desk(workspace) as editor:
        here = editor.items.current
        assert here is not None
        await editor.press(*keys)
        assert editor.app.current_mode == "story"
        assert editor.said == "kept and opened · u takes it back"
        assert workspace.triage.item(here).state is ItemState.KEPT
        await editor.press("f1")
        assert editor.said == "", "it is no news any more"


async def test_edit_opens_the_line_under_the_cursor_not_the_one_just_kept(
    workspace: Workspace,
) -> None:
    async with at_desk(workspace) as editor:
        kept, here = list(editor.items.ids)[:2]
        await editor.press("y", "e")
        assert editor.said == "kept and opened · u takes it back"
        assert workspace.triage.item(here).title in editor.text
        await editor.press("f1", "g", "g", "e")
        assert editor.said == "opened; it was kept before"
        assert workspace.triage.item(kept).title in editor.text


def test_the_command_table_says_that_opening_keeps() -> None:
    assert commands.command("story.edit").help.startswith("Keep it and open its story")


async def test_the_next_key_takes_a_message_away(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("y")
        assert "u takes it back" in editor.said
        await editor.press("j")
        assert editor.said == ""


async def test_typing_takes_a_message_away(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("slash")
        editor.app.commanded = True
        editor.app.say("something about another key")
        editor.app.commanded = False
        await editor.press("h")
        assert editor.said == ""


async def test_news_outlive_the_key_that_is_pressed_meanwhile(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        editor.app.post_message(FetchEnded(new=3, failed=1, feeds=4))
        await editor.rest()
        await editor.press("j", "j")
        assert editor.said.startswith("fetched 4 feeds")


async def test_news_go_as_well_when_they_have_been_seen(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reewriter.tui.widgets.message_line.MessageLine.NEWS_STAYS", 0.0)
    async with at_desk(workspace) as editor:
        editor.app.post_message(FetchEnded(new=3, failed=1, feeds=4))
        await editor.rest()
        await editor.press("j")
        assert editor.said == ""


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_query_that_makes_no_sense_has_no_count(
    workspace: Workspace, size: tuple[int, int]
) -> None:
    async with at_desk(workspace, size) as editor:
        await editor.press("slash")
        await editor.type("score:many")
        await editor.press("enter")
        assert "no list for this" in head(editor)
        assert "found" not in head(editor)
        assert editor.items.has_class("-stale")
        await editor.press("escape")
        assert editor.said == ""
        assert "no list" not in head(editor)
        assert not editor.items.has_class("-stale")


async def test_the_fields_of_a_query_can_be_read_on_a_narrow_screen(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("slash")
        await editor.type("qqqq:1")
        shown = editor.text
        assert all(f"{name}:" in shown for name in ("feed", "section", "state", "newer", "sort"))


async def test_a_long_message_is_shown_whole(workspace: Workspace) -> None:
    words = " ".join(f"word{n}" for n in range(15))
    async with at_desk(workspace) as editor:
        editor.app.say(words, "error")
        await editor.rest()
        assert "word0" in editor.lines[-3]
        assert "word14" in editor.lines[-2]
        editor.app.say("short")
        await editor.rest()
        assert editor.lines[-2] == " short"
        assert "word" not in editor.lines[-3]


async def test_a_page_of_a_search_comes_first_and_keys_act_on_all_of_it(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reewriter.tui.screens.inbox_list.ListRoom.PAGE", 5)
    async with at_desk(workspace) as editor:
        monkeypatch.setattr("reewriter.tui.screens.inbox_list.ListRoom.RECOUNT", 60.0)
        await editor.press("slash")
        await editor.type("note")
        await editor.press("enter")
        assert editor.items.count == 5
        assert "5+ found" in head(editor)
        await editor.press("asterisk")
        assert "24 found" in head(editor)
        assert "24 marked" in head(editor)
        await editor.press("slash", "end", "s", "backspace", "enter", "y", "X")
        assert workspace.triage.counts()[ItemState.KEPT] == 1, "marks of another list are gone"
        assert workspace.triage.counts()[ItemState.SKIPPED] == 23
        await editor.press("u")
        assert editor.said == "undo: skipped 23 items"
        assert editor.items.count == 23


async def test_an_error_is_shown_whole_and_the_list_keeps_most_of_the_screen(
    workspace: Workspace,
) -> None:
    words = " ".join(f"word{n:02}" for n in range(60))
    async with at_desk(workspace) as editor:
        editor.app.say(words, "error")
        await editor.rest()
        assert "word00" in editor.text
        assert "word59" in editor.text
        editor.app.say(" ".join([words] * 9), "error")
        await editor.rest()
        assert sum("word" in line for line in editor.lines) == 8
        editor.app.say(words)
        await editor.rest()
        assert sum("word" in line for line in editor.lines) == 3, "news may be cut"


async def test_a_search_goes_to_its_first_line_and_back(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press(*"jjjjjjjj")
        here = editor.items.current
        await editor.press("slash")
        await editor.type("harb")
        assert editor.items.cursor == 0
        await editor.press("enter", "j", "j")
        assert editor.items.cursor == 2
        await editor.press("r")
        assert editor.items.cursor == 2, "the same query again moves nothing"
        await editor.press("escape")
        assert editor.items.current == here
        assert editor.items.cursor == 8


async def test_a_hint_takes_no_line_from_the_list(tmp_path: Path) -> None:
    title = "A headline of some forty-odd characters here"
    workspace = make_workspace(tmp_path / "desk", [invent(n, title=title) for n in range(1, 40)])
    async with at_desk(workspace) as editor:
        await editor.press("x")
        (line,) = [line for line in editor.lines[-3:] if "skipped" in line]
        assert "u takes it back" in line, "there is room for it"
        rows = editor.items.size.height
        told = "put off “A headline of some forty-odd…” until Tue 1 Dec 00:00"
        editor.app.say(f"{told} · u takes it back", "good")
        await editor.rest()
        assert editor.items.size.height == rows
        assert "takes it back" not in editor.text
        assert "Tue 1 Dec 00:00" in editor.lines[-2]


async def test_marks_come_back_with_what_was_decided_about_them(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        first, second, third = list(editor.items.ids)[:3]
        await editor.press("space", "j", "space")
        assert editor.items.marks == {first, third}
        await editor.press("x")
        assert not editor.items.marks
        await editor.press("u")
        assert editor.items.marks == {first, third}
        await editor.press("escape", "g", "g", "j", "x", "u")
        assert workspace.triage.item(second).state is ItemState.NEW
        assert not editor.items.marks, "one line that was not marked is not marked by undo"


async def test_undo_marks_only_what_had_been_marked(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        ids = list(editor.items.ids)
        assert len(ids) > 3
        await editor.press("space", "V")
        assert editor.items.marks == set(ids[:2])
        await editor.press("g", "g", "j", "X")
        assert workspace.triage.item(ids[-1]).state is ItemState.SKIPPED
        await editor.press("u")
        assert editor.items.marks <= set(ids[:2]), "the next key would decide about all below"
        assert ids[1] in editor.items.marks


@pytest.mark.parametrize("key", ["y", "x", "X", "z", "Z", "3"])
async def test_a_key_that_finds_nothing_to_decide_says_so(tmp_path: Path, key: str) -> None:
    async with at_desk(make_workspace(tmp_path)) as editor:
        await editor.press(key)
        assert "there is n" in editor.said, "a key that does nothing at all looks broken"


async def test_what_is_said_names_the_keys_in_force(tmp_path: Path) -> None:
    config = CONFIG + '\n[keymap]\n"desk.undo" = "f7"\n'
    with make_workspace(tmp_path, [invent(1, title="Of {braces}")], config=config) as workspace:
        async with at_desk(workspace, WIDE) as editor:
            await editor.press("x")
            assert editor.said == "skipped “Of {braces}” · F7 takes it back"
            await editor.press("f7")
            assert workspace.triage.item(1).state is ItemState.NEW


async def test_what_is_to_be_done_instead_names_the_keys_in_force(tmp_path: Path) -> None:
    config = CONFIG + '\n[keymap]\n"desk.search" = "f7"\n"reader.changes" = "f6"\n'
    with make_workspace(tmp_path, [invent(1)], config=config) as workspace:
        async with at_desk(workspace, WIDE) as editor:
            await editor.press("n")
            assert "F7 begins a search" in editor.said
            await editor.press("left_parenthesis")
            assert "F6 shows what the publisher changed" in editor.said


async def test_what_is_empty_names_the_keys_in_force(tmp_path: Path) -> None:
    config = CONFIG + '\n[keymap]\n"issue.line" = "f7"\n"story.highlight" = "f6"\n'
    with make_workspace(tmp_path, [invent(1)], config=config) as workspace:
        workspace.writing.new(item_id=1, issue=workspace.issues.current())
        async with at_desk(workspace, WIDE) as editor:
            await editor.press("g", "s", "f7")
            assert "nothing goes out yet: F7 brings a story above this line" in editor.text
            await editor.press("g", "r")
            assert "No highlights yet: press F6 to write one." in editor.text


async def test_the_first_picture_waits_for_no_issue(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DeskApp, "MOMENT", 60.0)
    app = DeskApp(workspace)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        status = Editor(app, pilot).lines[0]
        assert "30 new" in status
        assert "No." not in status
    async with at_desk(workspace) as editor:
        assert "No. 214" in editor.lines[0]
        assert "30 new" in editor.lines[0]


async def test_a_search_read_anew_keeps_cursor_and_marks_below_its_first_page(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reewriter.tui.screens.inbox_list.ListRoom.PAGE", 5)
    async with at_desk(workspace) as editor:
        await editor.press("slash")
        await editor.type("note")
        await editor.press("enter", "G", "k")
        await editor.until(lambda: editor.items.count > 5)
        await editor.press("G", "space", "k")
        there, marked = editor.items.current, set(editor.items.marks)
        await editor.press("r")
        await editor.rest()
        assert editor.items.current == there
        assert marked
        assert editor.items.marks == marked


async def test_the_line_above_the_list_answers_the_mouse(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        (line,) = (one for one in editor.app.screen.query_one(ListHead).children if one.display)
        assert isinstance(line, Widget)

        async def click(words: str) -> None:
            at = str(line.render()).index(words)
            await editor.pilot.click(line, offset=(at + 1, 0))
            await editor.rest()

        await click("/ search")
        assert editor.app.screen.query_one(ListHead).searching
        await editor.type("note")
        await editor.press("enter")
        await click("esc clears")
        assert "/ note" not in head(editor)
        await click("gv views")
        assert editor.focused == "views"
        await editor.press("escape")
        await click("New ▾")
        assert editor.focused == "views"
