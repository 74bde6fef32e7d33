"""The search of the inbox: what is typed, and the list that follows it. Looks nothing up itself."""

from __future__ import annotations

from functools import partial

from textual import on, work

from reewriter.errors import ReewriterError
from reewriter.tui.screens.inbox_list import ListRoom
from reewriter.tui.views import NEW
from reewriter.tui.widgets.item_list import ItemList
from reewriter.tui.widgets.list_head import ListHead

__all__ = ["SearchRoom"]


class SearchRoom(ListRoom, piece=True):
    """A list of items that follows a query as it is typed."""

    def on_mount(self) -> None:
        """Get ready once there is a picture: the first letter is to wait for nothing."""
        self.when_seen(partial(self.after_rest, "ahead", self._get_ready, long=True))

    def _get_ready(self) -> None:
        self.head.get_ready()
        self.desk.read_ahead()
        self._read_ahead()

    @work(thread=True, group="ahead", exclusive=True, exit_on_error=False)
    def _read_ahead(self) -> None:
        self._lookups.read_ahead(self.workspace)

    def action_search(self) -> None:
        """Type a query; the list follows."""
        self.show_list()
        self.head.search(self.query_text)

    @on(ListHead.Typed)
    def _typed(self, event: ListHead.Typed) -> None:
        if event.query != self.query_text:
            self._seeking.ask(self.items, self.query_text)
            self.query_text = event.query
            self.after_rest("search", self._search, swift=True)
            if self._seeking.alone(self.SWIFT):
                self.not_any_more("search")
                self._search()

    def seek(self, query: str) -> None:
        """Show what a query finds."""
        self._seeking.ask(self.items, self.query_text)
        self.query_text = query
        self.reload()
        self.await_list()

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
        if self._asked != (self.query_text, self.view.query):  # the last letters came just now
            self.not_any_more("search")
            self._search()
        self.await_list()
        self.show_head()

    @on(ItemList.EndWanted)
    def _end_wanted(self) -> None:
        """Go to the end of all that is found; the keys that follow wait for it."""
        if not self._whole:
            self._awaited = True
            self.desk.ahead.going()
        self.when_whole(self.items.action_last)

    def clear_search(self) -> None:
        """Show the whole view again."""
        self.head.done()
        self.items.focus()
        if self.query_text:
            if self.bad_query:
                self.say("")
            self.query_text = ""
            self.not_any_more("search")
            self.reload()
            self.await_list()
        self.show_head()

    def opened(self) -> None:
        """Go to the first line of another view."""
        self._seeking.forget()
        self.items.move_to(0)
        self.items.focus()
        self.reload()
        self.await_list()

    def show_item(self, item_id: int) -> None:
        """Look the list of new items up again, and go to one of them."""
        self.show_list()
        self._wanted, self.view, self.query_text = item_id, NEW, ""
        self.head.done()
        self.show_views()
        self.reload()
