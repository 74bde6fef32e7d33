"""Words that are misspelt in a draft; others' words, names, code and addresses are left alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from reewriter.text.copy_desk.prose import MASK, masked, quoted, without

if TYPE_CHECKING:
    from reewriter.text.glossary import Glossary

__all__ = ["Misspelling", "misspelt"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# What stands right beside a word makes it a part of something else: a compound, a name of a file,
# a formula, an elision.
_JOINED = frozenset("-‐‑/\\@#$%&+=^~⟦{'’0123456789" + MASK)
_SHORTEST = 3
_LONGEST = 40
"""Letters of a word: what is longer is none, and looking for what is like it takes minutes."""
_NUMERAL = re.compile(r"[ivx]+")
_SENTENCE_END = re.compile(r"(?:[.!?:…]['\"”’)\]]*\s+|\n\s*|^\s*)[\s>*_#|(\[“‘\"\d.)+-]*$")
_BEFORE = 24
"""Characters before a word that tell whether a sentence begins with it."""
_COMMON = 2000
"""How often a word is used that a capitalised one must look like to be taken for its slip."""
_LONG = 7
"""Letters from which a name that lacks one of a common word's is not likely."""

_NAME = 5
"""Letters from which two names are not likely to be the same but for their order."""


@dataclass(frozen=True, slots=True)
class Misspelling:
    """A word that no dictionary has."""

    word: str
    start: int
    end: int
    meant: tuple[str, ...] = ()
    """What it must be, where it was told by that: with the capital that the word has."""
    known: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    """The words of the glossary and of the house by their small letters: they may be meant."""

    @property
    def better(self) -> tuple[str, ...]:
        """What may be meant, the likeliest first: looked for when it is asked for."""
        from reewriter.text.copy_desk.dictionary import frequency, nearest

        if self.meant:
            return self.meant
        found = nearest(self.word.replace("’", "'"), also=frozenset(self.known))
        return tuple(one if frequency(one) else self.known.get(one, one) for one in found)


@lru_cache(1024)
def misspelt(
    text: str,
    *,
    glossary: Glossary | None = None,
    ours: tuple[str, ...] = (),
    british: bool = False,
) -> tuple[Misspelling, ...]:
    """Return the words of an English draft that are misspelt, in order.

    Names of the glossary and the house's own words (`ours`) are none. A word with a capital inside
    a sentence is a name, and wrong only as one we know with two letters swapped; at the beginning,
    and in headlines, also as a common word with two letters swapped or one left out. Quotations,
    code, addresses, compounds with a hyphen and whatever holds a digit are not looked at. `british`
    accepts British spelling as well.

    >>> [(one.word, one.better[0]) for one in misspelt("The mine will recieve oxides.")]
    [('recieve', 'receive')]
    """
    prose = masked(text)
    prose = without(prose, quoted(prose))
    known = {**_names(glossary), **_own_words(ours)}
    return tuple(_found(prose, known, british=british))


def _found(prose: str, known: Mapping[str, str], *, british: bool) -> Iterator[Misspelling]:
    from reewriter.text.copy_desk.dictionary import is_word

    for match in _WORD.finditer(prose):
        word, start = match[0].replace("’", "'"), match.start()
        small, end = word.lower(), match.end()
        if small.endswith("'s"):
            word, small, end = word[:-2], small[:-2], end - 2
        if (
            not _SHORTEST <= len(small) <= _LONGEST
            or small in known
            or is_word(small, british=british)
        ):
            continue
        if _is_part(prose, start, match.end()) or _NUMERAL.fullmatch(small):
            continue
        if word.islower():
            # Foreign words keep their accents; English ones without them were looked up.
            if word.isascii():
                yield Misspelling(match[0][: len(word)], start, end, known=known)
        elif word[1:].islower():
            meant = _slip_of_name(small, known)
            meant = meant or (_slip_of(small) if _begins(prose, start) else ())
            if meant:
                better = tuple(one.capitalize() for one in meant)
                yield Misspelling(match[0][: len(word)], start, end, better)


def _is_part(prose: str, start: int, end: int) -> bool:
    before, after = prose[start - 1 : start], prose[end : end + 1]
    if before in _JOINED or after in _JOINED:
        return True
    # decision.py, U.S.-made, and snake_case; but a full stop ends a sentence, and _ is emphasis.
    beyond = prose[end + 1 : end + 2]
    ahead = prose[start - 2 : start - 1] if start > 1 else ""
    return (after in "._" and beyond.isalnum()) or (before in "._" and ahead.isalnum())


def _begins(prose: str, start: int) -> bool:
    """Tell whether a sentence, or a line, begins here: or a headline, where all words are great."""
    if _SENTENCE_END.search(prose, max(start - _BEFORE, 0), start):
        return True
    line = prose[prose.rfind("\n", 0, start) + 1 :].partition("\n")[0]
    long = [word for word in _WORD.findall(line) if len(word) > _SHORTEST]
    return len(long) > 2 and sum(word[0].isupper() for word in long) > 0.7 * len(long)


@lru_cache(2048)
def _slip_of(small: str) -> tuple[str, ...]:
    """Return the common words of which this is a slip that no name is likely to look like."""
    from reewriter.text.copy_desk.dictionary import doubled, frequency, one_slip_away

    meant = [
        other
        for other, slip in one_slip_away(small).items()
        if other[0] == small[0] and frequency(other) >= _COMMON
        if slip == "swap"
        or (len(small) >= _LONG and (slip == "out" or (slip == "many" and doubled(small, other))))
    ]
    return tuple(sorted(meant, key=lambda one: -frequency(one)))


def _slip_of_name(small: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """Return the name that we know and this is with two letters swapped."""
    from reewriter.text.copy_desk.dictionary import swapped

    if len(small) < _NAME:
        return ()
    return tuple(dict.fromkeys(name for name in swapped(small) if name in known))


@lru_cache(16)
def _own_words(ours: tuple[str, ...]) -> Mapping[str, str]:
    return _by_small_letters(ours)


@lru_cache(4)
def _names(glossary: Glossary | None) -> Mapping[str, str]:
    return _by_small_letters(
        name
        for entry in (() if glossary is None else glossary.entries)
        for name in (entry.name, *entry.aliases, *entry.aliases_case_sensitive)
    )


def _by_small_letters(names: Iterable[str]) -> Mapping[str, str]:
    words = (word.replace("’", "'") for name in names for word in _WORD.findall(name))
    return {word.lower(): word for word in words}
