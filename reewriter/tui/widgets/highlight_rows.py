"""The highlights of a story as rows: numbered, with their word counts; edited by `LineEditor`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.message import Message

from reewriter.text.words import count_words
from reewriter.tui import commands, paint
from reewriter.tui.inline import Span, wrap
from reewriter.tui.widgets.painted import Piece
from reewriter.tui.widgets.row_list import RowList

__all__ = ["HOUSE_WORDS", "HighlightRows"]

HOUSE_WORDS = range(15, 21)
"""How many words a highlight of the house has."""

_MARGIN = 4
_COUNT = 5
_MOST_LINES = 3


class HighlightRows(RowList, inherit_bindings=False):
    """Highlights in order."""

    BINDINGS = [*commands.bindings("list"), *commands.bindings("highlights")]  # noqa: RUF012 - Textual's own type
    PLACE = "highlights"

    @dataclass
    class Removed(Message):
        """The highlight under the cursor is to go."""

        index: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.texts: tuple[str, ...] = ()
        self.empty = ("No highlights yet: press h to write one.",)

    def show(self, texts: Sequence[str]) -> None:
        """Show these highlights; the cursor stays on its line."""
        self.texts = tuple(texts)
        self._measure()
        self.rows_changed()

    def on_resize(self) -> None:
        """Wrap again."""
        self._measure()
        super().on_resize()

    def _measure(self) -> None:
        lines = max((len(self._wrapped(text)) for text in self.texts), default=1)
        self.row_height = max(1, min(lines, _MOST_LINES))

    def _wrapped(self, text: str) -> list[str]:
        room = max(self.size.width - _MARGIN - _COUNT - 3, 10)
        lines = [
            "".join(span.text for span in line) for line in wrap([Span(paint.flat(text))], room)
        ]
        if len(lines) > _MOST_LINES:
            lines = [*lines[: _MOST_LINES - 1], paint.clip(f"{lines[_MOST_LINES - 1]} …", room)]
        return lines or [""]

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
            number = f"{index + 1:>2}  " if at == 0 else " " * _MARGIN
            pieces: list[Piece] = [(number, "accent"), (line or "(empty)", "" if text else "quiet")]
            if at == 0:
                gap = width - _MARGIN - cell_len(line or "(empty)") - _COUNT - 1
                tone = "quiet" if words in HOUSE_WORDS else "attention"
                pieces += [(" " * max(gap, 1), ""), (f"{words:>3} w", tone)]
            painted.append(pieces)
        return painted

    def action_remove(self) -> None:
        """Take the highlight under the cursor out."""
        if self.texts:
            self.post_message(self.Removed(self.cursor))
