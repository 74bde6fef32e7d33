"""Subjects side by side, sections that move, the inbox, Gmail's cut, and where the issue went."""

from __future__ import annotations

from pathlib import Path

import pytest

from reewriter.checks.weight import Weight
from reewriter.tui import autosave
from reewriter.tui.screens.issue import IssueScreen
from reewriter.tui.screens.issue_press import PressRoom
from reewriter.tui.widgets.inbox_preview import InboxPreview
from reewriter.tui.widgets.outline import Outline
from reewriter.tui.widgets.subject_strip import SubjectStrip
from reewriter.workspace import Workspace
from tests.tui.morning import WIDE, Editor, at_desk
from tests.workshop import invent, make_workspace

ONE, TWO = "One ministry decides which plants run", "A queue for all of Europe"


@pytest.fixture(autouse=True)
def clocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is saved by the clock; proofs come at once."""
    monkeypatch.setattr(autosave, "PAUSE", 60.0)
    monkeypatch.setattr(PressRoom, "PROOF_AFTER", 0.001)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Two stories go out in Policy, one in Markets."""
    workspace = make_workspace(tmp_path / "desk", [invent(n) for n in range(1, 4)])
    workspace.triage.keep([1, 2, 3])
    for story_id, section in ((1, "Policy"), (2, "Policy"), (3, "Markets")):
        workspace.issues.place(story_id, section=section)
    return workspace


def room_of(editor: Editor) -> IssueScreen:
    screen = editor.app.screen
    assert isinstance(screen, IssueScreen)
    return screen


async def test_subjects_stand_side_by_side_and_one_key_takes_the_next(workspace: Workspace) -> None:
    workspace.issues.edit(None, {"subject": ONE, "subjects": (ONE, TWO)})
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("g", "s")
        heads = next(line for line in editor.lines if "● 1 taken" in line)
        assert f"○ 2 {len(TWO)}" in heads
        await editor.press("full_stop")
        assert workspace.issues.current().subject == TWO
        assert editor.said == f"subject 2 of 2: {TWO}"
        assert "● 2 taken" in editor.text
        await editor.press("semicolon")
        assert editor.focused == "subject"
        await editor.write("Third")
        await editor.press("escape")
        issue = workspace.issues.current()
        assert (issue.subject, issue.subjects) == ("Third", (ONE, TWO))
        strip = room_of(editor).query_one(SubjectStrip)
        await editor.pilot.click(strip, offset=(strip.region.width - 4, 1))
        await editor.rest()
        assert workspace.issues.current().subject == TWO
        assert workspace.issues.current().subjects == ("Third", ONE, TWO)
        await editor.press("H")
        await editor.write(" again")
        await editor.press("escape")
        assert workspace.issues.current().subjects == ("Third", ONE, f"{TWO} again")
        await editor.press("u", "u")
        assert workspace.issues.current().subject == "Third"


async def test_an_issue_is_laid_out_weighed_and_followed(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("reewriter.tui.screens.issue_form.browse", opened.append)
    workspace.press.export(workspace.issues.current(), "file")
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("g", "s")
        outline = room_of(editor).query_one(Outline)
        assert "of 100 kB" in editor.text
        assert "Gmail cuts" not in editor.text
        assert "delivered: ✓ as it is now: file 07:00" in editor.text
        await editor.press("G", "g", "K")
        assert editor.said == "moved the section Markets up"
        left = [line[:70] for line in editor.lines]
        places = [next(n for n, at in enumerate(left) if name in at) for name in ("MARK", "POLI")]
        assert places == sorted(places)
        assert "delivered: ≠ changed since: file 07:00" in editor.text
        await editor.press("g", "K")
        assert "cannot go further" in editor.said
        await editor.press("u")
        assert editor.said == "undo: moved the section Markets up"
        assert workspace.issues.current().sections == ()
        weight = Weight(110_000, stories={1: 40_000, 2: 50_000, 3: 5_000}, cut=2, hidden=2_048)
        outline.weigh(weight)
        await editor.pilot.pause()
        at = next(n for n, line in enumerate(editor.lines) if "Gmail cuts" in line)
        assert "the last 2.0 kB of this story" in editor.lines[at]
        assert " 2  Rare earth" in editor.lines[at - 1]
        assert "48.8 kB" in editor.lines[at - 1]
        outline.action_first()
        outline.action_last()
        assert outline.story_id == 3, "the cursor walks over the line"
        await editor.press("g", "d", "enter")
        assert len(opened) == 1
        assert opened[0].startswith("file://")


async def test_the_inbox_shows_what_it_cuts_while_the_preheader_is_written(
    workspace: Workspace,
) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("g", "s")
        inbox = room_of(editor).query_one(InboxPreview)
        assert not inbox.region
        await editor.press("H", "tab")
        await editor.write("What the licence count leaves out, and who pays for it")
        assert inbox.region
        assert "40 characters  What the licence count leaves out, and…" in editor.text
        assert (
            "90 characters  What the licence count leaves out, and who pays for it" in editor.text
        )
        assert "140 char" not in editor.text, "all of it was shown"
        await editor.press("escape")
        assert not inbox.region


async def test_six_subjects_stand_apart_at_eighty_columns(workspace: Workspace) -> None:
    subjects = tuple(f"{name} are counted" for name in "ABCDEF")
    workspace.issues.edit(None, {"subject": subjects[0], "subjects": subjects})
    async with at_desk(workspace) as editor:
        await editor.press("g", "s", "H")
        heads = next(line for line in editor.lines if "● 1 taken" in line)
        assert "● 1 taken  ○ 2 13" in heads, heads
        assert "○ 6 13" in heads
