"""Tells which letters belong together: a repair brings forth some scripts only by whole words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from reewriter.text.pages import FURTHER

__all__ = ["script", "written"]

_ROW = 4
"""Letters in a row that no other text comes to by chance, if they are of one script."""
_DIFFERENT = 3
"""So many of them are not the same."""
_DRAWN = re.compile("[\u2500-\u25ff]+")


def written(row: Sequence[tuple[str, str]]) -> tuple[str, int]:
    """Return which further script a row of letters is written in, and how many of them; or "".

    Each letter comes with what is seen in its place.
    """
    best = ("", 0)
    for name, group in groupby(row, lambda letter: script(letter[0])):
        letters = list(group)
        seen = {seen for _, seen in letters}
        enough = len(letters) >= _ROW and len(seen) >= _DIFFERENT and len(letters) > best[1]
        if enough and FURTHER.match(letters[0][0]) and not all(map(_DRAWN.fullmatch, seen)):
            best = (name, len(letters))
    return best


@lru_cache(4096)
def script(letter: str) -> str:
    """Return the first word of a letter's name: LATIN, GREEK, THAI."""
    return unicodedata.name(letter, "?").partition(" ")[0]
