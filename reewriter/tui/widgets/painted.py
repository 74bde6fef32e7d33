"""What lists and articles share: styled, scrubbed lines. Knows neither rows nor text."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reewriter.text.clean import scrub
from reewriter.tui.widgets.bare import ground

__all__ = ["FOCUSED", "INKS", "PLAIN", "UNFOCUSED", "Painted", "Piece"]

Piece = tuple[str, str]
"""Text and the name of its style: "quiet" is the component class `painted--quiet`; "" is plain."""

INKS = frozenset(
    f"painted--{name}"
    for name in (
        *("plain", "strong", "quiet", "accent", "info", "good", "attention", "error"),
        *("match", "heading", "section", "title", "bar", "em", "strong-em", "code", "link"),
        *("quote", "rule", "added", "removed", "wrong", "doubt", "cursor", "cursor-blurred"),
    )
)
"""The classes of all pieces, which the app styles for all widgets, and each when it is used first:
component classes would be styled for each widget, or three times all when the desk opens."""

PLAIN, UNFOCUSED, FOCUSED = range(3)
"""How a line stands out: not at all, or under a cursor without or with the focus."""


class Painted(ScrollView, inherit_bindings=False):
    """A scrolling widget that paints its own lines from pieces of text."""

    DEFAULT_CSS = """
    Painted {
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._styles_made: dict[tuple[str, int], Style] = {}

    def strip(self, pieces: Sequence[Piece], width: int, look: int = PLAIN) -> Strip:
        """Make a strip: everything scrubbed once more, styled, and exactly as wide as told."""
        segments = [Segment(scrub(text), self.look(name, look)) for text, name in pieces if text]
        return Strip(segments).adjust_cell_length(width, self.look("", look))

    @property
    def written(self) -> int | None:
        """How many lines there are to paint; below them is bare ground. None: nobody knows."""
        return None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint what there is, and one line for all those below it."""
        gutter, written = self.styles.gutter, self.written
        if written is None or gutter.right or gutter.bottom or gutter.left:
            return super().render_lines(crop)
        rows = min(max(gutter.top + written - self.scroll_offset.y - crop.y, 0), crop.height)
        painted = super().render_lines(Region(*crop[:3], rows)) if rows else []
        return [*painted, *[ground(self, crop.width)] * (crop.height - rows)]

    def look(self, name: str, look: int = PLAIN) -> Style:
        """Return the style of this name."""
        key = (name, look)
        if key not in self._styles_made:
            style = self.rich_style
            if name:
                style += self._ink(f"painted--{name}")
            if look:
                ground = "painted--cursor" if look == FOCUSED else "painted--cursor-blurred"
                style += self._ink(ground)
            self._styles_made[key] = style
        return self._styles_made[key]

    def _ink(self, name: str) -> Style:
        return self.app.get_component_styles(name).partial_rich_style

    def notify_style_update(self) -> None:
        """Forget the styles of the theme before."""
        self._styles_made.clear()
        super().notify_style_update()
