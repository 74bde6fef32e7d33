"""The feeds: who answers, who does not, since when and why. Fetches nothing by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult

from reewriter.errors import UsageError
from reewriter.model import Feed, FeedStatus
from reewriter.tui import commands, paint
from reewriter.tui.behind.subscribing import FeedAdded, add_feed
from reewriter.tui.frame import DeskScreen
from reewriter.tui.sheet import ROOMS
from reewriter.tui.tour import tour
from reewriter.tui.views import VIEW, in_trouble
from reewriter.tui.when import age, in_words
from reewriter.tui.widgets.column_heads import ColumnHeads
from reewriter.tui.widgets.note_line import NoteLine
from reewriter.tui.widgets.row_list import Piece, RowList

if TYPE_CHECKING:
    from reewriter.feeds.account import Health

__all__ = ["FeedsScreen"]

_STATUS: dict[FeedStatus, tuple[str, str, str]] = {
    FeedStatus.NEVER: ("○", "never", "quiet"),
    FeedStatus.OK: ("✓", "ok", "good"),
    FeedStatus.UNCHANGED: ("✓", "same", "good"),
    FeedStatus.NOT_DUE: ("✓", "ok", "good"),
    FeedStatus.ERROR: ("!", "error", "error"),
    FeedStatus.GONE: ("×", "gone", "error"),
    FeedStatus.MOVED: ("→", "moved", "attention"),
    FeedStatus.LIMITED: ("~", "wait", "attention"),
    FeedStatus.PAUSED: ("=", "paused", "quiet"),
}
_ODD = ("~", "odd", "attention")
"""It was read, and something in it was not as it should be."""


def _look_of(feed: Feed) -> tuple[str, str, str]:
    return _ODD if feed.odd else _STATUS[feed.status]


class FeedList(RowList, inherit_bindings=False):
    """One line a feed, those in trouble first."""

    BINDINGS = RowList.BINDINGS

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(id="feeds")
        self._now = now
        self._rows: list[Health] = []

    @property
    def count(self) -> int:
        """How many feeds."""
        return len(self._rows)

    @property
    def current(self) -> Health | None:
        """The feed under the cursor."""
        return self._rows[self.cursor] if self._rows else None

    def show(self, feeds: Sequence[Health]) -> None:
        """Show these feeds; the cursor stays on its own."""
        before = self.current
        rows = sorted(feeds, key=_urgency)
        self._rows = rows
        if before is not None:
            ids = [row.feed.id for row in rows]
            at = ids.index(before.feed.id) if before.feed.id in ids else self.cursor
            self.set_reactive(FeedList.cursor, at)
        self.rows_changed()

    def go_to(self, feed_id: int) -> None:
        """Put the cursor on a feed, where it is listed."""
        ids = [row.feed.id for row in self._rows]
        if feed_id in ids:
            self.move_to(ids.index(feed_id))

    def heads(self, width: int) -> str:
        """Name the columns."""
        title = paint.fit("feed", _title_width(width))
        return (
            f"   {'status':<9}{title}  {'had':>5} {'next':>5} {'a week':>6} {'kept':>5} {'ran':>4}"
        )

    def paint_row(self, index: int, width: int) -> list[list[Piece]]:
        """Write a feed's health."""
        row = self._rows[index]
        feed, now = row.feed, self._now()
        glyph, word, style = _look_of(feed)
        yielded, due = row.yielded, row.next.at
        had = age(feed.succeeded_at, now) if feed.succeeded_at else "-"
        later = "-" if due is None else "now" if due <= now else age(now, due)
        line: list[Piece] = [
            (self.bar if index == self.cursor else " ", "bar"),
            (f"  {glyph} {word:<7}", style),
            (paint.fit(feed.name, _title_width(width)), ""),
            (f"  {had:>5} {later:>5} ", "quiet"),
            (f"{yielded.a_week:>6,.0f}", "" if yielded.a_week else "quiet"),
            (f" {yielded.kept:>5,}", "accent" if yielded.kept_lately else "quiet"),
            (f" {yielded.ran:>4,}", "accent" if yielded.ran else "quiet"),
        ]
        room = width - sum(len(text) for text, _ in line[:2]) - _title_width(width) - 34
        if room > 8:
            loud = style if feed.odd or in_trouble(feed) else "quiet"
            said = row.remarks or (f"{row.next.why}; {row.brought}",)
            line.append((f"   {paint.clip('; '.join(said), room)}", loud))
        return [line]


def _urgency(row: Health) -> tuple[bool, bool, bool]:
    """Order feeds: in trouble, odd, silent, all others."""
    return not in_trouble(row.feed), not row.feed.odd, not row.silent


def _title_width(width: int) -> int:
    return max(min(width - 12 - 31, 36), 10)


class FeedsScreen(DeskScreen):
    """Where the news come from: what each feed brought, and what is wrong with it."""

    ROOM = "feeds"
    CSS_PATH = ROOMS
    BINDINGS = commands.bindings("feeds")

    def body(self) -> ComposeResult:
        """A table, and all there is to say of the feed under the cursor."""
        table = FeedList(self.workspace.now)
        yield ColumnHeads(table.heads)
        yield table
        yield NoteLine(id="feed-address")
        yield NoteLine(id="feed-account")
        yield NoteLine(id="feed-error")

    def keys_shown(self) -> Sequence[str]:
        """Return the keys of this room."""
        if not self.query_one(FeedList).count:
            return ("desk.add", "go.inbox", "desk.palette", "desk.help")
        return ("desk.fetch", "desk.add", "feeds.pause", "list.open", "desk.help")

    def on_mount(self) -> None:
        """Show the table."""
        self.refresh_data()
        self.query_one(FeedList).focus()

    def refresh_data(self) -> None:
        """Read health and counts again."""
        self.query_one(FeedList).empty = tour("feeds", self.desk.keymap)
        self.query_one(FeedList).show(self.workspace.wire.health())
        self._moved()
        self.show_keys()

    @on(RowList.Moved)
    def _moved(self) -> None:
        row = self.query_one(FeedList).current
        told = _told(row, self.workspace.now()) if row else ("", "", "")
        for name, text in zip(("address", "account", "error"), told, strict=True):
            self.query_one(f"#feed-{name}", NoteLine).show(text)

    @on(RowList.Opened)
    def _opened(self) -> None:
        row = self.query_one(FeedList).current
        if row is not None:
            self.desk.go("inbox", f"{VIEW}feed {row.feed.id}")

    def action_fetch(self) -> None:
        """Fetch the feed under the cursor, due or not."""
        row = self.query_one(FeedList).current
        if row is not None:
            self.desk.fetch((str(row.feed.id),))

    def action_add(self) -> None:
        """Ask for the address of a feed, or of a site that has one, and look at it."""
        from reewriter.tui.screens.asking import Asking
        from reewriter.workspace.subscriptions import refuse_nonsense

        title, hint = "add a feed by its address, or that of its site", "https://…"
        self.app.push_screen(Asking(title, hint, check=refuse_nonsense), self._named)

    def _named(self, address: str | None) -> None:
        if address is not None:
            self.say(f"looking for the feed of {address}")
            add_feed(self.workspace, address, self.post_message)

    @on(FeedAdded)
    def _feed_added(self, event: FeedAdded) -> None:
        """Show it, and fetch what it has."""
        if event.problem:
            self.say(event.problem, "error")
            return
        with self.told():
            self.desk.take_config()
            self.refresh_data()
            self.query_one(FeedList).go_to(event.feed_id)
            if event.known:
                self.say(f"{event.name} was there already")
            else:
                self.say(f"added {event.name}: it stands in feeds.toml", "good")
                self.desk.fetch((str(event.feed_id),))

    def action_pause(self) -> None:
        """Let the feed under the cursor wait, or go on."""
        feed, subscriptions = self._feed(), self.workspace.subscriptions
        if feed.status in (FeedStatus.PAUSED, FeedStatus.GONE):
            subscriptions.resume([str(feed.id)])
            self.say(f"{feed.name} is fetched again when it is due", "good")
        else:
            subscriptions.pause([str(feed.id)])
            on = self.keyed("{feeds.pause} lets it go on")
            self.say(f"{feed.name} waits; {on}", "good")
        self.desk.changed()

    def action_remove(self) -> None:
        """Ask whether the feed under the cursor is to go: feeds.toml has no undo."""
        from reewriter.tui.screens.asking import Choosing
        from reewriter.tui.widgets.menu import Entry

        feed = self._feed()
        row = self.query_one(FeedList).current
        stays = f"what it brought stays: {row.brought}" if row else ""
        entries = [
            Entry("remove", "take it out of feeds.toml", stays),
            Entry("leave", "leave it"),
        ]
        asked = Choosing(f"remove {feed.name}?", entries, at=1)
        self.app.push_screen(asked, partial(self._answered, feed))

    def _answered(self, feed: Feed, answer: str | None) -> None:
        if answer == "remove":
            with self.told():
                self.workspace.subscriptions.remove([str(feed.id)])
                self.desk.changed()
                self.say(f"{feed.name} is taken out: {feed.url}", "good")

    def _feed(self) -> Feed:
        row = self.query_one(FeedList).current
        if row is None:
            raise UsageError("there is no feed here")
        return row.feed


def _told(row: Health, now: datetime) -> tuple[str, str, str]:
    """Say of a feed where it is, how it fares, and what is wrong with it."""
    from reewriter.net import redact

    at, why = row.next
    coming = f"next {in_words(at, now)}: {why}" if at else why
    had = f"last success {in_words(row.feed.succeeded_at, now)}"
    account = f"{row.brought}; {coming}; {had}; {row.yielded.a_week:,.0f} a week"
    return redact(row.feed.url), account, "; ".join(row.remarks)
