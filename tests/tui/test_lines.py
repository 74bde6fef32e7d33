"""What a line of the inbox says besides its title: until when it waits, what changed in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.tui.morning import at_desk
from tests.workshop import NOW, bring, invent, make_workspace

LONGER = "The ministry now says that 900 plants had applied, and that none was turned down. " * 9


async def test_what_is_put_off_says_until_when(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "desk", [invent(1), invent(2)])
    workspace.triage.later([1], NOW + timedelta(hours=20))
    async with at_desk(workspace) as editor:
        assert "Tue 3 Mar" not in editor.text
        editor.app.go("inbox", "state:later")
        await editor.rest()
        assert "→ later" in editor.text
        assert "Tue 3 Mar 03:00" in editor.text, "in the publication's zone"


def test_a_group_is_changed_when_any_of_it_is(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "desk", [invent(1), invent(2)])
    twin = replace(invent(7), url_key=invent(1).url_key)
    bring(workspace, [twin], feed=1)
    workspace.folding.catch_up()
    (lead,) = [row for row in workspace.triage.rows([1, 2]) if row.others]
    other = next(row.id for row in workspace.triage.group(lead.id) if row.id != lead.id)
    assert not lead.changed
    corrected = replace(twin, text=LONGER, body=f"<p>{LONGER}</p>", item_hash="another")
    bring(workspace, [corrected], feed=1)
    changed = {row.id: row.changed for row in workspace.triage.rows([1, 2, other])}
    assert changed == {lead.id: True, other: True, 2 if lead.id == 1 else 1: False}
    workspace.triage.versions.looked(other)
    assert not workspace.triage.rows([lead.id])[0].changed
