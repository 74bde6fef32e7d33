"""Tells whether two articles are one text, cut or edited at most; knows no item and no store.

Prints find texts that may be copies of each other among very many at hardly any cost; `is_copy`
then compares the two word by word. What only repeats a form, as daily prices or quarterly results
do, says other figures in the same places and is no copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from zlib import crc32

from reewriter.patterns import pattern
from reewriter.text.unparted import (
    CHARACTER,
    begins_unparted,
    clauses,
    grams,
    has_unparted,
    parted,
    without_unparted,
)

__all__ = [
    "LEAST_WORDS",
    "Telling",
    "figures",
    "have_one_title",
    "is_copy",
    "prints",
    "title_words",
]

LEAST_WORDS = 40
"""Words that a text must have of its own: shorter ones are alike by chance."""

_SHORTEST = 200
"""Characters; shorter texts are no copies of anything."""
_LONGEST = 40_000
"""Characters of a text that are looked at."""
_SENTENCE = 40
"""Bytes without blanks and signs; shorter sentences are said by too many."""
_FIRST = 3
_LOWEST = 3
_COUNTED = 20
"""Sentences that are looked at: copies begin where their original does, or soon after."""
_SIGNS = b" \"'.,;:!?()-\xa0"
_WIDE_SIGNS = pattern("[ \u3000\xa0\"'“”‘’「」『』《》〈〉（）()【】、,.!?：:·・—-]+")
_CLAUSES = 30
"""Clauses that are looked at where no words are set apart: ten sentences."""
_ALIKE = 0.72
"""How much of the shorter text must stand in the longer one, in runs of five words."""
_CUT = 0.6
"""A text shorter than this share of the other is a beginning of it, or none of it."""
_CUT_ALIKE = 0.85
_BEGINNING = 0.3
_TITLE = 1 / 4
"""How many of a title's words the common text must have: a notice that hides the article, or a
briefing about many things, has none of them."""
_ONE_TITLE = 0.6
"""How many of the words of two titles are common to both where they are one."""
_RUN = 5

_WORD = pattern(r"[^\W_]+")
_WIDE_FIGURE = pattern("第.|星期|[周週].|.曜")
_SENTENCE_END = pattern(r"(?<=[.!?…”\"])\s+|\n+")
_BOILERPLATE = pattern(
    r"newsletter|cookies?\b|subscri(?:be|ption)|sign (?:up|in)\b|log in|your inbox|all rights"
    r" reserved|read (?:more|the (?:whole|full))|click here|appeared first on|originally published"
    r"|privacy|personal data|consent|your preferences|forward-looking|actual results may differ"
    r"|copyright|©|follow us|share this|this article was|advertis|^about [\w ]{3,40}:"
    r"|版权所有|版權所有|转载|轉載|责任编辑|責任編輯|扫码|订阅|訂閱|無断転載|会員限定|続きを読む"
    r"|무단 ?전재|저작권",
    re.IGNORECASE,
)
_OF_BOILERPLATE = (
    "newsletter", "cookie", "subscri", "sign ", "log in", "your inbox", "all rights", "read more",
    "read the", "click here", "appeared first on", "originally published", "privacy",
    "personal data", "consent", "your preferences", "forward-looking", "actual results may",
    "copyright", "©", "follow us", "share this", "this article was", "advertis", "about ",
    "版权所有", "版權所有", "转载", "轉載", "责任编辑", "責任編輯", "扫码", "订阅", "訂閱",
    "無断転載", "会員限定", "続きを読む", "무단", "저작권",
)  # fmt: skip
"""One of these is in each of them: most texts hold a few, and their sentences are told by those in
a fraction of a search's time."""
_NUMBER_WORDS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred"
    " thousand million billion half third quarter first second fourth monday tuesday wednesday"
    " thursday friday saturday sunday january february march april june july august september"
    " october november december".split()
)
_SEASONS = frozenset("spring summer autumn fall winter".split())
_COMMON = frozenset(
    "about after again against amid among another around back because been before being between"
    " could does down during each even every first from gets have here high into just last late"
    " like made make many more most much must near next only other over part plan plans said says"
    " set some still such than that their them then there these they this those three through time"
    " today under until upon very want wants week well were what when where which while will with"
    " without would year years your report reports news update".split()
)


def prints(text: str) -> tuple[int, ...]:
    """Return the marks of a text: those of its first sentences, and the lowest of the others.

    Texts that share no mark are no copies of each other, all but surely; those that do may be.
    """
    if begins_unparted(text):
        return _few(_marks_unparted(text))
    if len(text) < _SHORTEST:
        return ()
    sentences = text[:_LONGEST].replace("\n", ". ").split(". ", _COUNTED)[:_COUNTED]
    # Quotation marks and dashes go, since each paper sets its own.
    together = "\n".join(sentences).encode("ascii", "ignore").translate(None, _SIGNS).lower()
    marks: list[int] = []
    for sentence, plain in zip(sentences, together.split(b"\n"), strict=True):
        if len(plain) >= _SENTENCE:
            marks.append(crc32(plain))
        elif len(sentence) >= _SENTENCE:
            marks.append(crc32(sentence.encode("utf-8", "replace").lower()))
    return _few(marks)


def _marks_unparted(text: str) -> Iterator[int]:
    """Yield the marks of clauses: of one that is set as others are, it is the one it has there."""
    together = "\n".join(clauses(text, _CLAUSES))
    narrow = together.encode("ascii", "ignore").translate(None, _SIGNS).lower()
    wide = _WIDE_SIGNS.sub("", together).encode("utf-8", "replace").lower()
    for plain, whole in zip(narrow.split(b"\n"), wide.split(b"\n"), strict=True):
        mark = plain if len(plain) >= _SENTENCE else whole
        if len(mark) >= _SENTENCE:
            yield crc32(mark)


def _few(found: Iterable[int]) -> tuple[int, ...]:
    marks = list(found)
    rest = sorted(set(marks[_FIRST:]).difference(marks[:_FIRST]))
    return (*dict.fromkeys(marks[:_FIRST]), *rest[:_LOWEST])


@dataclass(frozen=True)
class Telling:
    """An article, ready to be compared with others."""

    title: str
    text: str

    @cached_property
    def words(self) -> list[str]:
        """The words of what is not boilerplate."""
        return _words(self.own)

    @cached_property
    def own(self) -> str:
        """What is not boilerplate, in small letters."""
        text = self.text[:_LONGEST].replace("’", "'").replace("'", "")
        if "。" in text:
            text = text.replace("。", "。\n")
        folded = text.casefold()
        telling = [piece for piece in _OF_BOILERPLATE if piece in folded]
        own = (part for part in _SENTENCE_END.split(text) if not _is_boilerplate(part, telling))
        return " ".join(own).casefold()

    @cached_property
    def length(self) -> int:
        """How many words there are, two characters being one where none are set apart."""
        if self.own.isascii():
            return len(self.words)
        return len(self.words) - sum(1 for word in self.words if CHARACTER.match(word)) // 2

    @cached_property
    def runs(self) -> dict[tuple[str, ...], int]:
        """Every run of five words, and where it stands first."""
        found: dict[tuple[str, ...], int] = {}
        for at, run in enumerate(zip(*(self.words[n:] for n in range(_RUN)), strict=False)):
            found.setdefault(run, at)
        return found

    @cached_property
    def places(self) -> dict[tuple[str, str], set[str]]:
        """The two words before a figure or a day, and the figures that stand there."""
        found: dict[tuple[str, str], set[str]] = {}
        for one, two, word in zip(self.words, self.words[1:], self.words[2:], strict=False):
            if _is_figure(word) and not (_is_figure(one) or _is_figure(two)):
                found.setdefault((one, two), set()).add(word)
        return found


def _is_boilerplate(sentence: str, telling: Sequence[str]) -> bool:
    if not telling:
        return False
    folded = sentence.casefold()
    return any(piece in folded for piece in telling) and bool(_BOILERPLATE.search(sentence))


def is_copy(one: Telling, other: Telling, *, one_outlet: bool = False) -> bool:
    """Say whether two articles are one text, perhaps cut short, edited, or with another title.

    In `one_outlet`, they must have one title, too: a podcast describes each episode in the same
    words.
    """
    if one_outlet and not have_one_title(one.title, other.title):
        return False
    if one.text == other.text:  # as in a feed of two addresses: nothing is left to compare
        same = one.length >= LEAST_WORDS and not _name_others(one.title, other.title)
        return same and _is_about(one, one) and _is_about(other, one)
    short, long = sorted((one, other), key=lambda telling: len(telling.words))
    if short.length < LEAST_WORDS:
        return False
    common = short.runs.keys() & long.runs.keys()
    share = len(common) / len(short.runs)
    if len(short.words) < _CUT * len(long.words):
        beginning = _BEGINNING * len(long.words)
        if share < _CUT_ALIKE or min(map(long.runs.__getitem__, common)) > beginning:
            return False
    elif share < _ALIKE:
        return False
    if _contradict(short, long) or _name_others(short.title, long.title):
        return False
    return _is_about(short, long) and _is_about(long, short)


def _contradict(one: Telling, other: Telling) -> bool:
    """Say whether other figures or days stand in the same places."""
    return any(
        here.isdisjoint(there)
        for place, here in one.places.items()
        if (there := other.places.get(place)) is not None
    )


def have_one_title(one: str, other: str) -> bool:
    """Say whether two titles differ by a word or two at most."""
    here, there = title_words(one), title_words(other)
    return len(here & there) >= _ONE_TITLE * len(here | there)


@lru_cache(1024)
def title_words(title: str) -> frozenset[str]:
    """Return the words of a title, in small letters."""
    return frozenset(_words(title.casefold()))


def _words(text: str) -> list[str]:
    return parted(text) if has_unparted(text) else _WORD.findall(text)


def _name_others(one: str, other: str) -> bool:
    """Say whether two titles name figures, days or seasons, and not the same: "No. 4", "No. 5"."""
    here, there = figures(one), figures(other)
    return bool(here and there) and here.isdisjoint(there)


def figures(title: str) -> set[str]:
    """Return the figures, days and seasons that a title names."""
    return {word for word in title_words(title) if _is_figure(word) or word in _SEASONS}


def _is_figure(word: str) -> bool:
    return word[0].isdigit() or word in _NUMBER_WORDS or bool(_WIDE_FIGURE.match(word))


def _is_about(title: Telling, text: Telling) -> bool:
    """Say whether the words of a title occur in a text; beginnings do, for grammar's sake.

    Days and months are in every text: a letter "of March 2" is not what it begins with.
    """
    folded = title.title.casefold()
    pairs = set(grams(folded, len(folded))) if has_unparted(folded) else set[str]()
    wanted = {
        word[:5]
        for word in _WORD.findall(without_unparted(folded) if pairs else folded)
        if len(word) > 3 and word not in _COMMON and not _is_figure(word)
    }
    known = len(wanted & {word[:5] for word in text.words}) if wanted else 0
    known += sum(pair in text.own for pair in pairs)
    return bool(wanted or pairs) and known >= _TITLE * (len(wanted) + len(pairs))
