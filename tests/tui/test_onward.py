"""What was gone to is not typed over by going on, and what is asked for comes into sight."""

from __future__ import annotations

from pathlib import Path

import pytest

from reewriter.tui.screens.asking import Asking
from reewriter.tui.screens.feeds import FeedList
from reewriter.tui.screens.issue_press import PressRoom
from reewriter.tui.screens.story_facts import FactRoom
from reewriter.tui.screens.vouching import VouchScreen
from reewriter.tui.widgets.finding_line import FindingLine
from reewriter.tui.widgets.findings_panel import FindingsPanel
from reewriter.tui.widgets.marked import MarkedProse
from reewriter.workspace import Workspace
from tests.tui.morning import NARROW, WIDE, Editor, at_desk
from tests.workshop import criticised

CRITIQUE = "“We are closing the door,” said Mara Voss. China refines 77% of it."


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setattr(FactRoom, "MARK_AFTER", 0.001)
    return criticised(tmp_path / "desk", CRITIQUE)


def prose(editor: Editor) -> MarkedProse:
    return editor.app.screen.query_one("#critique", MarkedProse)


async def at_finding(editor: Editor) -> None:
    await editor.press("f2")
    await editor.pilot.pause(0.02)
    await editor.rest()
    await editor.press("right_square_bracket")


async def test_the_key_that_went_to_a_finding_goes_on_instead_of_typing_over_it(
    workspace: Workspace,
) -> None:
    async with at_desk(workspace, WIDE) as editor:
        await at_finding(editor)
        assert prose(editor).selected_text == "We are closing the door,"
        await editor.press("right_square_bracket")
        assert prose(editor).text == CRITIQUE
        assert prose(editor).selected_text == "77%"
        await editor.press("left_square_bracket")
        assert prose(editor).selected_text == "We are closing the door,"


async def test_the_key_that_answers_a_finding_does_not_type_over_it(workspace: Workspace) -> None:
    async with at_desk(workspace, WIDE) as editor:
        await at_finding(editor)
        await editor.press("right_square_bracket")
        assert prose(editor).selected_text == "77%"
        assert "= does." in editor.said
        await editor.press("equals_sign")
        assert isinstance(editor.app.screen, VouchScreen)
        await editor.press("escape")
        assert prose(editor).text == CRITIQUE
        await editor.press("right", "equals_sign")
        assert "77%=" in prose(editor).text, "later it is a letter like any other"


async def test_once_something_else_was_typed_a_bracket_is_a_bracket(workspace: Workspace) -> None:
    async with at_desk(workspace, WIDE) as editor:
        await at_finding(editor)
        await editor.press("right", "left_square_bracket", "right_square_bracket")
        assert "the door,[]” said" in prose(editor).text


async def test_the_finding_names_the_key_that_works_where_the_focus_is(
    workspace: Workspace,
) -> None:
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("f2")
        await editor.pilot.pause(0.02)
        await editor.rest()
        line = editor.app.screen.query_one(FindingLine)
        assert line.onward == "]"
        await editor.press("c")
        assert line.onward == "^n"


async def test_the_words_of_a_highlight_are_counted_while_it_is_written(
    workspace: Workspace,
) -> None:
    async with at_desk(workspace, NARROW) as editor:
        await editor.press("f2", "h")
        await editor.type("seven words")
        assert "1 of 1 · 2 words · 15–20 words each" in editor.text
        await editor.type(" of it")
        assert "1 of 1 · 4 words · 15–20 words each" in editor.text


async def test_a_search_from_the_reader_is_typed_in_sight(workspace: Workspace) -> None:
    async with at_desk(workspace, NARROW) as editor:
        await editor.press("enter")
        await editor.press("slash")
        await editor.type("strike")
        assert "strike" in editor.lines[1]
        await editor.press("escape", "enter", "g", "v")
        assert "New" in editor.text
        assert "Put off" in editor.text
        assert editor.items.display
        assert editor.items.parent is not None
        assert editor.items.region.width > 0


async def test_a_feed_without_items_opens_as_its_own_empty_list(workspace: Workspace) -> None:
    async with at_desk(workspace, NARROW) as editor:
        await editor.press("enter", "f5", "end")
        health = editor.app.screen.query_one(FeedList).current
        assert health is not None
        feed = health.feed
        workspace.triage.skip(list(workspace.triage.ids(f"feed:{feed.id}")))
        await editor.press("enter")
        assert editor.lines[1].startswith(f" {feed.name} ▾")
        assert f"Nothing new from {feed.name}." in editor.text
        assert "feed:" not in editor.text


async def test_the_line_that_is_written_stays_in_sight_when_there_is_less_room(
    workspace: Workspace,
) -> None:
    workspace.writing.edit(1, {"critique": "\n\n".join(f"Paragraph {n}." for n in range(60))})
    async with at_desk(workspace, (80, 30)) as editor:
        await editor.press("f2", "c")
        await editor.type("here")
        assert "Paragraph 59.here" in editor.text
        line = editor.app.screen.query_one(FindingLine)
        line.show((), "")
        line.styles.height, line.styles.min_height = 3, 3
        await editor.rest()
        assert "Paragraph 59.here" in editor.text
        await editor.pilot.resize_terminal(80, 20)
        await editor.rest()
        assert "Paragraph 59.here" in editor.text


async def test_the_key_that_lets_a_finding_stand_is_not_typed_over_it(workspace: Workspace) -> None:
    async with at_desk(workspace, WIDE) as editor:
        await at_finding(editor)
        await editor.press("exclamation_mark")
        assert isinstance(editor.app.screen, Asking), "why it may stand"
        await editor.press("escape")
        assert prose(editor).text == CRITIQUE
        await editor.press("right", "exclamation_mark")
        assert "!" in prose(editor).text, "from there on it is text"


async def test_the_finding_chosen_in_the_issue_is_the_one_in_sight(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PressRoom, "PROOF_AFTER", 0.001)
    workspace.issues.place(1)
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("f3")
        await editor.pilot.pause(0.02)
        await editor.rest()
        await editor.pilot.pause(0.02)
        await editor.rest()
        panel = editor.app.screen.query_one(FindingsPanel)
        wanted = next(f for f in panel.rows.findings if f.id == "figure.unsupported")
        while panel.rows.finding != wanted or not panel.rows.has_focus:
            await editor.press("right_square_bracket")
        await editor.press("enter")
        await editor.pilot.pause(0.02)
        await editor.rest()
        line = editor.app.screen.query_one(FindingLine)
        assert line.finding is not None
        assert (line.finding.id, line.finding.about) == (wanted.id, wanted.about)
        assert line.findings[0] != line.finding, "another one is the weightiest"


async def test_a_quotation_that_differs_names_the_key_that_mends_it(workspace: Workspace) -> None:
    async with at_desk(workspace, WIDE) as editor:
        await at_finding(editor)
        assert "^t puts it in." in editor.said
        await editor.press("ctrl+t")
        assert "We are closing the door," not in prose(editor).text


async def test_the_key_that_takes_back_is_told_as_it_is_pressed_where_letters_are_typed(
    workspace: Workspace,
) -> None:
    async with at_desk(workspace, WIDE) as editor:
        await at_finding(editor)
        await editor.press("right_square_bracket", "equals_sign", "enter", "enter", "enter")
        assert "· esc, u takes it back" in editor.said
        await editor.press("escape", "u")
        assert "undo" in editor.said
        assert prose(editor).text == CRITIQUE
