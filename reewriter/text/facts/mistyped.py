"""Finds a figure of a source of which ours has two digits exchanged, as hands do: 921 for 912."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reewriter.text.facts.looking import agreeing, all_of
from reewriter.text.facts.reading import Page
from reewriter.text.facts.surroundings import surroundings
from reewriter.text.facts.values import Amount

__all__ = ["mistyped"]

_KINDS = ("money", "percent", "points", "number", "times")
_FEWEST = 3
_MOST = 500
"""Figures of a text longer than any article."""
_BESIDE = 0.3
"""How near a word must be to both."""
_DIGITS = re.compile(r"\d")


def mistyped(ours: Page, amounts: Sequence[Amount], sources: Sequence[Page]) -> dict[int, str]:
    """Return where figures begin that no source has but for two digits, with what one has.

    A word must stand beside both.
    """
    found: dict[int, str] = {}
    for amount in amounts:
        digits = _digits(ours, amount)
        if amount.readings[0].kind not in _KINDS or len(digits) < _FEWEST:
            continue
        if any(agreeing(amount.readings, source) for source in sources):
            continue
        for source in sources:
            other = _other(ours, amount, digits, source)
            if other is not None:
                first = source.sentence_at(other.start)[0]
                start = max(first, source.text.rfind(" ", first, max(first, other.start - 24)) + 1)
                found[amount.start] = " ".join(source.text[start : other.end].split())
                break
    return found


def _other(ours: Page, amount: Amount, digits: str, source: Page) -> Amount | None:
    known = all_of(source)
    if len(known) > _MOST:
        return None
    kinds = {(one.kind, one.unit) for one in amount.readings}
    for other in known:
        if not other.number or not kinds & {(one.kind, one.unit) for one in other.readings}:
            continue
        theirs = _digits(source, other)
        if _exchanged(digits, theirs) and _of_one_size(amount, other):
            mine = surroundings(ours).near(amount)
            near = surroundings(source).near(other)
            if any(min(much, near.get(stem, 0.0)) >= _BESIDE for stem, much in mine.items()):
                return other
    return None


def _of_one_size(one: Amount, two: Amount) -> bool:
    low, high = sorted((abs(one.readings[0].value), abs(two.readings[0].value)))
    return 0 < high <= 10 * low


def _digits(whole: Page, amount: Amount) -> str:
    return "".join(_DIGITS.findall(whole.text[amount.start : amount.end])).strip("0")


def _exchanged(one: str, two: str) -> bool:
    """Say whether two neighbouring digits of one are exchanged in the other."""
    if len(one) != len(two) or one == two:
        return False
    apart = [at for at, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and one[apart[0]] == two[apart[1]]
        and one[apart[1]] == two[apart[0]]
    )
