"""Finds the word somebody meant; must not know what the words are for."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["did_you_mean", "nearest"]

_LIST_AT_MOST = 24


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is closest, in any case of letters, or ""."""
    from difflib import get_close_matches

    folded = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else ""


def did_you_mean(word: str, known: Iterable[str], *, form: str = '"{}"') -> str:
    """Write the hint for an unknown word: the nearest known one, or all of them if they are few."""
    names = list(known)
    close = nearest(word, names)
    if close:
        return f"Did you mean {form.format(close)}?"
    if 0 < len(names) <= _LIST_AT_MOST:
        return f"Known here: {', '.join(form.format(name) for name in names)}."
    return ""
