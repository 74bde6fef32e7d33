"""Weighs what a page would mend in a text by what comes of it: words, or signs in their places."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from reewriter.text.pages import FURTHER
from reewriter.text.scripts import script, written
from reewriter.text.sequences import IDEOGRAPH, Hit, Strength, rows

__all__ = ["by_words", "convincing", "telling"]

# What mathematicians, physicists and those who draw boxes write side by side: `√π`, `Å²`, `─┐`
# and `Γ³` are healthy, whatever bytes some page has for them.
_TRADE = re.compile(
    "[\xa7\xac\xb0-\xb3\xb5-\xb7\xb9\xba\xbc-\xbe\xc5\xd7\xd8\xf7\xf8\u0192\u0370-\u03ff"
    "\u2010-\u2019\u201c\u201d\u2020-\u2026\u2030\u2032\u2033\u2070-\u209f\u2100-\u214f\u2190-\u23ff\u25a0-\u27bf]+"
    "|[\u2500-\u25ff]+"
)
_SIGNS = frozenset("‘’‚“”„‹›«»–—…")
"""Marks that may follow any letter: they make no damage of it."""
_SEVERAL = 3
"""Different sequences that are no chance, though none of them makes a word."""
_SHORTEST = 3
"""Letters of a word that tells anything."""


def by_words(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits without letters of further scripts, but for those of the one script that
    stands in the text in rows of letters: they are sure then.
    """
    if not any(FURTHER.match(hit.meant) for hit in hits):
        return list(hits)
    found: Counter[str] = Counter()
    for row in rows(hits):
        name, letters = written([(hit.meant, text[hit.start : hit.end]) for hit in row])
        found[name] += letters
    best = found.most_common(1)[0][0]
    return [
        replace(hit, strength=max(hit.strength, Strength.STRONG)) if name else hit
        for hit in hits
        if not (name := script(hit.meant) if FURTHER.match(hit.meant) else "") or name == best
    ]


def convincing(text: str, hits: Sequence[Hit]) -> bool:
    """Tell whether what a page would mend is damage: one sequence that makes a word is, and a mark
    in its place; so are several of a kind that nobody writes. Signs alone never are.
    """
    if telling(text, hits):
        return True
    # A sign that shows as three characters, `тЙИ`, speaks for the lesser ones beside it.
    signs = {text[hit.start : hit.end] for hit in hits if not hit.meant.isalpha()}
    strong = {text[hit.start : hit.end] for hit in hits if hit.strength >= Strength.STRONG}
    odd = {one for one in signs if len(one) > 2}
    return sum(not _of_trade(one) for one in strong) >= _SEVERAL or (
        len(strong | odd) >= _SEVERAL and any(not _of_trade(one) for one in odd)
    )


def telling(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits that are evidence each by itself."""
    found: list[Hit] = []
    for word, row in _words(text, hits):
        # One ideograph may come of a Thai word, not two side by side.
        fits = _fits(word) or (len(row) > 1 and bool(IDEOGRAPH.match(word[0])))
        several = len({text[hit.start : hit.end] for hit in row}) >= _SEVERAL
        for hit in row:
            seen = text[hit.start : hit.end]
            if hit.strength >= Strength.STRONG and (
                _by_itself(seen, hit, text[hit.start - 1 : hit.start])
                or (fits and (not _of_trade(seen) or several or _surrounded(text, hit, word)))
            ):
                found.append(hit)
    return found


def _by_itself(seen: str, hit: Hit, before: str) -> bool:
    """Tell whether nobody means what is seen, wherever it stands."""
    if hit.guessed or hit.strength is Strength.TWICE:
        return hit.guessed or not _TRADE.fullmatch(seen)
    if len(seen) > 2:
        return not _of_trade(seen) and not IDEOGRAPH.match(hit.meant)
    if seen[0] == "Â" and before.islower():
        return True
    return seen[0] in "ÂÃ" and not seen[1].isalpha() and seen[1] not in _SIGNS


def _fits(word: str) -> bool:
    """Tell whether letters make a word: enough of them, of one script, none large but the first."""
    return (
        len(word) >= _SHORTEST
        and word[0].isalpha()
        and (word.islower() or word[1:].islower() or word.upper() == word)
        and len({script(letter) for letter in word if letter.isalpha()}) == 1
    )


def _surrounded(text: str, hit: Hit, word: str) -> bool:
    """Tell whether a letter stands in a word between healthy ones: `sin√π` is none, nor `Å·mol`.

    A ù ends its word in every language that has it.
    """
    beside = text[hit.start - 1 : hit.start] + text[hit.end : hit.end + 1]
    inside = len(beside) == 2 and all(map(_letter, beside))
    return inside and len(word) > _SHORTEST and hit.meant != "ù"


def _of_trade(seen: str) -> bool:
    """Tell whether people of some trade write such things side by side; a word is none."""
    word = len(seen) > 2 and seen.isalpha()
    return bool(_TRADE.fullmatch(seen)) and not word


def _words(text: str, hits: Sequence[Hit]) -> Iterator[tuple[str, Sequence[Hit]]]:
    """Return the words that would be mended, with what is mended in each; signs with no word."""
    at = 0
    while at < len(hits):
        first, last = at, at + 1
        if not _letter(hits[at].meant):
            yield "", hits[first:last]
            at = last
            continue
        pieces = [_letters_before(text, hits[at - 1].end if at else 0, hits[at].start)]
        while True:
            behind = hits[last].start if last < len(hits) else len(text)
            tail = _letters_after(text, hits[last - 1].end, behind)
            pieces += (hits[last - 1].meant, tail)
            reached = last < len(hits) and hits[last - 1].end + len(tail) == behind
            if not (reached and _letter(hits[last].meant)):
                break
            last += 1
        yield "".join(pieces), hits[first:last]
        at = last


def _letters_before(text: str, start: int, end: int) -> str:
    at = end
    while at > start and _letter(text[at - 1]):
        at -= 1
    return text[at:end]


def _letters_after(text: str, start: int, end: int) -> str:
    at = start
    while at < end and _letter(text[at]):
        at += 1
    return text[start:at]


@lru_cache(4096)
def _letter(character: str) -> bool:
    return unicodedata.category(character) in ("Ll", "Lu", "Lo", "Lt", "Mn", "Mc") and (
        character not in "ªºµ"
    )
