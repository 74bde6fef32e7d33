"""The views of the inbox: which there are, how many lines each has, which one is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import on, work
from textual.message import Message
from textual.timer import Timer
from textual.worker import get_current_worker

from reewriter.tui.behind.counting import counts_of, views_of
from reewriter.tui.screens.inbox_pasting import PastingRoom
from reewriter.tui.views import NEW, View
from reewriter.tui.widgets.view_list import ViewList
from reewriter.values import dataclass

__all__ = ["ViewsRoom"]


class ViewsRoom(PastingRoom, piece=True):
    """A room with views at its left. Counting never keeps a key waiting: a thread does it."""

    PATIENCE: ClassVar[float] = 0.12
    """Seconds of rest before the reader follows the cursor."""
    SWIFT: ClassVar[float] = 0.02
    """Seconds of rest before a search begins where keys come in one go; one alone begins it."""
    RECOUNT: ClassVar[float] = 0.6
    """Seconds of rest before views are counted, or the rest of a list that is searched is read."""

    @dataclass
    class Counted(Message):
        """The views there are, and how many lines each has."""

        views: tuple[View, ...]
        counts: Mapping[str, int]

    def __init__(self) -> None:
        super().__init__()
        self.view: View = NEW
        self._views: tuple[View, ...] = ()
        self._counts: Mapping[str, int] = {}
        self._rests: dict[str, Timer] = {}

    @property
    def views(self) -> ViewList:
        """The list of views."""
        return self.query_one("#views", ViewList)

    def reload(self) -> None:
        """Look the list of the open view up again."""
        raise NotImplementedError

    def opened(self) -> None:
        """Another view was opened: go to its first line, and look its list up."""
        raise NotImplementedError

    def after_rest(
        self, what: str, do: Callable[[], object], *, long: bool = False, swift: bool = False
    ) -> None:
        """Do something after a moment of rest; asked again before, the moment begins anew."""
        self.not_any_more(what)
        wait = self.RECOUNT if long else self.SWIFT if swift else self.PATIENCE
        self._rests[what] = self.set_timer(wait, do)

    def not_any_more(self, what: str) -> None:
        """Do not do what was to be done after a moment of rest."""
        if (timer := self._rests.pop(what, None)) is not None:
            timer.stop()

    def count_soon(self) -> None:
        """Count after a moment of rest, where the counts are to be seen."""
        self.after_rest("count", self._count_if_seen, long=True)

    def _count_if_seen(self) -> None:
        # Asked only now: while a desk opens, nothing is known of its width.
        if self.views.display:
            self._count_views()

    @work(thread=True, group="counts", exclusive=True, exit_on_error=False)
    def _count_views(self) -> None:
        worker, seen = get_current_worker(), self.view
        with self.workspace.fork() as mine:
            feeds = mine.wire.feeds()
            views = views_of(mine, feeds, seen=seen)
            counts = counts_of(mine, views, feeds, cancelled=lambda: worker.is_cancelled)
        if not worker.is_cancelled:
            self.post_message(self.Counted(views, counts))

    @on(Counted)
    def _counted(self, event: Counted) -> None:
        self._views, self._counts = event.views, event.counts
        if self.children:  # the desk may be closing
            self._keep_view()
            self.show_views()

    def _keep_view(self) -> None:
        """Stay in the open view, as feeds.toml has it now; where it is gone, with new items."""
        now = next((view for view in self._views if view.key == self.view.key), NEW)
        changed = now.query != self.view.query
        self.view = now
        if changed:
            with self.told():
                self.reload()

    def show_views(self) -> None:
        """Paint the views with what is known of them by now."""
        self._views = self._views or views_of(self.workspace)
        self.views.show(self._views, self._counts, self.view)

    def show_list(self) -> None:
        """Show the list where the reader has taken its place: what comes next is about the list."""
        self.remove_class("-reading")

    def action_views(self) -> None:
        """Go to the list of views."""
        self.show_list()
        self.add_class("-views")
        self.views.focus()
        self._count_views()

    def open_view(self, key: str) -> None:
        """Open the view of this key, where there is one."""
        view = next((view for view in self._views if view.key == key), None)
        if view is None:  # of feeds nothing is known before the views have been counted
            known = views_of(self.workspace, self.workspace.wire.feeds())
            view = next((view for view in known if view.key == key), None)
        if view is not None:
            self._open(view)

    @on(ViewList.Opened, "#views")
    def _view_chosen(self, event: ViewList.Opened) -> None:
        event.stop()
        view = self.views.view_at(event.index)
        if view is not None:
            self._open(view)

    def _open(self, view: View) -> None:
        self.remove_class("-views")
        self.show_list()
        self.view = view
        self.show_views()
        with self.told():
            self.opened()
        if view.trouble:
            self.say(f"{view.name}: {view.trouble}", "attention")
