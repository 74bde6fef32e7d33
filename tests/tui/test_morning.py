"""One whole morning by keys alone on a small terminal, from an empty inbox to the written files."""

from __future__ import annotations

from pathlib import Path

import pytest

from reewriter.model import ItemState, Severity
from reewriter.tui.screens.issue_press import PressRoom
from reewriter.tui.screens.story_checks import ChecksStories
from reewriter.tui.widgets.findings_panel import FindingsPanel
from reewriter.workspace import Workspace
from tests.tui.morning import NARROW, Editor, at_desk
from tests.workshop import make_workspace, write_feed

TITLES = (
    "Rare earth and magnet makers wait for licences",
    "Ministry counts rare earth magnet plants again",
    "A second magnet line for Port Hale",
    "Oxide buyers pay more for less",
    "Tariff talk moves nobody",
    "Port reports a calm week",
    "Museum shows old lamps",
    "Council repairs a bridge",
    "Choir wins in Altenburg",
    "Local football ends in a draw",
)
HIGHLIGHTS = (
    "Plants had applied for a licence by Monday, and the ministry refuses to name those that wait.",
    "Buyers paid more for a kilogram last week, although nobody at the port counted the shipments.",
)
CRITIQUE = (
    "The report counts applications, and that is worth having.\n\n"
    "It does not say who waits. A queue is a policy; the piece reads it as weather."
)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace into which nothing has been fetched yet."""
    monkeypatch.setattr(PressRoom, "PROOF_AFTER", 0.001)
    monkeypatch.setattr(ChecksStories, "CHECK_AFTER", 0.001)
    workspace = make_workspace(tmp_path / "desk")
    write_feed(workspace.root, "basin", TITLES[:6])
    write_feed(workspace.root, "oxide", TITLES[6:], first=7)
    return workspace


async def write_story(editor: Editor) -> None:
    """Write two highlights and a critique, and leave the field."""
    for line in HIGHLIGHTS:
        await editor.press("h")
        await editor.write(line + "\n")
    await editor.press("c")
    await editor.write(CRITIQUE)
    await editor.press("escape")


async def test_a_whole_morning_by_keys(workspace: Workspace) -> None:
    async with at_desk(workspace, NARROW) as editor:
        await editor.press("f")
        await editor.until(lambda: editor.said.startswith("fetched 2 feeds"))
        assert editor.said == "fetched 2 feeds: 10 new"
        await editor.press("r")
        assert editor.items.count == 10

        await editor.press("y", "y", "y")
        await editor.press("x", "x", "x", "x", "x", "u")
        assert editor.said.startswith("undo: skipped")
        counts = workspace.triage.counts()
        assert (counts[ItemState.KEPT], counts[ItemState.SKIPPED]) == (3, 4)

        await editor.press("f2")
        for _ in range(3):
            await write_story(editor)
            await editor.press("greater_than_sign")

        await editor.press("f3", "b", "j", "b", "j", "b")
        composition = workspace.issues.composition(workspace.issues.current())
        assert (len(composition.above), len(composition.bench)) == (3, 0)
        before = [placed.story.id for placed in composition.above]
        await editor.press("g", "g", "J")
        after = [
            placed.story.id
            for placed in workspace.issues.composition(workspace.issues.current()).above
        ]
        assert after == [before[1], before[0], before[2]]

        await editor.press("H")
        await editor.write("One ministry, one queue")
        await editor.press("tab")
        await editor.write("What the licence count says, and whom it leaves out")
        await editor.press("escape", "g", "c")
        findings = editor.app.screen.query_one(FindingsPanel).rows.findings
        assert [f.message for f in findings if f.severity is Severity.ERROR] == []
        assert editor.said.startswith("checked: ")

        await editor.press("w", "enter")
        assert editor.said == "file: written · out/2026-03-02/2026-03-02.html, .md, .txt"
        await editor.press("escape", "q")
    check_what_is_left(workspace, after)


def check_what_is_left(workspace: Workspace, order: list[int]) -> None:
    """Look at the store and the files as the next morning would find them."""
    with Workspace.open(workspace.root, now=workspace.now) as later:
        issue = later.issues.current()
        assert (issue.number, issue.subject) == (214, "One ministry, one queue")
        stories = [placed.story for placed in later.issues.composition(issue).above]
        assert [story.id for story in stories] == order
        for story in stories:
            assert tuple(h.text for h in story.highlights) == HIGHLIGHTS
            assert story.critique == CRITIQUE
        delivery = later.issues.deliveries(issue)[0]
        assert (delivery.target, delivery.status) == ("file", "delivered")
    folder = workspace.root / "out" / "2026-03-02"
    html, markdown, text = (
        (folder / f"2026-03-02.{suffix}").read_text() for suffix in ("html", "md", "txt")
    )
    for page in (html, markdown, text):
        assert page.count("Plants had applied for a licence") == 3
        places = [page.index(story.headline) for story in stories]
        assert places == sorted(places)
        assert "https://example.org/unsubscribe" in page
    assert "<title>One ministry, one queue</title>" in html
