"""The field in which a query is typed, and the sign before it. Knows no query."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

__all__ = ["SearchField", "Slash"]


class SearchField(Input):
    """The search field; keys that mean something in lists are letters here."""

    BINDINGS: ClassVar[list[BindingType]] = []


class Slash(Widget):
    """The sign before the search field."""

    def render(self) -> Content:
        """Paint the key that brought us here."""
        return Content(" / ")
