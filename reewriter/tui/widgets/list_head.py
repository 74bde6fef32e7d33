"""The line above the inbox: which view, in which order, what is searched for, what has arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from reewriter.tui import paint
from reewriter.tui.widgets.key_bar import KeyBar
from reewriter.values import dataclass

if TYPE_CHECKING:
    from textual.widgets import Input

    from reewriter.tui.widgets.search_field import SearchField

__all__ = ["Heading", "ListHead"]


@dataclass(frozen=True, slots=True)
class Heading:
    """What the line says."""

    view: str = "New"
    order: str = "sorted by score"
    query: str = ""
    found: int = 0
    marked: int = 0
    waiting: int = 0
    """How many more have come in since the list was read."""
    senseless: bool = False
    """The query cannot be read: the list is another one's."""
    whole: bool = True
    """All of the list has been looked up."""
    reload: str = "r"
    """The key that reads the list again."""
    search: str = "/"
    """The key that begins a search."""
    views: str = "gv"
    """The key that chooses a view."""
    clear: str = "esc"
    """The key that ends a search."""

    @property
    def searches(self) -> str:
        """What is said of the search, with what parts it from what follows."""
        return f"{self.search} search   "


class _Line(Widget):
    """The line while nothing is typed into it."""

    heading: reactive[Heading] = reactive(Heading())
    _hints_at = 0
    """The column in which the hints at the right begin."""

    def render(self) -> Content:
        """Say where we are at the left, and what can be done at the right."""
        now = self.heading
        left = [Content.styled(f"{now.view} ▾", "bold"), Content.styled(f"  {now.order}", "$quiet")]
        if now.query:
            query = paint.clip(now.query, max(self.size.width // 3, 10))
            left += [Content.styled(f"   / {query}", "$primary")]
        if now.senseless:
            left.append(Content.styled("   ~ no list for this", "$warning"))
        elif now.query or now.view != "New":
            said = "found" if now.query else "item" if now.found == 1 else "items"
            more = "" if now.whole else "+"
            left.append(Content.styled(f"   {now.found:,}{more} {said}", "$quiet"))
        if now.marked:
            left.append(Content.styled(f"   ◆ {now.marked:,} marked", "$primary"))
        right = Content.styled(f"{now.searches}{now.views} views", "$quiet")
        if now.waiting:
            right = Content.styled(f"{now.waiting:,} more — press {now.reload}", "bold $secondary")
        elif now.query:
            right = Content.styled(f"{now.clear} clears the search", "$quiet")
        room = self.size.width - 3 - sum(part.cell_length for part in left) - cell_len(right.plain)
        self._hints_at = self.size.width - 1 - cell_len(right.plain)
        if room < 0:
            self._hints_at = self.size.width
            return Content.assemble(" ", *left)
        return Content.assemble(" ", *left, " " * (room + 1), right)

    def on_click(self, event: events.Click) -> None:
        """Do what is written under the mouse."""
        now, at = self.heading, event.x - self._hints_at
        if event.x <= cell_len(now.view) + 2:
            chosen = "inbox.views"
        elif at < 0:
            return
        elif now.waiting:
            chosen = "desk.reload"
        elif now.query:
            chosen = "desk.back"
        else:
            chosen = "desk.search" if at < cell_len(now.searches) else "inbox.views"
        self.post_message(KeyBar.Chosen(chosen))


class ListHead(Horizontal):
    """The line, and the field it turns into."""

    class Typed(Message):
        """The query is another."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

    class Entered(Message):
        """The query is done: to the list with the focus."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._field: SearchField | None = None

    def compose(self) -> ComposeResult:
        """Show the line; the field comes when there is a picture, or when it is asked for."""
        yield _Line()

    def get_ready(self) -> SearchField:
        """Have the field at hand."""
        if self._field is not None:
            return self._field
        from reewriter.tui.widgets.search_field import SearchField, Slash

        self._field = field = SearchField(
            placeholder='words "a phrase" feed: section: score:>3 newer:2d state:', compact=True
        )
        field.display = False
        self.mount(Slash(), field)
        return field

    def show(self, heading: Heading) -> None:
        """Say something else."""
        self.query_one(_Line).heading = heading

    def search(self, query: str) -> None:
        """Turn into a field, with the query of before in it."""
        field = self.get_ready()
        self.add_class("-searching")
        field.display, self.query_one(_Line).display = True, False
        if field.value != query:
            field.value = query
        field.focus()

    def done(self) -> None:
        """Turn into a line again."""
        self.remove_class("-searching")
        if self._field is not None:
            self._field.display = False
        self.query_one(_Line).display = True

    @property
    def searching(self) -> bool:
        """A query is being typed."""
        return self._field is not None and bool(self._field.display)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is typed."""
        event.stop()
        if self.searching:
            self.post_message(self.Typed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tell that it is done."""
        event.stop()
        self.post_message(self.Entered())
