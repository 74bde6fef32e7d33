"""The words of a text as they are compared: blind to case and typography; knows no sentence."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache

__all__ = ["STOP_WORDS", "Words", "key_of"]

# What may stand inside a word without being seen or heard: combining marks, joiners, soft hyphens.
# Vowel points of Hebrew and Arabic, and the stroke that stretches a line, are typography.
_POINTS = "\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
_INSIDE = rf"\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff{_POINTS}"
# Scripts without blanks: each sign is a word, with the vowels that belong to it.
_IDEOGRAPH = (
    "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ec0-\u0ec6"
    "\u1000-\u102a\u1780-\u17b3"
)
_VOWELS = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b4-\u17d3"
)
# Vowels of India stand beside letters and are none to Python, though they make the word.
_LETTER = rf"(?![{_IDEOGRAPH}])(?:[^\W_]|[\u0900-\u0963\u0971-\u0dff])"
_WORD = re.compile(
    r"[A-Za-z](?:\.[A-Za-z])+\.?(?:['’]s\b)?(?![^\W_])"  # U.S., e.g., U.S.'s
    rf"|[{_IDEOGRAPH}][{_VOWELS}]*"
    r"|(?<![\w+-])(?:[A-D]{1,3}\+|[A-D]{2,3}[-−](?=[\s,.;:)”\"]|\Z))(?!\w)"  # ratings: A+, BBB-
    rf"|(?:(?<![\w.,)%’'+–−-])[-−–±<>≤≥](?=[$€£¥₩₹]?\d))?[$€£¥₩₹]?{_LETTER}"
    rf"(?:[A-Za-z0-9]+|{_LETTER}|[{_INSIDE}]+(?={_LETTER}|['’]|[{_INSIDE}]|$)|[\u0300-\u036f]"
    rf"|['’ʼ＇‘][{_INSIDE}]*(?={_LETTER})|(?<=\d)[.,:](?=\d)|&(?=[^\W_])|[$€£](?=\d))*"
    r"|[%‰％]"
)
_UNSEEN = re.compile(f"[\u00ad\u200b-\u200d\u2060\ufeff{_POINTS}]")
_MINUS = str.maketrans("−–", "--")
_GROUPED = re.compile(r"\D?\d{1,3}(?:,\d{3})+(?:\.\d+)?\D*")
_RAISED = re.compile("(?<=\\d)(?=[\u00b2\u00b3\u00b9\u2070-\u2089])")
# Without its dots each of these would be another word.
_SPELT_OUT = frozenset(
    "us it am who no in or me so do go is as at on he we be by an if my up".split()
)
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ＇‘", "'"))

STOP_WORDS = frozenset(
    "a about after all also an and any are as at be been but by can could did do does for from had"
    " has have he her his how i if in into is it it's its just may more most not now of on one or"
    " our out over she so some than that the their them then there these they this to up was we"
    " were what when where which who will with would you your".split()
)
"""Words that two sentences may share without having anything in common."""


class Words:
    """The words of a text in order: what each is compared by, and where it stands."""

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        found = list(_WORD.finditer(text, start, len(text) if end is None else end))
        self.keys: list[str] = [key_of(word[0]) for word in found]
        self.starts: list[int] = [word.start() for word in found]
        self.ends: list[int] = [word.end() for word in found]
        self._places: dict[str, list[int]] | None = None
        if "percent" in self.keys:
            self._part_percent()

    def _part_percent(self) -> None:
        """Make two words of "percent" and its sign, as others write "per cent".

        The other way round a quotation that ends with "per" would end within a word.
        """
        keys, starts, ends = self.keys, self.starts, self.ends
        self.keys, self.starts, self.ends = [], [], []
        last = 0
        for at in [at for at, key in enumerate(keys) if key == "percent"]:
            start, end = starts[at], ends[at]
            middle = start + 3 if end - start > 1 else end
            self.keys += (*keys[last:at], "per", "cent")
            self.starts += (*starts[last:at], start, middle if middle < end else start)
            self.ends += (*ends[last:at], middle, end)
            last = at + 1
        self.keys += keys[last:]
        self.starts += starts[last:]
        self.ends += ends[last:]

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def places(self) -> dict[str, list[int]]:
        """Every word with its positions, rising."""
        if self._places is None:
            places: dict[str, list[int]] = {}
            for at, key in enumerate(self.keys):
                places.setdefault(key, []).append(at)
            self._places = places
        return self._places

    def first_from(self, start: int) -> int:
        """Return the position of the first word that begins at or behind a character."""
        return bisect_left(self.starts, start)

    def span(self, first: int, behind: int) -> tuple[int, int]:
        """Return where the words from `first` up to, not with, `behind` begin and end."""
        return (self.starts[first], self.ends[behind - 1])


@lru_cache(16384)
def key_of(word: str) -> str:
    """Return what a word is compared by.

    >>> key_of("Don’t") == key_of("don't")
    True
    >>> key_of("U.S."), key_of("1,200"), key_of("D.F.C.")
    ('u.s', '1200', 'dfc')
    """
    if not word.isascii():
        # "10²" is not 102.
        word = unicodedata.normalize("NFKC", _RAISED.sub("^", _UNSEEN.sub("", word)))
        word = word.translate(_APOSTROPHES).translate(_MINUS)
    if word == "%":
        return "percent"  # a sign for the word
    word = word.lower()  # casefold makes one word of "Maße" and "Masse"
    if "." in word and not any(map(str.isdigit, word)):
        stem, apostrophe, ending = word.partition("'")
        bare = stem.replace(".", "")
        return (stem.rstrip(".") if bare in _SPELT_OUT else bare) + apostrophe + ending
    if "," in word and _GROUPED.fullmatch(word):
        return word.replace(",", "")
    return word
