"""Issues of a workspace, for both front ends: which one is open, and where stories stand in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from reewriter.desk import calendar, compose, labels, past, writing
from reewriter.desk.writing import called
from reewriter.errors import NotFoundError, UsageError
from reewriter.model import (
    Composition,
    Delivery,
    Edit,
    Issue,
    Placement,
    Revision,
)
from reewriter.store import deliveries, issues, revisions
from reewriter.text import url_key
from reewriter.text.nearest import did_you_mean, nearest
from reewriter.workspace.opening import Opening

if TYPE_CHECKING:
    from reewriter.workspace.layout import Layout
    from reewriter.workspace.workspace import Workspace

__all__ = ["Issues"]


class Issues:
    """The issue desk."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._store = workspace.store
        self._opening = Opening(workspace)

    @cached_property
    def layout(self) -> Layout:
        """What issues are made of besides their stories."""
        from reewriter.workspace.layout import Layout

        return Layout(self._workspace)

    def current(self) -> Issue:
        """Return the issue of the next publishing day that is not due or sent, made when missing.

        It takes over what the issues before it left unfinished, once they are over.
        """
        day = self._opening.next_day()
        issue = issues.by_edition(self._store, day.isoformat())
        if issue is None:
            return self.new(day)
        self._opening.take_over(issue)
        return issue

    def get(self, edition: str | None) -> Issue:
        """Return the issue of this name; None means the current one. Raises NotFoundError."""
        if edition is None:
            return self.current()
        issue = issues.by_edition(self._store, edition)
        if issue is None:
            known = [i.edition for i in issues.listed(self._store, limit=200)]
            near = _meant(edition, known)
            hint = f"Did you mean “{near}”? " if near else ""
            raise NotFoundError(
                f"there is no issue “{edition}”",
                hint=f"{hint}`reewriter issue list` lists them; `issue new --date` makes one.",
            )
        return issue

    def listed(self) -> list[Issue]:
        """Return all issues, newest first."""
        return issues.listed(self._store)

    def ran(self, *, before: Issue | None = None) -> dict[str, issues.Ran]:
        """Return by the key of its address where each source went out first.

        With `before`, only what did so in another issue than this one, and no later one.
        """
        found = issues.ran(self._store, before=before)
        keyed = {one.url_key or url_key(one.url): one for one in found}
        keyed.pop("", None)
        return keyed

    def gaps(self) -> list[int]:
        """Return the issue numbers that were left out."""
        return calendar.gaps(issues.numbers(self._store))

    def new(
        self,
        day: date | None = None,
        *,
        edition: str | None = None,
        number: int | None = None,
        changes: Mapping[str, object] | None = None,
    ) -> Issue:
        """Make an issue, or return the one of this edition; `changes` are set on it either way.

        `number` is the one it must have; raises UsageError where another issue has that. Without,
        it is the next.
        """
        store = self._store
        day = day or self._opening.next_day()
        name = edition or day.isoformat()
        if not re.fullmatch(rf"{day.isoformat()}(?:-[A-Za-z0-9]{{1,40}}){{0,3}}", name):
            raise UsageError(
                f"“{name}” cannot name an edition",
                hint=f"Write {day.isoformat()} or {day.isoformat()}-NAME.",
            )
        issue = issues.by_edition(store, name)
        if issue is None:
            with store.write():
                issue = issues.by_edition(store, name) or self._opening.make(day, name)
        if number is not None and issue.number != number:
            issue = self._numbered(issue, number)
        return self.edit(issue.edition, changes) if changes else issue

    def _numbered(self, issue: Issue, number: int) -> Issue:
        """Give an issue another number, as a file of another workspace has it."""
        other = next((one for one in self.listed() if one.number == number), None)
        if other is not None:
            raise UsageError(
                f"number {number} is that of {other.edition} here",
                hint="Is this another publication? Else write a free number there.",
            )
        edit = Edit("issue", (issue.id,), {"number": issue.number}, {"number": number})
        self._opening.apply(f"{issue.edition} is No. {number}", [edit])
        return self.get(issue.edition)

    def edit(
        self,
        edition: str | None,
        changes: Mapping[str, object],
        *,
        base: Issue | None = None,
        merge: bool = False,
    ) -> Issue:
        """Set fields of an issue; with `base`, ConflictError where they were changed elsewhere."""
        issue = base or self.get(edition)
        edits = writing.edit_issue(issue, changes)
        self._workspace.change(labels.of_issue(issue, labels.fields_of(edits)), edits, merge=merge)
        return self.get(issue.edition)

    def composition(self, issue: Issue) -> Composition:
        """Return the whole issue as it is rendered and checked."""
        return issues.composition(self._store, issue, self._workspace.config.sections)

    def placements(self, issue: Issue) -> list[Placement]:
        """Return where stories stand in an issue, without reading them."""
        return issues.placements(self._store, issue.id)

    def answers(self, issue: Issue) -> frozenset[tuple[str, str]]:
        """Return the check and the place of every finding of it that is waived."""
        return frozenset((w.check_id, w.where) for w in issues.waivers(self._store, issue.id))

    def went_out(self, issue: Issue) -> bool:
        """Tell whether an issue has left the house, to whatever target."""
        return issues.went_out(self._store, issue)

    def deliveries(self, issue: Issue) -> list[Delivery]:
        """Return what was exported of an issue, newest first."""
        return deliveries.listed(self._store, issue.id)

    def history(self, issue: Issue) -> list[Revision]:
        """Return the earlier versions of an issue's fields, newest first."""
        return revisions.listed(self._store, "issue", issue.id)

    def restore(self, issue: Issue, revision_id: int) -> Issue:
        """Put an earlier version of one field back; what stands there becomes one in its turn."""
        revision = revisions.get(self._store, revision_id)
        if revision is None or (revision.noun, revision.noun_id) != ("issue", issue.id):
            raise NotFoundError(
                f"issue {issue.edition} has no version {revision_id}",
                hint=f"`reewriter issue history {issue.edition}` lists them.",
            )
        with self._workspace.together(past.label(revision, issue.edition), keep=True):
            return self.edit(issue.edition, {revision.field: past.value_of(revision)})

    def section_named(self, name: str) -> str:
        """Return the section as feeds.toml writes it; raises NotFoundError with the nearest."""
        sections = self._workspace.config.sections
        for section in sections:
            if section.casefold() == name.casefold():
                return section
        hint = did_you_mean(name, sections, otherwise=f"Sections: {', '.join(sections)}.")
        raise NotFoundError(f"there is no section “{name}”", hint=hint)

    def place(
        self,
        story_id: int,
        *,
        issue: Issue | None = None,
        section: str | None = None,
        position: int | None = None,
        bench: bool = False,
    ) -> str:
        """Put a story above the line (or on the bench); its section stays unless one is given."""
        story = self._workspace.writing.story(story_id)
        target = issue or self.current()
        placements = issues.placements(self._store, target.id)
        here = next((p for p in placements if p.story_id == story_id), None)
        into = section or (here.section if here else "") or self._workspace.config.sections[0]
        edits = compose.place(
            placements, target.id, story_id, section=into, bench=bench, position=position
        )
        where = "on the bench" if bench else f"in {into}"
        return self._workspace.change(f"{called(story)} {where}", edits)

    def move(self, story_id: int, by: int, *, issue: Issue | None = None) -> str:
        """Move a story by some lines, across sections; at the very end nothing happens."""
        target = issue or self.current()
        edits = compose.move(
            issues.placements(self._store, target.id),
            story_id,
            by,
            sections=target.ordered(self._workspace.config.sections),
        )
        after = next((e.after for e in edits if e.key == (target.id, story_id) and e.after), None)
        where = f" to {after['section']} {int(str(after['position'])) + 1}" if after else ""
        name = called(self._workspace.writing.story(story_id))
        return self._workspace.change(f"moved {name}{where}", edits)

    def waive(self, issue: Issue, check_id: str, where: str, reason: str) -> str:
        """Answer for a finding by its `place`; the reason is kept and shown.

        A place without what it is about stands for every finding of the check there.
        """
        if not reason.strip():
            raise UsageError("a waiver needs a reason", hint="Say why the finding may stand.")
        return self._answer("waived", issue, check_id, where, {"reason": reason.strip()})

    def unwaive(self, issue: Issue, check_id: str, where: str) -> str:
        """Take a waiver back: that of this place, else that of all that is there."""
        kept = {w.where for w in self.composition(issue).waivers if w.check_id == check_id}
        where = where if where in kept else where.partition("#")[0]
        return self._answer("counts again", issue, check_id, where, None)

    def _answer(
        self, verb: str, issue: Issue, check_id: str, where: str, after: dict[str, object] | None
    ) -> str:
        waivers = {(w.check_id, w.where): w.reason for w in self.composition(issue).waivers}
        reason = waivers.get((check_id, where))
        before = None if reason is None else {"reason": reason}
        edits = [Edit("waiver", (issue.id, check_id, where), before, after)]
        return self._workspace.change(f"{verb}: {_title(check_id)}", edits * (before != after))


def _meant(edition: str, known: Sequence[str]) -> str:
    """Return the edition that was meant: one of the same day, else one that differs by a letter.

    Two days have most of their letters in common, whatever lies between them.
    """
    same_day = [one for one in known if one[:10] == edition[:10]]
    return nearest(edition, same_day) or nearest(edition, known, likeness=0.87)


def _title(check_id: str) -> str:
    """Say in words what a check is about."""
    from reewriter.checks import ALL

    return next((spec.title for spec in ALL if spec.id == check_id), check_id)
