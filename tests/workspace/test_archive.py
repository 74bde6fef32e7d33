"""The archive of a workspace: what was exported is on it, what nobody may read yet is not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from reewriter.workspace import Workspace
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


def test_an_issue_of_a_later_day_is_not_shown_before_it(tmp_path: Path) -> None:
    with make_workspace(tmp_path / "w", [invent(1)]) as workspace:
        workspace.triage.keep([1])
        later = workspace.issues.new(NOW.date() + timedelta(days=3))
        workspace.issues.place(1, issue=later)
        workspace.press.export(later, "eml")  # to look at it
        page = f"{later.edition}.html"
        assert page not in workspace.press.archive()
        with Workspace.open(workspace.root, now=lambda: NOW + timedelta(days=3)) as then:
            assert page in then.press.archive()
