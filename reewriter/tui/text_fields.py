"""Tells what is a field that letters are typed into, and what all of them do. Knows no room."""

from __future__ import annotations

import sys

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

__all__ = ["OneLine", "ends_by", "is_text_field"]


def ends_by(start: str, end: str) -> list[BindingType]:
    """Return the keys that go to both ends of a whole text, by the actions that do it."""
    return [
        Binding("ctrl+home", start, "Go to the start of the text", show=False),
        Binding("ctrl+end", end, "Go to the end of the text", show=False),
        Binding("ctrl+shift+home", f"{start}(True)", "Select to the start", show=False),
        Binding("ctrl+shift+end", f"{end}(True)", "Select to the end", show=False),
    ]


class OneLine(Input):
    """A field of one line."""

    BINDINGS = ends_by("home", "end")


def is_text_field(widget: Widget | None) -> bool:
    """Tell whether letters typed now would be text."""
    if isinstance(widget, Input):
        return True
    # Whoever has a text area has imported it; the first room has none, and it takes its time.
    areas = sys.modules.get("textual.widgets._text_area")
    return areas is not None and isinstance(widget, areas.TextArea) and not widget.read_only
