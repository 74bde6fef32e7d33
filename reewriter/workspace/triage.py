"""Items of a workspace, for both front ends: lists, explanations, keep, skip, later, reset."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from reewriter.desk import triage
from reewriter.desk.calendar import zone
from reewriter.desk.ranking import Reason
from reewriter.errors import NotFoundError, UsageError
from reewriter.model import Feed, Issue, Item, ItemRow, ItemState
from reewriter.query import parse
from reewriter.store import feeds, items, lists, stories
from reewriter.store.query import Compiled, compile_tree
from reewriter.text.words import truncate
from reewriter.values import dataclass

if TYPE_CHECKING:
    from reewriter.workspace.versions import Versions
    from reewriter.workspace.workspace import Workspace

__all__ = ["Done", "Triage", "no_item"]

_TAGS = 12
_NAMES = 8
"""As many are offered as views: the list of views is no cloud of words."""
_TITLES = 400
"""Of so many new items the names are looked for: what is talked of these days."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a change did, in words."""

    label: str
    """"skipped 3 items": what undo will say."""
    note: str = ""
    """Something the editor should know besides."""
    changed: bool = True
    """False where all of it was so before: undo would take back something else."""
    left: tuple[int, ...] = ()
    """The stories that stay where they are, though their items are kept no more."""


class Triage:
    """The inbox."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._store = workspace.store

    @cached_property
    def versions(self) -> Versions:
        """What publishers changed."""
        from reewriter.workspace.versions import Versions

        return Versions(self._workspace)

    def compile(
        self, query: str, *, within: str = "", typing: bool = True, lines: bool = False
    ) -> Compiled:
        """Compile a query; raises UsageError that names the character where it makes no sense.

        It finds only what `within`, the query of a view, finds as well. With `typing`, its last
        word may be half typed. Days begin at midnight where the publication is. With `lines`, what
        is found stands for its whole group.
        """
        local = self._workspace.now().astimezone(zone(self._workspace.brand.publication))
        tree = parse(query, typing=typing).within(parse(within))
        if "tag:" in query or "tag:" in within:
            from reewriter.workspace.named import with_names

            tree = with_names(tree, self._workspace.root)
        return compile_tree(tree, now=local, lines=lines)

    def ids(
        self,
        query: str = "",
        *,
        sort: Literal["new", "score"] = "score",
        folded: bool = True,
        limit: int | None = None,
        within: str = "",
    ) -> array[int]:
        """Return the ids of a list in order; one line a group when `folded`.

        What a feed has is never folded: another one may stand for the group. Where words are
        searched for, the first of a group that holds them stands for it.
        With a `limit` of up to a thousand the first page comes in milliseconds, whatever is asked.
        """
        compiled = self.compile(query, within=within, lines=folded)
        once = folded and bool(compiled.words) and not compiled.by_feed
        if folded and compiled.by_feed:
            folded, compiled = False, self.compile(query, within=within)
        if once:
            return items.ids_once(self._store, compiled, sort=sort, limit=limit)
        return items.ids(self._store, compiled, sort=sort, folded=folded, limit=limit)

    def count(self, query: str, *, folded: bool = True, most: int = items.MOST) -> int:
        """Count the lines of a list, which is cheaper than making it, and no further than `most`.

        A search for words counts each story once, as its list does; one for a feed every line.
        """
        compiled = self.compile(query, typing=False, lines=folded)
        if folded and compiled.words and not compiled.by_feed:
            return items.count_once(self._store, compiled, most=most)
        if folded and compiled.by_feed:
            folded, compiled = False, self.compile(query, typing=False)
        return items.count(self._store, compiled, folded=folded, most=most)

    def count_since(self, query: str, *, item_id: int, within: str = "") -> int:
        """Count the lines that a list has because of items younger than this one.

        Nothing older is asked, so that it takes as long as there are younger ones, however large
        the list is. What joined the group of another item is no line.
        """
        compiled = self.compile(query, within=within, lines=True)
        folded = not compiled.by_feed
        if compiled.by_feed:
            compiled = self.compile(query, within=within)
        return len(lists.among(self._store, compiled, first=item_id + 1, folded=folded))

    def read_ahead(self) -> None:
        """Let the first search find what it walks in memory instead of on a cold disk."""
        from reewriter.store import ahead

        ahead.read_facts(self._store)

    def rows(self, item_ids: Sequence[int]) -> list[ItemRow]:
        """Return the lines for these ids, in their order; at most a few hundred at a time."""
        return items.rows(self._store, item_ids)

    def tags(self, of: Sequence[Feed]) -> list[str]:
        """Return the tags that new items have, from rules or from their feeds; a few at most."""
        from reewriter.store import tags

        by_feed = self.counts_by_feed()
        found = tags.given(self._store, limit=_TAGS)
        found += [tag for feed in of if by_feed.get(feed.id, (0, 0))[1] for tag in feed.tags]
        once: dict[str, str] = {}
        for tag in found:
            once.setdefault(tag.casefold(), tag)
        return list(once.values())[:_TAGS]

    def names(self, *, keep: str = "") -> list[str]:
        """Return the names of the beat that the newest new items have in their titles; a few.

        One to `keep` is among them whether or not it is talked of, if the glossary has it.
        """
        from reewriter.store import tags
        from reewriter.workspace.named import talked_of

        titles = tags.newest_titles(self._store, limit=_TITLES)
        return talked_of(titles, self._workspace.root, most=_NAMES, keep=keep)

    def counts(self) -> dict[ItemState, int]:
        """Return how many lines each state has."""
        return items.count_states(self._store)

    def counts_by_feed(self) -> dict[int, tuple[int, int]]:
        """Return how many new items each feed has, and for how many lines it stands."""
        return items.count_feeds(self._store)

    def counts_elsewhere(self) -> dict[str, int]:
        """Return in how many new lines of other sections each section has a part."""
        return items.count_elsewhere(self._store)

    def item(self, item_id: int) -> Item:
        """Return one whole item; raises NotFoundError."""
        return self.items([item_id])[0]

    def items(self, item_ids: Sequence[int]) -> list[Item]:
        """Return whole items in the order asked; raises NotFoundError for the first missing."""
        found = items.get(self._store, item_ids)
        for item_id in item_ids:
            if item_id not in found:
                raise no_item(item_id)
        return [found[item_id] for item_id in item_ids]

    def outlet(self, item: Item) -> str:
        """Return the name under which an item's feed is shown."""
        feed = feeds.get(self._store, item.feed_id)
        return feed.name if feed else ""

    def markdown(self, item: Item) -> str:
        """Return an item's article as Markdown, links absolute."""
        from reewriter.text.html import to_markdown

        return to_markdown(item.body or item.summary, base=item.url) or item.text

    def group(self, item_id: int) -> list[ItemRow]:
        """Return the lines of all items that tell the same story, this one first."""
        members = items.group_members(self._store, [item_id])
        return self.rows([item_id, *(m for m in members if m != item_id)])

    def why(self, item_id: int) -> list[Reason]:
        """Return what an item's score is made of, heaviest first."""
        return self._workspace.scoring.why(self.item(item_id))

    def rescore(self) -> int:
        """Score new items by today's keywords, rules and decisions; returns how many changed."""
        return self._workspace.scoring.rescore()

    def wake(self) -> int:
        """Bring back what was put off until now; returns how many items came back."""
        return items.wake(self._store, self._workspace.now())

    def keep(
        self, item_ids: Sequence[int], *, section: str | None = None, issue: Issue | None = None
    ) -> Done:
        """Keep items: each gets its story (once) on the bench of the issue.

        Other items of the same group become further sources of that story. A story that stands in
        the issue already stays where it is. Raises NotFoundError for an unknown item or section.
        """
        from reewriter.workspace.keeping import Keeping

        workspace = self._workspace
        if section is not None:
            section = workspace.issues.section_named(section)
        wanted = list(dict.fromkeys(item_ids))
        target = issue or workspace.issues.current()
        label = self.label("kept", wanted)
        with workspace.together(label):
            keeping = Keeping(workspace, target, section=section)
            changed = keeping.keep(label, self.items(wanted))
        return Done(label, changed=changed)

    def skip(self, item_ids: Sequence[int]) -> Done:
        """Skip items and those of their groups; a kept one's story stays on the bench."""
        return self._set(item_ids, ItemState.SKIPPED, "skipped")

    def later(self, item_ids: Sequence[int], until: datetime) -> Done:
        """Hide items until a time."""
        return self._set(item_ids, ItemState.LATER, "put off", until=until)

    def reset(self, item_ids: Sequence[int]) -> Done:
        """Make items new again; a kept one's story stays on the bench."""
        return self._set(item_ids, ItemState.NEW, "reset")

    def attach(self, item_id: int, text: str) -> Done:
        """Make a text (Markdown) the whole of what an item's source says; keeps the item by that.

        Evidence of highlights is found again in the new text where it still stands there.
        """
        workspace = self._workspace
        if not text.strip():
            raise UsageError("the text is empty", hint="Nothing was changed.")
        label = self.label("full text of", [item_id])
        with workspace.together(label):
            story = stories.by_item(self._store, item_id)
            if story is None:
                self.keep([item_id])
                story = stories.by_item(self._store, item_id)
            if story is None:  # kept items always have one
                raise NotFoundError(f"item {item_id} has no story")
            source = next((s.id for s in story.sources if s.item_id == item_id), None)
            done = workspace.full_texts.attach(story.id, text, source_id=source)
        return Done(label, done.note)

    def label(self, verb: str, item_ids: Sequence[int]) -> str:
        """Say what is done to items: to one by its title, to many by their number."""
        rows = self.rows(item_ids) if len(item_ids) == 1 else []
        if rows and rows[0].title:
            return f"{verb} “{truncate(rows[0].title, 40)}”"
        return triage.count_label(verb, len(item_ids))

    def _set(
        self,
        item_ids: Sequence[int],
        state: ItemState,
        verb: str,
        *,
        until: datetime | None = None,
    ) -> Done:
        label = self.label(verb, item_ids)
        with self._workspace.together(label):
            found = items.triaged(self._store, items.group_members(self._store, item_ids))
            for item_id in item_ids:
                if item_id not in found:
                    raise no_item(item_id)
            members = list(found.values())
            kept = [m.id for m in members if m.state is ItemState.KEPT]
            left = sorted(set(stories.id_by_item(self._store, kept).values()))
            edits = triage.set_state(members, state, until=until)
            self._workspace.change(label, edits)
        return Done(label, changed=bool(edits), left=tuple(left))


def no_item(item_id: int) -> NotFoundError:
    """Return what is said of an item that is not there."""
    return NotFoundError(f"there is no item {item_id}", hint="`reewriter items` lists them.")
