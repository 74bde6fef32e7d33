"""Spells out what a half-typed word may become, as the full-text index knows it.

Of a beginning the index gathers all items that hold any such word before it tells one of them. Of
words it is told at once. To learn which words there are costs a quarter of gathering.
"""

from __future__ import annotations

import re

from reewriter.patterns import pattern
from reewriter.store.database import Store
from reewriter.store.looking import fold

__all__ = ["spelt"]

_MOST = 160
"""Words that are asked for one by one; more of them cost what it costs to gather."""
_BEGUN = pattern(r'(?<!title : )"([^" ]{3,})"\*')
"""Two letters begin hundreds of words, the commonest among them; of titles few are gathered."""
_LAST = "\U0010ffff"


def spelt(store: Store, match: str) -> str:
    """Return an expression with words for beginnings, where few words begin so."""
    if not store.knows_words:
        return match

    def words(begun: re.Match[str]) -> str:
        start = fold(begun[1])
        if not start.isascii():
            return begun[0]
        rows = store.rows(
            "SELECT term FROM item_words WHERE term >= ? AND term < ? LIMIT ?",
            (start, start + _LAST, _MOST + 1),
        )
        if not 0 < len(rows) <= _MOST:
            return begun[0]
        either = " OR ".join(f'"{row[0]}"' for row in rows)
        return f"({either})"

    return _BEGUN.sub(words, match)
