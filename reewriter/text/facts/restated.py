"""Tells where two figures are one for each of other things, or in another unit, and where not."""

from __future__ import annotations

import re
from math import isclose

from reewriter.text.facts.agreeing import agree
from reewriter.text.facts.looking import within
from reewriter.text.facts.reading import Page
from reewriter.text.facts.values import Amount

__all__ = ["in_short_tons", "of_another_spell", "restated"]

_SPELLS = frozenset(("day", "week", "month", "quarter", "year"))
_OR = re.compile(r"\s*(?:,?\s*or|\(|,)\s+(?:about\s+|some\s+)?\Z|\s*\(\Z", re.IGNORECASE)
_SHORT_TON = 0.90718


def restated(amount: Amount, other: Amount) -> bool:
    """Say whether one is the other for each of other things: 7 a kilo, 7,000 a tonne."""
    return any(
        one.per and two.per and one.per != two.per and agree(one, two)
        for one in amount.readings
        for two in other.readings
    )


def in_short_tons(ours: Page, amount: Amount, other: Amount) -> bool:
    """Say whether ours are the tonnes of so many American tons: "87 tons, or 79 tonnes"."""
    two = other.readings[0]
    printed = ours.text[other.start : other.end], ours.text[amount.start : amount.end]
    return (
        printed[0].endswith(" tons")
        and printed[1].endswith((" tonnes", " metric tons", " t"))
        and bool(_OR.match(ours.text[other.end : amount.start]))
        and isclose(two.value * _SHORT_TON, amount.readings[0].value, rel_tol=0.01)
    )


def of_another_spell(amount: Amount, source: Page) -> bool:
    """Say whether a source has just as much, but a week, say, where ours is a day."""
    first = amount.readings[0]
    if first.per not in _SPELLS or first.kind not in ("money", "number"):
        return False
    return any(
        other[:3] == first[:3] and other.per in _SPELLS and other.per != first.per
        for one in within(source, [(first.kind, first.value, first.value)])
        for other in one.readings
    )
