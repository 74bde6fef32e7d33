"""Which parts of a draft are words to be judged; judges none.

Addresses, code and the like are masked, one sign for one, so that places stay what they are.
"""

from __future__ import annotations

import re
from itertools import pairwise

__all__ = ["MASK", "masked", "quoted", "without"]

MASK = "\x1a"
"""Stands where nothing is to be judged; `clean` lets it into no text."""

_NOT_WORDS = re.compile(
    r"^(?:`{3,}|~{3,})(?s:.*?)(?:^(?:`{3,}|~{3,})|\Z)"  # fenced code
    r"|`[^`\n]+`"
    r"|(?<=\])\([^)\s]*(?: \"[^\"\n]*\")?\)"  # where a link leads
    r"|<[a-z/!][^<>\n]*>"
    r"|(?:https?://|www\.|mailto:)[^\s<>)\]]+"
    r"|\b[\w.+-]+@[\w-]+\.[\w.-]+"
    r"|(?<![\w.])(?:[\w-]+\.)+(?:com|org|net|gov|edu|io|int|eu|de|uk|ee|cn|au)\b(?:/\S*)?"
    r"|^\|(?:[ ]*:?-+:?[ ]*\|)+[ ]*$",  # the line below the head of a table
    re.MULTILINE | re.IGNORECASE,
)
_QUOTED = re.compile("“[^“”]{0,2000}”|«[^«»]{0,2000}»|„[^„“”]{0,2000}[“”]")
_STRAIGHT = re.compile('(?<![\\w"])"(?=\\S)[^"\n]{0,2000}(?<=\\S)"(?!\\w)')
_QUOTE_BLOCK = re.compile(r"^[ ]{0,3}>.*$", re.MULTILINE)


def masked(text: str) -> str:
    """Return the text with everything masked that is no prose."""
    return _NOT_WORDS.sub(_mask, text)


def quoted(text: str) -> list[tuple[int, int]]:
    """Return where somebody else speaks: their words are never changed."""
    patterns = (_QUOTED, _STRAIGHT, _QUOTE_BLOCK)
    spans = sorted(found.span() for pattern in patterns for found in pattern.finditer(text))
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def without(text: str, spans: list[tuple[int, int]]) -> str:
    """Return the text with these spans masked."""
    edges = [(0, 0), *spans, (len(text), len(text))]
    kept = (text[before[1] : after[0]] + _masks(text, *after) for before, after in pairwise(edges))
    return "".join(kept)


def _masks(text: str, start: int, end: int) -> str:
    return "".join(sign if sign == "\n" else MASK for sign in text[start:end])


def _mask(found: re.Match[str]) -> str:
    return _masks(found[0], 0, len(found[0]))
