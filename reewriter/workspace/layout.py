"""How an issue is laid out, for both front ends: order of sections, subjects, yesterday's form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reewriter.desk import calendar, skeleton
from reewriter.errors import NotFoundError
from reewriter.model import Issue
from reewriter.store import issues
from reewriter.text.nearest import did_you_mean

if TYPE_CHECKING:
    from reewriter.workspace.workspace import Workspace

__all__ = ["Layout"]

_WORDS = {"intro": "the intro", "sections": "the order of sections"}


class Layout:
    """The form of an issue, whatever stands in it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._store = workspace.store

    def move_section(self, issue: Issue, name: str, by: int) -> str:
        """Let a section change places with the one below (or above) that has stories.

        At the very top or bottom nothing is changed. Raises NotFoundError where no story stands
        in it.
        """
        workspace = self._workspace
        composed = workspace.issues.composition(issue)
        shown = dict.fromkeys(placed.section for placed in composed.above)
        known = next((one for one in shown if one.casefold() == name.casefold()), None)
        if known is None:
            raise NotFoundError(
                f"no story of {issue.edition} that goes out stands in “{name}”",
                hint=did_you_mean(name, shown, otherwise="`issue show` lists the sections."),
            )
        house = workspace.config.sections
        order = skeleton.move_section(issue, house, list(shown), known, by)
        label = f"moved the section {known} {'down' if by > 0 else 'up'}"
        if order != tuple(issue.ordered(house)):
            with workspace.together(label):
                workspace.issues.edit(issue.edition, {"sections": order}, base=issue)
        return label

    def pick(self, issue: Issue, number: int) -> Issue:
        """Take one of the subjects, counted from 0; all of them stay to choose from."""
        changes = skeleton.pick(issue, number)
        if not changes:
            return issue
        with self._workspace.together(f"took the subject “{changes['subject']}”"):
            return self._workspace.issues.edit(issue.edition, changes, base=issue)

    def before(self, issue: Issue) -> Issue | None:
        """Return the issue before this one, of its own kind where there is one."""
        earlier = calendar.before(issue, issues.listed(self._store))
        return earlier[0] if earlier else None

    def like(self, issue: Issue, earlier: Issue | None = None) -> str:
        """Take intro and order of sections from an earlier issue where this one has none.

        The stories stay where they are. Returns "" where there was nothing to take.
        """
        earlier = earlier or self.before(issue)
        changes = skeleton.like(issue, earlier) if earlier else {}
        if earlier is None or not changes:
            return ""
        what = " and ".join(_WORDS[name] for name in changes)
        label = f"took {what} from No. {earlier.number}"
        with self._workspace.together(label):
            self._workspace.issues.edit(issue.edition, changes, base=issue)
        return label
