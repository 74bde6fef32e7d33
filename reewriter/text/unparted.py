"""Reads scripts that set no words apart, as Chinese and Thai: by characters and short runs of them.

What a text says is compared character by character there; what it is about is told by pairs of
characters, and by four in the scripts that write sounds. Texts of other scripts never get here but
for one look at their first characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from reewriter.patterns import pattern

__all__ = [
    "CHARACTER",
    "begins_unparted",
    "clauses",
    "grams",
    "has_unparted",
    "parted",
    "without_unparted",
]

_HAN_AND_KANA = (
    r"\u3005-\u3007\u3041-\u30fa\u30fc-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_HANGUL = r"\uac00-\ud7a3"
# Thai, Lao, Burmese, Khmer, with the signs above and below their letters.
_SOUNDS = r"\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u1000-\u1049\u1050-\u109f\u1780-\u17d3"

CHARACTER = pattern(f"[{_HAN_AND_KANA}]")
"""What is a word's worth of half: as many as twice the words of another text."""

_ANY = pattern(f"[{_SOUNDS}{_HAN_AND_KANA}{_HANGUL}]")
_AT_FIRST = 200
"""Characters of a text that show in which script it is."""
_RUN = pattern(f"[{_HAN_AND_KANA}]+|[{_HANGUL}]+|[{_SOUNDS}]+")
_LETTERS = 4
_FIRST_OF_OTHERS = "\u3005"
"""No character before it is a word's worth of two."""
# What stands in titles as one figure: an ordinal, a day of the week.
_TOKEN = pattern(
    "第[〇零一二三四五六七八九十百千]+|(?:星期|[周週])[一二三四五六日天]|[月火水木金土日]曜"
    rf"|[{_HAN_AND_KANA}]|[^\W_{_HAN_AND_KANA}]+"
)
# Pairs of these are grammar.
_GRAMMAR = pattern(r"[的了是在和與与及將将為为有也对對就等这這于於之其と\u3041-\u3096]{2}|[的了と]")
_CLAUSE_ENDS = ("。", "！", "？", "；", "，", ". ")
_LONG_CLAUSE = 100
"""Characters of a clause, with its blanks; few are longer."""


def begins_unparted(text: str) -> bool:
    """Say whether the first characters of a text show such a script; costs a microsecond."""
    return not text.isascii() and _ANY.search(text, 0, _AT_FIRST) is not None


def has_unparted(text: str) -> bool:
    """Say whether there is any character of such a script in a text."""
    return not text.isascii() and _ANY.search(text) is not None


def clauses(text: str, most: int) -> list[str]:
    """Cut the beginning of a text where its clauses end, into as many at most.

    A sentence holds several of them. In Thai and its like they end at blanks.
    """
    text = text[: most * _LONG_CLAUSE]
    for sign in _CLAUSE_ENDS:
        text = text.replace(sign, "\n")
    first = _ANY.search(text, 0, _AT_FIRST)
    if first and first[0] < _FIRST_OF_OTHERS:
        text = text.replace(" ", "\n")
    return text.split("\n", most)[:most]


def parted(text: str) -> list[str]:
    """Return the words of a text in which each character of Chinese or Japanese is one.

    Figures stand apart from what they count; wide letters and digits are as others.
    """
    return _TOKEN.findall(unicodedata.normalize("NFKC", text))


def grams(text: str, most: int) -> Iterator[str]:
    """Yield each two neighbours among so many characters; four, in scripts that write sounds.

    What is nothing but grammar is left out.
    """
    for run in _RUN.finditer(text):
        letters = run[0][:most]
        most -= len(letters)
        size = 2 if letters[0] >= _FIRST_OF_OTHERS else _LETTERS
        for at in range(len(letters) - size + 1):
            gram = letters[at : at + size]
            if size == _LETTERS or not _GRAMMAR.search(gram):
                yield gram
        if most <= 0:
            return


def without_unparted(text: str) -> str:
    """Return a text with blanks for what `grams` reads."""
    return _RUN.sub(" ", text)
