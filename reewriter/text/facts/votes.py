"""Reads counts that stand against each other, 387 to 112: what both make, and the share of each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reewriter.text.facts.reading import Page
from reewriter.text.facts.values import Amount, Reading

__all__ = ["against_each_other", "of_a_vote", "tells_of_a_vote"]

_AGAINST = re.compile(
    r"(?:\s+votes)?\s*(?:[-–]|to|against)\s*|,?\s+(?:with|and)\s*\Z", re.IGNORECASE
)
_VOTE = re.compile(
    r"\b(?:vot\w+|ballots?|pass\w*|approv\w+|elect\w+|ratif\w+|reject\w+|backed|carried|adopt\w+|split"
    r"|in\s+fav\w+|against|oppos\w+|yes|no)\b",
    re.IGNORECASE,
)


def against_each_other(source: Page, one: Amount, two: Amount) -> bool:
    """Say whether two counts of a sentence are the sides of a vote."""
    plain = all(each.readings[0][:2] == ("number", "") for each in (one, two))
    if not plain or not _AGAINST.fullmatch(source.prose, one.end, two.start):
        return False
    return bool(_VOTE.search(source.prose, *source.sentence_at(one.start)))


def tells_of_a_vote(whole: Page, amount: Amount) -> bool:
    """Say whether a sentence has any word of voting."""
    return bool(_VOTE.search(whole.prose, *whole.sentence_at(amount.start)))


def of_a_vote(ours: Reading, one: Reading, two: Reading) -> Iterator[float]:
    """Yield how many voted, and the share of each side."""
    whole = one.value + two.value
    if ours.kind == "number":
        yield whole
    elif ours.kind == "percent" and whole:
        yield from (100 * one.value / whole, 100 * two.value / whole)
