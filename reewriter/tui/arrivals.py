"""The desk as what comes in sees it: fetches, pages, full texts. Knows none of the rooms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual import on

from reewriter.errors import ReewriterError
from reewriter.text.words import counted
from reewriter.tui.backstage import Backstage
from reewriter.tui.behind.adding import PageAdded, add_page, is_address
from reewriter.tui.behind.fetching import Fetcher
from reewriter.tui.behind.loading import FullTextLoaded, FullTextLoader, Wanted
from reewriter.tui.frame import DeskScreen, is_text_field
from reewriter.tui.messages import FeedFetched, FetchEnded, Tone
from reewriter.workspace import Workspace

__all__ = ["Arrivals"]


class Arrivals(Backstage, piece=True):
    """What is asked for behind the screen, and what becomes of it when it is there."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._fetcher = Fetcher(workspace, self.post_message)
        self._texts = FullTextLoader(workspace, self.post_message)

    def fetch(self, names: tuple[str, ...] = (), *, force: bool = False) -> None:
        """Fetch feeds behind the screen: the named ones, or all, due or not."""
        if self._fetcher.start(names, force=force):
            self.standing = replace(self.standing, fetching="fetching …")
        else:
            self.say("a fetch is under way")

    @on(FeedFetched)
    def _feed_fetched(self, event: FeedFetched) -> None:
        self.standing = replace(self.standing, fetching=f"fetching {event.done}/{event.total}")
        if event.error:
            self.say(f"{event.title}: {event.error}", "attention")
        elif event.new:
            self.say(f"{event.title}: {event.new} new")

    @on(FetchEnded)
    def _fetch_ended(self, event: FetchEnded) -> None:
        self.standing = replace(self.standing, fetching="")
        self.changed()
        if event.problem:
            self.say(event.problem, "error")
        elif not event.feeds and event.left_out:
            all_of_them = self.keyed("{desk.fetch-all} fetches all the same")
            self.say(f"nothing fetched: {event.why}; {all_of_them}")
        elif not event.feeds:
            self.say("there is no feed to fetch")
        else:
            here = self.current_mode == "feeds"
            says_why = "" if here else self.keyed(": {go.feeds} says why")
            failed = f", {event.failed} failed{says_why}" if event.failed else ""
            changed = f", {event.changed} changed" if event.changed else ""
            tone: Tone = "attention" if event.failed else "good"
            left = f"; {event.left_out} left out: {event.why}" if event.left_out else ""
            self.say(
                f"fetched {counted(event.feeds, 'feed')}: {event.new} new{changed}{failed}{left}",
                tone,
            )

    def ask_page(self) -> None:
        """Ask for the address of a web page, and fetch it behind the screen."""
        from reewriter.tui.screens.asking import Asking

        asking = Asking("add a page, or paste a text", "https://…", check=is_address, several=True)
        self.push_screen(asking, self._page_named)

    def _page_named(self, text: str | None) -> None:
        if text is not None and "\n" in text.strip():
            self.take_text(text)
        elif text is not None:
            url = is_address(text)
            self.say(f"fetching {url}")
            add_page(self.workspace, url, self.post_message)

    def take_text(self, text: str) -> None:
        """Show a pasted text in the inbox, before it is taken."""
        raise NotImplementedError

    @on(PageAdded)
    def _page_added(self, event: PageAdded) -> None:
        if event.problem:
            self.say(event.problem, "error")
            return
        self.changed()
        if isinstance(self.screen, DeskScreen) and not is_text_field(self.focused):
            self.screen.show_item(event.item_id)
        self.say(f"added: {event.title}", "good")

    def load_full_text(self, wanted: Wanted) -> None:
        """Load the full text of an item or a story behind the screen."""
        new = self._texts.want(wanted)
        if not wanted.quiet:
            self.say("loading full text…" if new else "the full text is on its way")

    @on(FullTextLoaded)
    def _full_text_loaded(self, event: FullTextLoaded) -> None:
        wanted = event.wanted
        if event.problem:
            if not wanted.quiet:
                self.say(event.problem, "error")
            return
        texts = self.workspace.full_texts
        try:
            if wanted.item_id:
                done = texts.use_for_item(wanted.item_id, again=wanted.again, unasked=wanted.quiet)
            else:
                done = texts.use_for_story(wanted.story_id, wanted.source_id, again=wanted.again)
        except ReewriterError as error:
            self.say_error(error)
            return
        self.changed(here=False)
        if isinstance(self.screen, DeskScreen):
            self.screen.show_article()
        if not wanted.quiet:
            tone: Tone = "good" if done.label.startswith("full text") else "attention"
            self.say(" · ".join(filter(None, (done.label, done.note))), tone)

    def load_kept(self, item_ids: Sequence[int]) -> None:
        """Load the full texts of what was kept, where feeds.toml wants that; say nothing of it."""
        if self.workspace.config.full_text == "kept":
            for item_id in item_ids:
                self.load_full_text(Wanted(item_id=item_id, quiet=True))

    def stop_fetching(self, patience: float = 0.8) -> None:
        """End a fetch; one that hangs is left behind."""
        self._tidying.end()
        self._texts.stop()
        self._fetcher.stop(patience)
