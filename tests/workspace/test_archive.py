"""The archive of a workspace: what was exported is on it, what nobody may read yet is not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.workshop import NOW, invent, make_workspace


def test_an_issue_with_a_story_under_embargo_is_left_out_until_it_ends(tmp_path: Path) -> None:
    with make_workspace(tmp_path / "w", [invent(1)]) as workspace:
        workspace.triage.keep([1])
        workspace.issues.place(1)
        issue = workspace.issues.current()
        workspace.press.export(issue, "file")
        page = f"{issue.edition}.html"
        workspace.writing.edit(1, {"embargo_until": NOW + timedelta(hours=1)})
        assert page not in workspace.press.archive()
        workspace.writing.edit(1, {"embargo_until": NOW - timedelta(hours=1)})
        assert page in workspace.press.archive()
