"""Reads numbers as they are printed, in digits or in words; knows no currency and no date."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = [
    *("DIGITS", "NUMBER_WORDS", "RANK", "RANK_WORDS", "SCALES", "VULGAR", "WORD_NUMBER"),
    *("rank_of", "value_of", "worth"),
]

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen".split()
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: at for at, word in enumerate(_ONES)} | {
    word: 20 + 10 * at for at, word in enumerate(_TENS)
}

VULGAR = {
    **{"¼": 1 / 4, "½": 1 / 2, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 1 / 5, "⅖": 2 / 5},
    **{"⅗": 3 / 5, "⅘": 4 / 5, "⅙": 1 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8},
}
"""Fractions that are one sign."""
_AND_PART = r"(?:[^\S\n]+and\s+a\s+|-and-a-)(?:half|quarter|third)\b"
_PARTS = {"half": 1 / 2, "quarter": 1 / 4, "third": 1 / 3}

DIGITS = (
    rf"(?:\d{{1,3}}\s?[{''.join(VULGAR)}]|\d{{1,2}}{_AND_PART}|\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?!,?\d)"
    r"|\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?|\d{1,3},\d{1,2}(?=\s?(?:[%€]|per\s?cent|[mb]n\b|[mb]illion|(?:kg|g|mm|cm|km|m|t|l)\b))"
    r"|[1-9]\d{0,2}(?: \d{3}){2,}(?!\d)|(?<=[A-Z]{3} )[1-9]\d{0,2}(?: \d{3})(?!\d)"
    r"|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+|\d+(?:\.\d+)?)"
)
"""A number in digits: 1,200.5, 1 200, 15, 2½; in India 12,34,567, in Europe 1,3 billion."""

_GAP = r"(?:-|[^\S\n]|\n(?!\s*\n))+"
"""Between the words of a number: blanks, and the end of a line, but not that of a paragraph."""
_ONE_WORD = rf"(?:{'|'.join(_TENS)}|{'|'.join(sorted(_ONES, key=len, reverse=True))})"
WORD_NUMBER = (
    rf"(?:(?:half{_GAP})?(?:an?{_GAP})?(?:half{_GAP})?dozen|{_ONE_WORD}{_GAP}dozen"
    rf"|{_ONE_WORD}{_GAP}point(?:{_GAP}{_ONE_WORD})+"
    rf"|(?:an?{_GAP}(?:hundred|thousand)|{_ONE_WORD}(?:{_GAP}{_ONE_WORD}"
    rf"|{_GAP}(?:hundred|thousand)(?:{_GAP}and(?={_GAP}{_ONE_WORD}\b))?)*(?:{_AND_PART})?))"
)
"""A number in words: twenty-five, two hundred and ten, half a dozen, two and a half."""

_RANKS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
)
_TENTHS = [ten.replace("y", "ieth") for ten in _TENS]
RANK = rf"(?:(?:{'|'.join(_TENS)})[-\s](?:{'|'.join(_RANKS[:9])})|{'|'.join([*_RANKS, *_TENTHS])})"
"""An ordinal in words: tenth, twenty-first."""

NUMBER_WORDS = frozenset((*_ONES, *_TENS, "a", "an", "half", "dozen"))
"""What a number in words can begin with."""
RANK_WORDS = frozenset((*_RANKS, *_TENTHS, *_TENS))
"""What an ordinal in words can begin with."""

SCALES = {
    **dict.fromkeys(("thousand", "k"), 1e3),
    **dict.fromkeys(("million", "millions", "mln", "mn", "mm", "m"), 1e6),
    **dict.fromkeys(("billion", "billions", "bln", "bn", "b"), 1e9),
    **dict.fromkeys(("trillion", "trillions", "trn", "tn", "t"), 1e12),
    **dict.fromkeys(("crore", "crores"), 1e7),
    **dict.fromkeys(("lakh", "lakhs"), 1e5),
    **dict.fromkeys(("lakh crore", "lakh crores"), 1e12),
}
"""What multiplies a number; single letters only where they stick to it."""


def worth(scale: str) -> float:
    """Return what a scale multiplies by; "" is 1."""
    return SCALES.get(" ".join(scale.casefold().split()), 1.0)


@lru_cache(4096)
def value_of(printed: str) -> float:
    """Return the value of a number in digits or words.

    >>> value_of("1,200.5"), value_of("two hundred and ten"), value_of("two and a half")
    (1200.5, 210.0, 2.5)
    """
    if printed.isdecimal():
        return float(printed)
    part = re.search(rf"{_AND_PART}\Z", printed, re.IGNORECASE)
    if part:
        return (
            value_of(printed[: part.start()]) + _PARTS[re.split(r"[-\s]", part[0])[-1].casefold()]
        )
    if printed[-1] in VULGAR:
        return float(printed[:-1] or 0) + VULGAR[printed[-1]]
    if re.fullmatch(r"\d{1,3},\d{1,2}", printed):
        return float(printed.replace(",", "."))
    if printed[0].isdigit():
        return float(re.sub(r"[,\s]", "", printed))
    words = re.split(r"[-\s]+", printed.casefold())
    if words[-1] == "dozen":
        before = [word for word in words[:-1] if word not in ("a", "an", "half")]
        return 12 * (value_of(" ".join(before)) if before else 1) / (2 if "half" in words else 1)
    if "point" in words:
        at = words.index("point")
        return float(f"{_in_words(words[:at]):.0f}.{_places(words[at + 1 :])}")
    return _in_words(words)


def _places(words: list[str]) -> str:
    """Return what stands behind the point: "two five" and "twenty-five" are 25."""
    values = [_SMALL[word] for word in words]
    joined = len(values) == 2 and values[0] >= 20 and values[1] < 10
    return str(sum(values)) if joined else "".join(map(str, values))


def _in_words(words: list[str]) -> float:
    total = current = 0
    for word in words:
        if word in _SMALL:
            current += _SMALL[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word == "thousand":
            total, current = total + max(current, 1) * 1000, 0
    return float(total + current)


def rank_of(printed: str) -> int:
    """Return the value of an ordinal in words.

    >>> rank_of("tenth"), rank_of("twenty-first"), rank_of("Fortieth")
    (10, 21, 40)
    """
    words = re.split(r"[-\s]", printed.casefold())
    if words[-1] in _TENTHS:
        return 20 + 10 * _TENTHS.index(words[-1])
    return sum(_SMALL[word] for word in words[:-1]) + _RANKS.index(words[-1]) + 1
