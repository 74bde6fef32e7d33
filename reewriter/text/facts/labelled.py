"""Tells numbers that only name something; where a source numbers the like, it is looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from reewriter.text.facts.reading import Page
from reewriter.text.facts.values import Amount

__all__ = ["is_label", "only_named", "other_names"]

_LABEL = re.compile(
    r"(?<![\w-])(?P<label>Section|Sec|Title|Chapter|Article|Annex|Rule|Form|Schedule|Proclamation"
    r"|Executive\sOrder|Public\sLaw|ISO|IEC|ASTM|DIN|Boeing|Airbus|Mk|Mark|Type|Class"
    r"|Model|Regulation|Directive|Resolution|[Aa]lloy|[Gg]rade|Inconel|Windows|iPhone|Tomahawk|Falcon|Apollo|§)"
    r"s?\.?\s?(?:\(E[CU]\)\s)?(?:No\.\s)?(?:[\w.()]{1,6}[-–/])?\Z"
)
_PLACE = re.compile(
    r"(?<![\w-])(?:SECTION|Section|SEC|Sec|Title|Chapter|CHAPTER|Article|ARTICLE|Annex|Rule|Schedule|Item|Table"
    r"|Count|Exhibit|Appendix|Note|Paragraph|paragraph|Module|Room|Exit|Route|Highway|Order|Law|Form|§|No)"
    r"s?\.?\s?(?:No\.\s)?\Z"
)
"""What stands before a number that counts nothing."""
_REACH = 32

_CODE = re.compile(
    r"(?<![\w./@#-])(?P<family>[A-Z]{1,4})-?(?P<number>\d{1,4})(?P<kind>[A-Z]{0,3})(?![\w/]|-[A-Z\d]|\.\d)"
)
_NO_CODES = re.compile(r"(?:Q[1-4]|[HG]\d{1,2}|FY\d\d(?:\d\d)?|CO2|COVID-?19|[A-Z]{2,3}\d{3,4})\Z")
"""Quarters, halves, clubs of states, and sums of money: "USD500"."""
_ROMAN = re.compile(
    r"(?<![\w-])(?P<label>Title|Chapter|Part|Phase|Count|Article|Annex|Schedule|Appendix|Volume|Class|Type)"
    r"\s(?P<number>[IVX]{1,6}|\d{1,2})(?![\w.-])"
)
_VALUES = {"I": 1, "V": 5, "X": 10}


def only_named(ours: Page, amount: Amount, sources: Iterable[Page]) -> bool:
    """Say whether a figure is part of a name (Section 232) whose kind no source numbers."""
    if amount.readings[0].kind not in ("number", "year") or amount.readings[0].unit:
        return False
    before = ours.lean.prose[max(0, amount.start - _REACH) : amount.start]
    found = _LABEL.search(before)
    if found is None:
        return False
    return not any(_numbers(source, found["label"]) for source in sources)


@lru_cache(256)
def _numbers(source: Page, label: str) -> bool:
    """Say whether a source numbers the like of what is called so."""
    numbered = rf"(?<![\w-]){re.escape(label)}s?\.?\s?(?:\(E[CU]\)\s)?\S{{0,7}}\d"
    return bool(re.search(numbered, source.lean.prose))


@lru_cache(2048)
def is_label(whole: Page, amount: Amount) -> bool:
    """Say whether a number only names a part of a text or a place: Sec. 5, Table 4, Room 12."""
    first = amount.readings[0]
    if first.kind != "number" or first.unit:
        return False
    return bool(_PLACE.search(whole.lean.prose[max(0, amount.start - _REACH) : amount.start]))


def other_names(
    ours: Page, amounts: Iterable[Amount], sources: Iterable[Page]
) -> Iterator[tuple[int, int]]:
    """Yield the names with numbers of ours that no source has, though it has others of the kind.

    N54 beside its N52; Title VII beside its Title III.
    """
    pages = list(sources)
    taken = [(one.start, one.end) for one in amounts]
    for found in _CODE.finditer(ours.lean.prose):
        name = (found["family"], found["number"], found["kind"])
        known = [code for one in pages for code in _codes(one)]
        if _NO_CODES.match(found[0]) or name in known:
            continue
        if any(start < found.end() and found.start() < end for start, end in taken):
            continue  # R14 billion
        if any(family == name[0] for family, _, _ in known):
            yield found.span()
    for found in _ROMAN.finditer(ours.lean.prose):
        if not found["number"].isdecimal():
            known_numbers = {at for one in pages for at in _parts(one).get(found["label"], ())}
            if known_numbers and _value(found["number"]) not in known_numbers:
                yield found.span("number")


@lru_cache(64)
def _codes(whole: Page) -> frozenset[tuple[str, str, str]]:
    return frozenset(
        (found["family"], found["number"], found["kind"])
        for found in _CODE.finditer(whole.lean.prose)
        if not _NO_CODES.match(found[0])
    )


@lru_cache(64)
def _parts(whole: Page) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for one in _ROMAN.finditer(whole.lean.prose):
        found.setdefault(one["label"], set()).add(_value(one["number"]))
    return found


def _value(printed: str) -> int:
    if printed.isdecimal():
        return int(printed)
    values = [_VALUES[sign] for sign in printed]
    return sum(
        -one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True)
    )
