"""Tells from an item's own text whether words fit; must agree with the full-text index.

The newest items of a common word are found faster by looking at the newest texts than by asking
the index, which for a half-typed word gathers every item there is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from reewriter.patterns import pattern
from reewriter.query.tree import And, Node, Not, Or, Word

__all__ = ["fold", "looker"]

_MARKS = pattern(r"[\u0300-\u036f]+")
Look = Callable[[str, str], bool]
"""Takes title and text, both folded."""


def fold(text: str) -> str:
    """Write a text small and without accents, as the index does."""
    small = text.lower()
    if small.isascii() or unicodedata.is_normalized("NFD", small):
        return small
    return _MARKS.sub("", unicodedata.normalize("NFD", small))


def looker(nodes: Sequence[Node]) -> Look | None:
    """Return what tells whether all of these fit; None where only the index knows.

    It knows better about letters beyond ASCII.
    """
    looks = [_look(node) for node in nodes]
    every = [look for look in looks if look is not None]
    if len(every) < len(looks):
        return None

    def fits(title: str, text: str) -> bool:
        title, text = fold(title), fold(text)
        return all(look(title, text) for look in every)

    return fits


def _look(node: Node) -> Look | None:
    match node:
        case Word():
            return _word(node) if node.text.isascii() else None
        case Not(inner):
            found = _look(inner)
            return None if found is None else lambda title, text: not found(title, text)
        case And(nodes) | Or(nodes):
            looks = [_look(inner) for inner in nodes]
            known = [look for look in looks if look is not None]
            if len(known) < len(looks):
                return None
            join = all if isinstance(node, And) else any
            return lambda title, text: join(look(title, text) for look in known)
    return None


def _word(word: Word) -> Look:
    tokens = word.text.lower().split(" ")
    ending = "" if word.how == "start" else r"(?![^\W_])"
    # The same plurals that the index is asked for.
    plural = "(?:s|es)?" if word.how == "word" else ""
    matches = re.compile(r"[\W_]+".join(map(re.escape, tokens)) + plural + ending).match
    first = tokens[0]

    def stands_in(text: str) -> bool:
        # `find` is a tenth of what a pattern costs that may begin anywhere.
        at = text.find(first)
        while at >= 0:
            if (at == 0 or not text[at - 1].isalnum()) and matches(text, at):
                return True
            at = text.find(first, at + 1)
        return False

    if word.title:
        return lambda title, _text: stands_in(title)
    return lambda title, text: stands_in(title) or stands_in(text)
