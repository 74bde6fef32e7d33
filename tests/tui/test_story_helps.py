"""What helps to write a story, by keys: suggestions, and the fields that are seldom written."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reewriter.model import IssueStatus
from reewriter.workspace import Workspace
from tests.tui.morning import NARROW, WIDE, at_desk
from tests.workshop import invent, make_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = make_workspace(tmp_path / "desk", [invent(n) for n in range(1, 4)])
    workspace.triage.keep([1])
    workspace.issues.place(1, bench=False)
    return workspace


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_suggestions_are_marked_taken_edited_and_dropped(
    workspace: Workspace, size: tuple[int, int]
) -> None:
    async with at_desk(workspace, size) as desk:
        await desk.press("f2", "ctrl+g")
        offered = workspace.writing.story(1).suggested
        assert len(offered) == 3
        assert desk.text.count("? suggested, not yet yours") == 3
        await desk.press("Y")
        story = workspace.writing.story(1)
        assert story.highlights == offered[:1]
        assert story.highlights[0].span is not None, "it rests on its sentence"
        await desk.press("enter")  # the second: taken, and written on
        assert desk.focused == "highlight-editor"
        await desk.write(" Ours.")
        await desk.press("enter")
        assert workspace.writing.story(1).highlights[1].text == f"{offered[1].text} Ours."
        assert workspace.writing.story(1).suggested == offered[2:]
        await desk.press("ctrl+g")
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
    assert issue.status is IssueStatus.DRAFT
    with workspace.fork() as other:  # as after a crash: they are still what they were
        assert other.writing.story(1).suggested[0] == first
        assert other.writing.story(1).highlights == ()


async def test_every_field_is_reached_by_tab_and_saved(workspace: Workspace) -> None:
    async with at_desk(workspace, NARROW) as desk:
        await desk.press("f2", "H")
        seen = {}
        for _ in range(12):
            seen[desk.focused] = [line for line in desk.lines if "our link" in line]
            await desk.pilot.press("tab")
        wanted = ("headline", "deck", "section", "format", "outlet", "reporter", "url", "tags")
        rare = ("authors", "embargo_until", "own_url", "note")
        assert list(seen)[:12] == [*wanted, *rare]
        assert all(seen[name] for name in rare), "seen while they are written"
        desk.app.screen.query_one("#note").focus()
        await desk.write("Ask Mara")
        await desk.press("shift+tab", "shift+tab")
        await desk.write("2026-03-0")
        await desk.press("escape")
        assert workspace.writing.story(1).embargo_until is None, "half a time is none"
        desk.app.screen.query_one("#embargo_until").focus()
        await desk.write("4 07:30")
        await desk.press("shift+tab")
        await desk.write("Dana, Kim")
        await desk.press("escape")
        story = workspace.writing.story(1)
        assert (story.note, story.authors) == ("Ask Mara", ("Dana", "Kim"))
        assert story.embargo_until == datetime(2026, 3, 4, 12, 30, tzinfo=UTC)


async def test_a_snippet_is_found_by_letters_and_put_in_at_the_cursor(workspace: Workspace) -> None:
    folder = workspace.root / "snippets"
    folder.mkdir()
    (folder / "house position.md").write_text("We urge buyers\n\nto count.\n")
    (folder / "byline.md").write_text("Dana counts.\n")
    async with at_desk(workspace, NARROW) as desk:
        await desk.press("f2", "c")
        await desk.write("It says: .")
        await desk.press("left", "ctrl+b")
        assert "byline" in desk.text
        await desk.write("posit")
        assert "byline" not in desk.text
        await desk.press("enter", "escape")
        assert workspace.writing.story(1).critique == "It says: We urge buyers\n\nto count.."
