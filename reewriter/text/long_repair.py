"""Mends texts of any length, a stretch at a time; knows no code page."""

from __future__ import annotations

from reewriter.text.mojibake import LONGEST, Repair, repair

__all__ = ["repair_long"]


def repair_long(text: str) -> Repair:
    """Mend a text of any length, some hundred thousand characters at a time.

    For files of one's own: on a text made to be slow it takes a second per hundred kilobytes.
    """
    pieces: list[str] = []
    for line in text.splitlines(keepends=True):
        if not pieces or len(pieces[-1]) + len(line) > LONGEST // 2:
            pieces.append("")
        pieces[-1] += line
    mended = [repair(piece) for piece in pieces]
    guesses: list[int] = []
    left: list[int] = []
    at = 0
    for piece in mended:
        guesses += (at + guess for guess in piece.guesses)
        left += (at + place for place in piece.left)
        at += len(piece.text)
    pages = dict.fromkeys(page for piece in mended for page in piece.page.split("+") if page)
    return Repair(
        "".join(piece.text for piece in mended),
        "+".join(pages),
        len(guesses),
        sum(piece.count for piece in mended),
        tuple(guesses),
        tuple(left),
    )
