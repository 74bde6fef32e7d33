"""Containers that have nothing to paint but their ground. Know nothing of what is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Container, Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.widget import Widget
    from textual.widget import Widget as AWidget
else:
    Widget = object  # Textual finds the style sheets of a class by the first widget among its bases

__all__ = ["Bare", "BareContainer", "BareHorizontal", "BareVertical", "ground"]


def ground(widget: AWidget, width: int) -> Strip:
    """Paint a line of a widget on which nothing stands, as all others that Textual paints."""
    line = Strip.blank(width, widget.visual_style.rich_style)
    for line_filter in widget.get_line_filters():
        line = line.apply_filter(line_filter, widget.background_colors[1])
    return line


class Bare(Widget):
    """A widget without border or padding, whose every line is the same.

    What is in it covers it, mostly; but Textual paints each of its lines, whenever anything is
    painted: half of all lines of a screen full of panes, and of the time (2026-11-30).
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint one line, and let it stand for all."""
        return [ground(self, crop.width)] * crop.height


class BareContainer(Bare, Container):
    """Children as its style sheet says."""


class BareHorizontal(Bare, Horizontal):
    """Children side by side."""


class BareVertical(Bare, Vertical):
    """Children below each other."""
