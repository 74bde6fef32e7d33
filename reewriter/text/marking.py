"""Writes a word diff so that it can be read: by signs, and only where something changed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reewriter.text.differ import Piece

__all__ = ["Paragraph", "as_before", "marked", "paragraphs", "signed"]

_SIGNS = {"removed": "[-{}]", "added": "[+{}]"}
_BREAK = re.compile(r"\n+")
_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


@dataclass(slots=True)
class Paragraph:
    """A line of either text, in pieces."""

    pieces: list[Piece] = field(default_factory=list)
    changed: bool = False


def paragraphs(pieces: Sequence[Piece]) -> Iterator[Paragraph]:
    """Part pieces at line breaks; typography is as it is now, and no change."""
    part = Paragraph()
    for piece in pieces:
        if piece.typographic and piece.kind == "removed":
            continue
        kind = "same" if piece.typographic else piece.kind
        for number, text in enumerate(_BREAK.split(piece.text)):
            if number:
                if part.pieces:
                    yield part
                part = Paragraph()
            if text.strip() or (text and part.pieces and kind == "same"):
                part.pieces.append(replace(piece, kind=kind, text=text))
                part.changed = part.changed or kind != "same"
    if part.pieces:
        yield part


def signed(piece: Piece, *, after: Piece | None = None) -> tuple[str, str, str]:
    """Return blanks, the words between signs, and blanks; `after` is the piece before this one."""
    if piece.kind == "same":
        return "", piece.text, ""
    found = _EDGES.fullmatch(piece.text)
    before, words, behind = found.groups() if found else ("", piece.text, "")
    if after is not None and after.kind == "removed" and not before:
        before = " "
    return before, _SIGNS[piece.kind].format(words), behind


def as_before(count: int) -> str:
    """Say how many paragraphs are left out."""
    return f"· {count} paragraphs as before ·"


def marked(pieces: Sequence[Piece]) -> str:
    """Return the paragraphs that were changed, and how many stand between them as before."""
    lines: list[str] = []
    same: list[Paragraph] = []
    for part in (*paragraphs(pieces), None):
        if part is not None and not part.changed:
            same.append(part)
            continue
        if same:
            lines.append(_text(same[0]) if len(same) == 1 else as_before(len(same)))
            same = []
        if part is not None:
            lines.append(_text(part))
    return "\n\n".join(lines)


def _text(part: Paragraph) -> str:
    before = [None, *part.pieces]
    return "".join(
        "".join(signed(piece, after=last)) for piece, last in zip(part.pieces, before, strict=False)
    ).strip()
