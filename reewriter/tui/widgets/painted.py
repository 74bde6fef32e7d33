"""What lists and articles share: styled, scrubbed lines. Knows neither rows nor text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reewriter.text.clean import scrub

__all__ = ["FOCUSED", "PLAIN", "UNFOCUSED", "Painted", "Piece"]

Piece = tuple[str, str]
"""Text and the name of its style: "quiet" is the component class `painted--quiet`; "" is plain."""

PLAIN, UNFOCUSED, FOCUSED = range(3)
"""How a line stands out: not at all, or under a cursor without or with the focus."""


class Painted(ScrollView, inherit_bindings=False):
    """A scrolling widget that paints its own lines from pieces of text."""

    STYLES: ClassVar[tuple[str, ...]] = (
        *("plain", "strong", "quiet", "accent", "info", "good", "attention", "error"),
        *(
            "match",
            "heading",
            "section",
            "title",
            "bar",
            "em",
            "strong-em",
            "code",
            "link",
            "quote",
            "rule",
            "added",
            "removed",
            "wrong",
            "doubt",
        ),
        *("cursor", "cursor-blurred"),
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"painted--{name}" for name in STYLES}

    DEFAULT_CSS = """
    Painted {
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        & > .painted--strong { text-style: bold; }
        & > .painted--em { text-style: italic; }
        & > .painted--strong-em { text-style: bold italic; }
        & > .painted--quiet { color: $quiet; }
        & > .painted--accent { color: $primary; }
        & > .painted--info { color: $secondary; }
        & > .painted--good { color: $success; }
        & > .painted--attention { color: $warning; }
        & > .painted--error { color: $error; }
        & > .painted--match { color: $primary; text-style: bold underline; }
        & > .painted--heading { color: $quiet; text-style: bold; }
        & > .painted--section { color: $primary; text-style: bold; }
        & > .painted--title { color: $foreground; text-style: bold; }
        & > .painted--bar { color: $primary; }
        & > .painted--code { color: $success; }
        & > .painted--link { color: $secondary; text-style: underline; }
        & > .painted--quote { color: $primary; }
        & > .painted--rule { color: $rule; }
        & > .painted--added { color: $success; text-style: underline; }
        & > .painted--removed { color: $warning; text-style: strike; }
        & > .painted--wrong { color: $error; text-style: underline; }
        & > .painted--doubt { color: $warning; text-style: underline; }
        & > .painted--cursor { background: $cursor-row; }
        & > .painted--cursor-blurred { background: $cursor-row-blurred; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._styles_made: dict[tuple[str, int], Style] = {}

    def strip(self, pieces: Sequence[Piece], width: int, look: int = PLAIN) -> Strip:
        """Make a strip: everything scrubbed once more, styled, and exactly as wide as told."""
        segments = [Segment(scrub(text), self.look(name, look)) for text, name in pieces if text]
        return Strip(segments).adjust_cell_length(width, self.look("", look))

    def look(self, name: str, look: int = PLAIN) -> Style:
        """Return the style of this name."""
        key = (name, look)
        if key not in self._styles_made:
            style = self.rich_style
            if name:
                style += self.get_component_rich_style(f"painted--{name}", partial=True)
            if look:
                ground = "painted--cursor" if look == FOCUSED else "painted--cursor-blurred"
                style += self.get_component_rich_style(ground, partial=True)
            self._styles_made[key] = style
        return self._styles_made[key]

    def notify_style_update(self) -> None:
        """Forget the styles of the theme before."""
        self._styles_made.clear()
        super().notify_style_update()
