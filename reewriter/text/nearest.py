"""Finds the word somebody meant; must not know what the words are for."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["did_you_mean", "nearest"]

_LIST_AT_MOST = 24


def nearest(word: str, known: Iterable[str], *, likeness: float = 0.6) -> str:
    """Return the known word that is closest, in any case of letters, or "".

    `likeness` is the least share of letters in common; what is mostly figures needs a large one.
    """
    from difflib import get_close_matches

    folded = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold(), folded, n=1, cutoff=likeness)
    return folded[close[0]] if close else ""


def did_you_mean(
    word: str,
    known: Iterable[str],
    *,
    otherwise: str = "",
    form: str = "“{}”",
    likeness: float = 0.6,
) -> str:
    """Write the hint for an unknown word: the nearest known one, else `otherwise`.

    Without `otherwise`, all of them if they are few. `form` is how one of them is written.
    """
    names = list(known)
    if close := nearest(word, names, likeness=likeness):
        return f"Did you mean {form.format(close)}?"
    if not otherwise and 0 < len(names) <= _LIST_AT_MOST:
        return f"Known here: {', '.join(form.format(name) for name in names)}."
    return otherwise
