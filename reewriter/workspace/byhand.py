"""Items that no feed brought, for both front ends: a web page, a file, a pasted text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Literal

from reewriter.errors import UsageError
from reewriter.feeds.said import title_of
from reewriter.model import Item, ParsedItem, Story
from reewriter.store import feeds, items
from reewriter.text import clean_line

if TYPE_CHECKING:
    from reewriter.text import Pasted
    from reewriter.workspace.workspace import Workspace

__all__ = ["ByHand", "page_text"]


class ByHand:
    """What the editor cut out."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._store = workspace.store

    def page(self, url: str) -> Item:
        """Fetch a web page and store it as an item; adding it again is the same item.

        Raises a NetworkError. Private addresses are fetched only where feeds.toml names them.
        """
        from reewriter.feeds.fetch import user_agent
        from reewriter.feeds.fulltext import Pages, web_address
        from reewriter.feeds.reading import PageReader
        from reewriter.feeds.worker import ParseWorker
        from reewriter.net import Client
        from reewriter.text import url_key

        address = web_address(url)
        agent = user_agent(self._workspace.config.contact)
        with Client(user_agent=agent, allowed=self._workspace.allowed_hosts) as client:
            page = Pages(client).get(address, named=True)
        with ParseWorker() as worker:
            read = PageReader(worker).item(page.body, page.url, page.content_type)
        return self._store_item(replace(read, guid=address, url=address, url_key=url_key(address)))

    def text(self, content: str, *, name: str = "", whole: bool = False) -> Item:
        """Store a text as an item: a saved web page, or pasted words.

        What a site printed around pasted words, and behind a page's title, is left out, unless the
        `whole` is wanted.
        """
        pasted = self.pasted(content, whole=whole)
        read = self._read_paste(pasted) if pasted else self._read_page(content)
        if whole and not pasted and (title := clean_line(title_of(content), limit=500)):
            read = replace(read, title=title, guid=f"{read.guid} whole")
        if not read.title:
            raise UsageError(
                f"{name or 'the text'} is empty", hint="Its first line becomes the title."
            )
        return self._store_item(read)

    def behind_title(self, content: str, item: Item) -> str:
        """Return what was cut behind the title of a saved page: " | The Wire"; "" where nothing."""
        whole = clean_line(title_of(content), limit=500)
        found = whole.startswith(item.title) and bool(item.title)
        return whole[len(item.title) :].strip() if found else ""

    def add(self, pasted: Pasted) -> Item:
        """Store pasted words as they have been read, and looked through."""
        read = self._read_paste(pasted)
        if not read.title:
            raise UsageError("the text has no title", hint="Give it one: it is what lists show.")
        return self._store_item(read)

    def written_about(self, source: Pasted) -> Story | None:
        """Return the story on an article that has a text already; the article is an item then."""
        item = self.add(source)
        story = self._workspace.writing.of_item(item.id)
        if story is None:
            return None
        texts = (story.critique, story.tldr, story.deck, *story.extra.values())
        own = any(text.strip() for text in texts) or story.headline not in ("", item.title)
        return story if own or story.highlights else None

    def briefing(
        self, draft: Pasted, source: Pasted, *, onto: Literal["", "below", "instead"] = ""
    ) -> Story:
        """Make a story of a briefing, about the article that stood beneath it.

        Where that article has a story with a text, `onto` says what becomes of it: the briefing
        goes below it, or in its place. Raises UsageError where it says nothing.
        """
        workspace = self._workspace
        written = self.written_about(source)
        if written and not onto:
            raise UsageError(
                f"story {written.id} on this article has a text already",
                hint="Say whether the briefing goes below it, or in its place.",
            )
        item = self.add(source)
        meta, body = draft.meta, draft.markdown.removeprefix(f"# {draft.meta.title}").strip()
        with workspace.together("a briefing and its source"):
            if written and onto == "below":
                fields: dict[str, object] = {
                    "critique": f"{written.critique.rstrip()}\n\n{body}".strip(),
                    "tags": tuple(dict.fromkeys((*written.tags, *meta.categories))),
                }
                return workspace.writing.edit(written.id, fields, base=written)
            story = workspace.writing.new(item_id=item.id, story_format="briefing")
            fields = {"headline": meta.title, "critique": body, "tags": meta.categories}
            return workspace.writing.edit(story.id, fields, base=story)

    def pasted(self, content: str, *, whole: bool = False) -> Pasted | None:
        """Read pasted words; None for a saved web page."""
        from reewriter.feeds.page import looks_like_html
        from reewriter.text import import_paste

        if looks_like_html(content):
            return None
        pasted = import_paste(content)
        return import_paste(content, keep=pasted.cut) if whole and pasted.cut else pasted

    def _read_page(self, content: str) -> ParsedItem:
        return _page(content.encode("utf-8", "replace"), "text/html; charset=utf-8")

    def _read_paste(self, pasted: Pasted) -> ParsedItem:
        from reewriter.desk.calendar import zone
        from reewriter.feeds.page import as_item
        from reewriter.render.markdown import to_html
        from reewriter.text.html import sanitize

        meta, markdown = pasted.meta, pasted.markdown
        if meta.title:
            markdown = markdown.removeprefix(f"# {meta.title}")
        published = None
        if meta.date:
            midnight = datetime.combine(meta.date, time(), zone(self._workspace.brand.publication))
            published = midnight.astimezone(UTC)
        body = sanitize(to_html(markdown, heading=2))
        # A text without a title gets its first highlight for one, which the editor will replace.
        title = meta.title or next(iter(meta.highlights), "")
        return as_item(title=title, author=meta.byline, published=published, body=body)

    def _store_item(self, parsed: ParsedItem) -> Item:
        workspace = self._workspace
        with self._store.write():
            feed = feeds.by_hand(self._store)
            score = workspace.scoring.scorer()(parsed, feed)
            items.store_batch(
                self._store, feed, [parsed], {parsed.guid: score}, now=workspace.now()
            )
            item_id = items.id_of(self._store, feed.id, parsed.guid)
        return workspace.triage.item(item_id)


def page_text(body: bytes) -> str:
    """Return the article of a saved page as Markdown, its title above it; stores nothing."""
    from reewriter.text.html import to_markdown

    read = _page(body, "text/html")
    return f"{read.title}\n\n{to_markdown(read.body)}"


def _page(body: bytes, content_type: str) -> ParsedItem:
    """Read a saved page where it can do no harm: it is as hostile as any from the web."""
    from reewriter.feeds.reading import PageReader
    from reewriter.feeds.worker import ParseWorker

    with ParseWorker() as worker:
        return PageReader(worker).item(body, content_type=content_type)
