"""Lays out how a text was changed, word by word, told by signs as well as by style. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reewriter.tui.inline import Line, Span, wrap
from reewriter.values import dataclass

if TYPE_CHECKING:  # every desk has articles, few mornings compare any
    from reewriter.text.differ import Piece
    from reewriter.text.marking import Paragraph

__all__ = ["Compared", "text_lines", "title_lines"]


@dataclass(frozen=True, slots=True)
class Compared:
    """What a reader shows instead of a text: how it was changed."""

    title: tuple[Piece, ...] = ()
    text: tuple[Piece, ...] = ()


def title_lines(compared: Compared, width: int) -> list[Line]:
    """Return the title with what was changed in it."""
    from reewriter.text.marking import paragraphs

    spans = [span for part in paragraphs(compared.title) for span in _spans(part, "title")]
    return wrap(spans, width)


def text_lines(compared: Compared, width: int) -> list[Line]:
    """Return every paragraph that was changed, and how many stand between them as before."""
    from reewriter.text.marking import paragraphs

    lines: list[Line] = []
    same: list[Paragraph] = []
    for part in (*paragraphs(compared.text), None):
        if part is not None and not part.changed:
            same.append(part)
            continue
        lines += _left_out(same, width)
        same = []
        if part is not None:
            lines += [*wrap(_spans(part), width), ()]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _left_out(same: Sequence[Paragraph], width: int) -> list[Line]:
    """Show one paragraph for what stands around it; of more than one, say how many."""
    if not same:
        return []
    from reewriter.text.marking import as_before

    spans = _spans(same[0]) if len(same) == 1 else [Span(as_before(len(same)), "quiet")]
    return [*wrap(spans, width), ()]


def _spans(part: Paragraph, base: str = "") -> list[Span]:
    from reewriter.text.marking import signed

    spans: list[Span] = []
    last: Piece | None = None
    for piece in part.pieces:
        before, words, behind = signed(piece, after=last)
        style = base if piece.kind == "same" else piece.kind
        spans += [span for span in (Span(before), Span(words, style), Span(behind)) if span.text]
        last = piece
    return spans
