"""The row above the keys: what just happened, in words. Never a pop-up."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from reewriter.tui import paint
from reewriter.tui.messages import Tone

__all__ = ["MessageLine"]

_GLYPH: dict[Tone, str] = {"info": "", "good": "✓ ", "attention": "~ ", "error": "! "}
_STYLE: dict[Tone, str] = {
    "info": "$secondary",
    "good": "$success",
    "attention": "$warning",
    "error": "bold $error",
}


class MessageLine(Widget):
    """Shows one line; an error stays until something else is said."""

    said: reactive[tuple[str, Tone]] = reactive[tuple[str, Tone]](("", "info"))

    def say(self, text: str, tone: Tone = "info") -> None:
        """Show a line instead of the one before."""
        self.said = (text, tone)

    def render(self) -> Content:
        """Cut the line to the row."""
        text, tone = self.said
        room = self.size.width - 2
        return Content.styled(" " + paint.clip(_GLYPH[tone] + text, room), _STYLE[tone])
