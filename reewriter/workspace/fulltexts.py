"""The full text of articles, for both front ends: asked for once, kept, given to their stories."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from reewriter.desk import evidence, writing
from reewriter.errors import NetworkError, NotFoundError, UsageError
from reewriter.model import Edit, Feed, FullText, Item, Source, Story
from reewriter.store import feeds, full_texts, stories
from reewriter.text.words import count_words, counted
from reewriter.workspace.triage import Done

if TYPE_CHECKING:
    from reewriter.feeds.fulltext import Pages
    from reewriter.feeds.reading import PageReader
    from reewriter.workspace.workspace import Workspace

__all__ = ["FullTexts", "Loader", "told"]

_NEARLY = 0.8
"""The share of the words there were which a page must have that is asked anew: it was corrected,
and not put behind a wall."""


def told(found: FullText) -> str:
    """Say how much there is: "full text: 1,240 words"."""
    words = counted(found.words, "word")
    if not found.missing:
        return f"full text: {words}"
    return f"{'a stub' if found.words < 300 else 'a part'}: {words}, {found.missing}"


class FullTexts:
    """What the pages of articles hold."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._store = workspace.store

    def of(self, url: str) -> FullText | None:
        """Return what the page at an address held when it was asked, if it ever was."""
        return full_texts.get(self._store, url) if url else None

    def markdown(self, item: Item) -> tuple[str, FullText | None]:
        """Return the fullest text of an item, and the full text where that is the one."""
        found = self.of(item.url)
        if found is not None and found.words > count_words(item.text):
            return found.markdown, found
        return self._workspace.triage.markdown(item), None

    def known(self, items: Iterable[Item]) -> dict[str, FullText]:
        """Return what is known of the pages of items, by their addresses."""
        return full_texts.known(self._store, {item.url for item in items if item.url})

    def fuller(self, source: Source, found: FullText | None) -> Source:
        """Return a new source with its full text, where that is known and more."""
        if found is None or found.words <= evidence.prose_words(source.text):
            return source
        return replace(
            source,
            text=found.markdown,
            text_hash=writing.text_hash(found.markdown),
            complete=not found.missing,
            outlet=source.outlet or found.outlet,
            reporter=source.reporter or found.author,
            published=source.published or found.published,
        )

    @contextmanager
    def loader(self, *, wait: Callable[[float], object] = time.sleep) -> Iterator[Loader]:
        """Open what loads pages, one after the other; `wait` pauses between two of one server."""
        from reewriter.feeds.fetch import user_agent
        from reewriter.feeds.fulltext import Pages
        from reewriter.feeds.reading import PageReader
        from reewriter.feeds.worker import ParseWorker
        from reewriter.net import Client

        workspace = self._workspace
        agent = user_agent(workspace.config.contact)
        with (
            Client(user_agent=agent, allowed=workspace.allowed_hosts) as client,
            ParseWorker() as worker,
        ):
            yield Loader(workspace, Pages(client, wait=wait), PageReader(worker))

    def use_for_item(self, item_id: int, *, again: bool = False, unasked: bool = False) -> Done:
        """Make an item's full text what its story rests on, if it has a story; say how much it is.

        A shorter text never takes the place of a longer one; `again`, for a page that was asked
        anew, allows for what a publisher has cut. Evidence of highlights is kept. Where it is
        `unasked`, taking back that the item was kept takes this back as well.
        """
        item = self._workspace.triage.item(item_id)
        found = self.of(item.url)
        if found is None:
            raise NotFoundError(
                f"the full text of item {item_id} was not loaded",
                hint=f"`reewriter item text {item_id}` loads it.",
            )
        story = stories.by_item(self._store, item_id)
        source = next((s for s in story.sources if s.item_id == item_id), None) if story else None
        if story is None or source is None:
            less = found.words <= count_words(item.text)
            return Done(_less(found, item.text) if less else told(found))
        return self._use(story, source, found, again=again, unasked=unasked)

    def use_for_story(self, story_id: int, source_id: int | None, *, again: bool = False) -> Done:
        """Make the full text of a source of a story what it says; as `use_for_item` does."""
        story, source = self.source(story_id, source_id)
        found = self.of(source.url)
        if found is None:
            raise NotFoundError(
                f"the full text of story {story_id} was not loaded",
                hint=f"`reewriter story text {story_id}` loads it.",
            )
        return self._use(story, source, found, again=again)

    def source(self, story_id: int, source_id: int | None = None) -> tuple[Story, Source]:
        """Return a story and one of its sources, the main one by default; raises NotFoundError."""
        story = self._workspace.writing.story(story_id)
        wanted = (s for s in story.sources if s.id == source_id)
        source = story.source if source_id is None else next(wanted, None)
        if source is None:
            raise NotFoundError(
                f"story {story_id} has no source{'' if source_id is None else f' {source_id}'}",
                hint=f"`reewriter story show {story_id}` lists its sources.",
            )
        return story, source

    def attach(self, story_id: int, text: str, *, source_id: int | None = None) -> Done:
        """Make a pasted text the whole of what a source says; evidence of highlights is kept."""
        if not text.strip():
            raise UsageError("the text is empty", hint="Nothing was changed.")
        if source_id is None and self._workspace.writing.story(story_id).source is None:
            text = text.strip("\n")
            self._workspace.writing.edit_source(story_id, {"text": text, "complete": True})
            return Done(f"text of {writing.called(self._workspace.writing.story(story_id))}")
        story, source = self.source(story_id, source_id)
        label = f"attached {evidence.prose_words(text):,} words to {writing.called(story)}"
        change = partial(self._workspace.change, label)
        return self._give(story, source, text.strip("\n"), change, complete=True)

    def _use(
        self,
        story: Story,
        source: Source,
        found: FullText,
        *,
        again: bool,
        unasked: bool = False,
    ) -> Done:
        before = evidence.prose_words(source.text)
        if found.markdown == source.text:
            return Done(told(found), "nothing in it has changed" if again else "")
        corrected = again and not found.missing and found.words >= before * _NEARLY
        if found.words <= before and not corrected:
            return Done(_less(found, source.text))
        change = self._workspace.complete if unasked else self._workspace.change
        text, whole = found.markdown, not found.missing
        said = _left_out(source, found)
        return self._give(
            story, source, text, partial(change, told(found)), complete=whole, said=said
        )

    def _give(
        self,
        story: Story,
        source: Source,
        text: str,
        change: Callable[[Sequence[Edit]], str],
        *,
        complete: bool,
        said: Mapping[str, object] | None = None,
    ) -> Done:
        with self._store.write():
            spare = stories.next_ids(self._store)[1]
            edits = evidence.attach(story, source, text, complete=complete, spare_id=spare)
            label = change([*edits, *writing.edit_source(source, said or {})])
        stayed = any(edit.key == (spare,) for edit in edits)
        note = "the text before stays beside it: highlights rest on what is gone"
        return Done(label, note if stayed else "")


def _left_out(source: Source, found: FullText) -> dict[str, object]:
    """Return what a page says of itself that is not known of the source."""
    told: dict[str, object] = {
        "outlet": found.outlet,
        "reporter": found.author,
        "published": found.published,
    }
    return {name: value for name, value in told.items() if value and not getattr(source, name)}


def _less(found: FullText, text: str) -> str:
    there = told(found).partition(": ")[2]
    return f"the page has {there}; the {evidence.prose_words(text):,} you have stay"


class Loader:
    """Loads and keeps what pages hold; changes no story, so that any thread may."""

    def __init__(self, workspace: Workspace, pages: Pages, reader: PageReader) -> None:
        self._workspace = workspace
        self._pages = pages
        self._reader = reader

    def item(self, item_id: int, *, refresh: bool = False) -> FullText:
        """Return the full text of an item; its page is asked unless that was done before.

        Raises NetworkError or ParseError: each says in one line why there is no text.
        """
        item = self._workspace.triage.item(item_id)
        if not item.url:
            raise UsageError(f"item {item_id} has no web address", hint="Attach its text by hand.")
        return self._load(item.url, named=self._is_named(item), refresh=refresh)

    def source(
        self, story_id: int, source_id: int | None = None, *, refresh: bool = False
    ) -> FullText:
        """Return the full text of a source of a story, as `item` does."""
        _, source = self._workspace.full_texts.source(story_id, source_id)
        if not source.url:
            raise UsageError(
                f"the source of story {story_id} has no web address",
                hint="Attach its text by hand.",
            )
        if source.item_id is not None:
            item = self._workspace.triage.item(source.item_id)
            if item.url == source.url:
                return self.item(item.id, refresh=refresh)
        return self._load(source.url, named=True, refresh=refresh)  # a person has written it

    def _is_named(self, item: Item) -> bool:
        """Say whether a person has named the server of an item's page, by naming its feed's.

        A link in a feed must not lead to some private server that another feed of ours is on.
        """
        from reewriter.feeds.turns import server

        feed = feeds.get(self._workspace.store, item.feed_id)
        if feed is None or feed.id == feeds.by_hand(self._workspace.store).id:
            return True
        return server(feed.url) == server(item.url)

    def _load(self, url: str, *, named: bool, refresh: bool) -> FullText:
        workspace = self._workspace
        kept = workspace.full_texts.of(url)
        if kept is not None and not refresh:
            return kept
        self._must_not_rest(url)
        page = self._pages.get(url, named=named)
        article = self._reader.article(page.body, page.url, page.content_type)
        found = FullText(
            url=url,
            page=article.url,
            title=article.title,
            author=article.author,
            outlet=article.outlet,
            published=article.published,
            lang=article.lang,
            markdown=article.markdown,
            words=article.words,
            missing=article.missing,
            fetched_at=workspace.now(),
        )
        full_texts.put(workspace.store, found)
        return found

    def _must_not_rest(self, url: str) -> None:
        """Leave a server alone that has asked for it when its feed was fetched."""
        from reewriter.feeds.turns import Hosts

        workspace = self._workspace
        hosts = Hosts.of(feeds.listed(workspace.store))
        if until := hosts.rest(Feed(id=0, url=url, title=""), workspace.now()):
            minutes = max(int((until - workspace.now()).total_seconds() // 60), 1)
            raise NetworkError(
                f"the server of {url[:80]} wants to be left alone for {minutes} minutes",
                hint="Try again then.",
            )
