"""Whoever types faster than the desk follows writes what was typed, where it was meant to go."""

from __future__ import annotations

import sys
from pathlib import Path

from textual import events
from textual.widgets import Input, TextArea

from reewriter.model import ItemState
from reewriter.tui.app import DeskApp
from reewriter.tui.escapes import EscapeParser
from reewriter.tui.screens.help import HelpScreen
from reewriter.tui.screens.issue import IssueScreen
from tests.tui.morning import Editor, at_desk
from tests.workshop import invent, make_workspace


def _at_once(editor: Editor, *keys: str) -> None:
    for key in keys:
        editor.app.simulate_key(key)


async def test_what_is_typed_ahead_is_text_and_no_command(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [invent(n) for n in range(5)])
    async with at_desk(workspace) as editor:
        _at_once(editor, "e", "c", *"xy12")
        editor.app.post_message(events.Paste(" and pasted"))
        _at_once(editor, "s", "escape")
        await editor.rest()
        assert editor.app.screen.query_one("#critique", TextArea).text == "xy12 and pasteds"
        counts = workspace.triage.counts()
        assert (counts[ItemState.NEW], counts[ItemState.KEPT]) == (4, 1)

        _at_once(editor, "g", "s", "H", *"ab", "escape", "f1", "colon", *"xyz")
        await editor.rest()
        assert editor.app.screen.query_one(Input).value == "xyz"
        assert workspace.issues.current().subject == "ab"
        assert workspace.triage.counts() == counts


def _from_a_terminal(editor: Editor, sent: str) -> None:
    parser = EscapeParser()
    for event in (*parser.feed(sent), *parser.feed("")):
        editor.app.post_message(event)


async def test_escape_and_a_letter_close_behind_it_are_two_keys(tmp_path: Path) -> None:
    """A terminal sends Alt and a letter just so, and tmux makes them one within half a second."""
    workspace = make_workspace(tmp_path, [invent(1)])
    async with at_desk(workspace) as editor:
        await editor.press("e", "h")
        _from_a_terminal(editor, "one\x1bgs")
        await editor.rest()
        assert isinstance(editor.app.screen, IssueScreen)
        assert [each.text for each in workspace.writing.story(1).highlights] == ["one"]
        await editor.press("H", "x")
        _from_a_terminal(editor, "\x1bG")
        await editor.rest()
        assert workspace.issues.current().subject == "x"


async def test_escape_and_a_sign_close_behind_it_are_two_keys(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [invent(1), invent(2)])
    async with at_desk(workspace) as editor:
        await editor.press("slash")
        _from_a_terminal(editor, "reewriter\x1b*")
        await editor.rest()
        assert "2 marked" in editor.said
        await editor.press("e", "h")
        for sent in ("one\x1b]", "h\x1b=", "h\x1b1", "h\x1b?"):
            _from_a_terminal(editor, sent)
            await editor.rest()
        assert isinstance(editor.app.screen, HelpScreen), "the last was no sign of the text"
        await editor.press("escape")
        texts = [each.text for each in workspace.writing.story(1).highlights]
        assert texts == ["one"], "no sign was typed"


def test_what_a_terminal_sends_besides_is_read_as_before() -> None:
    parser = EscapeParser()
    sent = "\x1b[A\x1bOP\x1bf\x1b[1;5C\x1b[200~a=b\x1b[201~"
    read = [getattr(each, "key", "") or getattr(each, "text", "") for each in parser.feed(sent)]
    assert read == ["up", "f1", "ctrl+right", "ctrl+right", "a=b"]


def test_the_terminal_is_read_so(tmp_path: Path) -> None:
    driver = DeskApp(make_workspace(tmp_path, [])).get_driver_class()
    assert vars(sys.modules[driver.__module__])["XTermParser"] is EscapeParser
