"""Sees a draft that was pasted together with its article: the draft is no source of itself."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from reewriter.text.facts.reading import Page, page
from reewriter.text.paste import chrome

__all__ = ["without_draft"]

_SHORTEST_DRAFT = 120
"""Words; a shorter draft may stand in its source because it was taken from there: it is one of ours
only where another text visibly begins behind it."""
_SHORTEST_TOLD = 15
_ABOVE = 3
"""Words that may stand above a short one."""
_FIRST_LINES = 4
"""Of the article, among which its date, its author or its address stand."""
_NEW_TEXT = re.compile(
    r"(?:[-*_=]\s?){3,}|https?://\S+"
    r"|(?:source|via|original(?:ly)?|full (?:text|article|story))\b.{0,40}:.*",
    re.IGNORECASE,
)
_RUN = 5
"""Words by whose runs a draft is known again, though some of it was changed since."""
_SAME = 0.8
"""Of the runs of the draft."""
_SLACK = 40
"""Words by which a draft may have grown or shrunk since it was pasted."""
_BUILT = 2
"""Headings and items, at least, that tell a text of ours from a passage of an article."""
_WORDS_EACH = 75
"""Words for each heading or item, at most."""
_TOLD_AGAIN = 3
"""Quotations and figures of the draft that the article has as well, and half of them all."""
_LARGEST_CHANGE = 4
"""Of the runs of an altered quotation one in so many is still the article's."""
_LONG_QUOTATION = 4
_ITEM = re.compile(r"^[ \t]*(?:[-*+•·◦▪]|\d{1,2}[.)])(?:[ \t]|$)|^[ \t]*(?:#{1,6}[ \t]|\*\*)", re.M)
_HEADING = re.compile(
    r"(?:\A|\n[ \t]*\n|[.!?:”\"]\n)[ \t]*[A-Z0-9][^\n.!?,;“”\"]{0,40}[ ][^\n.!?,;“”\"]{2,40}"
    r"(?=\n\s*(?:[A-Z“\"]|[-*+•·◦▪]))"
)
"""Two words at least: a line with one may be an article's, wrapped in its own way."""
_FIGURE = re.compile(r"\d[\d.]*\d")


@lru_cache(64)
def without_draft(text: str, draft: str) -> str:
    """Blank out a draft that stands above or below its article: nobody is their own source.

    Only of a draft with a shape of its own, whose article is longer and says again what it quotes;
    a short one besides must stand above everything, and the article begin with its date, its
    author or its address. What was taken from a source word for word is in it whatever its length.
    """
    ours = page(draft).words.keys
    short = len(ours) < _SHORTEST_DRAFT
    if len(ours) < _SHORTEST_TOLD or not (short or _is_built(draft, len(ours))):
        return text
    theirs = page(text).words
    if len(theirs) <= 2 * len(ours):
        return text
    found = _standing(ours, theirs.keys)
    if found is None:
        return text
    first, behind = found
    if min(first, len(theirs) - behind) > _SLACK:
        return text  # there is an article on both sides: it is a passage of that
    rest = [*theirs.keys[:first], "", *theirs.keys[behind:]]
    if len(rest) <= len(ours) or not _told_again(page(draft), rest, short=short):
        return text
    start, end = theirs.span(first, behind)
    start = text.rfind("\n", 0, start) + 1
    end = text.find("\n", end) if "\n" in text[end:] else len(text)
    if short and first > _ABOVE:
        return text
    if short and not _begins_anew(text[end:]) and not _misquotes(page(draft), rest):
        return text
    return text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]


def _is_built(draft: str, words: int) -> bool:
    found = sum(len(pattern.findall(draft)) for pattern in (_ITEM, _HEADING))
    return found >= max(_BUILT, words / _WORDS_EACH)


def _standing(ours: list[str], theirs: list[str]) -> tuple[int, int] | None:
    """Return from which word to which most of the draft stands, whatever was changed since."""
    runs: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(ours) - _RUN + 1):
        runs.setdefault(tuple(ours[at : at + _RUN]), []).append(at)
    hits = [
        (at, place)
        for at in range(len(theirs) - _RUN + 1)
        for place in runs.get(tuple(theirs[at : at + _RUN]), ())[:1]
    ]
    shifts = Counter(at - place for at, place in hits)
    if not shifts:
        return None
    shift = shifts.most_common(1)[0][0]
    # What the article below says in the same words is not the draft.
    slack = min(_SLACK, len(ours) // 4)
    near = [(at, place) for at, place in hits if abs(at - place - shift) <= slack]
    if len({place for _, place in near}) < _SAME * len(runs):
        return None
    return min(at for at, _ in near), max(at for at, _ in near) + _RUN


def _begins_anew(text: str) -> bool:
    """Say whether another text begins here: with its date, its author, its address, or a rule."""
    lines = [line.strip(" \t#*_>") or line.strip() for line in text.splitlines() if line.strip()]
    return any(
        _NEW_TEXT.fullmatch(line) or chrome.byline(line) or chrome.date_line(line)
        for line in lines[:_FIRST_LINES]
    )


def _misquotes(draft: Page, rest: list[str]) -> bool:
    """Say whether a draft quotes what the article has in other words.

    An article may begin with highlights of its own; but these do not misquote it.
    """
    runs = set(zip(rest, rest[1:], rest[2:], strict=False))
    for start, end in draft.quoted:
        said = draft.words.keys[draft.words.first_from(start) : draft.words.first_from(end)]
        own = list(zip(said, said[1:], said[2:], strict=False))
        known = sum(run in runs for run in own)
        if len(said) >= _LONG_QUOTATION and len(own) > known >= len(own) / _LARGEST_CHANGE:
            return True
    return False


def _told_again(draft: Page, rest: list[str], *, short: bool) -> bool:
    """Say whether the article has most of what the draft quotes and counts."""
    runs = set(zip(*(rest[n:] for n in range(_LONG_QUOTATION)), strict=False))
    known = set(rest)
    figures = {key for key in draft.words.keys if _FIGURE.search(key)}
    signs = [figure in known for figure in figures]
    for start, end in draft.quoted:
        first, behind = draft.words.first_from(start), draft.words.first_from(end)
        said = draft.words.keys[first:behind]
        if len(said) >= _LONG_QUOTATION:
            signs.append(
                any(
                    run in runs
                    for run in zip(*(said[n:] for n in range(_LONG_QUOTATION)), strict=False)
                )
            )
    return sum(signs) >= max(_TOLD_AGAIN - short, len(signs) / 2)
