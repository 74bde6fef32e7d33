"""What was found is said whole, however narrow the screen is."""

from __future__ import annotations

from pathlib import Path

from reewriter.model import Finding, Severity
from reewriter.tui.screens.issue import IssueScreen
from reewriter.tui.screens.issue_press import PressRoom
from reewriter.tui.widgets.findings_panel import FindingsPanel
from tests.tui.morning import at_desk
from tests.workshop import invent, make_workspace

LONG = " ".join("q" * 60)
FOUND = [
    Finding("a.one", Severity.ERROR, f"{LONG} END-ONE", "html", f"{LONG} HINT-ONE"),
    Finding("a.two", Severity.WARNING, "Short TWO", "html", "Do HINT-TWO"),
    Finding("a.three", Severity.INFO, f"{LONG} END-THREE", "html"),
    *(Finding(f"a.more{n}", Severity.INFO, f"More {n}", "html") for n in range(6)),
]


async def test_messages_are_whole_and_the_one_at_hand_says_what_to_do(tmp_path: Path) -> None:
    PressRoom.PROOF_AFTER = 0.001
    workspace = make_workspace(tmp_path / "desk", [invent(1)])
    async with at_desk(workspace) as editor:
        await editor.press("g", "s")
        screen = editor.app.screen
        assert isinstance(screen, IssueScreen)
        panel = screen.query_one(FindingsPanel)
        panel.show(FOUND)
        await editor.rest()
        assert "END-ONE" in editor.text, "on its second line"
        assert "HINT-ONE" not in editor.text, "there is no room for what nobody asked for"
        await editor.press("right_square_bracket")
        assert "HINT-ONE" in editor.text
        shown = [line for line in editor.lines if line.count("q q") or "HINT" in line]
        assert sum(line.count("q") for line in shown[:4]) == 120, "none under the scroll bar"
        await editor.press("j")
        assert panel.rows.finding == FOUND[1]
        assert "HINT-TWO" in editor.text
        await editor.press("j", "j")
        assert "END-THREE" in editor.text
        await editor.pilot.click(panel.rows, offset=(4, 0))
        await editor.rest()
        assert panel.rows.cursor < 2, "the mouse finds its line although they differ in height"
