"""Tells what is a field that letters are typed into, and what all of them do. Knows no room."""

from __future__ import annotations

import sys

from textual.widget import Widget
from textual.widgets import Input

from reewriter.tui import paint

__all__ = ["OneLine", "is_text_field"]


class OneLine(Input):
    """A field of one line. Its keys are those of fields of text everywhere, and no commands."""

    _asks: str | None = None
    """What it asks for, in full: as much of it is shown as there is room for."""

    def on_resize(self) -> None:
        """Let it be seen where the placeholder goes on."""
        if self._asks is None:
            self._asks = self.placeholder
        self.placeholder = paint.clip(self._asks, self.content_size.width)

    def key_ctrl_home(self) -> None:
        """Go to the start."""
        self.action_home()

    def key_ctrl_end(self) -> None:
        """Go to the end."""
        self.action_end()

    def key_ctrl_shift_home(self) -> None:
        """Select to the start."""
        self.action_home(select=True)

    def key_ctrl_shift_end(self) -> None:
        """Select to the end."""
        self.action_end(select=True)


def is_text_field(widget: Widget | None) -> bool:
    """Tell whether letters typed now would be text."""
    if isinstance(widget, Input):
        return True
    # Whoever has a text area has imported it; the first room has none, and it takes its time.
    areas = sys.modules.get("textual.widgets._text_area")
    return areas is not None and isinstance(widget, areas.TextArea) and not widget.read_only
