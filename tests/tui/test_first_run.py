"""The first morning: each empty room says what to press next, and stops when there is something."""

from __future__ import annotations

from pathlib import Path

from textual.events import MouseScrollDown

from reewriter.tui import commands
from reewriter.tui.tour import STEPS, tour
from tests.tui.morning import at_desk
from tests.workshop import CONFIG, bring, invent, make_workspace


def test_every_step_names_keys_that_are_in_force_and_fits_a_narrow_screen() -> None:
    for room in STEPS:
        lines = tour(room, {})
        assert len(lines) == 4
        assert all(len(line) <= 76 and "{" not in line for line in lines), room
    assert "Z9" in " ".join(tour("inbox", {"inbox.keep": "Z9"}))
    assert commands.shown_keys(commands.command("desk.fetch"), {})[0] in tour("inbox", {})[1]


async def test_empty_rooms_say_what_to_press_until_there_is_something(tmp_path: Path) -> None:
    config = CONFIG + '\n[keymap]\n"inbox.keep" = "f7"\n'
    workspace = make_workspace(tmp_path / "desk", config=config)
    async with at_desk(workspace) as editor:
        assert "Nothing has come in yet." in editor.text
        assert "F7 keeps it for the issue" in editor.text
        await editor.press("g", "r")
        assert "Keep an item in the inbox (F1, then F7): its story opens here" in editor.text
        await editor.press("g", "s")
        assert "b brings a story above the line" in editor.text
        bring(workspace, [invent(1), invent(2)])
        await editor.press("g", "i", "r")
        assert "Nothing has come in yet." not in editor.text
        await editor.press("f7", "f7", "r")
        assert "Nothing new." in editor.text, "the tour is over"
        await editor.press("g", "s")
        assert "b brings a story above the line" not in editor.text
        await editor.press("ctrl+p")
        await editor.type("kept")
        view = next(line for line in editor.lines if line.rstrip().endswith("view"))
        assert "Kept" in view
        await editor.press("enter")
        assert editor.app.current_mode == "inbox"
        assert editor.items.count == 2


async def test_the_mouse_does_what_keys_do(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "desk", [invent(n) for n in range(1, 70)])
    async with at_desk(workspace, (160, 40)) as editor:
        pilot = editor.pilot
        await pilot.click("#items", offset=(20, 6))
        await editor.rest()
        assert editor.items.cursor == 3, "rows of two lines"
        assert editor.app.screen.query_one("#items").has_focus
        at = editor.bar.index("keep")
        await pilot.click("KeyBar", offset=(at, 0))
        await editor.rest()
        assert len(workspace.triage.ids("state:kept")) == 1
        views = editor.app.screen.query_one("#views")
        kept = next(
            n for n, line in enumerate(editor.lines) if line[:24].strip().startswith("Kept")
        )
        await pilot.click("#views", offset=(6, kept - views.region.y))
        await editor.rest()
        assert editor.items.count == 1
        await editor.press("g", "v", "g", "g", "enter")
        await pilot._post_mouse_events([MouseScrollDown], "#items")
        await editor.rest()
        assert editor.items.scroll_offset.y > 0, "the wheel"
        await editor.press("z")
        menu = editor.app.screen.query_one("#menu")
        await pilot.click("#menu", offset=(6, 1))
        await pilot.click("#menu", offset=(6, 1), times=2)
        await editor.rest()
        assert not menu.is_attached
        assert len(workspace.triage.ids("state:later")) == 1
