"""The highlights of a story as rows: numbered, with their word counts. Edits none itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from rich.cells import cell_len
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive

from reewriter.formats import HIGHLIGHT_WORDS
from reewriter.text.words import count_words
from reewriter.tui import commands, paint
from reewriter.tui.inline import Line, Span, wrap
from reewriter.tui.widgets.marked import SIGNS, Place
from reewriter.tui.widgets.painted import Piece
from reewriter.tui.widgets.row_list import RowList

__all__ = ["HOUSE_WORDS", "HighlightRows", "styled"]

HOUSE_WORDS = range(HIGHLIGHT_WORDS[0], HIGHLIGHT_WORDS[1] + 1)
"""How many words a highlight of the house has."""

_MARGIN = 5
_COUNT = 5
_MOST_LINES = 3
_TONES = {"": "good", "doubt": "attention", "wrong": "error"}
"""The colour of a sign by the style of what it stands for."""


class HighlightRows(RowList, inherit_bindings=False):
    """Highlights in order."""

    BINDINGS = [*commands.bindings("list"), *commands.bindings("highlights")]  # noqa: RUF012 - Textual's own type
    PLACE = "highlights"

    elsewhere: reactive[bool] = reactive(False)
    """The cursor is among the suggestions beneath: two of them would be one too many."""

    @dataclass
    class Removed(Message):
        """The highlight under the cursor is to go."""

        index: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.texts: tuple[str, ...] = ()
        self._marks: dict[str, tuple[Place, ...]] = {}
        self._tops = [0]
        self.write_with("h")

    def write_with(self, key: str) -> None:
        """Name the key that writes the first one, while there is none."""
        self.empty = (f"No highlights yet: press {key} to write one.",)

    def show(self, texts: Sequence[str]) -> None:
        """Show these highlights; the cursor stays on its line."""
        self.texts = tuple(texts)
        self._measure()
        self.rows_changed()

    def mark(self, marks: Sequence[Sequence[Place]]) -> None:
        """Show what was found in each of them; a mark stays with its words."""
        self._marks = {text: tuple(m) for text, m in zip(self.texts, marks, strict=False)}
        self.rows_changed()

    def on_resize(self) -> None:
        """Wrap again."""
        self._measure()
        super().on_resize()

    def _measure(self) -> None:
        heights = (len(self._wrapped(text)) for text in self.texts)
        self._tops = [0, *accumulate(heights)]

    def height_of(self, index: int) -> int:
        """Each highlight has as many lines as its words need."""
        return self.top_of(index + 1) - self.top_of(index)

    def top_of(self, index: int) -> int:
        """Add up the lines before it."""
        return self._tops[max(0, min(index, len(self._tops) - 1))]

    def at_line(self, line: int) -> tuple[int, int]:
        """Find the row by its first line."""
        index = bisect_right(self._tops, line) - 1
        return index, line - self._tops[index]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines all of them take at a width, whatever it was before."""
        del container, viewport
        return sum(len(self._wrapped(text, width)) for text in self.texts) or 1

    def _wrapped(self, text: str, width: int = 0) -> list[Line]:
        room = max((width or self.size.width) - _MARGIN - _COUNT - 3, 10)
        lines = list(wrap(styled(text, self._marks.get(text, ())), room))
        if len(lines) > _MOST_LINES:
            last = "".join(span.text for span in lines[_MOST_LINES - 1])
            lines = [*lines[: _MOST_LINES - 1], (Span(paint.clip(f"{last} …", room)),)]
        return lines or [()]

    @property
    def count(self) -> int:
        """How many highlights there are."""
        return len(self.texts)

    def paint_row(self, index: int, width: int) -> Sequence[Sequence[Piece]]:
        """Paint one highlight: number, text, words."""
        text = self.texts[index]
        words = count_words(text)
        lines = self._wrapped(text)
        painted: list[list[Piece]] = []
        for at, line in enumerate(lines):
            bar = self.bar if index == self.cursor and not self.elsewhere else " "
            number = f"{index + 1:>2}" if at == 0 else " " * (_MARGIN - 3)
            words_of: list[Piece] = [(span.text, span.style) for span in line]
            pieces: list[Piece] = [
                (bar, "bar"),
                (number, "accent"),
                self._sign(text) if at == 0 else (" ", ""),
                (" ", ""),
                *(words_of or [("(empty)", "quiet")]),
            ]
            if at == 0:
                shown = sum(cell_len(span.text) for span in line) or len("(empty)")
                gap = width - _MARGIN - shown - _COUNT - 1
                tone = "quiet" if words in HOUSE_WORDS else "attention"
                pieces += [(" " * max(gap, 1), ""), (f"{words:>3} w", tone)]
            painted.append(pieces)
        return painted

    def _sign(self, text: str) -> Piece:
        """Return the gravest sign of a highlight, for the column before its words."""
        found = [SIGNS[sign] for _, _, sign in self._marks.get(text, ())]
        gravest = max(found, key=lambda look: look.rank, default=None)
        if gravest is None:
            return (" ", "")
        return (gravest.glyph, _TONES[gravest.style])

    def action_remove(self) -> None:
        """Take the highlight under the cursor out."""
        if self.texts:
            self.post_message(self.Removed(self.cursor))


def styled(text: str, marks: Sequence[Place]) -> list[Span]:
    """Return a text in pieces, those that are marked in the style of their mark."""
    if paint.flat(text) != text:  # not as it was compared: its places are others
        return [Span(paint.flat(text))]
    spans: list[Span] = []
    at = 0
    for start, end, sign in marks:
        if SIGNS[sign].style and start >= at:
            spans += [Span(text[at:start]), Span(text[start:end], SIGNS[sign].style)]
            at = end
    return [span for span in (*spans, Span(text[at:])) if span.text] or [Span("")]
