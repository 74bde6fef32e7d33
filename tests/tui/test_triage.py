"""The inbox by keys alone: decide, take back, mark, skip; nothing moves under the cursor."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from reewriter.errors import LockedError
from reewriter.model import ItemState
from reewriter.tui.screens.inbox import InboxScreen
from reewriter.tui.screens.inbox_many import ManyRoom
from reewriter.tui.undoes import Undoes
from reewriter.workspace import Done, Workspace
from reewriter.workspace.triage import Triage
from tests.tui.morning import NARROW, WIDE, Editor, at_desk
from tests.workshop import NOW, bring, invent, make_workspace

TITLES = (
    "Rare earth licence rule reaches the port",
    "Magnet plant opens a second line",
    "Rare earth price floor agreed",
    "Football club buys a magnet",
    "Town hall debates a bus line",
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Thirty items, hours apart, of five kinds."""
    items = [invent(n, title=f"{TITLES[n % 5]} ({n})", hours=n + 1) for n in range(30)]
    return make_workspace(tmp_path, items)


def states(workspace: Workspace) -> dict[ItemState, int]:
    return {state: count for state, count in workspace.triage.counts().items() if count}


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_keep_three_skip_five_and_take_one_back(
    workspace: Workspace, size: tuple[int, int]
) -> None:
    async with at_desk(workspace, size) as editor:
        order = list(editor.items.ids)
        await editor.press("y", "y", "y", "x", "x", "x", "x", "x")
        assert states(workspace) == {
            ItemState.NEW: 22,
            ItemState.KEPT: 3,
            ItemState.SKIPPED: 5,
        }
        assert list(editor.items.ids) == order, "decided lines stay where they are"
        assert editor.items.cursor == 8
        await editor.press("u")
        assert editor.said.startswith("undo: skipped “Rare earth licence")
        assert editor.items.current == order[7], "the cursor is back where it was decided"
        assert states(workspace)[ItemState.SKIPPED] == 4
        assert "3 kept" in editor.lines[0]
        assert "23 new" in editor.lines[0]


async def test_every_decision_can_be_taken_back_and_made_again(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("y", "x", "z", "z", "u", "u", "u")
        assert states(workspace) == {ItemState.NEW: 30}
        assert editor.items.cursor == 0
        assert workspace.issues.composition(workspace.issues.current()).placed == ()
        await editor.press("u")
        assert editor.said == "nothing to undo"
        await editor.press("ctrl+r", "ctrl+r")
        assert states(workspace) == {
            ItemState.NEW: 28,
            ItemState.KEPT: 1,
            ItemState.SKIPPED: 1,
        }
        assert editor.said.startswith("redo: skipped")


async def test_a_decided_line_says_so_and_leaves_with_the_next_look(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("y", "x")
        assert "✓ kept" in editor.lines[2]
        assert "◦ skip" in editor.lines[3]
        await editor.press("r")
        assert editor.items.count == 28
        assert "✓ kept" not in editor.text


async def test_a_digit_keeps_into_that_section(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("3")
        (placed,) = workspace.issues.composition(workspace.issues.current()).placed
        assert placed.section == "Markets"
        assert "Markets" in editor.said
        await editor.press("9")
        assert "no section 9" in editor.said
        assert states(workspace)[ItemState.KEPT] == 1


async def test_skip_all_below_is_one_key_and_one_undo(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("y", "j", "j", "X")
        assert states(workspace) == {
            ItemState.NEW: 2,
            ItemState.KEPT: 1,
            ItemState.SKIPPED: 27,
        }
        await editor.press("u")
        assert editor.said == "undo: skipped 27 items"
        assert states(workspace) == {ItemState.NEW: 29, ItemState.KEPT: 1}
        assert editor.items.cursor == 3


async def test_marked_lines_are_decided_together(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("space", "j", "j", "V")
        assert len(editor.items.marks) == 4
        assert "4 marked" in editor.text
        await editor.press("x")
        assert states(workspace)[ItemState.SKIPPED] == 4
        assert editor.said.startswith("skipped 4 items")
        assert not editor.items.marks
        await editor.press("space", "escape")
        assert not editor.items.marks


@pytest.mark.parametrize(
    ("keys", "until"),
    [
        (("z", "z"), "Tue 3 Mar 00:00"),
        (("z", "enter"), "Tue 3 Mar 00:00"),
        (("z", "1"), "Mon 2 Mar 13:00"),
        (("z", "4"), "Mon 9 Mar 00:00"),
        (("z", "5", "f", "r", "i", "enter"), "Fri 6 Mar 00:00"),
        (("z", "5", "2", "d", "x", "enter"), ""),
        (("z", "escape"), ""),
    ],
)
async def test_later_hides_until_a_time_that_is_chosen(
    workspace: Workspace, keys: tuple[str, ...], until: str
) -> None:
    async with at_desk(workspace) as editor:
        item_id = editor.items.current
        assert item_id is not None
        await editor.press(*keys)
        when = workspace.triage.item(item_id).until
        if not until:
            assert when is None
            return
        assert editor.said.startswith("put off “")
        assert f"” until {until}" in editor.said
        assert when is not None
        assert NOW < when <= NOW + timedelta(days=8)
        assert "→ later" in editor.lines[2]


async def test_keys_faster_than_the_screen_answer_once(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        for opened, keys in (
            ("z", ("z", "enter", "escape")),
            ("question_mark", ("escape", "question_mark", "escape")),
            ("colon", ("escape", "escape")),
            ("a", ("escape", "escape")),
        ):
            await editor.press(opened)
            for key in keys:
                editor.app.simulate_key(key)
            await editor.rest()
        assert states(workspace) == {ItemState.NEW: 29, ItemState.LATER: 1}
        assert editor.focused == "items"


async def test_a_time_that_makes_no_sense_is_told_where_it_is_typed(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("z", "5", *"soon", "enter")
        assert "soon" in editor.text
        assert "is no date" in editor.text
        await editor.press("escape")
        assert states(workspace) == {ItemState.NEW: 30}


async def test_one_key_marks_all_that_a_query_finds(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("slash")
        await editor.type("football")
        await editor.press("enter", "asterisk")
        assert "6 marked" in editor.lines[1]
        await editor.press("z", "2")
        assert states(workspace) == {ItemState.NEW: 24, ItemState.LATER: 6}
        await editor.press("u")
        assert editor.said == "undo: put off 6 items"
        assert len(editor.items.marks) == 6, "so that another key can be tried"
        await editor.press("asterisk")
        assert not editor.items.marks
        await editor.press("asterisk", "asterisk")
        assert not editor.items.marks


async def test_new_again_takes_a_skipped_line_back(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("x", "k", "Z")
        assert states(workspace) == {ItemState.NEW: 30}


async def test_what_arrives_waits_and_moves_no_line(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("j", "j")
        before = list(editor.items.ids)
        bring(workspace, [invent(90, title="Rare earth rare earth magnet", hours=1)])
        editor.app.changed()
        await editor.rest()
        assert list(editor.items.ids) == before
        assert "1 more — press r" in editor.lines[1]
        here = editor.items.current
        await editor.press("r")
        assert editor.items.count == 31
        assert editor.items.current == here
        assert "more" not in editor.lines[1]


async def test_what_arrives_for_a_search_is_told_there(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("slash")
        await editor.type("title:licence")
        await editor.press("enter", "j", "x")
        before, here = list(editor.items.ids), editor.items.current
        bring(workspace, [invent(90, title="A museum shows old lamps", hours=1)])
        editor.app.changed()
        await editor.rest()
        assert "more" not in editor.lines[1], "it is not what is searched for"
        bring(workspace, [invent(91, title="Another licence", hours=1)])
        editor.app.changed()
        await editor.rest()
        assert "1 more — press r" in editor.lines[1]
        assert list(editor.items.ids) == before
        await editor.press("r")
        assert "more" not in editor.lines[1]
        assert editor.items.count == len(before), "one was decided, one has come"
        assert editor.items.current == here


async def test_what_arrives_for_a_view_is_told_there(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        room = editor.app.screen
        assert isinstance(room, InboxScreen)
        room.open_view("kept")
        await editor.rest()
        assert "Kept" in editor.lines[1]
        with Workspace.open(workspace.root, now=workspace.now) as other:
            other.triage.keep([3])
        editor.app.changed()
        await editor.rest()
        assert editor.items.count == 1, "an empty list fills by itself"
        with Workspace.open(workspace.root, now=workspace.now) as other:
            other.triage.keep([4, 5])
        editor.app.changed()
        await editor.rest()
        assert "2 more — press r" in editor.lines[1]


async def test_an_empty_inbox_says_what_to_press_and_fills_by_itself(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    async with at_desk(workspace) as editor:
        assert "Nothing has come in yet." in editor.text
        assert "f fetches" in editor.text
        await editor.press("y", "x", "X", "space", "V", "i", "o", "e", "enter", "escape")
        bring(workspace, [invent(1), invent(2)])
        editor.app.changed()
        await editor.rest()
        assert editor.items.count == 2


async def test_order_changes_by_one_key(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        assert "sorted by score" in editor.lines[1]
        await editor.press("s", "g", "g")
        assert "newest first" in editor.lines[1]
        first = workspace.triage.rows(list(editor.items.ids)[:2])
        assert first[0].published > first[1].published


async def test_moving_reaches_both_ends(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("G")
        assert editor.items.cursor == 29
        await editor.press("g", "g")
        assert editor.items.cursor == 0
        await editor.press("pagedown", "down", "k", "end", "home", "k")
        assert editor.items.cursor == 0


async def test_why_says_what_a_score_is_made_of(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        assert "why " in editor.lines[-3]
        await editor.press("i")
        assert editor.said.startswith("every reason stands in the line above")
        await editor.pilot.resize_terminal(20, 24)
        await editor.rest()
        await editor.press("i")
        assert editor.said.startswith("why ")
        assert "rare earth" in editor.said


async def test_edit_keeps_the_item_and_opens_its_story(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        item_id = editor.items.current
        await editor.press("e")
        assert editor.app.current_mode == "story"
        story = workspace.writing.of_item(item_id or 0)
        assert story is not None
        assert states(workspace)[ItemState.KEPT] == 1


@pytest.fixture
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ten lines be very many, decided four by four."""
    monkeypatch.setattr(Undoes, "AT_ONCE", 10)
    monkeypatch.setattr(ManyRoom, "PART", 4)


async def until_free(editor: Editor) -> None:
    await editor.until(lambda: not editor.app.busy)
    await editor.rest()


@pytest.mark.usefixtures("few_at_once")
@pytest.mark.parametrize(
    ("keys", "state", "verb"),
    [
        ("X", ItemState.SKIPPED, "skipped"),
        ("* x", ItemState.SKIPPED, "skipped"),
        ("* y", ItemState.KEPT, "kept"),
        ("* z z", ItemState.LATER, "put off"),
    ],
)
async def test_very_many_are_decided_behind_the_screen_and_taken_back_by_one_key(
    workspace: Workspace, keys: str, state: ItemState, verb: str
) -> None:
    async with at_desk(workspace) as editor:
        await editor.press(*keys.split())
        await until_free(editor)
        assert editor.said.startswith(f"{verb} 30 items")
        assert states(workspace) == {state: 30}
        assert "0 new" in editor.lines[0]
        await editor.press("u")
        await until_free(editor)
        assert editor.said.startswith(f"undo: {verb} 30 items")
        assert states(workspace) == {ItemState.NEW: 30}
        assert editor.items.cursor == 0
        await editor.press("ctrl+r")
        await until_free(editor)
        assert editor.said.startswith(f"redo: {verb} 30 items")
        assert states(workspace) == {state: 30}


@pytest.mark.usefixtures("few_at_once")
async def test_while_very_many_are_decided_keys_are_answered(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, go_on = threading.Event(), threading.Semaphore(0)
    skip = Triage.skip

    def slowly(self: Triage, item_ids: Sequence[int]) -> Done:
        going.set()
        assert go_on.acquire(timeout=20)
        return skip(self, item_ids)

    monkeypatch.setattr(Triage, "skip", slowly)
    async with at_desk(workspace) as editor:
        await editor.pilot.press("X")
        assert await asyncio.to_thread(going.wait, 20)
        assert editor.said == "skipping 30 items; read on meanwhile"
        await editor.pilot.press("j")
        assert editor.items.cursor == 1
        await editor.pilot.press("u")
        assert "still skipping 30 items" in editor.said
        await editor.pilot.press("y")
        go_on.release()
        await editor.until(lambda: "skipping 13%" in editor.lines[0])
        assert "still skipping 30 items: this key did nothing" in editor.said, "no news hides it"
        go_on.release(30)
        await until_free(editor)
        assert "skipping" not in editor.lines[0]
        assert states(workspace) == {ItemState.SKIPPED: 30}


@pytest.mark.usefixtures("few_at_once")
async def test_what_was_decided_before_something_went_wrong_can_be_taken_back(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    skip, calls = Triage.skip, iter(range(9))

    def at_first(self: Triage, item_ids: Sequence[int]) -> Done:
        if next(calls) == 2:
            raise LockedError("somebody else is writing")
        return skip(self, item_ids)

    monkeypatch.setattr(Triage, "skip", at_first)
    async with at_desk(workspace) as editor:
        await editor.press("X")
        await until_free(editor)
        assert "somebody else is writing" in editor.said
        assert states(workspace) == {ItemState.NEW: 22, ItemState.SKIPPED: 8}
        await editor.press("u")
        await until_free(editor)
        assert states(workspace) == {ItemState.NEW: 30}


async def test_what_is_so_already_is_said_to_be_and_undo_is_not_offered(
    workspace: Workspace,
) -> None:
    async with at_desk(workspace, NARROW) as editor:
        await editor.press("y", "Z")
        assert editor.said == "nothing was changed: it is new already"
        assert editor.items.cursor == 2, "the cursor goes on all the same"
        await editor.press("k", "k", "y")
        assert editor.said == "nothing was changed: it is kept already"
        await editor.press("X", "space", "space", "x")
        assert editor.said == "nothing was changed: all of them are skipped already"
        await editor.press("u")
        assert editor.said == "undo: skipped 29 items"
        await editor.press("u")
        assert editor.said.startswith("undo: kept “")
        assert states(workspace) == {ItemState.NEW: 30}
        assert "more" not in editor.lines[1]


async def test_what_was_made_new_again_can_be_decided_again(workspace: Workspace) -> None:
    async with at_desk(workspace, NARROW) as editor:
        await editor.press("y", "k", "Z")
        assert editor.said.startswith("reset “")
        assert "more" not in editor.lines[1], "it stands in the list"
        await editor.press("g", "g", "X")
        assert states(workspace) == {ItemState.SKIPPED: 30}
        await editor.press("u", "u", "u")
        assert states(workspace) == {ItemState.NEW: 30}
        assert "more" not in editor.lines[1]


async def test_a_story_that_stays_is_told_with_the_key_that_benches_it(
    workspace: Workspace,
) -> None:
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("y", "k", "x")
        assert "· its story stays on the bench · u takes it back" in editor.said
        workspace.issues.place(1, bench=False)
        await editor.press("k", "y", "k", "z", "z")
        assert "· its story still goes out: b in the issue (F3) benches it · u" in editor.said
        await editor.press("g", "g", "y", "y", "g", "g", "space", "space", "x")
        assert "· one of the stories still goes out: b in the issue (F3) benches it" in editor.said
