"""Tells what is a field that letters are typed into. Knows no room."""

from __future__ import annotations

import sys

from textual.widget import Widget
from textual.widgets import Input

__all__ = ["is_text_field"]


def is_text_field(widget: Widget | None) -> bool:
    """Tell whether letters typed now would be text."""
    if isinstance(widget, Input):
        return True
    # Whoever has a text area has imported it; the first room has none, and it takes its time.
    areas = sys.modules.get("textual.widgets._text_area")
    return areas is not None and isinstance(widget, areas.TextArea) and not widget.read_only
