"""A pasted text sentence by sentence, as rows. Changes nothing itself."""

from __future__ import annotations

from collections.abc import Sequence

from reewriter.desk.pasted import Piece as PastePiece
from reewriter.tui import commands, paint
from reewriter.tui.widgets.row_list import Piece, RowList

__all__ = ["PasteRows"]

_SIGNS = {"begins": "¶", "goes on": " ", "out": "✗", "source": "═"}


class PasteRows(RowList, inherit_bindings=False):
    """One line a sentence: ¶ where a paragraph begins, ✗ for what is left out."""

    BINDINGS = commands.bindings("list")

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._pieces: tuple[PastePiece, ...] = ()
        self._seam: int | None = None
        self._parted = False

    def show(self, pieces: Sequence[PastePiece], seam: int | None, *, parted: bool) -> None:
        """Show these; the cursor stays on its line."""
        self._pieces, self._seam, self._parted = tuple(pieces), seam, parted
        self.rows_changed()

    @property
    def count(self) -> int:
        """How many pieces there are."""
        return len(self._pieces)

    def paint_row(self, index: int, width: int) -> list[list[Piece]]:
        """Paint one piece: sign, words."""
        one = self._pieces[index]
        out = one.out or one.kind == "cut"
        sign = _SIGNS["out"] if out else _SIGNS["begins" if one.begins else "goes on"]
        tone = "quiet" if out else "section" if one.text.startswith("#") else ""
        if index == self._seam:
            sign, tone = _SIGNS["source"], "accent" if self._parted else "attention"
        bar = self.bar if index == self.cursor else " "
        said = "left out: " if out else ""
        if index == self._seam:
            said = "the source: " if self._parted else "the source? "
        room = max(width - 4 - len(said), 1)
        return [
            [(bar, "bar"), (f"{sign} ", "accent"), (said, tone), (paint.clip(one.text, room), tone)]
        ]
