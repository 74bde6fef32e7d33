"""The critique by keys: the moves it makes, a form that becomes prose, and how it will be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from reewriter.tui.widgets.draft import Draft
from reewriter.tui.widgets.preview import Preview
from reewriter.workspace import Workspace
from reewriter.workspace.critiques import Critiques, passage
from tests.tui.morning import NARROW, WIDE, Editor, at_desk
from tests.workshop import invent, make_workspace

TEXT = "It rightly counts *plants*.\n\n## Who waits\n\n- ports\n* mills  \n1) <b>none</b>"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = make_workspace(tmp_path / "desk", [invent(n) for n in range(1, 3)])
    workspace.triage.keep([1])
    workspace.issues.place(1, bench=False)
    workspace.writing.edit(1, {"critique": TEXT})
    return workspace


def states(editor: Editor) -> dict[str, str]:
    """Return what the checklist says: move → word."""
    found = {}
    for line in editor.lines:
        for title in ("concession", "omission", "own position"):
            _, there, rest = line.partition(f"{title} ")
            if there and "│" in line:
                found[title] = rest.split()[0]
    return found


async def test_the_checklist_follows_the_text_and_a_form_becomes_prose(
    workspace: Workspace,
) -> None:
    async with at_desk(workspace, NARROW) as desk:
        await desk.press("f2", "c", "f12")
        await desk.until(lambda: "MOVES  1 of 6" in desk.text)
        assert states(desk)["concession"] == "there"
        assert states(desk)["omission"] == "missing"
        await desk.write("\n\nIt never says who pays.")
        await desk.until(lambda: states(desk).get("omission") == "there")
        desk.app.screen.query_one("#moves").focus()
        await desk.press("end", "enter")
        assert workspace.writing.story(1).moves == ({"kind": "position", "ticked": "yes"},)
        await desk.until(lambda: states(desk).get("own position") == "ticked")
        assert Critiques(workspace).shows("moves"), "tomorrow it is there again"
        text = workspace.writing.story(1).critique
        await desk.press("M")
        assert desk.focused == "move-concession"
        await desk.press("enter")
        await desk.write("who waits | “Nobody counted” | Buyers do")
        await desk.press("escape")
        assert workspace.writing.story(1).critique == text, "only noted so far"
        assert workspace.writing.story(1).moves[0]["quotation"] == "“Nobody counted”"
        await desk.press("M")
        desk.app.screen.query_one("#menu").focus()
        await desk.press("1")
        outlet = "The Basin Ledger"
        added = f"What {outlet} leaves out is who waits. It writes: “Nobody counted.” Buyers do."
        assert workspace.writing.story(1).critique == f"{text}\n\n{added}"
        await desk.press("escape", "u")
        assert workspace.writing.story(1).critique == text


async def test_a_wide_desk_shows_the_text_as_it_will_be_read(workspace: Workspace) -> None:
    issue = workspace.issues.current()
    rendered = workspace.press.render(issue).markdown
    assert passage(TEXT) in rendered, "byte for byte what goes out"
    async with at_desk(workspace, WIDE) as desk:
        await desk.press("f2", "c")
        await desk.until(lambda: bool(desk.app.screen.query(Preview)))
        preview = desk.app.screen.query_one(Preview)
        await desk.until(lambda: preview.article is not None)
        assert preview.article is not None
        assert preview.article.markdown == passage(TEXT)
        await desk.write("\n\n**Bold**")
        await desk.until(
            lambda: "**Bold**" in (preview.article.markdown if preview.article else "")
        )
        await desk.pilot.press("f10")
        assert not desk.app.screen.query_one(Preview).display
        await desk.pilot.resize_terminal(*NARROW)
        await desk.pilot.press("f10")
        assert desk.app.screen.query_one(Preview).display
        assert Critiques(workspace).shows("preview")


async def test_on_a_narrow_desk_the_checklist_brings_the_draft_and_gives_the_keys_back(
    workspace: Workspace,
) -> None:
    async with at_desk(workspace, NARROW) as desk:
        await desk.press("f2")
        assert not desk.app.screen.query_one(Draft).display, "the source has the room"
        await desk.press("f12")
        await desk.until(lambda: "MOVES  1 of 6" in desk.text)
        assert desk.app.screen.query_one(Draft).display
        desk.app.screen.query_one("#moves").focus()
        await desk.press("f12")
        assert "MOVES" not in desk.text
        assert desk.focused not in ("", "moves"), "keys go where something is seen"
