"""A pasted text on its way in: joined, split, cut and restored sentence by sentence. No screen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from reewriter.text import Pasted, import_paste
from reewriter.text.words import sentences

__all__ = ["Piece", "Sheet"]

Kind = Literal["text", "block", "cut"]
_NO_PROSE = re.compile(r"[ \t]*(?:[-*+>|#`]|\d{1,3}[.)]\s)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of a paragraph, a line of anything else, or something that was left out."""

    text: str
    kind: Kind
    begins: bool
    """Whether a paragraph, or another block, begins here."""
    at: int = 0
    """Where it stands in the Markdown as it was read."""
    out: bool = False
    """The editor took it out."""


class Sheet:
    """What was pasted, and what the editor made of it."""

    def __init__(self, content: str) -> None:
        self._content = content
        self._kept: set[str] = set()
        self._out: set[str] = set()
        self._joined: set[str] = set()
        self._broken: set[str] = set()
        self.parted = False
        """Whether it is taken for a briefing and its source: only the editor says so."""
        self._pasted = import_paste(content)
        meta = self._pasted.meta
        self.title = meta.title or next(iter(meta.highlights), "")
        self.byline = meta.byline
        self.date: date | None = meta.date
        self.pieces: tuple[Piece, ...] = ()
        self._lay_out()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why this may be two texts; empty where it is one."""
        split = self._pasted.proposed_split
        return split.reasons if split else ()

    @property
    def broken(self) -> tuple[str, ...]:
        """The words around letters that were lost, and that nobody can tell."""
        return self._pasted.broken

    @property
    def seam(self) -> int | None:
        """The piece with which the source seems to begin."""
        split = self._pasted.proposed_split
        if split is None:
            return None
        places = (n for n, one in enumerate(self.pieces) if one.kind != "cut")
        return next((n for n in places if self.pieces[n].at >= split.at), None)

    def join(self, index: int) -> bool:
        """Let a paragraph go on from the one before; False where none can."""
        one = self.pieces[index]
        before = self.pieces[index - 1] if index else None
        if not (one.begins and one.kind == "text" and before and before.kind == "text"):
            return False
        self._joined.add(one.text)
        self._broken.discard(one.text)
        self._lay_out()
        return True

    def split(self, index: int) -> bool:
        """Begin a paragraph with this sentence; False where one begins already."""
        one = self.pieces[index]
        if one.begins or one.kind != "text":
            return False
        self._broken.add(one.text)
        self._joined.discard(one.text)
        self._lay_out()
        return True

    def take_out(self, index: int) -> bool:
        """Leave a piece out; False where it is out."""
        one = self.pieces[index]
        if one.kind == "cut" or one.out:
            return False
        self._out.add(one.text)
        self._lay_out()
        return True

    def restore(self, index: int) -> bool:
        """Put what was left out back where it stood; False where it is there."""
        one = self.pieces[index]
        if one.kind == "cut":
            self._kept.add(one.text)
        elif one.out:
            self._out.discard(one.text)
        else:
            return False
        self._lay_out()
        return True

    def part(self) -> bool:
        """Take it for two texts, or for one again; returns which."""
        self.parted = self.seam is not None and not self.parted
        return self.parted

    def _lay_out(self) -> None:
        self._pasted = import_paste(self._content, keep=self._kept)
        found = [piece for block in _blocks(self._pasted.markdown) for piece in _pieces(*block)]
        if found and found[0].text == f"# {self._pasted.meta.title}":
            del found[0]  # it is edited by itself
        body = [
            replace(
                one,
                begins=one.text in self._broken or (one.begins and one.text not in self._joined),
                out=one.text in self._out,
            )
            for one in found
        ]
        cut = (Piece(text, "cut", True) for text in dict.fromkeys(self._pasted.cut))
        self.pieces = (*body, *cut)

    def finished(self) -> tuple[Pasted, Pasted | None]:
        """Return the text, or where it was parted, the briefing and its source."""
        body = [one for one in self.pieces if one.kind != "cut"]
        cut = tuple(one.text for one in self.pieces if one.kind == "cut" or one.out)
        seam = self.seam if self.parted else None
        markdown = _written(body[:seam])
        head = f"# {self.title}\n\n" if self.title else ""
        meta = replace(self._pasted.meta, title=self.title, byline=self.byline, date=self.date)
        text = Pasted(f"{head}{markdown}".rstrip(), meta, cut, None)
        if seam is None:
            return text, None
        # What heads the source heads it as a title.
        return text, import_paste(re.sub(r"\A#+ ", "# ", _written(body[seam:])))


def _blocks(markdown: str) -> list[tuple[str, int]]:
    found = []
    at = 0
    for text in markdown.split("\n\n"):
        if text.strip():
            found.append((text, at))
        at += len(text) + 2
    return found


def _pieces(block: str, at: int) -> list[Piece]:
    if _NO_PROSE.match(block):
        pieces: list[Piece] = []
        for line in block.split("\n"):
            pieces.append(Piece(line, "block", not pieces, at))
            at += len(line) + 1
        return pieces
    spans = sentences(block) or [(0, len(block))]
    return [
        Piece(block[start:end], "text", not n, at + start) for n, (start, end) in enumerate(spans)
    ]


def _written(pieces: Sequence[Piece]) -> str:
    text = ""
    for one in pieces:
        if one.out:
            continue
        between = "\n\n" if one.begins else "\n" if one.kind == "block" else " "
        text += (between if text else "") + one.text
    return text
