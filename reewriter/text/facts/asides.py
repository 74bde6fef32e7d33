"""Tells where the name beside a quotation is not the one who is said to have spoken it."""

from __future__ import annotations

import re
from dataclasses import replace

from reewriter.text.facts.names import NAME, TITLE, Speaker, called
from reewriter.text.facts.source import Page
from reewriter.text.facts.wordings import SAYING

__all__ = ["only_named", "owner"]

_OWNER = re.compile(
    rf"(?P<who>{TITLE}?[A-Z][^“”\":;,.!?]{{0,60}}?)(?:[’']s|(?<=s)[’'])\s+"
    rf"(?P<what>(?:[a-z-]+\s+){{0,2}}?{SAYING}(?:\s+(?:that|about|of|on))?[,:]?\s*)?\Z"
)
_DETERMINER = re.compile(
    r"(?:^|[\s(])(?:the|an?|this|that|these|those|his|her|its|their|our|such|so-called)\s+\Z",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"[\s*_]+(?!(?:on|in|at|of|by|to|for|from|with|and|but|or|as|when|while|that|because|after|before"
    r"|if|during|about|over|again|too|also|yesterday|today|last|this|unless|until|since)\b)[a-z]"
)
_PHRASE = 4
"""Words of a phrase behind "the"; without one, half as many."""
_REACH = 120


def only_named(page: Page, span: tuple[int, int]) -> bool:
    """Say whether a few words in marks only name something in a sentence: Aho doubts the “cure”
    will work. Whose words they are is not told by that.
    """
    words = page.flat[slice(*span)].split()
    if not words or len(words) > _PHRASE or words[-1][-1:] in ".,!?;:…":
        return False
    if not _GOES_ON.match(page.flat, span[1] + 1):
        return False
    before = page.flat[max(span[0] - 1 - _REACH, 0) : span[0] - 1]
    return len(words) <= _PHRASE // 2 or bool(_DETERMINER.search(before))


def owner(page: Page, span: tuple[int, int]) -> Speaker | None:
    """Return whose words a quotation is said to be just before it: Berg rejects Aho’s claim that
    “…”. Loosely, where nothing says that they are words: Berg mocks Aho’s “…”.
    """
    before = page.flat[max(span[0] - 1 - _REACH, 0) : span[0] - 1]
    found = _OWNER.search(before.rsplit("\n", 1)[-1])
    if found is None:
        return None
    names = list(NAME.finditer(found["who"]))
    if not names or names[-1].end() != len(found["who"]):
        return None
    named = called(names[-1][0])
    return named if found["what"] else replace(named, loosely=True)
