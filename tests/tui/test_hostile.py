"""Text that wants to drive the terminal, be markup, or be too long: on every screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reewriter.model import FeedStatus
from reewriter.store import feeds
from reewriter.workspace import Workspace
from tests.tui.morning import NARROW, WIDE, Editor, at_desk
from tests.workshop import invent, make_workspace

EVIL = (
    "[/] [red]markup[/red] [link=x]",
    "escape \x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b31m",
    "bidi \u202eedirrevo\u202c \u2066isolate\u2069",
    "marks a" + "\u0301" * 400,
    "wide 希土類磁石 👩‍🔬🇬🇱 e\u0301",
    "NUL \x00 \x08\x08 line\u2028break\rreturn",
    "long " + "x" * 10_000,
    "[" * 300,
    "",
)
ROOMS = ("f1", "f2", "f3", "f4", "f5")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return uncleaned(tmp_path)


def uncleaned(root: Path) -> Workspace:
    """A workspace whose database was filled by somebody who cleaned nothing."""
    items = [
        replace(
            invent(n, title=title or " "),
            title=title,
            author=title[:500],
            body=f"<p>{title}</p>" * 3,
            text=title,
            guid=str(n),
        )
        for n, title in enumerate(EVIL)
    ]
    workspace = make_workspace(root, items)
    for feed, title in zip(workspace.wire.feeds(), EVIL[1:], strict=False):
        feeds.record(
            workspace.store,
            replace(feed, status=FeedStatus.ERROR, error=title, failures=2, site=title),
        )
        with workspace.store.write():
            workspace.store.execute("UPDATE feed SET title = ? WHERE id = ?", (title, feed.id))
    workspace.triage.keep(list(workspace.triage.ids()))
    workspace.issues.edit(None, {"subject": EVIL[1], "preheader": EVIL[0], "intro": EVIL[2]})
    workspace.triage.reset(list(workspace.triage.ids("state:kept"))[:6])
    return workspace


def assert_clean(editor: Editor) -> None:
    """No control character, no bidi control, no line wider than the screen, in any strip."""
    width = editor.app.size.width
    for strip in editor.app.screen._compositor.render_strips():
        assert strip.cell_length <= width
        for character in strip.text:
            assert character.isprintable() or character in "\u200d\ufe0f\u200c", repr(character)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_no_room_is_driven_by_what_it_shows(
    workspace: Workspace, size: tuple[int, int]
) -> None:
    async with at_desk(workspace, size) as editor:
        for room in ROOMS:
            await editor.press(room)
            assert_clean(editor)
            for key in ("j", "j", "G", "enter", "escape", "tab", "escape"):
                await editor.press(key)
                assert_clean(editor)


async def test_every_line_of_the_inbox_can_be_read_and_explained(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        for _ in range(editor.items.count):
            await editor.press("i")
            assert_clean(editor)
            await editor.press("enter")
            assert_clean(editor)
            await editor.press("escape", "j")


async def test_messages_palette_and_help_are_safe(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        for text in EVIL:
            editor.app.say(text, "error")
            await editor.rest()
            assert_clean(editor)
        await editor.press("ctrl+p")
        assert_clean(editor)
        await editor.type("red")
        assert_clean(editor)
        await editor.press("escape", "question_mark")
        assert_clean(editor)


async def test_a_pasted_escape_finds_nothing_and_does_nothing(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("slash")
        for text in EVIL:
            editor.app.screen.query_one("#head Input").value = text  # type: ignore[attr-defined]
            await editor.rest()
            assert_clean(editor)
