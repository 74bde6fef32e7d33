"""Reads numbers as they are printed, in digits or in words; knows no currency and no date."""

from __future__ import annotations

import re

__all__ = ["DIGITS", "SCALES", "WORD_NUMBER", "value_of", "worth"]

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen".split()
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: at for at, word in enumerate(_ONES)} | {
    word: 20 + 10 * at for at, word in enumerate(_TENS)
}

DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+|\d+(?:\.\d+)?)"
"""A number in digits: 1,200.5, 1 200, 15."""

_ONE_WORD = rf"(?:{'|'.join(_TENS)}|{'|'.join(sorted(_ONES, key=len, reverse=True))})"
WORD_NUMBER = (
    rf"(?:(?:half[-\s]+)?(?:an?[-\s]+)?(?:half[-\s]+)?dozen|{_ONE_WORD}[-\s]+dozen"
    rf"|(?:an?\s+(?:hundred|thousand)|{_ONE_WORD}(?:[-\s]+(?:and[-\s]+)?(?:{_ONE_WORD}|hundred|thousand))*))"
)
"""A number in words: twenty-five, two hundred and ten, half a dozen."""

SCALES = {
    **dict.fromkeys(("thousand", "k"), 1e3),
    **dict.fromkeys(("million", "millions", "mln", "mn", "mm", "m"), 1e6),
    **dict.fromkeys(("billion", "billions", "bln", "bn", "b"), 1e9),
    **dict.fromkeys(("trillion", "trillions", "trn", "tn", "t"), 1e12),
    "crore": 1e7,
    "lakh": 1e5,
}
"""What multiplies a number; single letters only where they stick to it."""


def worth(scale: str) -> float:
    """Return what a scale multiplies by; "" is 1."""
    return SCALES.get(scale.casefold(), 1.0)


def value_of(printed: str) -> float:
    """Return the value of a number in digits or words.

    >>> value_of("1,200.5"), value_of("two hundred and ten"), value_of("twenty-five")
    (1200.5, 210.0, 25.0)
    """
    if printed[0].isdigit():
        return float(re.sub(r"[,\s]", "", printed))
    words = re.split(r"[-\s]+", printed.casefold())
    if words[-1] == "dozen":
        before = [word for word in words[:-1] if word not in ("a", "an", "half")]
        return 12 * (value_of(" ".join(before)) if before else 1) / (2 if "half" in words else 1)
    total = current = 0
    for word in words:
        if word in _SMALL:
            current += _SMALL[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word == "thousand":
            total, current = total + max(current, 1) * 1000, 0
    return float(total + current)
