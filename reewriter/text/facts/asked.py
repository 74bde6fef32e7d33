"""Tells which figures of a draft are looked up, and which only where a source has another one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from reewriter.text.facts.labelled import only_named
from reewriter.text.facts.looking import all_of
from reewriter.text.facts.reading import Page
from reewriter.text.facts.source import Given
from reewriter.text.facts.values import Amount
from reewriter.text.facts.weekdays import week_is_told

__all__ = ["figures_of", "unasked"]

_THIRD = re.compile(
    r"\s+(?:time|straight|consecutive|successive|day|month|week|year|largest|biggest|highest|lowest|worst"
    r"|deadly|fatal|accident|attempt|round|term)\b",
    re.IGNORECASE,
)
_OF_ITS_KIND = re.compile(
    r"\s+of\s+(?:the|its|their|this|his|her)\s+(?!(?:month|year|quarter|century)\b)[a-z]",
    re.IGNORECASE,
)
_TO_DO = re.compile(r"\s+to\s+[a-z]{2,}", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:the|both|these|those|its|their|his|her|other|all)\s\Z", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\s\Z", re.IGNORECASE)
_WHEN = re.compile(
    r"\b(?:(?:end|close|start|beginning|middle|whole|all)\s+of|in|since|by|until|till|from|through|(?:late|early|mid|last|next|this)(?:\s|-))\s?\Z",
    re.I,
)


def figures_of(draft: Page) -> list[Amount]:
    """Return what counts as a figure where the editor writes it."""
    return [
        amount
        for amount in all_of(draft)
        if not amount.quiet
        and not (amount.readings[0].kind == "ordinal" and not _is_told(draft, amount))
        and not _is_one(amount)
        and not (amount.readings[0].kind == "month" and not _is_when(draft, amount))
    ]


def unasked(ours: Page, amount: Amount, sources: Sequence[Given], *, supported: bool) -> bool:
    """Say whether nobody asks for a figure, or only where a source has another one."""
    first = amount.readings[0]
    month = first.kind == "month" and not first.year
    if supported:
        return month or first.kind == "weekday"
    if first.kind == "weekday":
        return bool(sources) and not week_is_told(sources)
    if _is_both(ours, amount) or only_named(ours, amount, [one.page for one in sources]):
        return True
    if not month:
        return False
    if first.value == 1 and _SINCE.search(ours.text, max(0, amount.start - 9), amount.start):
        return True  # that is the beginning of the year
    # "In June" where no source names a month may be its "last week".
    months = {month for one in sources for month in _months(one.page)}
    told = {one.published.month for one in sources if one.published}
    near = {(month + by - 1) % 12 + 1 for month in told for by in (-1, 0, 1)}
    return not months or first.value in near


@lru_cache(64)
def _months(source: Page) -> frozenset[int]:
    """Return the months that a source names."""
    return frozenset(
        int(first.value) // (100 if first.kind == "day" else 1)
        for first in (one.readings[0] for one in all_of(source))
        if first.kind in ("day", "month")
    )


def _is_told(draft: Page, amount: Amount) -> bool:
    """Say whether an ordinal counts something, as in "for the fifth time"."""
    if amount.readings[0].value < 3:
        return amount.in_digits
    before = draft.text[max(0, amount.start - 4) : amount.start].casefold()
    among = before.endswith("the ") and _OF_ITS_KIND.match(draft.text, amount.end)
    before = draft.text[max(0, amount.start - 4) : amount.start].casefold()
    to_do = before == "the " and _TO_DO.match(draft.text, amount.end)
    return amount.in_digits or bool(among or to_do or _THIRD.match(draft.text, amount.end))


def _is_both(draft: Page, amount: Amount) -> bool:
    """Say whether a number only points back to two or three that were named: "the two banks"."""
    first = amount.readings[0]
    small = first[:2] == ("number", "") and first.noun and first.value in (2, 3)
    before = draft.text[max(0, amount.start - 8) : amount.start]
    return small and not amount.in_digits and bool(_BOTH.search(before))


def _is_when(draft: Page, amount: Amount) -> bool:
    """Say whether a month without a day tells when something was."""
    before = draft.text[max(0, amount.start - 14) : amount.start]
    return bool(amount.readings[0].year) or bool(_WHEN.search(before))


def _is_one(amount: Amount) -> bool:
    return [(r.kind, r.unit, r.value) for r in amount.readings] == [("number", "", 1.0)]
