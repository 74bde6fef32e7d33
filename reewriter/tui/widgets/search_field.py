"""The field in which a query is typed, and the sign before it. Knows no query."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from reewriter.tui.text_fields import OneLine

__all__ = ["SearchField", "Slash"]


class SearchField(OneLine):
    """The search field; keys that mean something in lists are letters here."""


class Slash(Widget):
    """The sign before the search field."""

    def render(self) -> Content:
        """Paint the key that brought us here."""
        return Content(" / ")
