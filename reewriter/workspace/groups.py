"""One story, many sources, for both front ends: join, split, refuse, and sources that came late."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from reewriter.desk import grouping, writing
from reewriter.desk.triage import count_label
from reewriter.desk.writing import called
from reewriter.errors import UsageError
from reewriter.model import Group, ItemRow, ItemState, Triaged
from reewriter.store import groups, stories
from reewriter.text.headlines import Headlines, Likeness
from reewriter.text.words import truncate
from reewriter.workspace.triage import Done, no_item

if TYPE_CHECKING:
    from reewriter.workspace.workspace import Workspace

__all__ = ["Groups", "Suggestion"]

DAYS = 3
"""How far back another telling of a story is looked for by headlines."""
_MOST = 4_000
"""Headlines that are compared: the last to arrive."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line that may tell the same story, going by its headline."""

    row: ItemRow
    shared: tuple[str, ...]
    """The words by which it was found, the rarest first."""

    @property
    def why(self) -> str:
        """The reason, in words."""
        return f"both say {', '.join(self.shared[:4])}"


class Groups:
    """What belongs together, as the editor has it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._store = workspace.store

    def join(self, item_ids: Sequence[int]) -> Done:
        """Make items, and all of their groups, one story: one line, the first one's.

        They take its state; only where one of them is kept, all of them are. No fetch ever parts
        them. Raises NotFoundError for an unknown item, UsageError for fewer than two.
        """
        wanted = list(dict.fromkeys(item_ids))
        label = f"joined {count_label('', len(wanted)).strip()} to one story"
        with self._workspace.together(label):
            members = self._members(wanted)
            chosen = next(m for m in members if m.id == wanted[0])
            line = [m for m in members if m.group_id == chosen.group_id is not None]
            lead = next((m for m in line if not m.folded), chosen)
            known = groups.groups(self._store, _ids(members))
            group = known.get(lead.group_id or 0)
            if group is None:
                group = Group(groups.next_id(self._store), lead.id)
            if {m.id for m in members} == {m.id for m in line} or len(members) < 2:
                raise UsageError(
                    "these are one story already" if len(wanted) > 1 else "one item is no group",
                    hint="Name two items or more that tell the same.",
                )
            apart = groups.apart(self._store, [m.id for m in members])
            edits = grouping.join(members, lead, group, known=known, apart=apart)
            self._workspace.change(label, edits)
        return Done(label, self._two_stories(members))

    def split(self, item_id: int) -> Done:
        """Take one item out of its group: a line of its own, which no fetch ever puts back.

        What came for a kept story, and is no source of it, is new then.
        """
        name = self._name(item_id)
        label = f"{name} is a story of its own"
        with self._workspace.together(label):
            members = self._members([item_id])
            if len(members) < 2:
                raise UsageError(
                    f"{name} stands alone",
                    hint="There is nothing to split: no other item tells it.",
                )
            known = groups.groups(self._store, _ids(members))
            group = known[next(iter(known))]
            apart = groups.apart(self._store, [item_id])
            told = stories.id_by_item(self._store, [m.id for m in members])
            edits = grouping.split(members, item_id, group, apart=apart, told=told)
            self._workspace.change(label, edits)
        return Done(label)

    def refuse(self, item_id: int, other: int) -> Done:
        """Remember that two lines are two stories: it is never asked again."""
        label = f"{self._name(item_id)} and {self._name(other)} are two stories"
        with self._workspace.together(label):
            ones, others = self._members([item_id]), self._members([other])
            ids = [m.id for m in ones], [m.id for m in others]
            apart = groups.apart(self._store, ids[0])
            self._workspace.change(label, grouping.refuse(*ids, apart=apart))
        return Done(label)

    def _name(self, item_id: int) -> str:
        """Call an item by its title, as who reads the line knows it."""
        title = truncate(self._workspace.triage.item(item_id).title, 40)
        return f"“{title}”" if title else f"item {item_id}"

    def _members(self, item_ids: Sequence[int]) -> list[Triaged]:
        members = groups.members(self._store, item_ids)
        known = {member.id for member in members}
        for item_id in item_ids:
            if item_id not in known:
                raise no_item(item_id)
        return members

    def _two_stories(self, members: Sequence[Triaged]) -> str:
        kept = [m.id for m in members if m.state is ItemState.KEPT]
        told = sorted(set(stories.id_by_item(self._store, kept).values()))
        if len(told) < 2:
            return ""
        return f"stories {', '.join(map(str, told))} were written about them, and both stay"

    def suggest(self, item_ids: Collection[int]) -> dict[int, Suggestion]:
        """Return, for lines of the last days, an earlier line that may tell the same story.

        Nothing is ever joined by this. What the editor refused is not suggested again.
        """
        since = self._workspace.now() - timedelta(days=DAYS)
        recent = groups.headlines(self._store, since, _MOST)
        known = {item_id for item_id, _ in recent}
        wanted = [item_id for item_id in item_ids if item_id in known]
        if not wanted:
            return {}
        headlines = Headlines(recent)
        refused: dict[int, set[int]] = {}
        for one, other in groups.refused(self._store, since):
            refused.setdefault(max(one, other), set()).add(min(one, other))
        found: dict[int, Likeness] = {}
        for item_id in wanted:
            likeness = headlines.like(item_id, _earlier(item_id, refused.get(item_id, set())))
            if likeness is not None:
                found[item_id] = likeness
        rows = self._workspace.triage.rows(sorted({each.id for each in found.values()}))
        by_id = {row.id: row for row in rows}
        return {
            item_id: Suggestion(by_id[each.id], each.shared)
            for item_id, each in found.items()
            if each.id in by_id
        }

    def late(
        self, story_ids: Collection[int], *, noticed: bool = False
    ) -> dict[int, list[ItemRow]]:
        """Return story → the lines of items that came for it when it was kept already.

        Those the editor has noticed are among them only where `noticed`.
        """
        found = groups.late(self._store, story_ids, noticed=noticed)
        return {
            story_id: self._workspace.triage.rows(item_ids) for story_id, item_ids in found.items()
        }

    def notice(self, rows: Sequence[ItemRow]) -> None:
        """Remember that the editor has seen these: the issue does not point at them any more."""
        groups.notice(self._store, [row.id for row in rows])

    def adopt(self, story_id: int, item_ids: Sequence[int] = ()) -> Done:
        """Make late items further sources of a story: the named ones, or all that came for it.

        Their texts are frozen as they are now. Raises NotFoundError for an unknown item,
        UsageError where there is nothing to adopt.
        """
        workspace = self._workspace
        story = workspace.writing.story(story_id)
        workspace.triage.items(item_ids)
        with workspace.together(f"further sources of {called(story)}"):
            known = {s.item_id for s in workspace.writing.story(story_id).sources}
            late = groups.late(self._store, [story_id], noticed=True).get(story_id, [])
            for item_id in item_ids:
                if item_id not in late and item_id not in known:
                    raise UsageError(
                        f"{self._name(item_id)} does not tell {called(story)}",
                        hint="`reewriter item join` puts it to the story's items first.",
                    )
            wanted = [item_id for item_id in item_ids or late if item_id not in known]
            if not wanted:
                raise UsageError(
                    f"no further source has come for {called(story)}",
                    hint="`item join` makes an item part of a kept story.",
                )
            label = f"added {count_label('', len(wanted), 'source').strip()} to {called(story)}"
            first = stories.next_ids(self._store)[1]
            edits = [
                writing.new_source(
                    workspace.full_texts.fuller(
                        writing.source_of(
                            item,
                            (story_id, first + at),
                            outlet=workspace.triage.outlet(item),
                            text=workspace.triage.markdown(item),
                            now=workspace.now(),
                            primary=not known and at == 0,
                        ),
                        workspace.full_texts.of(item.url),
                    )
                )
                for at, item in enumerate(workspace.triage.items(wanted))
            ]
            workspace.change(label, edits)
            groups.notice(self._store, wanted)
        return Done(label)


def _ids(members: Sequence[Triaged]) -> set[int]:
    return {m.group_id for m in members if m.group_id is not None}


def _earlier(item_id: int, refused: Collection[int]) -> Callable[[int], bool]:
    return lambda other: other < item_id and other not in refused
