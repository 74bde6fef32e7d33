"""Makes the edits of keeping items: their stories, and the places of these on an issue's bench."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from threading import Thread
from typing import TYPE_CHECKING

from reewriter.desk import compose, triage, writing
from reewriter.model import Edit, Feed, FullText, Issue, Item, ItemState, Placement, Source
from reewriter.store import feeds, issues, items, stories

if TYPE_CHECKING:
    from reewriter.workspace.workspace import Workspace

__all__ = ["Keeping"]

_LAST = 1_000_000
"""A position behind all others, until they are numbered anew."""
_MANY = 20
"""Items, for which all feeds are asked for at once."""
_VERY_MANY = 200
"""Items, whose Markdown is written on a thread of its own."""


class _Markdown:
    """The Markdown of items; that of very many is written while something else is done."""

    def __init__(self, workspace: Workspace, of: Sequence[Item]) -> None:
        self._write = workspace.triage.markdown
        self._of = of
        self._written: dict[int, str] = {}
        self._thread = Thread(target=self._all) if len(of) >= _VERY_MANY else None

    def _all(self) -> None:
        with contextlib.suppress(Exception):  # who asks for that one has it again, and sees it
            for item in self._of:
                self._written[item.id] = self._write(item)

    def __enter__(self) -> None:
        if self._thread is not None:
            self._thread.start()

    def __exit__(self, *_: object) -> None:
        if self._thread is not None:
            self._thread.join()

    def __getitem__(self, item: Item) -> str:
        written = self._written.get(item.id)
        return self._write(item) if written is None else written


class Keeping:
    """One keep of any number of items; each thing is asked of the store once for all of them."""

    def __init__(self, workspace: Workspace, issue: Issue, *, section: str | None) -> None:
        self._workspace = workspace
        self._store = workspace.store
        self._issue = issue
        self._section = section
        self._feeds: dict[int, Feed | None] = {}
        self._texts: dict[str, FullText] = {}

    def keep(self, label: str, chosen: Sequence[Item]) -> bool:
        """Keep these items; call inside the transaction that shall hold all of it.

        Returns whether anything is otherwise now.

        The database marks very many while another thread writes the Markdown of their sources:
        neither waits for the other.
        """
        members = self._members(chosen)
        known = stories.id_by_item(self._store, list(members))
        texts = _Markdown(self._workspace, [m for m in members.values() if m.id not in known])
        if len(members) > _MANY:
            self._feeds.update(feeds.by_id(self._store))
        self._texts = self._workspace.full_texts.known(members.values())
        with texts:
            states = triage.set_state(list(members.values()), ItemState.KEPT)
            self._workspace.change(label, states)
        stories_of, new = self._stories(chosen, members, known, texts)
        placements = issues.placements(self._store, self._issue.id)
        benched = compose.difference(placements, self._benched(placements, stories_of))
        self._workspace.change(label, [*new, *benched])
        return bool(states or new or benched)

    def _members(self, chosen: Sequence[Item]) -> dict[int, Item]:
        """Return these items and all that tell the same stories, in order of arrival."""
        known = {item.id: item for item in chosen}
        if any(item.group_id is not None for item in chosen):
            ids = items.group_members(self._store, list(known))
            known.update(items.get(self._store, [one for one in ids if one not in known]))
        return dict(sorted(known.items()))

    def _stories(
        self,
        chosen: Sequence[Item],
        members: Mapping[int, Item],
        known: Mapping[int, int],
        texts: _Markdown,
    ) -> tuple[dict[int, Item], list[Edit]]:
        """Return story → the item it is about, and the edits that make those that are missing."""
        groups: dict[int, list[Item]] = {}
        for member in members.values():
            if member.group_id is not None:
                groups.setdefault(member.group_id, []).append(member)
        story_id, source_id = stories.next_ids(self._store)
        found: dict[int, Item] = {}
        told: list[Edit] = []
        rested_on: list[Edit] = []
        for item in chosen:
            group = [item] if item.group_id is None else groups.pop(item.group_id, [])
            if not group:
                continue  # another of its group has been told
            ordered = [item, *(member for member in group if member.id != item.id)]
            before = next((known[member.id] for member in ordered if member.id in known), None)
            if before is not None:
                found[before] = item
                continue
            sources = [
                self._source(member, (story_id, source_id + at), texts[member], primary=at == 0)
                for at, member in enumerate(ordered)
            ]
            made, *theirs = writing.new_story(item, (story_id, source_id), sources=sources)
            told.append(made)
            rested_on += theirs
            found[story_id] = item
            story_id, source_id = story_id + 1, source_id + len(ordered)
        return found, [*told, *rested_on]

    def _source(self, item: Item, ids: tuple[int, int], text: str, *, primary: bool) -> Source:
        feed = self._feed(item)
        source = writing.source_of(
            item,
            ids,
            outlet=feed.name if feed else "",
            text=text,
            now=self._workspace.now(),
            primary=primary,
        )
        return self._workspace.full_texts.fuller(source, self._texts.get(source.url))

    def _benched(
        self, placements: Sequence[Placement], stories_of: Mapping[int, Item]
    ) -> list[Placement]:
        """Put stories on the bench, behind those that are there; one that stands already stays.

        It moves only into a section that was asked for.
        """
        placed = {placement.story_id: placement for placement in placements}
        for story_id, item in stories_of.items():
            before = placed.get(story_id)
            if before is not None and self._section in (None, before.section):
                continue
            placed.pop(story_id, None)
            into = self._section or self._section_of(item)
            bench = before.bench if before else True
            placed[story_id] = Placement(self._issue.id, story_id, into, _LAST, bench)
        return compose.renumber(list(placed.values()))

    def _section_of(self, item: Item) -> str:
        feed, sections = self._feed(item), self._workspace.config.sections
        return feed.section if feed and feed.section in sections else sections[0]

    def _feed(self, item: Item) -> Feed | None:
        if item.feed_id not in self._feeds:
            self._feeds[item.feed_id] = feeds.get(self._store, item.feed_id)
        return self._feeds[item.feed_id]
