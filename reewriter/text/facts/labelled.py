"""Tells numbers that only name something; where a source numbers the like, it is looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from reewriter.text.facts.reading import Page
from reewriter.text.facts.values import Amount

__all__ = ["only_named"]

_LABEL = re.compile(
    r"(?<![\w-])(?P<label>Section|Sec|Title|Chapter|Article|Annex|Rule|Form|Schedule|Proclamation"
    r"|Executive\sOrder|Public\sLaw|ISO|IEC|ASTM|DIN|Boeing|Airbus|Mk|Mark|Type|Class"
    r"|Model|Regulation|Directive|Resolution|[Aa]lloy|[Gg]rade|Inconel|Windows|iPhone|Tomahawk|Falcon|Apollo|§)"
    r"s?\.?\s?(?:\(E[CU]\)\s)?(?:No\.\s)?(?:[\w.()]{1,6}[-–/])?\Z"
)
_REACH = 32


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
