"""The feeds: who answers, who does not, since when and why. Fetches nothing by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from textual import on
from textual.app import ComposeResult

from reewriter.model import Feed, FeedStatus
from reewriter.tui import commands, paint
from reewriter.tui.frame import DeskScreen
from reewriter.tui.when import age
from reewriter.tui.widgets.column_heads import ColumnHeads
from reewriter.tui.widgets.note_line import NoteLine
from reewriter.tui.widgets.row_list import Piece, RowList

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
_TROUBLE = (FeedStatus.ERROR, FeedStatus.GONE, FeedStatus.LIMITED, FeedStatus.MOVED)


def _look_of(feed: Feed) -> tuple[str, str, str]:
    return _ODD if feed.odd else _STATUS[feed.status]


@dataclass(frozen=True, slots=True)
class _Health:
    feed: Feed
    items: int
    kept: int


class FeedList(RowList, inherit_bindings=False):
    """One line a feed, those in trouble first."""

    BINDINGS = RowList.BINDINGS

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(id="feeds")
        self._now = now
        self._rows: list[_Health] = []
        self.empty = ("No feeds yet.", "`reewriter feeds add URL` adds one, or write feeds.toml")

    @property
    def count(self) -> int:
        """How many feeds."""
        return len(self._rows)

    @property
    def current(self) -> Feed | None:
        """The feed under the cursor."""
        return self._rows[self.cursor].feed if self._rows else None

    def show(self, feeds: Sequence[Feed], counts: dict[int, tuple[int, int]]) -> None:
        """Show these feeds; the cursor stays on its own."""
        before = self.current
        rows = [_Health(feed, *counts.get(feed.id, (0, 0))) for feed in feeds]
        rows.sort(key=lambda row: (row.feed.status not in _TROUBLE, not row.feed.odd))
        self._rows = rows
        if before is not None:
            ids = [row.feed.id for row in rows]
            at = ids.index(before.id) if before.id in ids else self.cursor
            self.set_reactive(FeedList.cursor, at)
        self.rows_changed()

    def heads(self, width: int) -> str:
        """Name the columns."""
        title = paint.fit("feed", _title_width(width))
        return f"   {'status':<9}{title}  {'looked':>6} {'next':>6} {'items':>7} {'kept':>5}"

    def paint_row(self, index: int, width: int) -> list[list[Piece]]:
        """Write a feed's health."""
        row = self._rows[index]
        feed, now = row.feed, self._now()
        glyph, word, style = _look_of(feed)
        looked = age(feed.checked_at, now) if feed.checked_at else "-"
        due = feed.due_at
        later = "-" if due is None else "now" if due <= now else age(now, due)
        line: list[Piece] = [
            (self.bar if index == self.cursor else " ", "bar"),
            (f"  {glyph} {word:<7}", style),
            (paint.fit(feed.title or feed.url, _title_width(width)), ""),
            (f"  {looked:>6} {later:>6} ", "quiet"),
            (f"{row.items:>7,}", "quiet" if not row.items else ""),
            (f" {row.kept:>5,}", "accent" if row.kept else "quiet"),
        ]
        room = width - sum(len(text) for text, _ in line[:2]) - _title_width(width) - 31
        if feed.error and room > 8:
            since = f" ({feed.failures} times)" if feed.failures > 1 else ""
            loud = style if feed.odd or feed.status in _TROUBLE else "quiet"
            line.append((f"   {paint.clip(feed.error + since, room)}", loud))
        return [line]


def _title_width(width: int) -> int:
    return max(min(width - 12 - 30, 36), 10)


class FeedsScreen(DeskScreen):
    """Where the news come from: what each feed brought, and what is wrong with it."""

    ROOM = "feeds"
    BINDINGS = commands.bindings("feeds")

    def body(self) -> ComposeResult:
        """A table, and the whole address and error of the feed under the cursor."""
        table = FeedList(self.workspace.now)
        yield ColumnHeads(table.heads)
        yield table
        yield NoteLine(id="feed-address")
        yield NoteLine(id="feed-error")

    def keys_shown(self) -> Sequence[str]:
        """Return the keys of this room."""
        return ("desk.fetch", "desk.fetch-all", "list.open", "go.inbox", "desk.help")

    def on_mount(self) -> None:
        """Show the table."""
        self.refresh_data()
        self.query_one(FeedList).focus()

    def refresh_data(self) -> None:
        """Read health and counts again."""
        table, wire = self.query_one(FeedList), self.workspace.wire
        table.show(wire.feeds(), wire.item_counts())
        self._moved()

    @on(RowList.Moved)
    def _moved(self) -> None:
        feed = self.query_one(FeedList).current
        address = self.query_one("#feed-address", NoteLine)
        address.show(feed.url if feed else "")
        error = feed.error if feed else ""
        if feed and feed.failures > 1:
            error = f"{error}; {feed.failures} times in a row"
        self.query_one("#feed-error", NoteLine).show(error)

    @on(RowList.Opened)
    def _opened(self) -> None:
        feed = self.query_one(FeedList).current
        if feed is not None:
            self.desk.go("inbox", f"feed:{feed.id}")

    def action_fetch(self) -> None:
        """Fetch the feed under the cursor, due or not."""
        feed = self.query_one(FeedList).current
        if feed is not None:
            self.desk.fetch((feed.url,))
