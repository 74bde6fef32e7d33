"""What every room offers: the palette with every command, the status row, feeds, archive."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reewriter.tui import choices, commands
from reewriter.tui.messages import Checked
from reewriter.workspace import Workspace
from tests.tui.morning import NARROW, WIDE, at_desk
from tests.workshop import invent, make_workspace

SUBJECT = "The port opens a day early and prices"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A few items."""
    return make_workspace(tmp_path, [invent(n) for n in range(9)])


def warn(workspace: Workspace) -> None:
    """Let the second feed be one that was read with a warning."""
    with workspace.store.write():
        workspace.store.execute(
            "UPDATE feed SET status = 'ok', error = 'not well-formed: 3:7: mismatched tag' "
            "WHERE id = (SELECT max(id) FROM feed)"
        )


@pytest.mark.parametrize("places", [{"everywhere", "archive"}, {"everywhere", "inbox", "list"}])
def test_the_palette_offers_every_command(workspace: Workspace, places: set[str]) -> None:
    offered = {
        choice.target
        for choice in choices.choices_for(workspace, places, {})
        if choice.kind == "command"
    }
    sections = len(workspace.config.sections)
    beyond = {f"inbox.keep-{n}" for n in range(sections + 1, 10)}
    assert offered == {each.id for each in commands.table()} - beyond - {"desk.palette"}


async def test_a_command_of_another_room_goes_there_first(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("g", "a", "ctrl+p")
        await editor.type("skip below")
        await editor.press("enter")
        assert editor.app.current_mode == "inbox"
        assert "skipped 9 items" in editor.said


async def test_a_command_that_needs_a_place_says_which(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("ctrl+p")
        await editor.type("value after this")
        await editor.press("enter")
        assert editor.app.current_mode == "story"
        assert editor.said == "next value: works in a choice of values"


async def test_the_palette_leaves_no_strips_on_a_narrow_screen(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("ctrl+p")
        await editor.type("xyzzy")
        assert "Nothing is called that." in editor.text
        assert "Rare earth" not in editor.text
        assert all("sorted by" not in line and "keep" not in line for line in editor.lines)
        assert "No. 214" in editor.lines[0], "row one stays"


async def test_errors_warnings_and_size_are_seen_on_a_narrow_screen(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        editor.app.post_message(Checked(errors=2, warnings=13, kilobytes=104.0))
        await editor.rest()
        editor.app.standing = replace(editor.app.standing, new=1234, minutes=2585)
        await editor.rest()
        for fact in ("No. 214", "due in 43h", "! 2 err", "~ 13 warn", "104 kB", "saved"):
            assert fact in editor.lines[0]
        assert "(in" not in editor.lines[0]
        assert "reewriter" not in editor.lines[0]
        editor.app.standing = replace(editor.app.standing, kilobytes=40.0)
        await editor.rest()
        assert "1,234 new" in editor.lines[0]
        assert "40 kB" not in editor.lines[0], "it matters where mail programs would cut the mail"


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_feed_with_a_warning_is_odd(workspace: Workspace, size: tuple[int, int]) -> None:
    warn(workspace)
    async with at_desk(workspace, size) as editor:
        await editor.press("g", "f")
        assert "~ odd" in editor.lines[2], "among the first"
        assert "not well-formed: 3:7" in editor.text


async def test_the_archive_gives_the_subject_the_room_that_is_there(workspace: Workspace) -> None:
    workspace.issues.edit(None, {"subject": SUBJECT})
    async with at_desk(workspace) as editor:
        await editor.press("g", "a")
        assert SUBJECT in editor.text
        assert all(len(line) <= 80 for line in editor.lines)
        names, row = editor.lines[1], editor.lines[2]
        assert names.index("subject") == row.index(SUBJECT)
