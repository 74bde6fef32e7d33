"""The rules in the desk: what each would do, letting it act, taking that back."""

from __future__ import annotations

from pathlib import Path

import pytest

from reewriter.model import ItemState
from reewriter.tui.screens.rules import RulesScreen
from reewriter.workspace import Workspace
from tests.tui.morning import NARROW, WIDE, at_desk
from tests.workshop import CONFIG, invent, make_workspace

RULES = """
[[rules]]
when = "title:harbour"
then = "skip"
[[rules]]
when = "rare earth"
then = "tag ground"
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Ten items, two of them about a harbour."""
    items = [
        invent(n, title="Harbour [/] strike" if n % 5 == 0 else f"Note {n}") for n in range(1, 11)
    ]
    return make_workspace(tmp_path, items, config=CONFIG + RULES)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_rule_is_tried_applied_and_taken_back(
    workspace: Workspace, size: tuple[int, int]
) -> None:
    async with at_desk(workspace, size) as editor:
        await editor.press("g", "u")
        assert "title:harbour  → skip" in editor.text
        assert "finds 2 items · would act on 2" in editor.text
        assert "would act 12 times" in editor.text
        await editor.press("j")
        assert "The Basin Ledger: Harbour [/] strike" in editor.text
        await editor.press("enter")
        assert "rules: skipped 2 items" in editor.text
        assert "finds 0 items · would act on 0 · has acted on 2" in editor.text
        assert workspace.triage.counts()[ItemState.SKIPPED] == 2
        await editor.press("u")
        assert "undo: rules: skipped 2 items" in editor.text
        assert workspace.triage.counts()[ItemState.SKIPPED] == 0
        await editor.press("escape")
        assert editor.focused == "items"
        assert "10 new" in editor.text


async def test_all_rules_act_in_their_order(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("g", "u", "enter", "escape")
        assert editor.said == "rules: skipped 2 items, tagged 10 items"
        await editor.press("u", "u")
        assert editor.said == "nothing to undo"


async def test_without_rules_it_says_how_to_make_one(tmp_path: Path) -> None:
    async with at_desk(make_workspace(tmp_path, [invent(1)])) as editor:
        await editor.press("ctrl+p")
        await editor.type("rules")
        await editor.press("enter")
        assert isinstance(editor.app.screen, RulesScreen)
        assert "There are no rules yet." in editor.text
        await editor.press("enter", "escape")
        assert editor.focused == "items"
