"""The line above the inbox: which view, in which order, what is searched for, what has arrived."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from reewriter.tui import paint
from reewriter.values import dataclass

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


class _Line(Widget):
    """The line while nothing is typed into it."""

    heading: reactive[Heading] = reactive(Heading())

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
            left.append(
                Content.styled(f"   {now.found:,}{'' if now.whole else '+'} found", "$quiet")
            )
        if now.marked:
            left.append(Content.styled(f"   ◆ {now.marked:,} marked", "$primary"))
        right = Content.styled("/ search   gv views", "$quiet")
        if now.waiting:
            right = Content.styled(f"{now.waiting:,} more — press r", "bold $secondary")
        elif now.query:
            right = Content.styled("esc clears the search", "$quiet")
        room = self.size.width - 3 - sum(part.cell_length for part in left) - cell_len(right.plain)
        if room < 0:
            return Content.assemble(" ", *left)
        return Content.assemble(" ", *left, " " * (room + 1), right)


class _Field(Input):
    """The search field; keys that mean something in lists are letters here."""

    BINDINGS: ClassVar[list[BindingType]] = []


class _Slash(Widget):
    """The sign before the search field."""

    def render(self) -> Content:
        """Paint the key that brought us here."""
        return Content(" / ")


class ListHead(Horizontal):
    """The line, and the field it turns into."""

    class Typed(Message):
        """The query is another."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

    class Entered(Message):
        """The query is done: to the list with the focus."""

    def compose(self) -> ComposeResult:
        """Show the line; the field comes when there is a picture, or when it is asked for."""
        yield _Line()

    def get_ready(self) -> None:
        """Have the field at hand."""
        if self.query(_Field):
            return
        field = _Field(
            placeholder='words "a phrase" feed: section: score:>3 newer:2d state:', compact=True
        )
        field.display = False
        self.mount(_Slash(), field)

    def show(self, heading: Heading) -> None:
        """Say something else."""
        self.query_one(_Line).heading = heading

    def search(self, query: str) -> None:
        """Turn into a field, with the query of before in it."""
        self.get_ready()
        field = self.query_one(_Field)
        self.add_class("-searching")
        field.display, self.query_one(_Line).display = True, False
        if field.value != query:
            field.value = query
        field.focus()

    def done(self) -> None:
        """Turn into a line again."""
        self.remove_class("-searching")
        for field in self.query(_Field):
            field.display = False
        self.query_one(_Line).display = True

    @property
    def searching(self) -> bool:
        """A query is being typed."""
        return any(field.display for field in self.query(_Field))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.searching:
            self.post_message(self.Typed(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Entered())
