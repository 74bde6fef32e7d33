"""Finds the figures of a source that one of ours may be mistaken for; knows no words but nouns."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from reewriter.text.facts.looking import all_of
from reewriter.text.facts.reading import Page
from reewriter.text.facts.surroundings import stem_of, surroundings
from reewriter.text.facts.values import Amount, Reading
from reewriter.text.facts.wording import STOP_WORDS

__all__ = ["mistakable"]

_SPELLS = ("day", "month")
_LARGER = 50
"""How many times as much another figure may be that ours is mistaken for."""
_NOUN = 3
"""Words behind a count that may be what is counted."""


def mistakable(ours: Page, amount: Amount, source: Page) -> Iterator[Amount]:
    """Yield the figures of a source that are of the kind, the unit and the size of one of ours.

    Of counts those that count the same things.
    """
    mine = amount.readings[0]
    counts = mine.kind == "number" and not mine.unit
    nouns = _nouns(ours, amount) if counts else frozenset()
    for other in all_of(source):
        if other.quiet:
            continue
        for theirs in other.readings:
            if (theirs.kind, theirs.unit) == (mine.kind, mine.unit):
                each = not mine.per or not theirs.per or mine.per == theirs.per
                scale = mine.unit not in _SPELLS or _scale(mine) == _scale(theirs)
                named = not nouns or nouns & _nouns(source, other)
                if each and scale and named and _alike(mine, theirs):
                    yield other
                break


def _alike(ours: Reading, theirs: Reading) -> bool:
    """Say whether one may be taken for the other: nobody tells millions for dozens."""
    if ours.kind not in ("money", "number"):
        return True
    low, high = sorted((abs(ours.value), abs(theirs.value)))
    return high <= _LARGER * low


def _scale(spell: Reading) -> float:
    """Return how long what a length of time counts is: of weeks 7 days."""
    return spell.value / spell.bare if spell.bare > 0 else spell.value


@lru_cache(2048)
def _nouns(whole: Page, count: Amount) -> frozenset[str]:
    """Return the words right behind a count, which are or describe what is counted."""
    words, found = whole.words, []
    first = surroundings(whole).word_at(count.end)
    end = count.end
    for at in range(first, min(first + _NOUN, len(words))):
        key = words.keys[at]
        if whole.prose[end : words.starts[at]].strip(" -") or key[0].isdigit():
            break
        end = words.ends[at]
        if key not in STOP_WORDS:
            found.append(stem_of(key))
        elif found or key not in ("of", "the", "its", "more", "other"):
            break
    return frozenset(found)
