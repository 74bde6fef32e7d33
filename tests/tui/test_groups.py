"""One story, many sources, on the desk: tabs, join, split, suggestions, late sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reewriter.model import ItemRow, ItemState
from reewriter.tui.widgets.item_lines import RowLook, lay_out
from reewriter.workspace import Workspace
from tests.tui.morning import NARROW, WIDE, at_desk
from tests.workshop import bring, invent, make_workspace

ONE = "Fensdal drilling stopped as water floods gallery"
OTHER = "Water stops cooperative's drilling at Fensdal"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Three lines: a story of two feeds, one headline, and another that may tell the same."""
    workspace = make_workspace(tmp_path, [invent(1), invent(2, title=ONE)])
    again = replace(invent(3, title="Licences again"), url_key=invent(1).url_key)
    bring(workspace, [again, invent(4, title=OTHER)], feed=1)
    return workspace


async def test_tab_goes_through_the_sources_and_then_on(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        editor.items.find(1)
        await editor.press("enter")
        assert "▌The Basin Ledger" in editor.lines[2]
        assert "Oxide" in editor.lines[2]
        await editor.press("tab")
        assert "▌Oxide" in editor.lines[2]
        assert "Licences again" in editor.text
        assert editor.focused == "reader"
        await editor.press("tab")
        assert "▌The Basin Ledger" in editor.lines[2]
    async with at_desk(workspace, WIDE) as editor:
        editor.items.find(1)
        await editor.press("enter", "tab")
        assert editor.focused == "reader"
        await editor.press("tab")
        assert editor.focused != "reader"


async def test_a_key_shows_the_next_source_also_from_the_list(workspace: Workspace) -> None:
    async with at_desk(workspace, WIDE) as editor:
        editor.items.find(1)
        await editor.press("S")
        assert "Licences again" in editor.text
        await editor.press("S")
        assert "Licences again" not in editor.text
        editor.items.find(2)
        await editor.press("S")
        assert editor.said == "only one source tells this story"


async def test_the_source_that_is_shown_is_split_off_and_undo_puts_it_back(
    workspace: Workspace,
) -> None:
    async with at_desk(workspace) as editor:
        assert list(editor.items.ids).count(3) == 0
        editor.items.find(1)
        await editor.press("enter", "tab", "|")
        assert "“Licences again” is a story of its own" in editor.said
        assert 3 in editor.items.ids
        assert workspace.triage.rows([1])[0].others == 0
        await editor.press("u")
        assert editor.said == "undo: “Licences again” is a story of its own"
        assert 3 not in editor.items.ids
        assert workspace.triage.rows([1])[0].others == 1


async def test_a_line_alone_cannot_be_split(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        editor.items.find(2)
        await editor.press("|")
        title = workspace.triage.item(2).title
        assert editor.said.startswith(f"“{title[:20]}"), "as the line calls it, not by a number"
        assert "stands alone" in editor.said


async def test_marked_lines_become_one_and_keys_act_on_all_of_it(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("g", "g", "space", "space", "&")
        assert "joined 2 items to one story" in editor.said
        assert editor.items.count == 2
        await editor.press("g", "g", "x")
        skipped = [row.id for row in workspace.triage.rows([1, 2, 3, 4]) if row.state == "skipped"]
        assert len(skipped) >= 2


async def test_what_may_be_one_story_asks_and_one_key_joins(workspace: Workspace) -> None:
    async with at_desk(workspace, WIDE) as editor:
        assert "≈ The Basin Ledger?" in editor.text
        editor.items.find(4)
        await editor.rest()
        assert "Possibly the same story as The Basin Ledger" in editor.text
        assert "both say drilling, Fensdal" in editor.text
        await editor.press("&")
        assert editor.items.count == 2
        assert "≈" not in editor.text
        await editor.press("u")
        assert editor.items.count == 3
        assert "≈ The Basin Ledger?" in editor.text


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_refusal_is_remembered(workspace: Workspace, size: tuple[int, int]) -> None:
    async with at_desk(workspace, size) as editor:
        assert "≈" in editor.text
        editor.items.find(4)
        await editor.press("-")
        assert "are two stories" in editor.said
        assert "≈" not in editor.text
        await editor.press("-")
        assert "nothing is suggested here" in editor.said
    async with at_desk(workspace, size) as editor:
        assert "≈" not in editor.text


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_story_that_came_back_says_why(workspace: Workspace, size: tuple[int, int]) -> None:
    workspace.folding.catch_up()
    workspace.triage.skip([1])
    news = invent(5, title="Licences again", text="It cost $550 million.")
    bring(workspace, [replace(news, url_key=invent(1).url_key)])
    workspace.folding.catch_up()
    async with at_desk(workspace, size) as editor:
        assert any("$550 million" in line for line in editor.lines[2:6])
        editor.items.find(1)
        await editor.rest()
        assert "came back: new figure: $550 million" in editor.text


async def test_a_late_source_is_seen_in_the_issue_until_its_story_is_opened(
    workspace: Workspace,
) -> None:
    workspace.triage.keep([2])
    late = replace(invent(6), url_key=invent(2).url_key)
    async with at_desk(workspace, WIDE) as editor:
        bring(workspace, [late], feed=1)
        await editor.press("g", "s")
        assert "+1 source" in editor.text
        await editor.press("e")
        assert "+1 source: Oxide & Alloy · + adds it" in editor.text
        await editor.press("r")
        assert "+1 source: Oxide & Alloy · + adds it" in editor.text
        await editor.press("g", "s")
        assert "+1 source" not in editor.text


async def test_a_late_source_becomes_a_tab_of_the_story(workspace: Workspace) -> None:
    workspace.triage.keep([2])
    bring(workspace, [replace(invent(6), url_key=invent(2).url_key)], feed=1)
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("g", "r", "+")
        assert "added 1 source to “" in editor.said
        assert "+1 source" not in editor.text
        await editor.press("S")
        assert "▌Oxide & Alloy" in editor.text
        await editor.press("S")
        assert "▌The Basin Ledger" in editor.text
        await editor.press("u")
        assert len(workspace.writing.story(1).sources) == 1
        assert "▌The Basin Ledger" not in editor.text


async def test_late_sources_are_added_from_the_issue(workspace: Workspace) -> None:
    workspace.triage.keep([2])
    bring(workspace, [replace(invent(6), url_key=invent(2).url_key)], feed=1)
    async with at_desk(workspace) as editor:
        await editor.press("g", "s", "+")
        assert "added 1 source to “" in editor.said
        assert "+1 source" not in editor.text
        await editor.press("+")
        assert "no further source" in editor.said


async def test_a_feed_shows_what_it_has_also_where_another_stands_for_the_story(
    workspace: Workspace,
) -> None:
    other = next(feed.id for feed in workspace.wire.feeds() if feed.name.startswith("Oxide"))
    assert set(workspace.triage.ids(f"feed:{other}")) == {3, 4}
    assert workspace.triage.count(f"feed:{other}") == 2
    assert len(workspace.triage.ids()) == 3, "the story is one line where no feed is asked for"
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("slash")
        await editor.type(f"feed:{other}")
        await editor.press("enter")
        assert editor.items.count == 2
        await editor.press("escape", "g", "v")
        (line,) = [line[:24] for line in editor.lines if line[1:].strip().startswith("Oxide")]
        assert line.split()[-1] == "2", "the count beside a feed is that of its list"


def test_a_suggestion_leaves_the_title_room_in_a_narrow_list() -> None:
    title = "Lynas names Korean customer for dysprosium oxide"
    when = datetime(2026, 3, 2, tzinfo=UTC)
    row = ItemRow(1, title, "Pacific Mining News", when, ItemState.NEW, 9.1, None)
    for width, told in ((38, "≈ same?"), (72, "≈ Pacific Mining…?")):
        look = RowLook("1h", maybe="Pacific Mining News", lines=2)
        first = "".join(text for text, _ in lay_out(row, look, width, None)[0])
        assert told in first
        assert first.startswith("   ● Lynas names Korean")
