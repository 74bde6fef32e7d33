"""Sees a draft that was pasted together with its article: the draft is no source of itself."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from reewriter.text.facts.reading import Page, page

__all__ = ["without_draft"]

_SHORTEST_DRAFT = 120
"""Words; a shorter draft may stand in its source because it was taken from there."""
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

    Only of a draft with a shape of its own, whose article is longer and says again what it quotes.
    What was taken from a source word for word is in it whatever its length.
    """
    ours = page(draft).words.keys
    if len(ours) < _SHORTEST_DRAFT or not _is_built(draft, len(ours)):
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
    if len(rest) <= len(ours) or not _told_again(page(draft), rest):
        return text
    start, end = theirs.span(first, behind)
    start = text.rfind("\n", 0, start) + 1
    end = text.find("\n", end) if "\n" in text[end:] else len(text)
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
    near = [(at, place) for at, place in hits if abs(at - place - shift) <= _SLACK]
    if len({place for _, place in near}) < _SAME * len(runs):
        return None
    return min(at for at, _ in near), max(at for at, _ in near) + _RUN


def _told_again(draft: Page, rest: list[str]) -> bool:
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
    return sum(signs) >= max(_TOLD_AGAIN, len(signs) / 2)
