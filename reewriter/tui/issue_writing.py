"""Brings what was typed into an issue's fields to the workspace, as one change. Paints nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from reewriter.desk.labels import of_issue
from reewriter.desk.skeleton import rewritten
from reewriter.model import Issue
from reewriter.tui.widgets.issue_fields import FIELDS
from reewriter.workspace import Workspace

__all__ = ["rebased", "write_issue"]


def rebased(issue: Issue, seen: Issue, unsaved: Collection[str]) -> Issue:
    """Return an issue read anew, but the unsaved fields as the editor saw them before typing.

    So a save still notices that somebody else wrote into the same field meanwhile.
    """
    if issue.id != seen.id:
        return issue
    names = [name for name in FIELDS if name in unsaved]
    if "subject" in unsaved:
        names.append("subjects")
    return replace(issue, **{name: getattr(seen, name) for name in names})


def write_issue(
    workspace: Workspace, issue: Issue, fields: Mapping[str, object], *, over: bool
) -> Issue:
    """Write fields by name over the issue as it was seen; return it as it is then.

    Raises ConflictError, having written nothing, where a field was changed elsewhere. With `over`
    whatever stands there is written over, and kept as a version.
    """
    seen = workspace.issues.get(issue.edition) if over else issue
    label = of_issue(issue, fields)
    changes = dict(fields)
    if "subject" in fields:
        changes |= rewritten(seen, str(fields["subject"]))
    with workspace.together(label, merge=not over, keep=over):
        return workspace.issues.edit(None, changes, base=seen)
