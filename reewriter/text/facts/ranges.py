"""Lets the ends of a range, and the members of a list, share what only one of them says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reewriter.text.facts.values import Amount, Reading

__all__ = ["with_units"]

_HEDGE = (
    r"(?:\s+(?:just|well|about|around|roughly|nearly|almost|some|under|below|over|above"
    r"|(?:less|more)\s+than))*"
)
_RANGE = re.compile(rf"\s*(?:[-–—]|(?:to|through|until|till|up to){_HEDGE})\s*\Z")
_LIST = re.compile(r"\s*(?:,|and|or|,\s*(?:and|or)|&|/)\s*\Z")
_BETWEEN = re.compile(r"\b(?:between|from)\s*\Z", re.IGNORECASE)
_FARTHEST = 24
"""Characters between the ends of a range."""
_UNITS = ("money", "percent", "points")
_MOST_PERCENT = 2_000


def with_units(text: str, found: list[Amount]) -> list[Amount]:
    """Let the ends of a range, and the members of a list, share their unit and currency."""
    for at in range(len(found) - 2, -1, -1):
        first, second = found[at], found[at + 1]
        between = text[first.end : second.start]
        if len(between) > _FARTHEST:
            continue
        before = text[max(0, first.start - 12) : first.start]
        is_range = bool(_RANGE.match(between)) or (
            between.strip() == "and" and bool(_BETWEEN.search(before))
        )
        if is_range:
            found[at], found[at + 1] = _for_each(*_ends(first, second))
        elif _LIST.match(between):
            found[at] = replace(first, readings=(*first.readings, *_borrowed(first, second)))
    counted = found[:1]
    for at in range(1, len(found)):
        found[at] = _of_the_sum(text, found[at - 1], found[at])
        found[at] = _formerly(text, found[at - 1], found[at])
        found[at] = _elided(text, counted[-1], found[at])
        found[at] = _percent_beside(text, counted, found[at])
        if found[at].readings[0].kind in ("number", *_UNITS):  # a day between them has no unit
            counted.append(found[at])
    return found


def _for_each(first: Amount, second: Amount) -> tuple[Amount, Amount]:
    """Read "$1.1 million to $1.4 million a day" as so much a day both times."""
    one, two = first.readings[0], second.readings[0]
    if two.per and not one.per and one[:2] == two[:2]:
        readings = tuple(each._replace(per=two.per) for each in first.readings)
        return replace(first, readings=readings), second
    return first, second


_FAR = 60
_NO_NOUN = re.compile(
    r"[.,;:)]|\s+(?:is|are|was|were|has|have|had|will|would|of\s+(?:it|this|that|which)|in|from|by"
    r"|for|on|to|went|goes|came|comes|more|less)\b|\s*\Z"
)


def _of_the_sum(text: str, first: Amount, second: Amount) -> Amount:
    """Read "$2.3 billion, of which 1.1 billion is spent" as money both times."""
    one, two = first.readings[0], second.readings[0]
    between = text[first.end : second.start]
    told = one.kind == "money" and first.scaled and second.scaled and two[:2] == ("number", "")
    if not told or len(between) > _FAR or ". " in between or "\n" in between:
        return second
    if len(second.readings) > 1 or not _NO_NOUN.match(text, second.end):
        return second
    return replace(second, readings=(two, two._replace(kind="money", unit=one.unit)))


_FORMER = re.compile(
    r"\b(?:from|against|versus|vs\.?|compared\s+(?:with|to)|rather\s+than|instead\s+of)\s\Z",
    re.IGNORECASE,
)

_BRACKET = re.compile(r"(?:\s?/\s?\w+|\s(?:a|per)\s\w+)?\s\(\Z")
"""Of a list of prices: "7,080 yuan/kg (6,990)"."""


def _formerly(text: str, first: Amount, second: Amount) -> Amount:
    """Read "rose to 92 cents, from 81 in May" as cents both times."""
    one, two = first.readings[0], second.readings[0]
    between = text[first.end : second.start]
    has_unit = one.kind in _UNITS or (one.kind == "number" and one.unit)
    if not has_unit or two[:2] != ("number", "") or two.noun or first.scaled or not first.number:
        return second
    if len(between) > _FAR or ". " in between or "\n" in between:
        return second
    listed = _BRACKET.match(between) and text[second.end : second.end + 1] == ")"
    if not (listed or _FORMER.search(between)):
        return second
    if not _NO_NOUN.match(text, second.end):
        return second
    borrowed = tuple(
        each._replace(
            value=two.value * each.value / first.number, bare=two.value if each.bare else 0
        )
        for each in first.readings
    )
    return replace(second, readings=(*second.readings, *borrowed))


_ENDS = re.compile(
    r"\s*(?:[.;:)]|,(?!\d)|\Z)(?!\d)|\s+(?:is|was|were|are|had\s+been|has\s+been)\s+[a-z]+(?:ed|en|t)\b"
)
_BY_WHICH = re.compile(
    r"\s+(?:more|less|fewer|higher|lower|above|below|better|worse)\b(?!\s+[a-z]+s\b)"
)
_CLOSE = 24
_IN_WORDS = re.compile(
    r"\b(?:to|in|took|takes|taken|by|against|from|for|was|is|until|than|at|needs?|lasts?|lasted)\s+\Z",
    re.I,
)
_LONGEST = 160
_ONE_SENTENCE = re.compile(r"(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?][”\"’]?\s")


def _elided(text: str, first: Amount, second: Amount) -> Amount:
    """Read "It asked for 24 percent. The offer was 11." as percent both times.

    Only where the number ends a clause, and the other stands in its sentence or the one before.
    """
    one, two = first.readings[0], second.readings[0]
    measured = one.kind in ("percent", "points") or (one.kind == "number" and one.unit)
    if not measured or not first.number or first.scaled or len(second.readings) > 1:
        return second
    between = text[first.end : second.start]
    by_which = len(between) <= _CLOSE and _BY_WHICH.match(text, second.end)
    if two[:2] != ("number", "") or (two.noun and not by_which) or second.scaled:
        return second
    if not (second.in_digits or by_which or _IN_WORDS.search(between)):
        return second
    ends = len(_ONE_SENTENCE.findall(between))
    if len(between) > _LONGEST or "\n" in between or ends > 1:
        return second
    if not (by_which or _ENDS.match(text, second.end)):
        return second
    value = two.value * one.value / first.number
    borrowed = one._replace(value=value, bare=two.value if one.bare else 0, per="")
    return replace(second, readings=(*second.readings, borrowed))


def _percent_beside(text: str, counted: list[Amount], second: Amount) -> Amount:
    """Read "They want 21 percent over three years; the offer is 12.5 over five" as percent, too.

    Only where no thing is named behind the number, and both stand in one sentence.
    """
    two = second.readings[0]
    plain = two[:2] == ("number", "") and not (two.noun or second.scaled)
    if not plain or not second.in_digits or len(second.readings) > 1:
        return second
    if two.value > _MOST_PERCENT or not _ALONE.match(text, second.end):
        return second
    for first in reversed(counted[-_BACK:]):
        between = text[first.end : second.start]
        if len(between) > _LONGEST or "\n" in between or _ONE_SENTENCE.search(between):
            break
        one = first.readings[0]
        if one[:2] == ("percent", "") and first.number and _AGAINST.search(between):
            return replace(second, readings=(two, one._replace(value=two.value, bare=0, per="")))
    return second


_ALONE = re.compile(rf"{_NO_NOUN.pattern}|\s+over\b")
"""What follows a number behind which no thing is named."""
_BACK = 3
"""Figures back that a percentage may stand, such as the years it is told of."""
_AGAINST = re.compile(
    r"\b(?:from|to|against|versus|than|and|offer(?:s|ed)?|gets?|got|was|is|were|at|only|just)\s\Z",
    re.IGNORECASE,
)


def _ends(first: Amount, second: Amount) -> tuple[Amount, Amount]:
    """Return both ends of a range, each with what it takes from the other."""
    one, two = first.readings[0], second.readings[0]
    if one.kind == "money":  # the m of "€300–400m" is no metre
        plain = (r for r in second.readings if r.kind == "number" and not r.unit)
        two = next(plain, two)
    if one.kind == "money" and two.kind == "number" and not two.unit:
        taken = Reading("money", one.unit, two.value)
        second = replace(second, readings=(taken,))
        two = taken
    borrowed = tuple(_borrowed(first, second))
    if borrowed and one.kind == "number" and not one.unit:
        return replace(first, readings=borrowed), second
    return replace(first, readings=(*first.readings, *borrowed)), second


def _borrowed(first: Amount, second: Amount) -> Iterator[Reading]:
    """Return what a number means when the unit behind the next one is its own, too."""
    one = first.readings[0]
    for two in second.readings:
        plain = one.kind == "number" and not one.unit
        has_unit = two.kind in _UNITS or (two.kind == "number" and (two.unit or second.scaled))
        if not second.number or not has_unit or (two.kind == "percent" and two.unit == "share"):
            continue
        if two.kind == "percent" and one.value > _MOST_PERCENT:
            continue  # "24,316, or 98 percent of capacity"
        factor = (two.bare or two.value) / second.number if not first.scaled else 1.0
        same_money = one.kind == two.kind == "money" and one.unit == two.unit
        if (plain or same_money) and not (first.scaled and same_money):
            value = (first.number if not first.scaled else one.value) * factor
            rest = two.value / two.bare if two.bare else 1.0
            yield Reading(two.kind, two.unit, value * rest, bare=value if two.bare else 0)
