"""Sentences of the source offered as highlights, marked as what they are. Takes none itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.geometry import Size
from textual.message import Message

from reewriter.text.words import count_words
from reewriter.tui import commands, paint
from reewriter.tui.inline import Span, wrap
from reewriter.tui.widgets.highlight_rows import HOUSE_WORDS, styled
from reewriter.tui.widgets.marked import Place
from reewriter.tui.widgets.painted import Piece
from reewriter.tui.widgets.row_list import RowList

__all__ = ["SuggestionRows"]

_TALL = 30
"""Lines of a terminal from which on a suggestion is shown in more than one."""
_LINES = 2


class SuggestionRows(RowList, inherit_bindings=False):
    """Suggestions, each with a sign and the word; there is no such list where there is none."""

    BINDINGS = [*commands.bindings("list"), *commands.bindings("suggestions")]  # noqa: RUF012 - Textual's own type
    PLACE = "suggestions"

    DEFAULT_CSS = """
    SuggestionRows {
        height: auto;
        max-height: 9;
        display: none;
        margin-top: 1;
        &.-some { display: block; }
    }
    """

    @dataclass
    class Answered(Message):
        """The suggestion under the cursor is taken, edited, or refused."""

        index: int
        answer: str
        """`take`, `edit` or `drop`."""

    def __init__(self) -> None:
        super().__init__(id="suggestions")
        self.texts: tuple[str, ...] = ()
        self._found: dict[str, tuple[tuple[Place, ...], str]] = {}

    def mark(self, marks: Sequence[Sequence[Place]], notes: Sequence[str]) -> None:
        """Show what was found in each: its words are marked, and a note says the gravest."""
        found = zip(map(tuple, marks), notes, strict=True)
        self._found = dict(zip(self.texts, found, strict=False))
        self.rows_changed()

    def show(self, texts: Sequence[str]) -> None:
        """Show these suggestions."""
        self.texts = tuple(texts)
        self.row_height = 1 + (_LINES if self.app.size.height >= _TALL else 1)
        self.set_class(bool(texts), "-some")
        self.rows_changed()

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.texts)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines all of them take."""
        del container, viewport, width
        return max(self.count * self.row_height, 1)

    def paint_row(self, index: int, width: int) -> Sequence[Sequence[Piece]]:
        """Paint sign, word and words above, the beginning of the sentence below."""
        text = paint.flat(self.texts[index])
        words = count_words(text)
        bar = self.bar if index == self.cursor else " "
        marks, note = self._found.get(self.texts[index], ((), ""))
        said = "? suggested, not yet yours"
        told = (
            f" {paint.clip(f'· {paint.flat(note)}', max(width - len(said) - 9, 1))}" if note else ""
        )
        gap = " " * max(width - len(said) - cell_len(told) - 7, 1)
        tone = "quiet" if words in HOUSE_WORDS else "attention"
        room = max(width - 4, 8)
        lines = list(wrap(styled(self.texts[index], marks), room))
        shown = lines[: self.row_height - 1]
        if len(lines) > len(shown):
            last = "".join(span.text for span in shown[-1])
            shown[-1] = (Span(paint.clip(f"{last} …", room)),)
        return [
            [(bar, "bar"), (said, "info"), (told, "attention"), (gap, ""), (f"{words:>3} w", tone)],
            *(
                [(bar, "bar"), ("  ", ""), *((span.text, span.style or "em") for span in line)]
                for line in shown
            ),
        ]

    def _answer(self, answer: str) -> None:
        if self.count:
            self.post_message(self.Answered(self.cursor, answer))

    def action_take(self) -> None:
        """Take the suggestion under the cursor as a highlight."""
        self._answer("take")

    def action_open(self) -> None:
        """Take it, and make it our own words."""
        self._answer("edit")

    def action_remove(self) -> None:
        """Refuse it."""
        self._answer("drop")
