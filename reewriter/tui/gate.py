"""The last gate before the terminal: no text of any widget drives it, ours or Textual's."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from reewriter.text.clean import scrub
from reewriter.tui.plain import Plain

__all__ = ["Gate"]


class Gate(LineFilter):
    """Takes control characters and bidi controls out of every line that is painted.

    Textual hands what was pasted into a field, or came out of the store, to the terminal as it is.
    A terminal that has few signs gets plain ones.
    """

    def __init__(self, plain: Plain | None = None) -> None:
        super().__init__()
        self._plain = plain

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the line with the same width, whatever was taken out."""
        del background
        if all(_harmless(segment.text) for segment in segments):
            return segments
        return [
            segment
            if _harmless(segment.text)
            else Segment(self._scrubbed(segment.text), segment.style, segment.control)
            for segment in segments
        ]

    def _scrubbed(self, text: str) -> str:
        clean = scrub(text).replace("\n", " ").replace("\t", " ")
        if clean != text:
            clean = set_cell_size(clean, cell_len(text))
        return clean.translate(self._plain) if self._plain is not None else clean


def _harmless(text: str) -> bool:
    return text.isascii() and text.isprintable()
