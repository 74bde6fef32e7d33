"""Tells where a text is broken and nothing can mend it: bytes were lost; mends nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reewriter.text.pages import page

__all__ = ["around", "broken"]

_CERTAIN = re.compile("\ufffd+|[\x80-\x84\x86-\x9f]+")
"""A sign that stands for a lost one, or a control that nobody writes: wherever they stand."""
_HIGH = "\xc0-\u017f"
_OTHER = "\u0370-\u03ff\u0400-\u04ff\u0e01-\u0e5b\u4e00-\u9fff"
_MIXED = re.compile(f"[{_HIGH}](?=[{_OTHER}])|(?<=[{_OTHER}])[{_HIGH}]")
"""A letter with an accent in a word of another script: half of one of its letters."""
_HALF = re.compile("Ã(?=[a-zà-ÿ]{2})|Â[\xa0-\xbf]|(?<=[a-zà-ÿ])[ÂÃÄÅÐÑĂĹĐŃ](?=[a-zà-ÿ]|$|[ ,.;:])")
"""The first half of a letter whose other half was dropped; of these words none begins so."""

_IDEOGRAPH = re.compile("[å-é][^\x00-\x7fA-Za-zà-ÿ]{2}")
"""What an ideograph looks like where the text was read through cp1252."""
_MANY = 8
"""Different ones that are no chance."""
_AROUND = 24


def broken(text: str, pages: Iterable[str] = ()) -> tuple[int, ...]:
    """Return where a text stays broken, in order; one place for what stands side by side.

    Of a text that was read through some `pages` and mended, halves of letters count as well: in
    one that was healthy all along they may be meant.
    """
    if text.isascii():
        return ()
    names = list(filter(None, pages))
    found = {one.span() for one in _CERTAIN.finditer(text)}
    if names:
        found |= {one.span() for one in _MIXED.finditer(text)}
        found |= {one.span() for one in _HALF.finditer(text)}
    else:
        signs = [one for one in _IDEOGRAPH.finditer(text) if page("cp1252").decode(one[0])]
        found |= {one.span() for one in signs if len({one[0] for one in signs}) >= _MANY}
    for name in names:
        found |= {one.span() for one in page(name).lost.finditer(text)}
    places: list[int] = []
    behind = -1
    for start, end in sorted(found):
        if start > behind:
            places.append(start)
        behind = max(behind, end)
    return tuple(places)


def around(text: str, places: Iterable[int]) -> tuple[str, ...]:
    """Return the words of its line in which each of those places stands, whole ones."""
    found: list[str] = []
    for at in places:
        first = text.rfind("\n", 0, at) + 1
        behind = text.find("\n", at)
        line = text[first : behind if behind >= 0 else len(text)]
        start, end = max(at - first - _AROUND, 0), at - first + _AROUND
        words = line[start:end]
        if start and not line[start - 1].isspace() and " " in line[start : at - first]:
            words = words.partition(" ")[2]
        if end < len(line) and not line[end].isspace() and " " in line[at - first : end]:
            words = words.rpartition(" ")[0]
        found.append(" ".join(words.split()))
    return tuple(found)
