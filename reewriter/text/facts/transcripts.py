"""Reads interviews and minutes, whose speakers stand before their words: "Aho: It was cheaper."."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from reewriter.text.facts.names import NAME, NOBODY, TITLE, Speaker
from reewriter.text.facts.source import Page

__all__ = ["labelled_speaker"]

_LABEL = re.compile(
    r"^[ \t>*_]*(?P<who>[A-Z][^\n:“”\"|]{0,50}?)(?:[*_]*:[*_]*|[*_]{2}:?)[ \t]+(?=\S)", re.MULTILINE
)
_ASKS = re.compile(
    r"(?:q|a|question|answer|interviewer|moderator|host|reporter|the (?:chair|court|witness|clerk)"
    r"|speaker(?: \d)?)\Z",
    re.IGNORECASE,
)
_TITLED = re.compile(rf"{TITLE}|(?:MR|MS|MRS|DR|SEN|REP|GEN|GOV)\b")
_FEWEST = 3
"""Labels; of fewer it is chance."""
_PARAGRAPHS = 3
"""How many of them one answer may have."""


def labelled_speaker(page: Page, span: tuple[int, int]) -> Speaker | None:
    """Return whose label stands before the words of a span, in a transcript: nobody, of "Q:" and
    "A:"; None where the text is no transcript, or the words stand before the first label.
    """
    labels = _labels(page)
    at = bisect_right(labels, span[0], key=lambda one: one[0]) - 1
    if at < 0:
        return None
    start, behind, who = labels[at]
    between = page.prose[start : span[0]]
    apart = between.count("\n\n") >= _PARAGRAPHS or re.search(r"^#", between, re.MULTILINE)
    if span[0] < behind or apart or (at + 1 < len(labels) and span[1] > labels[at + 1][0]):
        return None
    return NOBODY if _ASKS.match(who) else Speaker(who, "person")


@lru_cache(64)
def _labels(page: Page) -> list[tuple[int, int, str]]:
    """Return the labels of a transcript with where each begins and ends; none in other texts."""
    found = [
        (one.start(), one.end(), one["who"].strip(" *_"))
        for one in _LABEL.finditer(page.prose)
        if _is_label(one["who"].strip(" *_"))
    ]
    names = [who for _, _, who in found]
    if len(found) < _FEWEST or len(set(names)) == len(names):
        return []
    people = any(_ASKS.match(who) or _TITLED.match(who) or " " in who for who in names)
    return found if people else []


def _is_label(who: str) -> bool:
    return bool(_ASKS.match(who) or _TITLED.match(who) or NAME.fullmatch(who))
