"""Tells which words turn a statement into another: negations and numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

__all__ = ["weighty", "weighty_change"]

_NEGATIONS = frozenset(
    "not no never none nothing nobody nowhere neither nor without cannot cant hardly barely".split()
)
_COUNTING = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty".split()
)
_TENS = "thirty forty fifty sixty seventy eighty ninety".split()
# "Eleven" may be printed as 11, but the pronoun "one" is no number.
_AS_DIGITS = {word: str(value) for value, word in enumerate(_COUNTING) if word != "one"} | {
    **{word: str(30 + 10 * at) for at, word in enumerate(_TENS)},
    "percent": "%",
    "pct": "%",
}
_NUMBERS = frozenset(
    "hundred hundreds thousand thousands million"
    " millions billion billions trillion trillions dozen dozens first second third fourth fifth"
    " sixth seventh eighth ninth tenth half thirds quarter quarters double doubled triple tripled"
    " twice %".split()
)


def weighty(keys: Iterable[str], *, negations: bool = False) -> Counter[str]:
    """Count the negations, all as one word, and, unless only those are asked for, the numbers.

    >>> weighty(["we", "don't", "have", "400"])
    Counter({'not': 1, '400': 1})
    """
    found: Counter[str] = Counter()
    before = ""
    for key in keys:
        key, before = "%" if (before, key) == ("per", "cent") else key, key
        if key.removesuffix("'s") in _NEGATIONS or key.endswith("n't"):  # "when nobody's looking"
            found["not"] += 1
            continue
        key = _AS_DIGITS.get(key, key)
        if not negations and (key in _NUMBERS or any(map(str.isdigit, key))):
            found[key] += 1
    return found


def weighty_change(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Say whether the one has negations or numbers that the other has not."""
    return weighty(ours) != weighty(theirs)
