"""Keys typed on before a list is there are for that list, however long it is looked up."""

from __future__ import annotations

import time
from array import array
from pathlib import Path
from typing import Any

import pytest

from reewriter.model import ItemState
from reewriter.tui.behind.lookups import Lookups
from reewriter.tui.screens.inbox_list import ListRoom
from reewriter.workspace import Workspace
from tests.tui.morning import WIDE, at_desk
from tests.workshop import make_workspace, thirty


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Thirty items, six of them about a harbour, in an archive so large that a list takes long."""
    at_once = Lookups.ids

    def late(self: Lookups, *args: Any, **named: Any) -> array[int] | None:
        time.sleep(0.15)
        return at_once(self, *args, **named)

    monkeypatch.setattr(Lookups, "ids", late)
    return make_workspace(tmp_path, thirty())


def states(workspace: Workspace, state: ItemState) -> int:
    return workspace.triage.count(f"state:{state}")


async def test_what_is_decided_after_a_search_is_decided_about_its_list(
    workspace: Workspace,
) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("slash")
        await editor.write("harb\nX")
        await editor.until(lambda: bool(states(workspace, ItemState.SKIPPED)))
        await editor.rest()
        assert states(workspace, ItemState.SKIPPED) == 6, "of thirty, only those that were found"


async def test_the_last_letters_of_a_search_count_as_well(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("slash")
        await editor.write("harb\ny")
        await editor.until(lambda: bool(states(workspace, ItemState.KEPT)))
        await editor.rest()
        (kept,) = workspace.triage.ids("state:kept")
        assert "Harbour" in workspace.triage.item(kept).title


async def test_keys_behind_the_end_of_a_search_are_for_the_whole_list(
    workspace: Workspace,
) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("slash")
        await editor.type("harb")
        await editor.press("enter")
        editor.app.simulate_key("escape")
        editor.app.simulate_key("G")
        await editor.until(lambda: editor.items.count == 30)
        await editor.rest()
        assert editor.items.cursor == 29, "not where the cursor stood before the search"


async def test_keys_behind_the_choice_of_a_view_are_for_its_list(workspace: Workspace) -> None:
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("j", "y")
        await editor.until(lambda: bool(states(workspace, ItemState.KEPT)))
        await editor.press("g", "v", "j")  # from the new ones to those that were kept
        editor.app.simulate_key("enter")
        editor.app.simulate_key("x")
        await editor.until(lambda: bool(states(workspace, ItemState.SKIPPED)))
        await editor.rest()
        assert not states(workspace, ItemState.KEPT), "that one is skipped, and no new one"


async def test_the_end_of_a_search_is_that_of_all_it_finds(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ListRoom, "PAGE", 3)
    async with at_desk(workspace) as editor:
        await editor.press("slash")
        await editor.write("harb\nGx")
        await editor.until(lambda: bool(states(workspace, ItemState.SKIPPED)))
        await editor.rest()
        (skipped,) = workspace.triage.ids("state:skipped")
        assert skipped == editor.items.ids[-1], "not the last of those that were shown first"
        assert editor.items.count == 6


async def test_a_list_that_came_twice_keeps_the_line_that_was_decided(
    workspace: Workspace,
) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("slash")
        await editor.write("harb\nx")
        await editor.until(lambda: bool(states(workspace, ItemState.SKIPPED)))
        await editor.rest()
        room = editor.app.screen
        assert isinstance(room, ListRoom)
        room.post_message(ListRoom.Found(room._shown, editor.items.ids[1:], (), whole=True))
        await editor.rest()
        assert editor.items.count == 6
