"""Tells from an item's own text whether words fit; must agree with the full-text index.

The newest items of a common word are found faster by looking at the newest texts than by asking
the index, which for a half-typed word gathers every item there is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from reewriter.patterns import pattern
from reewriter.query.tree import And, Node, Not, Or, Word, leaves
from reewriter.values import dataclass

__all__ = ["Look", "fold", "looker", "plurals"]

_MARKS = pattern(r"[\u0300-\u036f]+")
_FIRST_BYTES = (b"\xcc", b"\xcd")
"""With which each of these marks begins in UTF-8, and hardly anything else."""
_HAS_PLURAL = pattern(r"[A-Za-z]+[A-RT-Za-rt-z]")
_SHORT = 2
"""Letters of a name like EV."""
_TOLD = pattern(r"[\x00-\x7f\u3400-\u9fff]+")
"""Words, folded, of which a text tells what the index tells."""
_DOUBLES = pattern(r"[\uf900-\ufaff\U0002f800-\U0002fa1f]")
"""Second forms of such, which are others to the index, but not where accents are parted."""

_Stands = Callable[[str, str], bool]
"""Takes title and text, both folded."""


@dataclass(frozen=True, slots=True)
class Look:
    """Tells whether words fit, by title and text."""

    fits: _Stands
    fold: Callable[[str], str]
    titles: bool
    """The title alone tells it: nobody needs to read the text, which is a hundred times as long."""

    def __call__(self, title: str, text: str) -> bool:
        """Tell it of one item."""
        return self.fits(self.fold(title), "" if self.titles else self.fold(text))


def plurals(word: Word) -> tuple[str, ...]:
    """Return the endings with which a word is found, too; none where it ends with an s itself."""
    if word.how != "word" or not _HAS_PLURAL.fullmatch(word.text):
        return ()
    return ("s", "es") if len(word.text) > _SHORT else ("s",)


def fold(text: str) -> str:
    """Write a text small and without accents, as the index does."""
    if text.isascii():
        return text.lower()
    small = text.lower().replace("ſ", "s")
    if small.isascii():
        return small
    if not unicodedata.is_normalized("NFD", small):
        small = unicodedata.normalize("NFD", small)
    elif not _may_have_marks(small):
        return small
    return _MARKS.sub("", small)


def _may_have_marks(text: str) -> bool:
    """Say whether accents may stand by themselves; a tenth of what a pattern costs."""
    data = text.encode("utf-8", "replace")
    return any(first in data for first in _FIRST_BYTES)


def looker(nodes: Sequence[Node]) -> Look | None:
    """Return what tells whether all of these fit; None where only the index knows.

    It knows better about letters that are neither ASCII nor accented, nor ideographs.
    """
    looks = [_look(node) for node in nodes]
    every = [look for look in looks if look is not None]
    if len(every) < len(looks):
        return None
    words = [leaf for node in nodes for leaf in leaves(node) if isinstance(leaf, Word)]
    ideographs = any(not fold(word.text).isascii() for word in words)
    titles = all(word.title for word in words)
    return Look(_all(every), _fold_apart if ideographs else fold, titles)


def _all(every: Sequence[_Stands]) -> _Stands:
    if len(every) == 1:
        return every[0]
    # One inside another takes a third of what `all` takes for a generator.
    first, others = every[0], _all(every[1:])
    return lambda title, text: first(title, text) and others(title, text)


def _fold_apart(text: str) -> str:
    return fold(_DOUBLES.sub("\ua66e", text))  # a letter of one manuscript


def _look(node: Node) -> _Stands | None:
    match node:
        case Word():
            return _word(node) if _TOLD.fullmatch(fold(node.text)) else None
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


def _word(word: Word) -> _Stands:
    tokens = fold(word.text).split(" ")
    ending = "" if word.how == "start" else r"(?![^\W_])"
    plural = f"(?:{'|'.join(plurals(word))})?"
    matches = re.compile(r"[\W_]+".join(map(re.escape, tokens)) + plural + ending).match
    first = tokens[0]
    begun = f" {first}" if word.how == "start" and len(tokens) == 1 else ""

    def stands_in(text: str) -> bool:
        # `find` is a tenth of what a pattern costs that may begin anywhere.
        at = text.find(first)
        if at > 0 and begun and begun in text:
            return True
        while at >= 0:
            if (at == 0 or not text[at - 1].isalnum()) and matches(text, at):
                return True
            at = text.find(first, at + 1)
        return False

    if word.title:
        return lambda title, _text: stands_in(title)
    return lambda title, text: stands_in(title) or stands_in(text)
