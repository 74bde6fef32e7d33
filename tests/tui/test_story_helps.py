"""What helps to write a story, by keys: suggestions, fields that are seldom written, snippets."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reewriter.tui.widgets.draft import Draft
from reewriter.workspace import Workspace
from tests.tui.morning import NARROW, at_desk
from tests.workshop import invent, make_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = make_workspace(tmp_path / "desk", [invent(n) for n in range(1, 3)])
    workspace.triage.keep([1])
    workspace.issues.place(1, bench=False)
    return workspace


async def test_suggestions_are_marked_taken_edited_and_dropped(workspace: Workspace) -> None:
    async with at_desk(workspace, NARROW) as desk:
        await desk.press("f2", "ctrl+g")
        offered = workspace.writing.story(1).suggested
        assert len(offered) == 3
        assert desk.text.count("? suggested, not yet yours") == 3
        await desk.press("Y")
        story = workspace.writing.story(1)
        assert story.highlights == offered[:1]
        assert story.highlights[0].span is not None, "it rests on its sentence"
        assert sum(line.startswith("▌") for line in desk.lines) == 0
        assert sum(line.startswith(" ▌?") for line in desk.lines) == 1, "one cursor"
        await desk.press("f8")
        assert desk.said.startswith("there is no earlier version of highlights yet")
        await desk.press("enter")  # the second: taken, and written on
        assert desk.focused == "highlight-editor"
        assert "^n next finding" in desk.bar
        await desk.write(" Ours.\n")
        assert workspace.writing.story(1).suggested == offered[2:]
        await desk.press("ctrl+g")
        assert workspace.writing.story(1).highlights[1].text == f"{offered[1].text} Ours."
        assert workspace.writing.story(1).suggested == ()
        assert "suggested, not yet" not in desk.text
        await desk.press("u")
        assert workspace.writing.story(1).suggested == offered[2:]
        assert desk.said.startswith("undo: suggestions of “")


def test_suggestions_are_neither_printed_nor_counted_nor_dumped(workspace: Workspace) -> None:
    issue = workspace.issues.current()
    before = workspace.press.render(issue)
    (first, *_) = workspace.writing.suggest(1).suggested
    issue = workspace.issues.get(issue.edition)
    after = workspace.press.render(issue)
    assert (after.html, after.markdown, after.text) == (before.html, before.markdown, before.text)
    assert first.text not in workspace.copydesk.dump(workspace.issues.composition(issue))
    with workspace.fork() as other:  # as after a crash: they are still what they were
        assert other.writing.story(1).suggested[0] == first
        assert other.writing.story(1).highlights == ()


async def test_seldom_fields_are_reached_by_tab_and_a_snippet_by_letters(
    workspace: Workspace,
) -> None:
    folder = workspace.root / "snippets"
    folder.mkdir()
    (folder / "house position.md").write_text("We urge buyers\n\nto count.\n")
    (folder / "byline.md").write_text("Dana counts.\n")
    async with at_desk(workspace, NARROW) as desk:
        await desk.press("f2", "H")
        draft = desk.app.screen.query_one(Draft)
        chain = [one.id for one in desk.app.screen.focus_chain if draft in one.ancestors]
        fields = ("headline", "deck", "section", "format", "outlet", "reporter", "url", "tags")
        rare = ("authors", "embargo_until", "own_url", "note")
        assert chain[:12] == [*fields, *rare]
        draft.query_one("#tags").focus()
        for name, text in zip(rare, ("Dana, Kim", "2026-03-0", "", "Ask Mara"), strict=True):
            await desk.pilot.press("tab")
            assert desk.focused == name
            assert any("our link" in line for line in desk.lines), "seen while it is written"
            await desk.write(text)
        await desk.pilot.press("escape")
        story = workspace.writing.story(1)
        assert (story.note, story.authors) == ("Ask Mara", ("Dana", "Kim"))
        assert story.embargo_until is None, "half a time is none"
        draft.query_one("#embargo_until").focus()
        await desk.write("4 07:30")
        await desk.pilot.press("escape", "c")
        when = workspace.writing.story(1).embargo_until
        assert when == datetime(2026, 3, 4, 12, 30, tzinfo=UTC)
        await desk.write("It says: .")
        await desk.pilot.press("left", "ctrl+b")
        await desk.rest()
        assert "byline" in desk.text
        await desk.write("posit")
        assert "byline" not in desk.text
        await desk.pilot.press("enter", "escape")
        assert workspace.writing.story(1).critique == "It says: We urge buyers\n\nto count.."
        await desk.press("c", "up", "up", "home", "ctrl+b")
        await desk.rest()
        await desk.write("byline")
        await desk.pilot.press("enter", "escape")
        said = workspace.writing.story(1).critique
        assert said == "Dana counts.\n\nIt says: We urge buyers\n\nto count..", "a paragraph"
