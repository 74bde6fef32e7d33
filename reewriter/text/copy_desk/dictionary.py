"""The words of English, and those that are written nearly alike; judges no text.

The dictionary is that of pyspellchecker: American spelling, small letters, how often each is used.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path

__all__ = ["doubled", "frequency", "is_word", "nearest", "one_slip_away", "ready", "swapped"]

_PIECE = 200_000
"""Characters that are parsed in a few milliseconds."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz'"
_FORMED_FROM = 4
"""Letters that a stem must have, for an ending to make it another word."""
_PREFIXED = 6
"""The same for what a prefix stands before, if it is used often; else it must be longer yet."""
_PREFIXED_LONG = 9
_COMMON_STEM = 1000
"""How often a word is used from which a prefix makes another: "untill" is not un-till."""
_OF_THE_BEAT = 500
"""How often a word of our own list, or of the glossary, counts as used: it is what we write of."""
_MOST_DIFFERENT = 4
"""Letters that two words two slips apart can have that the other has not."""


@cache
def ready() -> Mapping[str, int]:
    """Load the dictionary, in a tenth of a second, once; return word → how often it is used."""
    # Read as the library stores it, without the library: its own class copies it, and takes three
    # times as long. Tests tell when that file is another.
    found = find_spec("spellchecker")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("pyspellchecker is not installed", name="spellchecker")
    packed = Path(found.origin).with_name("resources").joinpath("en.json.gz").read_bytes()
    words: dict[str, int] = {}
    for piece in _pieces(gzip.decompress(packed).decode("utf-8")):
        words.update(json.loads(piece))
    for line in Path(__file__).with_name("words.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            words.update(dict.fromkeys(line.split(), _OF_THE_BEAT))
    return words


def _pieces(whole: str) -> Iterator[str]:
    """Cut a flat JSON object into smaller ones, none of which holds up a desk that paints."""
    start, end = whole.index("{") + 1, whole.rindex("}")
    while start < end:
        cut = whole.find(",", start + _PIECE, end)
        cut = end if cut < 0 else cut
        yield f"{{{whole[start:cut]}}}"
        start = cut + 1


def frequency(word: str) -> int:
    """Return how often a word in small letters is used, 0 for one that is not in the dictionary."""
    return ready().get(word, 0)


@lru_cache(16_384)
def is_word(word: str, *, british: bool = False) -> bool:
    """Tell whether a word in small letters is one, or made of one by an ending or a prefix.

    With `british`, American words in British spelling are, too.
    """
    plain = _plain(word)
    if plain in ready() or any(_known(stem) for stem in _stems(plain)):
        return True
    return british and any(is_word(other) for other in _american(plain))


def _plain(word: str) -> str:
    """Return the word without accents: façade is facade."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def _known(stem: str) -> bool:
    return len(stem) >= _FORMED_FROM and stem in ready()


_PREFIX = re.compile(
    r"(?:un|re|pre|non|mid|over|under|anti|sub|super|micro|multi|geo|bio|hydro|electro|thermo|pyro"
    r"|inter|intra|mis|de|cyber|photo|nano|semi|ultra|petro|ferro|co|counter|trans|para|crypto)"
)
_CONTRACTED = re.compile(r"'(?:d|ll|ve|re|d've)$")
_ENDS_FIRMLY = re.compile(r"[a-z]*(?:[aeiou]{2}[a-z]|[^aeiou]{2})")
_TWICE = re.compile(r"(.)\1")
_RUN = re.compile(r"(.)\1*")
_DOUBLE = re.compile(r"([bdgmnprt])\1")
_SAME = ("ness", "less", "like", "wide", "ward", "wards", "proof", "friendly")
_IZE = ("ize", "izes", "ized", "izing", "izer", "izers", "ization", "izations")


def _stems(word: str) -> Iterator[str]:
    """Yield what a word may be formed from, where no slip of the pen looks the same.

    "Ramping" comes from "ramp"; but "occured" must not come from "occur", nor "truely" from "true".
    """
    yield from _plural_of(word)
    for ending in ("ed", "ing"):
        stem = word.removesuffix(ending)
        firm = stem != word and _ENDS_FIRMLY.fullmatch(stem) and not _DOUBLE.search(stem, 2)
        if firm and not stem.endswith("e"):
            yield stem
    for ending in _SAME:
        stem = word.removesuffix(ending)
        if stem != word and not stem.endswith("y"):
            yield stem
    for ending in _IZE:
        stem = word.removesuffix(ending)
        if stem != word and stem[-1:] not in "aeiouy":
            yield stem
    if found := _PREFIX.match(word):
        rest = word[found.end() :]
        common = ready().get(rest, 0) >= _COMMON_STEM
        if len(rest) >= (_PREFIXED if common else _PREFIXED_LONG):
            yield rest
    if found := _CONTRACTED.search(word):
        yield word[: found.start()]


def _plural_of(word: str) -> Iterator[str]:
    if word.endswith("ies"):
        yield f"{word[:-3]}y"
    elif word.endswith("es") and word[:-2].endswith(("s", "x", "z", "ch", "sh", "o")):
        yield word[:-2]
    elif word.endswith("s") and not word[:-1].endswith(("s", "x", "z", "ch", "sh", "y")):
        yield word[:-1]


_BRITISH = [
    (re.compile(british), american)
    for british, american in (
        pair.split("→")
        for pair in r"""
        our→or ise→ize isi→izi isa→iza yse→yze ysi→yzi ogue→og ae→e oe→e mme\b→m mmes\b→ms
        tre\b→ter tres\b→ters tred\b→tered bre\b→ber bres\b→bers oeuvre→euver oeuvred→euvered
        ence\b→ense ences\b→enses licenc→licens practis→practic dgement→dgment geing→ging
        ll(?=ed|ing|er|or|ery|ous)→l l(?=ment|ful)→ll l\b→ll ls\b→lls
        minium→minum ph(?=ur|at|id|it)→f tyre→tire cheque→check grey→gray plough→plow mould→mold
        sceptic→skeptic arte→arti storey→story kerb→curb whilst→while amongst→among tonne→ton
        jewellery→jewelry pyjama→pajama draught→draft gramme→gram learnt→learned towards→toward
        """.split()
    )
]


def _american(word: str) -> Iterator[str]:
    for british, american in _BRITISH:
        if british.search(word):
            yield british.sub(american, word)


def swapped(word: str) -> Iterator[str]:
    """Yield the word with two letters side by side swapped, at each place."""
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def one_slip_away(word: str, also: frozenset[str] = frozenset()) -> dict[str, str]:
    """Return the words of the dictionary, and of those given, of which this is one slip; with it.

    A letter was left out ("out"), is too many ("many") or another ("other"), or two are swapped
    ("swap").
    """
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    made: dict[str, Iterable[str]] = {
        "swap": swapped(word),
        "many": (a + b[1:] for a, b in halves if b),
        "out": (a + letter + b for a, b in halves for letter in _LETTERS),
        "other": (a + letter + b[1:] for a, b in halves if b for letter in _LETTERS),
    }
    found: dict[str, str] = {}
    for slip, others in made.items():
        for other in others:
            if other != word and (other in ready() or other in also):
                found.setdefault(other, slip)
    return found


def _redoubled(word: str) -> Iterator[str]:
    """Yield the words that have two letters doubled, or single, where this has it the other way.

    "Tarrifs" is meant to be "tariffs", and no word that is one slip away.
    """
    runs = [run[0] for run in _RUN.finditer(word)]
    other = [run * 2 if len(run) == 1 else run[:-1] for run in runs]
    for one, two in combinations(range(len(runs)), 2):
        yield "".join(other[at] if at in (one, two) else run for at, run in enumerate(runs))


@lru_cache(2048)
def nearest(word: str, most: int = 3, *, also: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return what may have been meant by a word that is none, the likeliest first.

    What is British spelling is in American. `also` are the words of the beat, in small letters.
    """
    plain = _plain(word)
    if american := tuple(dict.fromkeys(one for one in _american(plain) if one in ready())):
        return american[:most]
    near = one_slip_away(plain, also)
    for other in _redoubled(plain):
        if other in ready() or other in also:
            near.setdefault(other, "double")
    if near:
        weights = {one: _likelihood(plain, one, slip, also) for one, slip in near.items()}
        ranked = sorted(near, key=lambda other: -weights[other])
        likely = (one for one in ranked if weights[one] * 500 >= weights[ranked[0]])
        return tuple(likely)[:most]
    if halves := _run_together(plain):
        return (halves,)
    far = _two_edits_away(plain)
    return tuple(sorted(far, key=lambda one: (not doubled(plain, one), -frequency(one)))[:most])


def _likelihood(word: str, meant: str, slip: str, also: frozenset[str]) -> float:
    """Weigh how often a word is used with how its slip is made: the first letter seldom is one."""
    used = max(frequency(meant), _OF_THE_BEAT if meant in also else 0)
    same_start = 1 if word[0] == meant[0] else 0.05
    usual = slip == "swap" or doubled(word, meant)
    return used * same_start * (20 if usual else 1)


def doubled(word: str, meant: str) -> bool:
    """Tell whether two words differ in nothing but letters that stand once or twice."""
    return _TWICE.sub(r"\1", word) == _TWICE.sub(r"\1", meant)


def _run_together(word: str) -> str:
    """Return two words that lack the blank between them, or nothing."""
    pairs = (
        (min(frequency(word[:at]), frequency(word[at:])), f"{word[:at]} {word[at:]}")
        for at in range(2, len(word) - 1)
    )
    often, both = max(pairs, default=(0, ""))
    return both if often > _RUN_TOGETHER else ""


_RUN_TOGETHER = 50_000
"""How often both halves are used: with less, any slip would be two words."""


def _two_edits_away(word: str) -> list[str]:
    letters = set(word)
    return [
        other
        for other in _by_start()[word[:1]]
        if abs(len(other) - len(word)) <= 2
        and len(letters ^ set(other)) <= _MOST_DIFFERENT
        and _distance(word, other) == 2
    ]


@cache
def _by_start() -> Mapping[str, list[str]]:
    words = defaultdict(list)
    for word in ready():
        words[word[0]].append(word)
    return words


def _distance(one: str, other: str) -> int:
    """Count the letters to add, drop, change or swap; anything above two is told as three."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j - 1] + 1, rows[-1][j] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        if min(row) > 2:
            return 3
        rows.append(row)
    return min(rows[-1][-1], 3)
