"""One quiet line of text from anywhere, cut to its width."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from reewriter.tui import paint

__all__ = ["NoteLine"]


class NoteLine(Widget):
    """Shows a remark; empty, it is a blank line."""

    text: reactive[str] = reactive("")

    def show(self, text: str) -> None:
        """Show another remark."""
        self.text = text

    def render(self) -> Content:
        """Cut the remark to the line."""
        return Content.styled(" " + paint.clip(self.text, self.size.width - 2), "$quiet")
