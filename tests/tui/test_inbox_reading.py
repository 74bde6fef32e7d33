"""Search, views and the reader of the inbox, by keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from reewriter.tui.screens.inbox import InboxScreen
from reewriter.tui.widgets.list_head import ListHead
from reewriter.tui.widgets.reader import Reader
from reewriter.tui.widgets.view_list import ViewList
from reewriter.workspace import Workspace
from tests.tui.morning import NARROW, WIDE, Editor, at_desk
from tests.workshop import NOW, invent, make_workspace, thirty


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Thirty items; every fifth is about a harbour."""
    return make_workspace(tmp_path, thirty())


def reader(editor: Editor) -> Reader:
    return editor.app.screen.query_one("#reader", Reader)


def count_of(editor: Editor, view: str) -> str:
    """Return the number beside a view at the left of a wide screen."""
    (line,) = [line[:24] for line in editor.lines[2:] if line[1:].strip().startswith(view)]
    return line.split()[-1]


async def test_search_follows_the_typing_and_marks_what_it_found(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("slash")
        await editor.type("harb")
        assert editor.items.count == 6
        await editor.press("enter")
        assert editor.focused == "items"
        assert "/ harb" in editor.lines[1]
        assert "6 found" in editor.lines[1]
        assert [text for text, style in editor.items.paint_row(0, 80)[0] if style == "match"] == [
            "Harbour"
        ]
        await editor.press("escape")
        assert editor.items.count == 30
        assert "/ harb" not in editor.lines[1]


async def test_letters_are_letters_while_a_query_is_typed(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("slash")
        await editor.type("gi xyu")
        assert editor.app.screen.query_one(ListHead).searching
        assert workspace.undo() is None, "nothing was skipped or kept"
        await editor.press("escape")
        assert editor.focused == "items"


async def test_a_query_that_makes_no_sense_is_explained(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("slash")
        await editor.type("score:many")
        assert "“many” is no score" in editor.said
        await editor.press("escape")
        assert editor.items.count == 30


async def test_a_search_without_result_says_how_to_leave(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("slash")
        await editor.type("zirconium")
        await editor.press("enter")
        assert "Nothing found." in editor.text
        assert editor.text.count("esc clears the search") == 2, "in the list, and above it"


async def test_the_reader_takes_the_place_of_the_list_and_gives_it_back(
    workspace: Workspace,
) -> None:
    async with at_desk(workspace, NARROW) as editor:
        await editor.press("j", "j", "j")
        here = editor.items.current
        assert here is not None
        assert not reader(editor).display
        await editor.press("enter")
        assert not editor.app.screen.query_one("#lines").display
        assert workspace.triage.item(here).title in editor.text
        assert "The Basin Ledger · Ida Renn · " in editor.text
        assert "We are not closing" in editor.text
        await editor.press("escape")
        assert editor.items.current == here
        assert editor.focused == "items"
        assert not reader(editor).display


async def test_the_reader_goes_on_to_the_next_item_after_a_decision(workspace: Workspace) -> None:
    async with at_desk(workspace, NARROW) as editor:
        await editor.press("enter", "x")
        here = editor.items.current
        assert editor.items.cursor == 1
        assert here is not None
        article = reader(editor).article
        assert article is not None
        assert article.title == workspace.triage.item(here).title


@pytest.mark.parametrize("room", ["f1", "f2"])
async def test_a_terminal_made_wider_fills_its_panes(workspace: Workspace, room: str) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("j", room)
        await editor.pilot.resize_terminal(*WIDE)
        await editor.press("f1")
        here, article = editor.items.current, reader(editor).article
        assert here is not None
        assert article is not None
        assert article.title == workspace.triage.item(here).title
        screen = editor.app.screen
        assert isinstance(screen, InboxScreen)
        await editor.until(lambda: bool(screen._counts))


async def test_on_a_wide_screen_the_reader_follows_the_cursor(workspace: Workspace) -> None:
    async with at_desk(workspace, WIDE) as editor:
        for _ in range(3):
            await editor.press("j")
            here = editor.items.current
            article = reader(editor).article
            assert here is not None
            assert article is not None
            assert article.title == workspace.triage.item(here).title
        await editor.press("enter")
        assert editor.focused == "reader"
        await editor.press("tab")
        assert editor.focused == "views"
        await editor.press("escape")
        assert editor.focused == "items"


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_matches_of_a_search_are_walked_in_the_text(
    workspace: Workspace, size: tuple[int, int]
) -> None:
    async with at_desk(workspace, size) as editor:
        await editor.press("n")
        assert "nothing is searched for" in editor.said
        await editor.press("slash")
        await editor.type("rotterdam OR altenburg")
        await editor.press("enter", "n")
        assert editor.said == "match 1 of 2"
        (line,) = [line for line in editor.lines if "▸" in line]
        assert "Rotterdam" in line
        await editor.press("n")
        assert editor.said == "match 2 of 2"
        await editor.press("n", "N")
        assert editor.said == "match 2 of 2"


async def test_times_are_those_of_the_workspace(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("s", "g", "g", "enter")
        assert "Mon 2 Mar 06:00" in editor.text, "eleven in London is six in New York"


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_views_are_chosen_by_keys(workspace: Workspace, size: tuple[int, int]) -> None:
    async with at_desk(workspace, size) as editor:
        await editor.press("y", "y", "g", "v")
        assert editor.focused == "views"
        views = editor.app.screen.query_one(ViewList)
        names = [view.name for n in range(views.count) if (view := views.view_at(n))]
        assert names[:5] == ["New", "Kept", "Today", "Put off", "Top Story"]
        for _ in range(names.index("Kept")):
            await editor.press("j")
        await editor.press("enter")
        assert "Kept ▾" in editor.text
        assert editor.items.count == 2
        assert editor.focused == "items"


async def test_views_show_how_many_lines_they_have(workspace: Workspace) -> None:
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("x", "x", "y")
        assert count_of(editor, "Kept") == "1"
        assert count_of(editor, "Skipped") == "2"
        assert count_of(editor, "Policy") == "27"


async def test_the_browser_gets_safe_addresses_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    items = [
        invent(1, title="Rare earth rare earth", url="https://news.example/1", hours=1),
        invent(2, title="Town hall", url="javascript:alert(1)", text="nothing", hours=2),
    ]
    async with at_desk(make_workspace(tmp_path, items)) as editor:
        await editor.press("o", "j", "o")
        assert opened == ["https://news.example/1"]
        assert "no address that a browser may open" in editor.said


async def test_what_stands_above_the_list_names_the_keys_in_force(workspace: Workspace) -> None:
    config = workspace.root / "feeds.toml"
    keys = '[keymap]\n"desk.search" = "f6"\n"inbox.views" = "f7"\n'
    config.write_text(f"{config.read_text()}\n{keys}")
    with Workspace.open(workspace.root, now=lambda: NOW) as remapped:
        async with at_desk(remapped) as editor:
            assert "F6 search   F7 views" in editor.lines[1]
