"""The lists of the inbox: views, search, order, what has arrived. Decides nothing."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.timer import Timer

from reewriter.errors import ReewriterError
from reewriter.model import ItemState
from reewriter.tui.decisions import Decisions
from reewriter.tui.frame import DeskScreen
from reewriter.tui.seeking import Seeking
from reewriter.tui.views import NEW, View, views_for
from reewriter.tui.widgets.item_list import ItemList
from reewriter.tui.widgets.list_head import Heading, ListHead
from reewriter.tui.widgets.note_line import NoteLine
from reewriter.tui.widgets.reader import Reader
from reewriter.tui.widgets.view_list import ViewList

__all__ = ["ListRoom"]

Order = Literal["new", "score"]
_ORDERS: dict[Order, str] = {"score": "sorted by score", "new": "newest first"}


class ListRoom(DeskScreen):
    """A list of items with its head, the views beside it, and the reader."""

    FIRST: ClassVar[int] = 200
    """Lines read before the first picture; the others follow behind it."""
    PATIENCE: ClassVar[float] = 0.12
    """Seconds of rest before the reader follows the cursor, or a search begins."""
    RECOUNT: ClassVar[float] = 2.0
    """Seconds of rest before views are counted that only a query can count."""

    @dataclass
    class Found(Message):
        """The ids of a list, from the thread that looked them up."""

        ticket: int
        ids: array[int]
        words: tuple[str, ...]

    @dataclass
    class Counted(Message):
        """How many lines each view has."""

        counts: dict[str, int]

    def __init__(self) -> None:
        super().__init__()
        self.view: View = NEW
        self.order: Order = "score"
        self.query_text = ""
        self.bad_query = False
        """The query makes no sense; the list is that of the one before."""
        self.decisions = Decisions()
        self._seeking = Seeking()
        self._counts: dict[str, int] = {}
        self._ticket = 0
        self._rests: dict[str, Timer] = {}

    def body(self) -> ComposeResult:
        """Views at the left, the list with its head, the reader at the right."""
        with Horizontal(id="inbox"):
            yield ViewList(id="views")
            with Vertical(id="lines"):
                yield ListHead(id="head")
                yield ItemList(self.workspace.triage.rows, self.workspace.now, id="items")
            yield Reader(id="reader")
        yield NoteLine(id="why")

    @property
    def items(self) -> ItemList:
        """The list."""
        return self.query_one("#items", ItemList)

    @property
    def reader(self) -> Reader:
        """The reader."""
        return self.query_one("#reader", Reader)

    @property
    def head(self) -> ListHead:
        """The line above the list."""
        return self.query_one("#head", ListHead)

    # -- coming and going ----------------------------------------------------------------------

    def on_mount(self) -> None:
        """Paint the first page at once, then read the rest."""
        triage = self.workspace.triage
        self.items.show_ids(triage.ids(self.view.query, sort=self.order, limit=self.FIRST))
        self.items.focus()
        self.reload()
        self._count_soon()

    def refresh_data(self) -> None:
        """Read the states of the lines again; the lines stay where they are."""
        self.items.reread()
        back = self.decisions.settle(self._state_of)
        gone = back is not None and not self.items.find(back)
        if gone or (self._waiting() and not self.items.count):
            self.reload()
        self.show_head()
        self._count_soon()

    def _state_of(self, item_id: int) -> ItemState | None:
        rows = self.workspace.triage.rows([item_id])
        return rows[0].state if rows else None

    def after_rest(self, what: str, do: Callable[[], object], *, long: bool = False) -> None:
        """Do something after a moment of rest; asked again before, the moment begins anew."""
        if (timer := self._rests.pop(what, None)) is not None:
            timer.stop()
        self._rests[what] = self.set_timer(self.RECOUNT if long else self.PATIENCE, do)

    # -- which lines ---------------------------------------------------------------------------

    def action_reload(self) -> None:
        """Read the list again: decided lines leave, new ones come."""
        self.reload()
        self._count_soon()

    def reload(self) -> None:
        """Look the list up again behind the screen; the lines of before stay until it is there."""
        typed, view = self.query_text, self.view.query
        try:
            words = tuple(self.workspace.triage.compile(typed, within=view).words)
        except ReewriterError:
            self._show_sense(bad=True)
            raise
        self._show_sense(bad=False)
        self._ticket += 1
        self._look_up(self._ticket, typed, view, words)

    @work(thread=True, group="list", exclusive=True, exit_on_error=False)
    def _look_up(self, ticket: int, typed: str, view: str, words: tuple[str, ...]) -> None:
        with self.workspace.fork() as mine:
            ids = mine.triage.ids(typed, within=view, sort=self.order, folded=not words)
        self.post_message(self.Found(ticket, ids, words))

    @on(Found)
    def _found(self, event: Found) -> None:
        if event.ticket != self._ticket or not self.children:
            return  # a later search is on its way, or the desk is closing
        self.decisions.clear()
        self.items.faded = frozenset(ItemState) - self.view.states
        self.items.empty = (
            ("Nothing found.", "escape clears the search") if self.query_text else self.view.empty
        )
        self.items.show_ids(event.ids, words=event.words)
        self._seeking.found(self.items, self.query_text)
        self.show_head()
        self.show_keys()

    def _show_sense(self, *, bad: bool) -> None:
        """Grey the list while the query makes no sense: it is not what was asked for."""
        if bad != self.bad_query:
            self.bad_query = bad
            self.items.set_class(bad, "-stale")
            self.items.empty = ("No list for this.", "escape clears the search")
            self.show_head()

    def _waiting(self) -> int:
        """Return how many new items have come in since the list was read."""
        if self.view is not NEW or self.query_text:
            return 0
        undecided = self.items.count - len(self.decisions)
        return max(self.desk.standing.new - undecided, 0)

    def show_head(self) -> None:
        """Write the line above the list."""
        self.head.show(
            Heading(
                self.view.name,
                _ORDERS[self.order],
                self.query_text,
                self.items.count,
                len(self.items.marks),
                self._waiting(),
                self.bad_query,
            )
        )

    def action_sort(self) -> None:
        """Take the other order."""
        self.order = "new" if self.order == "score" else "score"
        self.reload()

    # -- search --------------------------------------------------------------------------------

    def action_search(self) -> None:
        """Type a query; the list follows."""
        self.head.search(self.query_text)

    @on(ListHead.Typed)
    def _typed(self, event: ListHead.Typed) -> None:
        if event.query != self.query_text:
            self._seeking.ask(self.items, self.query_text)
            self.query_text = event.query
            self.after_rest("search", self._search)

    def seek(self, query: str) -> None:
        """Show what a query finds."""
        self._seeking.ask(self.items, self.query_text)
        self.query_text = query
        self.reload()

    def _search(self) -> None:
        try:
            self.reload()
        except ReewriterError as error:  # half a query is often none; the list stays
            self.say(str(error), "attention")
        else:
            self.say("")

    @on(ListHead.Entered)
    def _entered(self) -> None:
        self.head.done()
        self.items.focus()
        self.show_head()

    def clear_search(self) -> None:
        """Show the whole view again."""
        self.head.done()
        self.items.focus()
        if self.query_text:
            if self.bad_query:
                self.say("")
            self.query_text = ""
            self.reload()
        self.show_head()

    # -- views ---------------------------------------------------------------------------------

    def action_views(self) -> None:
        """Go to the list of views."""
        self.add_class("-views")
        self.query_one("#views", ViewList).focus()
        self._count_views()

    @on(ViewList.Opened, "#views")
    def _view_chosen(self, event: ViewList.Opened) -> None:
        view = self.query_one("#views", ViewList).view_at(event.index)
        self.remove_class("-views")
        if view is not None:
            self.view = view
            self._seeking.forget()
            self.items.move_to(0)
            self.reload()
            self._show_views()
        self.items.focus()

    def _show_views(self) -> None:
        views = views_for(self.workspace.config.sections)
        if self.view not in views:  # a section that feeds.toml no longer has
            self.view = NEW
        self.query_one("#views", ViewList).show(views, self._counts, self.view)

    def _count_soon(self) -> None:
        counts = self.workspace.triage.counts()
        for view in views_for(self.workspace.config.sections):
            if view.state is not None:
                self._counts[view.name] = counts[view.state]
        self._show_views()
        if self.query_one("#views").display:
            self.after_rest("count", self._count_views, long=True)

    @work(thread=True, group="counts", exclusive=True, exit_on_error=False)
    def _count_views(self) -> None:
        """Count what only a query can count."""
        with self.workspace.fork() as mine:
            views = [v for v in views_for(mine.config.sections) if v.state is None and v.counted]
            counts = {view.name: mine.triage.count(view.query) for view in views}
        self.post_message(self.Counted(counts))

    @on(Counted)
    def _counted(self, event: Counted) -> None:
        self._counts.update(event.counts)
        if self.children:  # the desk may be closing
            self._show_views()
