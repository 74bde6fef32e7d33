"""The line above a table: the names of its columns."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.widget import Widget

__all__ = ["ColumnHeads"]


class ColumnHeads(Widget):
    """Names of columns, laid out by whoever lays out the rows."""

    DEFAULT_CSS = "ColumnHeads { height: 1; background: $surface; color: $quiet; }"

    def __init__(self, names: Callable[[int], str]) -> None:
        super().__init__()
        self._names = names

    def render(self) -> Content:
        """Write the names for this width."""
        return Content(self._names(self.size.width))
