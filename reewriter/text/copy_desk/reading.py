"""How long a text takes to read and how hard it is; says nothing of what to change."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reewriter.text.copy_desk.prose import MASK, masked
from reewriter.text.words import count_words, reading_minutes, sentences

__all__ = ["Readability", "long_sentences", "readability"]

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouyàáâäæèéêëìíîïòóôöøœùúûüý]+", re.IGNORECASE)
# Not spoken at the end: e, but for "table"; ed, but for "wanted"; es, but for "prices".
_SILENT = re.compile(
    r"(?:(?<=[^aeiouy])(?<![^aeiouy]l)e|(?<=[^aeiouytd])ed|(?<=[^aeiouyscxzhg])es)$"
)
_HEADING = re.compile(r"^#{1,6} .*$|^\|.*$", re.MULTILINE)
_LONG = 40
"""Words after which a reader has lost the beginning."""


@dataclass(frozen=True, slots=True)
class Readability:
    """Measures of a text's prose; headings and tables count for the time only."""

    words: int
    sentences: int
    minutes: int
    ease: float
    """Flesch's reading ease: 60 is plain English, below 30 is for specialists."""
    grade: float
    """Flesch and Kincaid's years of school."""
    mean: float
    """Words of a sentence."""


def readability(text: str) -> Readability:
    """Measure how a text reads.

    >>> readability("The kiln is hot. Nobody knows why.").grade < 4
    True
    """
    prose = _HEADING.sub("", masked(text)).replace(MASK, "")
    words = _WORD.findall(prose)
    count = len(sentences(prose))
    total = count_words(text)
    if not words or not count:
        return Readability(total, 0, reading_minutes(total), 0.0, 0.0, 0.0)
    mean = len(words) / count
    spoken = sum(map(_syllables, words)) / len(words)
    ease = 206.835 - 1.015 * mean - 84.6 * spoken
    grade = 0.39 * mean + 11.8 * spoken - 15.59
    return Readability(
        total,
        count,
        reading_minutes(total),
        round(ease, 1),
        round(max(grade, 0), 1),
        round(mean, 1),
    )


def long_sentences(text: str, *, most: int = _LONG) -> list[tuple[int, int, int]]:
    """Return where sentences of more than `most` words begin and end, and how many they have."""
    counted = ((start, end, count_words(text[start:end])) for start, end in sentences(masked(text)))
    return [one for one in counted if one[2] > most]


def _syllables(word: str) -> int:
    if word.isupper() and 1 < len(word) < 4:
        return len(word)  # its letters are read out
    word = word.casefold()
    spoken = len(_VOWELS.findall(word)) - bool(_SILENT.search(word))
    return max(spoken, 1)
