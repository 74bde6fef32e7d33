"""The lists of the inbox: looked up, ordered, and what has arrived for them. Decides nothing."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from functools import partial
from typing import ClassVar, Literal

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message

from reewriter.desk.calendar import zone
from reewriter.errors import ReewriterError, UsageError
from reewriter.model import ItemState
from reewriter.query.tree import Sort
from reewriter.text.words import counted
from reewriter.tui.behind.lookups import Lookups
from reewriter.tui.decisions import Decisions
from reewriter.tui.everywhere import UP_TO_DATE
from reewriter.tui.screens.inbox_views import ViewsRoom
from reewriter.tui.seeking import Seeking
from reewriter.tui.tour import nothing
from reewriter.tui.views import NEW
from reewriter.tui.widgets.bare import BareHorizontal, BareVertical
from reewriter.tui.widgets.item_list import ItemList
from reewriter.tui.widgets.list_head import Heading, ListHead
from reewriter.tui.widgets.note_line import NoteLine
from reewriter.tui.widgets.source_reader import SourceReader
from reewriter.tui.widgets.view_list import ViewList
from reewriter.values import dataclass

__all__ = ["ListRoom"]

Order = Literal["new", "score"]
_ORDERS: dict[Sort, str] = {
    "score": "sorted by score",
    "new": "newest first",
    "rank": "best match first",
}


class ListRoom(ViewsRoom, piece=True):
    """A list of items with its head, the views beside it, and the reader."""

    FIRST: ClassVar[int] = 200
    """Lines read before the first picture; the others follow behind it."""
    PAGE: ClassVar[int] = 60
    """Lines of a search that are shown at once: a screen full."""

    @dataclass
    class Found(Message):
        """The ids of a list, from the thread that looked them up."""

        ticket: int
        ids: array[int]
        words: tuple[str, ...]
        whole: bool = True
        """These are all there are."""

    @dataclass
    class More(Message):
        """So many items belong to a list that came in after it was read."""

        ticket: int
        count: int

    def __init__(self) -> None:
        super().__init__()
        self.order: Order = "score"
        self.own_order: Sort | None = None
        """That which the query asks for, whatever the room's is."""
        self.query_text = ""
        self.bad_query = False
        """The query makes no sense; the list is that of the one before."""
        self.decisions = Decisions()
        self._seeking = Seeking()
        self._lookups = Lookups()
        self._ticket = self._shown = 0
        self._whole = True
        self._awaited = False
        """Keys wait for the list that is being looked up."""
        self._more = 0
        """Items that have come in for a search, or another view than that of new items."""
        self._asked = ("", "")
        """Words and view that were looked up last."""
        self._then: list[Callable[[], object]] = []
        """What is to be done when all of the list is there."""
        self._wanted: int | None = None
        """An item to go to when the list has been looked up."""

    def body(self) -> ComposeResult:
        """Views at the left, the list with its head, the reader at the right."""
        with BareHorizontal(id="inbox"):
            yield ViewList(id="views")
            with BareVertical(id="lines"):
                yield ListHead(id="head")
                yield ItemList(self.workspace.triage.rows, self.workspace.now, id="items")
            yield SourceReader(id="reader")
        yield NoteLine(id="why")

    @property
    def items(self) -> ItemList:
        """The list."""
        return self.query_one("#items", ItemList)

    @property
    def reader(self) -> SourceReader:
        """The reader."""
        return self.query_one("#reader", SourceReader)

    @property
    def head(self) -> ListHead:
        """The line above the list."""
        return self.query_one("#head", ListHead)

    def on_mount(self) -> None:
        """Paint the first page at once, then read the rest."""
        self.items.local = zone(self.workspace.brand.publication)
        first = self.workspace.triage.ids(self.view.query, sort=self.order, limit=self.FIRST)
        self.items.show_ids(first)
        self.set_focus(self.items)
        self.show_views()
        self.when_seen(partial(self.after_rest, "list", self.reload))
        self.when_seen(self.count_soon)

    def refresh_data(self) -> None:
        """Read the states of the lines again; the lines stay where they are."""
        self.items.reread()
        back = self.decisions.settle(self._state_of)
        gone = back is not None and not self.items.find(back.cursor)
        if back is not None:
            self.items.marks |= back.marked
        if gone or (self._waiting() and not self.items.count):
            self.reload()
        self.show_head()
        self.count_soon()
        if not self._is_plain:
            self.after_rest("more", self._look_for_more, long=True)

    def _state_of(self, item_id: int) -> ItemState | None:
        return next((row.state for row in self.workspace.triage.rows([item_id])), None)

    def action_reload(self) -> None:
        """Read the list again: decided lines leave, new ones come."""
        self.reload()
        self.count_soon()
        self._then.append(self._say_read)

    def _say_read(self) -> None:
        self.say(f"{UP_TO_DATE}: {counted(self.items.count, 'item')}", asked=True)

    def reload(self) -> None:
        """Look the list up again behind the screen; the lines of before stay until it is there."""
        typed, view = self.query_text, self.view.query
        try:
            compiled = self.workspace.triage.compile(typed, within=view)
        except ReewriterError:
            self._show_sense(bad=True)
            raise
        self._show_sense(bad=False)
        self._ticket += 1
        self.own_order = compiled.sort
        self._then.clear()
        self.not_any_more("whole")
        self._lookups.stop()
        # The list that is shown, read anew, comes whole: cursor and marks may be on any line of it.
        anew, self._asked = self._asked == (typed, view), (typed, view)
        limit = None if anew or not typed else self.PAGE
        self._look_up(self._ticket, typed, view, compiled.words, limit=limit)

    @work(thread=True, group="list", exclusive=True, exit_on_error=False)
    def _look_up(
        self, ticket: int, typed: str, view: str, words: tuple[str, ...], *, limit: int | None
    ) -> None:
        """Look up a page while a query is typed: the whole list of a common word takes longer."""
        ids = self._lookups.ids(
            self.workspace, typed, within=view, sort=self.order, folded=True, limit=limit
        )
        if ids is not None:
            self.post_message(self.Found(ticket, ids, words, limit is None or len(ids) < limit))

    def await_list(self) -> None:
        """Let the keys that follow wait for the list under way: they are meant for its lines."""
        if self._ticket != self._shown:
            self._awaited = True
            self.desk.ahead.going()

    def when_whole(self, do: Callable[[], object]) -> None:
        """Do something with all of the list, as soon as it is there."""
        if self._whole:
            do()
            return
        self._then.append(do)
        self.not_any_more("whole")
        self._look_up_all()

    def _look_up_all(self) -> None:
        if not self._whole:
            words = self.workspace.triage.compile(self.query_text, within=self.view.query).words
            self._look_up(self._ticket, self.query_text, self.view.query, words, limit=None)

    @on(Found)
    def _found(self, event: Found) -> None:
        if event.ticket != self._ticket or not self.children:
            return  # a later search is on its way, or the desk is closing
        if event.ticket == self._shown and self._whole:
            return  # looked up twice: a line that was decided meanwhile would be missing
        if event.ticket != self._shown:
            self.decisions.clear()  # the rest of a list takes nothing back
            self._more = 0
        self._shown, self._whole = event.ticket, event.whole
        self.items.whole = event.whole
        self.items.faded = frozenset(ItemState) - self.view.states
        self.items.empty = (
            nothing(self.workspace, self.view.empty, self.query_text, self.desk.keymap)
            if not event.ids
            else ()
        )
        self.items.show_ids(event.ids, words=event.words)
        self._seeking.found(self.items, self.query_text)
        if self._wanted is not None and self.items.find(self._wanted):
            self._wanted = None
        self.show_head()
        self.show_keys()
        if self._awaited:
            self._awaited = False
            self.desk.ahead.arrived()
        if not self._whole:
            # Not between two letters of somebody who types: all of a common word takes its time.
            self.after_rest("whole", self._look_up_all, long=True)
            return
        todo, self._then = self._then, []
        for do in todo:
            with self.told():
                do()

    def _show_sense(self, *, bad: bool) -> None:
        """Grey the list while the query makes no sense: it is not what was asked for."""
        if bad != self.bad_query:
            self.bad_query = bad
            self.items.set_class(bad, "-stale")
            self.items.empty = ("No list for this.", self.keyed("{desk.back} clears the search"))
            self.show_head()

    @property
    def _is_plain(self) -> bool:
        """The list is that of all new items: what comes in belongs to it."""
        return self.view is NEW and not self.query_text

    def _look_for_more(self) -> None:
        """Find out what of all that came in belongs to this list."""
        if self._whole and self._shown == self._ticket and not self._is_plain:
            self._count_more(self._ticket, self.query_text, self.view.query, self.items.ids)

    # A description of its own: Textual would write out the ids, a third of a second for a million.
    @work(thread=True, group="more", exclusive=True, exit_on_error=False, description="more")
    def _count_more(self, ticket: int, typed: str, view: str, known: array[int]) -> None:
        more = self._lookups.more(self.workspace, typed, within=view, known=known)
        if more is not None:
            self.post_message(self.More(ticket, more))

    @on(More)
    def _more_found(self, event: More) -> None:
        if event.ticket == self._ticket and self.children:
            self._more = event.count
            if self._more and not self.items.count:  # it fills by itself, as that of new items
                self.reload()
            self.show_head()

    def _waiting(self) -> int:
        """Return how many items have come in since the list was read that belong to it."""
        if not self._is_plain:
            return self._more
        undecided = self.items.count - len(self.decisions)
        return max(self.desk.standing.new - undecided, 0)

    def show_head(self) -> None:
        """Write the line above the list."""
        self.head.show(
            Heading(
                self.view.name,
                _ORDERS[self.own_order or self.order],
                self.query_text,
                self.items.count,
                len(self.items.marks),
                self._waiting(),
                self.bad_query,
                self._whole,
                self.keyed("{desk.reload}"),
                self.keyed("{desk.search}"),
                self.keyed("{inbox.views}").replace(" ", ""),
                self.keyed("{desk.back}"),
            )
        )

    def action_sort(self) -> None:
        """Take the other order."""
        if self.own_order is not None:
            raise UsageError("this list is sorted by its own query", hint="It says sort:.")
        self.order = "new" if self.order == "score" else "score"
        self.reload()
