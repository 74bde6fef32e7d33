"""Shows what was edited at a service, so that a person can read it; knows no service."""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Iterator, Mapping, Sequence

from reewriter.text import clean
from reewriter.text.sameness import difference as cut_to_difference

__all__ = ["difference"]

_ALL = "What stood there before is not known on this machine: all that stands there now is shown."
_MARKUP = re.compile(r"<(?:!doctype|html|body|table|div|p|h[1-6]|figure|ul|ol|blockquote)\b", re.I)
_TAG = re.compile(r"(<[a-zA-Z/!][^<>]*>)")
_SENTENCE = re.compile(r"(?<=[^A-Z][.!?…])\s+(?=\S)|(?<=[.!?…][”’\"')\]])\s+(?=\S)")
_LONG = 160
"""Characters of a line that is compared as a whole; a longer one by its sentences."""
_PLACE = 56
"""Characters of what stands before a change: so that it is one line on every screen."""
_MOST = 40_000
"""Pieces of both texts; beyond, lines are compared as they are."""


def difference(ours: Mapping[str, str], theirs: Mapping[str, str]) -> str:
    """Return what was edited at a service, as lines of a unified diff, field by field.

    Markup is compared tag by tag and sentence by sentence, and each change is shown with the words
    before it: in the mail's own lines an edit of one word is lost. Where it is not known what stood
    there, as on another machine, all of it is shown, and why.
    """
    lines: list[str] = [] if ours or not theirs else [_ALL]
    for name in dict.fromkeys((*ours, *theirs)):
        # What stands there is as hostile as any text of the web, and it is shown.
        before, after = clean(ours.get(name, "")), clean(theirs.get(name, ""))
        if before != after:
            lines += (f"--- {name}, ours", f"+++ {name}, there")
            lines += _changes(before, after)
    return "\n".join(lines)


def _changes(before: str, after: str) -> list[str]:
    marked_up = _MARKUP.search(before) or _MARKUP.search(after)
    if marked_up:
        old, new = _pieces(before), _pieces(after)
        # What is no difference in words and tags is one all the same, as an entity is.
        if old != new and len(old) + len(new) <= _MOST:
            return list(_by_pieces(old, new))
    lines, others = _sentences(before), _sentences(after)
    told = list(difflib.unified_diff(lines, others, lineterm="", n=1))[2:]
    if max(len(lines), len(others)) == 1:
        told = told[1:]  # of one line nobody need be told where it stands
    return told or ["  (only in blanks)"]


def _by_pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    matcher = difflib.SequenceMatcher(None, old, new)
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind == "equal":
            continue
        before = next((one for one in reversed(old[:start]) if not one.startswith("<")), "")
        if len(before) > _PLACE:
            before = f"…{before[-_PLACE:].partition(' ')[2]}"
        yield f"@@ after: {before}" if before else "@@ at the beginning"
        removed, added = old[start:end], new[begin:stop]
        if len(removed) == len(added) == 1:
            one, other = removed[0], added[0]
            if max(len(one), len(other)) > _LONG:
                one, other = cut_to_difference(one, other)
            removed, added = [one], [other]
        yield from (f"-{one}" for one in removed)
        yield from (f"+{one}" for one in added)


def _pieces(markup: str) -> list[str]:
    """Take markup apart: each tag is a piece, and each sentence between two."""
    found: list[str] = []
    for part in _TAG.split(markup):
        if part.startswith("<"):
            found.append(" ".join(part.split()))
        else:
            # An entity may stand for what no terminal should get.
            found += _sentences(clean(html.unescape(part)))
    return found


def _sentences(text: str) -> list[str]:
    lines = (line.strip() for line in text.split("\n"))
    return [
        one
        for line in lines
        if line
        for one in (_SENTENCE.split(line) if len(line) > _LONG else (line,))
    ]
