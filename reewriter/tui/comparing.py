"""Lays out how a text was changed, word by word, told by signs as well as by style. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reewriter.text.differ import Piece
from reewriter.tui.inline import Line, Span, wrap

__all__ = ["Compared", "text_lines", "title_lines"]

_SIGNS = {"removed": "[-{}]", "added": "[+{}]"}
_BREAK = re.compile(r"\n+")
_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Compared:
    """What a reader shows instead of a text: how it was changed."""

    title: tuple[Piece, ...] = ()
    text: tuple[Piece, ...] = ()


@dataclass(slots=True)
class _Paragraph:
    spans: list[Span]
    changed: bool = False


def title_lines(compared: Compared, width: int) -> list[Line]:
    """Return the title with what was changed in it."""
    spans = [span for part in _paragraphs(compared.title, "title") for span in part.spans]
    return wrap(spans, width)


def text_lines(compared: Compared, width: int) -> list[Line]:
    """Return every paragraph that was changed, and how many stand between them as before."""
    lines: list[Line] = []
    as_before: list[_Paragraph] = []
    for part in (*_paragraphs(compared.text, ""), None):
        if part is not None and not part.changed:
            as_before.append(part)
            continue
        lines += _left_out(as_before, width)
        as_before = []
        if part is not None:
            lines += [*wrap(part.spans, width), ()]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _left_out(paragraphs: Sequence[_Paragraph], width: int) -> list[Line]:
    """Show one paragraph for what stands around it; of more than one, say how many."""
    if not paragraphs:
        return []
    if len(paragraphs) == 1:
        return [*wrap(paragraphs[0].spans, width), ()]
    said = f"· {len(paragraphs)} paragraphs as before ·"
    return [*wrap([Span(said, "quiet")], width), ()]


def _paragraphs(pieces: Sequence[Piece], base: str) -> Iterator[_Paragraph]:
    """Part pieces at line breaks; typography is shown as it is now, without signs."""
    part = _Paragraph([])
    for piece in pieces:
        if piece.typographic and piece.kind == "removed":
            continue
        for number, text in enumerate(_BREAK.split(piece.text)):
            if number:
                if part.spans:
                    yield part
                part = _Paragraph([])
            if piece.kind == "same" or piece.typographic:
                part.spans += [Span(text, base)] if text.strip() or part.spans else []
            elif text.strip():
                part.spans += _signed(text, piece.kind, after=part.spans)
                part.changed = True
    if part.spans:
        yield part


def _signed(text: str, kind: str, *, after: Sequence[Span]) -> list[Span]:
    """Put signs around the words of a change; blanks on its edges stay outside."""
    found = _EDGES.fullmatch(text)
    before, words, behind = found.groups() if found else ("", text, "")
    apart = " " if after and after[-1].style == "removed" and not before else before
    return [
        *([Span(apart)] if apart else []),
        Span(_SIGNS[kind].format(words), kind),
        *([Span(behind)] if behind else []),
    ]
