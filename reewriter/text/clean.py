"""Makes outside text safe to store, print and search; knows nothing of HTML, feeds or screens."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from reewriter.patterns import pattern
from reewriter.text.suspicion import beyond_ascii, suspicious

__all__ = ["MAX_MARKS", "clean", "clean_line", "may_have_marks", "scrub"]

MAX_MARKS = 8
"""Combining marks kept in a row: more than any language needs, too few to flood rows."""

# NUL to US but tab and newline; DEL and C1; soft hyphen; bidi controls; zero-width space, word
# joiner, byte order mark; annotation marks; surrogates; non-characters; tag block.
# ZWNJ (U+200C), ZWJ (U+200D) and variation selectors stay: Persian and emoji need them.
_NEVER = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad"
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
)
_FORBIDDEN = pattern(f"[{_NEVER}]")
# Every pattern begins with a plain class: `re` then skips ahead three times as fast. The other
# planes are apart, since a class that leaves the basic one is ten times as slow.
_ASTRAL = pattern("[\U00010000-\U0010ffff]")  # "[^\x00-\uffff]" takes 5 ms to compile
_FORBIDDEN_ASTRAL = pattern(
    "[\U000e0000-\U000e007f"
    + "".join(chr((plane << 16) + low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
_NEWLINE = pattern("[\r\x0b\x0c\x85\u2028\u2029](?:(?<=\r)\n)?")
_BLANKS = "\xa0\u1680\u2000-\u200a\u202f\u205f"
_SPACE = pattern(f"[{_BLANKS}]")
_UNCLEAN = pattern(f"[{_NEVER}\r\x0b\x0c\x85\u2028\u2029{_BLANKS}]")
_WHITE = pattern(r"\s+")
# No marks but variation selectors are word characters to `re`: long runs of anything that is
# neither word, blank nor ASCII are the only places where there can be too many marks.
_MARKS = pattern(rf"[^\w\s!-~][^\w\s!-~]{{{MAX_MARKS},}}")
_JOINERS = "\u200c\u200d"
_ELLIPSIS = "…"
_MOST_LOOKED_AT = 400
"""Characters beyond ASCII that are looked at one by one."""
_FIRST_CUT = 16
"""A text this many times its limit is cut before it is cleaned: a 10 MB title costs nothing."""
_ROUNDS = 12
"""Dropping a character may bring others together: repeat until nothing changes. Two rounds do for
all but texts made to need more."""


def clean(text: str, *, limit: int | None = None) -> str:
    """Drop what drives terminals or hides text, mend mojibake, unify newlines and blanks.

    Idempotent. Of a text longer than `limit` characters the beginning is kept, ended by "…".
    """
    text = _first_cut(text, limit)
    for _ in range(_ROUNDS):
        before = text
        if suspicious(text):
            from reewriter.text.mojibake import repair

            text = repair(text).text
        text = _cut(scrub(text), limit)
        if text == before:
            break
    return text


def clean_line(text: str, *, limit: int | None = None) -> str:
    """Do the same and put everything on one line, single-spaced and stripped."""
    if text.isascii() and text.isprintable() and (limit is None or len(text) <= limit):
        return " ".join(text.split())
    text = _first_cut(text, limit)
    for _ in range(_ROUNDS):
        before = text
        text = _cut(_WHITE.sub(" ", clean(text)).strip(), limit)
        if text == before:
            break
    return text


def scrub(text: str) -> str:
    """Do what `clean` does but for the mending: only drop, and unify newlines and blanks."""
    # All that is unclean is not printable to Python, who tells so in a tenth of a search's time.
    if beyond_ascii(text).isprintable() and not may_have_marks(text):
        return text
    if _UNCLEAN.search(text):
        text = _SPACE.sub(" ", _FORBIDDEN.sub("", _NEWLINE.sub("\n", text)))
    if text.isascii():
        return text
    if _ASTRAL.search(text):
        text = _FORBIDDEN_ASTRAL.sub("", text)
    return _MARKS.sub(_thin_marks, text)


def may_have_marks(text: str) -> bool:
    """Say whether there may be combining marks; of long foreign texts, always."""
    if text.isascii():
        return False
    high = beyond_ascii(text)
    return len(high) > _MOST_LOOKED_AT or any(map(_is_mark, set(high)))


@lru_cache(4096)
def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _thin_marks(match: re.Match[str]) -> str:
    kept: list[str] = []
    row = 0
    for character in match[0]:
        if character in _JOINERS or unicodedata.category(character)[0] == "M":
            row += 1
            if row > MAX_MARKS:
                continue
        else:
            row = 0
        kept.append(character)
    return "".join(kept)


def _first_cut(text: str, limit: int | None) -> str:
    if limit is None or len(text) <= limit * _FIRST_CUT:
        return text
    return text.lstrip()[: limit * _FIRST_CUT]


def _cut(text: str, limit: int | None) -> str:
    if limit is None or len(text) <= limit:
        return text
    return text[: max(limit - 1, 0)].rstrip() + _ELLIPSIS if limit > 0 else ""
