"""A critique that nobody writes in is shown from its beginning; writing goes on at its end."""

from __future__ import annotations

from pathlib import Path

from tests.tui.morning import at_desk
from tests.workshop import invent, make_workspace

TEXT = "\n\n".join(f"Paragraph number {n} of the critique." for n in range(30))


async def test_a_long_critique_begins_at_its_beginning(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "desk", [invent(1)])
    workspace.triage.keep([1])
    workspace.writing.edit(1, {"critique": TEXT})
    async with at_desk(workspace, (120, 24)) as editor:
        await editor.press("g", "r")
        assert "Paragraph number 0 of" in editor.text
        await editor.press("c")
        assert "Paragraph number 29 of" in editor.text
        await editor.write(" End.")
        await editor.press("escape")
        assert workspace.writing.story(1).critique.endswith("number 29 of the critique. End.")


async def test_it_stays_there_when_the_field_gets_other_room(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "desk", [invent(1)])
    workspace.triage.keep([1])
    workspace.issues.place(1, bench=False)
    workspace.writing.edit(1, {"critique": TEXT.replace("critique", "critique, at length" * 9)})
    async with at_desk(workspace, (160, 50)) as editor:
        await editor.press("g", "s", "enter")
        await editor.pilot.resize_terminal(150, 40)
        await editor.rest()
        for shown in ("#critique", "#critique-preview"):
            assert editor.app.screen.query_one(shown).scroll_offset.y == 0


async def test_panes_stand_side_by_side_while_there_is_room(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "desk", [invent(1)])
    workspace.triage.keep([1])
    async with at_desk(workspace, (160, 50)) as editor:

        def shown() -> list[str]:
            panes = [editor.app.screen.query_one(f"#{name}") for name in ("source", "draft")]
            return [pane.id or "" for pane in panes if pane.display]

        await editor.press("g", "r", "c")
        draft = editor.app.screen.query_one("#draft")
        assert shown() == ["source", "draft"]
        assert not draft.has_class("-critique"), "nothing folds where there is room"
        await editor.pilot.resize_terminal(80, 24)
        await editor.rest()
        assert shown() == ["draft"]
        assert draft.has_class("-critique")
        assert editor.focused == "critique"
        await editor.press("escape", "escape")
        assert shown() == ["source"]
        await editor.pilot.resize_terminal(160, 50)
        await editor.rest()
        assert shown() == ["source", "draft"]
