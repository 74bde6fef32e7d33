"""Says what a reckoning of the editor's comes to where it is not what is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from reewriter.text.facts.goal import Goal
from reewriter.text.facts.reading import Page
from reewriter.text.facts.values import Amount, Reading

__all__ = ["attempted"]

_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_DOWN = re.compile(
    r"\b(?:left|gap|difference|less|fewer|more|rest|remain\w*|surplus|short\w*)\b", re.I
)


def attempted(ours: Page, amount: Amount, known: Sequence[Amount]) -> str:
    """Return what the figures of the same sentence make: "$90 million and $60 million make $150
    million"; "" where the sentence does not say that it reckons, or nothing can be tried.
    """
    goal = Goal(ours, amount)
    if not goal.told:
        return ""
    first, last = goal.reckoned_with
    beside = [one for one in known if first <= one.start < last][-3:]
    printed = ours.text[amount.start : amount.end]
    tried = []
    for one, two in combinations(beside, 2):
        names = [" ".join(ours.text[each.start : each.end].split()) for each in (one, two)]
        for reading in amount.readings:
            made = next(_made(goal, reading, one.readings[0], two.readings[0]), None)
            if made is not None:
                verb, value = made
                shown = _printed(printed, amount, reading, value)
                tried.append(verb.format(*names, shown))
                break
    return "; ".join(tried[:2])


def _made(goal: Goal, sought: Reading, one: Reading, two: Reading) -> Iterator[tuple[str, float]]:
    kind = sought[:2]
    before = goal.page.text[goal.page.sentence_at(goal.amount.start)[0] : goal.amount.start]
    if one[:2] == two[:2] == kind and sought.kind in ("money", "number"):
        if _DOWN.search(before) or goal.change in ("gap", "down"):
            yield "between {0} and {1} lie {2}", abs(one.value - two.value)
        else:
            yield "{0} and {1} make {2}", one.value + two.value
    elif kind == ("percent", "") and one[:2] == two[:2] and min(one.value, two.value) > 0:
        if goal.change:
            yield "from {0} to {1} it is {2}", 100 * abs(two.value - one.value) / one.value
        else:
            low, high = sorted((one.value, two.value))
            first, second = ("{0}", "{1}") if one.value == low else ("{1}", "{0}")
            yield f"{first} of {second} is {{2}}", 100 * low / high
    elif kind in (one[:2], two[:2]) and "percent" in (one.kind, two.kind):
        share = "{0} of {1} is {2}" if one.kind == "percent" else "{1} of {0} is {2}"
        yield share, one.value * two.value / 100
    elif kind == one[:2] and two[:2] == ("number", "") and two.value > 0:
        yield "{0} for each of {1} is {2}", one.value / two.value


def _printed(printed: str, amount: Amount, reading: Reading, value: float) -> str:
    """Print a value as ours is printed: "$150 million" for "$160 million"."""
    scale = reading.value / amount.number if amount.number else 1.0
    shown = f"{value / scale:,.1f}".removesuffix(".0")
    return " ".join(_NUMBER.sub(lambda _: shown, printed, count=1).split())
