"""What publishers changed in items, and in what stories rest on; nothing is taken over unasked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from reewriter.desk import evidence, writing
from reewriter.errors import UsageError
from reewriter.model import Item, ItemVersion, Source, Story
from reewriter.store import versions
from reewriter.text.differ import Piece, compare, differ

if TYPE_CHECKING:
    from reewriter.workspace.workspace import Workspace

__all__ = ["Comparison", "News", "Versions"]

_FULLER = 1.5
"""A source this much longer than the item holds more than its feed brought."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How an earlier text became the present one."""

    title: tuple[Piece, ...]
    text: tuple[Piece, ...]
    since: datetime
    """When the earlier one was first seen."""
    replaced_at: datetime
    """When it was seen to be another."""

    @property
    def is_typographic(self) -> bool:
        """No word is another one."""
        return not differ(self.title) and not differ(self.text)


@dataclass(frozen=True, slots=True)
class News:
    """A source of a story whose publisher has changed the text since it was taken."""

    source: Source
    item: Item
    before: Sequence[ItemVersion]
    """What the item said since then, newest first."""


class Versions:
    """Items as they were."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._store = workspace.store

    def of_item(self, item_id: int) -> list[ItemVersion]:
        """Return what an item said before each change, newest first.

        Changes of counts, ages and typography are none. Raises NotFoundError for no such item.
        """
        self._workspace.triage.item(item_id)
        return versions.listed(self._store, item_id)

    def first_unseen(self, item_id: int, before: Sequence[ItemVersion]) -> int:
        """Return which version was there when the editor looked last; the first one for never."""
        looked = versions.looked_at(self._store, item_id)
        unseen = [at for at, one in enumerate(before) if looked is None or one.replaced_at > looked]
        return unseen[-1] if unseen else 0

    def compare(self, version: ItemVersion) -> Comparison:
        """Compare a version with what its item says now."""
        item = self._workspace.triage.item(version.item_id)
        return Comparison(
            title=compare(version.title, item.title),
            text=compare(version.text, item.text),
            since=version.seen_at,
            replaced_at=version.replaced_at,
        )

    def looked(self, item_id: int) -> bool:
        """Take the mark *changed* off an item; tells whether it had one.

        No undo brings it back, as little as it takes the looking back.
        """
        return versions.look(self._store, item_id, self._workspace.now())

    def news_of(self, story: Story) -> list[News]:
        """Return the sources of a story that were changed since they were taken, main one first."""
        found: list[News] = []
        for source in sorted(story.sources, key=lambda source: not source.primary):
            if source.item_id is None:
                continue
            before = [
                one
                for one in versions.listed(self._store, source.item_id)
                if one.replaced_at > source.captured_at
            ]
            if before:
                item = self._workspace.triage.item(source.item_id)
                found.append(News(source, item, before))
        return found

    def take_over(self, story_id: int, *, base: Story | None = None) -> str:
        """Let the sources of a story say what their publishers say now; one undo takes it back.

        What we wrote stays as it is; evidence of highlights is found again where it still stands.
        Raises UsageError where nothing has changed, or the story holds more than the feed brings.
        """
        workspace = self._workspace
        story = base or workspace.writing.story(story_id)
        news = self.news_of(story)
        if not news:
            raise UsageError(f"no publisher has changed a source of {writing.called(story)}")
        usable = [one for one in news if not _is_fuller(one.source, one.item)]
        if not usable:
            raise UsageError(
                "the story holds the whole article, the feed only a part of it",
                hint="Load or attach the article again to have its new text.",
            )
        label = f"took the publisher's text over into {writing.called(story)}"
        with workspace.together(label):
            highlights, citations = story.highlights, story.citations
            for one in usable:
                text = workspace.triage.markdown(one.item)
                taken = writing.take_over(one.source, one.item, text, now=workspace.now())
                workspace.change(label, taken)
                highlights = writing.relocate(highlights, one.source, text)
                citations = evidence.citations_in(text, one.source, citations)
            workspace.change(label, writing.set_highlights(story, highlights))
            workspace.change(label, writing.edit_story(story, {"citations": citations}))
        return label


def _is_fuller(source: Source, item: Item) -> bool:
    return len(source.text) > len(item.text) * _FULLER + 200
