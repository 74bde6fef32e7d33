"""The texts of a story's format by keys: chosen, stepped through, saved, kept when it changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from reewriter.formats import PARTS
from reewriter.tui.widgets.parts import Parts, _details
from reewriter.workspace import Workspace
from tests.tui.morning import NARROW, WIDE, Editor, at_desk
from tests.workshop import invent, make_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = make_workspace(tmp_path / "desk", [invent(n) for n in range(1, 4)])
    workspace.triage.keep([1])
    workspace.writing.edit(1, {"format": "briefing", "critique": "What it says."})
    return workspace


def heading(editor: Editor) -> str:
    return next(line for line in editor.lines if "bottom line" in line.lower())


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_every_part_is_reached_written_and_saved_by_keys(
    workspace: Workspace, size: tuple[int, int]
) -> None:
    async with at_desk(workspace, size) as editor:
        await editor.press("f2", "c")
        assert editor.focused == "critique"
        await editor.press("tab")
        assert editor.focused == "experts"
        assert "EXPERT VIEWS" in heading(editor)
        await editor.write("Ana Ruiz | Port Institute | “So many.”")
        for part in ("outlook", "bottom_line", "tldr"):
            await editor.press("escape", "C")
            assert editor.focused == part, "the one after that which is shown"
        await editor.press("escape")
        story = workspace.writing.story(1)
        assert story.extra == {"experts": "Ana Ruiz | Port Institute | “So many.”"}
        assert story.critique == "What it says."


async def test_tab_goes_through_the_parts_and_on(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("f2", "c")
        reached = [editor.focused]
        for _ in range(4):
            await editor.press("tab")
            reached.append(editor.focused)
        assert reached == ["critique", "experts", "outlook", "bottom_line", "source"]
        await editor.press("shift+tab")
        assert editor.focused == "bottom_line"


async def test_another_format_has_other_parts_and_keeps_what_was_written(
    workspace: Workspace,
) -> None:
    workspace.writing.edit_part(1, "overview", "In short.")
    async with at_desk(workspace) as editor:
        await editor.press("f2", "c")
        assert "overview ✓" in heading(editor)
        parts = editor.app.screen.query_one(Parts)
        editor.app.screen.query_one("#format").focus()
        await editor.press("right", "escape")  # a brief
        assert parts.names == ("critique",)
        assert workspace.writing.story(1).format == "brief"
        assert workspace.writing.story(1).extra == {"overview": "In short."}
        await editor.press("u")
        assert "overview" in parts.names
        assert workspace.writing.story(1).format == "briefing"


async def test_a_format_of_ones_own_is_chosen_like_ours(workspace: Workspace) -> None:
    template = workspace.root / "templates" / "stories" / "Verdict.html"
    template.parent.mkdir(parents=True)
    template.write_text("<p>{{ story.headline }}</p>")
    async with at_desk(workspace) as editor:
        await editor.press("f2", "c")
        editor.app.screen.query_one("#format").focus()
        for _ in range(5):  # brief, roundup, note, sponsor, and ours behind them
            await editor.press("right")
        assert "‹ Verdict ›" in editor.text
        await editor.press("escape")
        assert workspace.writing.story(1).format == "Verdict"


async def test_a_finding_leads_to_its_part(workspace: Workspace) -> None:
    workspace.issues.place(1, bench=False)
    async with at_desk(workspace) as editor:
        await editor.press("f2")
        editor.app.go("story", "1/bottom_line")
        await editor.rest()
        assert editor.focused == "bottom_line"
        await editor.write("Count first.")
        await editor.press("escape")
        assert workspace.writing.story(1).extra == {"bottom_line": "Count first."}


async def test_what_another_desk_writes_meanwhile_is_not_overwritten(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("f2")
        editor.app.go("story", "1/overview")
        await editor.rest()
        with workspace.fork() as other:
            other.writing.edit_part(1, "overview", "Theirs.")
        await editor.write("Ours.")
        await editor.press("escape")
        assert workspace.writing.story(1).extra == {"overview": "Theirs."}
        assert "changed elsewhere" in editor.text
        assert "[-Theirs] [+Ours]." in editor.text
        await editor.press("2")
        assert "theirs stands there" in editor.said


def test_how_hard_a_text_reads_is_told_once_there_is_enough_of_it() -> None:
    part = PARTS["conclusion"]
    short = "It is late."
    assert _details(part, short)[0] == "3 words · 1 min"
    plain = "The kiln is hot. Nobody knows why. It will be late. " * 6
    hard = (
        "Institutional reluctance notwithstanding, requalification necessitates documentation. " * 8
    )
    grades = [int(_details(part, text)[0].rpartition(" ")[2]) for text in (plain, hard)]
    assert grades[0] < 5 < 12 < grades[1]


async def test_what_is_written_is_there_also_when_the_fields_have_gone(
    workspace: Workspace,
) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("f2", "c")
        await editor.write("Typed last")
        parts = editor.app.screen.query_one(Parts)
        parts.prose("critique").settled = ""
        await parts.remove_children()  # as the desk closes
        assert "Typed last" in parts.typed()["critique"]
        parts.count()
        parts.show(workspace.writing.story(1))
