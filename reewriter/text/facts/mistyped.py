"""Finds a figure of a source of which ours is a slip: 921 for 912, €30 million for €300 million."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reewriter.text.facts.goal import Goal
from reewriter.text.facts.looking import agreeing, all_of
from reewriter.text.facts.reading import Page
from reewriter.text.facts.surroundings import surroundings
from reewriter.text.facts.values import Amount

__all__ = ["digits_exchanged", "mistyped"]

_KINDS = ("money", "percent", "points", "number", "times")
_SCALES = (10, 100, 1e3, 1e6, 1e9)
_FEWEST = 3
_MOST = 500
"""Figures of a text longer than any article."""
_BESIDE = 0.3
"""How near a word must be to both."""
_CLOSELY = 0.75
"""How near two words must be in all to both where there are but two digits, or where they agree."""
_DIGITS = re.compile(r"\d")


def mistyped(ours: Page, amounts: Sequence[Amount], sources: Sequence[Page]) -> dict[int, str]:
    """Return where figures begin that no source has but for a slip, with what one has.

    Two neighbouring digits are exchanged, or it is ten or a thousand times as much. A word must
    stand beside both, and nearer where there are few digits.
    """
    found: dict[int, str] = {}
    for amount in amounts:
        digits = _digits(ours, amount)
        if amount.readings[0].kind not in _KINDS or not digits:
            continue
        if any(agreeing(amount.readings, source) for source in sources):
            continue
        goal = Goal(ours, amount)
        if goal.rest or goal.told or goal.in_all:
            continue  # it says itself that it was reckoned
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
            few = len(digits) < _FEWEST
        elif digits == theirs and _scaled(amount, other):
            few = True
        else:
            continue
        mine = surroundings(ours).beside(amount, before=0.0)
        near = surroundings(source).beside(other, before=0.0)
        both = sorted(min(much, near.get(stem, 0.0)) for stem, much in mine.items())
        if sum(both[-2:]) >= (_CLOSELY if few else _BESIDE):
            return other
    return None


def _scaled(one: Amount, two: Amount) -> bool:
    """Say whether one is ten, a hundred, a thousand or a million times the other."""
    low, high = sorted((abs(one.readings[0].value), abs(two.readings[0].value)))
    same = one.readings[0].per == two.readings[0].per
    return same and low > 0 and any(abs(high / low / times - 1) < 1e-6 for times in _SCALES)


def digits_exchanged(ours: Page, amount: Amount, source: Page, other: Amount) -> bool:
    """Say whether one figure is the other but for two neighbouring digits."""
    mine, theirs = _digits(ours, amount), _digits(source, other)
    return _exchanged(mine, theirs) and _of_one_size(amount, other)


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
