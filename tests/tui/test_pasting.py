"""What is pasted onto the inbox is shown before it is taken, and changed by keys."""

from __future__ import annotations

from pathlib import Path

from textual import events

from reewriter.tui.screens.pasting import PastingScreen
from tests.tui.morning import NARROW, WIDE, Editor, at_desk
from tests.workshop import invent, make_workspace

PASTE = """\
Gallium Climbs Again
Mar 2, 2026
Spot prices rose. Nobody knows why. The port is full.

Buyers wait. They have waited before.
Share this:
"""
TWO = (
    "What Narva Means\n\nThe kiln is late. It costs $40 million.\n\nBottom Line\n\nNobody is ready"
    " for a kiln that costs “forty million in cash.”\n\nKiln at Narva Delayed\n\nBy Anna Kask\n\n"
    "March 2, 2026\n\n"
    + (
        "The kiln at Narva is late and costs $40 million, said Juho Aho. He wants “forty million"
        " in cash.” Nobody else spoke on that day in the town hall of the old city.\n\n" * 4
    )
)


async def paste(editor: Editor, text: str) -> None:
    editor.app.post_message(events.Paste(text))
    await editor.rest()


async def test_letters_that_were_lost_are_told_before_a_text_is_taken(tmp_path: Path) -> None:
    async with at_desk(make_workspace(tmp_path / "desk", [invent(1)]), NARROW) as editor:
        await paste(editor, PASTE.replace("full", "f\ufffdll"))
        assert "letters were lost that nobody can tell: “" in editor.text
        assert "The port is f" in editor.text


async def test_a_pasted_text_is_looked_through_and_taken(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "desk", [invent(1)])
    async with at_desk(workspace, NARROW) as editor:
        await paste(editor, PASTE)
        assert isinstance(editor.app.screen, PastingScreen)
        assert "Gallium Climbs Again" in editor.text
        assert "2026-03-02" in editor.text
        assert "left out: Share this:" in editor.text
        await editor.press("j", "|", "x")
        assert "left out: Nobody knows why." in editor.text
        await editor.press("y", "G", "y")
        assert "left out: Share" not in editor.text
        await editor.press("escape")
        assert editor.said == "nothing was added"

        await editor.press("a")
        await paste(editor, PASTE)
        await editor.press("j", "|", "shift+tab", *["backspace"] * 40, "a")
        assert "is no date" not in editor.text, "a letter typed into a field"
        await editor.press("escape", "a")
        assert "is no date" in editor.text
        await editor.press("backspace", "escape", "a")
        assert editor.said == "added: Gallium Climbs Again"
        (item_id,) = workspace.triage.ids("title:gallium")
        body = workspace.triage.item(item_id).body
        assert "<p>Nobody knows why. The port is full.</p>" in body


async def test_two_texts_become_a_draft_and_its_source(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "desk", [invent(1)])
    async with at_desk(workspace, WIDE) as editor:
        await paste(editor, TWO)
        assert "this may be two texts" in editor.text
        await editor.press("-")
        assert "the source: # Kiln" in editor.text or "the source: ## Kiln" in editor.text
        await editor.press("a")
        assert editor.app.current_mode == "story"
        (story,) = workspace.writing.listed()
        assert (story.headline, story.format) == ("What Narva Means", "briefing")


async def test_a_briefing_asks_before_it_touches_a_story_that_has_a_text(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "desk", [invent(1)])
    async with at_desk(workspace, WIDE) as editor:
        await paste(editor, TWO)
        await editor.press("-", "a")
        (story,) = workspace.writing.listed()
        workspace.writing.edit(story.id, {"critique": "Mine.", "headline": "Our Own"})

        async def again(digit: str) -> None:
            editor.app.go("inbox")
            await editor.rest()
            await paste(editor, TWO)
            await editor.press("-", "a")
            assert "on this article has a text" in editor.text
            await editor.press(digit)

        await again("3")
        now = workspace.writing.story(story.id)
        assert (now.critique, now.headline) == ("Mine.", "Our Own")
        await again("escape")
        assert workspace.writing.story(story.id) == now
        await again("1")
        now = workspace.writing.story(story.id)
        assert now.critique.startswith("Mine.\n\nThe kiln is late.")
        assert now.headline == "Our Own"
        await again("2")
        now = workspace.writing.story(story.id)
        assert now.critique.startswith("The kiln is late.")
        assert now.headline == "What Narva Means"
        workspace.undo()
        assert workspace.writing.story(story.id).critique.startswith("Mine.\n\nThe kiln is late.")
        assert len(workspace.writing.listed()) == 1


async def test_a_paste_whose_lines_end_as_terminals_send_them_is_a_text(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "desk", [invent(1)])
    async with at_desk(workspace, NARROW) as editor:
        await editor.press("a")
        await paste(editor, PASTE.replace("\n", "\r"))
        assert isinstance(editor.app.screen, PastingScreen)
        assert "Gallium Climbs Again" in editor.text
