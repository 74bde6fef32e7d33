"""Opens issues: which is next, its number, and what the issues before it left unfinished."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from reewriter.desk import calendar, compose
from reewriter.model import Change, Edit, Issue, Placement
from reewriter.store import changes as stored_changes
from reewriter.store import issues

if TYPE_CHECKING:
    from reewriter.workspace.workspace import Workspace

__all__ = ["Opening"]


class Opening:
    """What comes with the day, and not with a key that was pressed: none of it can be undone."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._store = workspace.store

    def next_day(self) -> date:
        """Return the next publishing day that is not due or sent."""
        return calendar.next_date(
            self._workspace.brand.publication,
            self._workspace.now(),
            issues.dates(self._store),
            postponed=issues.due_times(self._store),
        )

    def make(self, day: date, edition: str) -> Issue:
        """Create an issue with the next number and what the last one left on its bench."""
        store = self._store
        publication = self._workspace.brand.publication
        issue = Issue(
            id=issues.next_id(store),
            date=day,
            edition=edition,
            number=calendar.next_number(publication, issues.numbers(store)),
            due_at=calendar.due_at(publication, day),
        )
        values = {
            "date": issue.date,
            "edition": issue.edition,
            "number": issue.number,
            "due_at": issue.due_at,
        }
        self.apply(f"new issue {edition}", [Edit("issue", (issue.id,), None, values)])
        self.take_over(issue)
        return issues.by_edition(store, edition) or issue

    def take_over(self, issue: Issue) -> None:
        """Bring what the issues before this one left unfinished to its bench, once.

        It waits until they are over: what is kept until then still goes to their bench.
        """
        store = self._store
        if store.read_only or issues.has_taken_over(store, issue.id):
            return
        before = calendar.before(issue, issues.listed(store))
        if before and not calendar.is_over(before[0], self._workspace.now()):
            return
        with store.write():
            if issues.has_taken_over(store, issue.id):
                return
            edits = compose.roll_over(
                self._left_by(before), issues.placements(store, issue.id), issue
            )
            done = Edit("issue", (issue.id,), {"taken_over": False}, {"taken_over": True})
            self.apply(f"took over into {issue.edition}", [*edits, done])

    def _left_by(self, before: Sequence[Issue]) -> list[Placement]:
        """Return what these issues, newest first, left unfinished."""
        left: list[Placement] = []
        seen: set[int] = set()
        for issue in before:
            placed = issues.placements(self._store, issue.id)
            out = issues.went_out(self._store, issue)
            left += [p for p in compose.unfinished(placed, went_out=out) if p.story_id not in seen]
            seen |= {p.story_id for p in placed}
            if issues.has_taken_over(self._store, issue.id):
                break  # what came before stands in here
        return left

    def apply(self, label: str, edits: Sequence[Edit]) -> None:
        """Change what cannot be undone."""
        stored_changes.apply(self._store, Change(label, tuple(edits)), now=self._workspace.now())
