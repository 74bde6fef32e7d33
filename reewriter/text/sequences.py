"""Judges one misread sequence by what it would mean and by what stands around it; mends nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from unicodedata import combining

from reewriter.text.pages import ALLOWED, FURTHER, Page, page
from reewriter.text.scripts import written

__all__ = [
    "IDEOGRAPH",
    "LATIN",
    "LIKELY",
    "TYPOGRAPHIC",
    "Hit",
    "Strength",
    "judge",
    "read_twice",
    "rows",
    "small",
    "weight",
]

# Signs that stand in healthy text beside any letter: they are no evidence.
TYPOGRAPHIC = frozenset("‘’‚“”„‹›«»–—…•·©®™°\xa0§¶†‡\u200c\u200d\u200e\u200f،؛؟")
_CLOSERS = "‘’‚“”„‹›«»–—…\xa0\u200c\u200d\u200e\u200f،؛؟"
_WORD_END = re.compile(f"[^\\W\\d_]*[{_CLOSERS}]+")
_LETTER = re.compile("[^\\W\\d_]|[\u0300-\u036f]")
_BRANDS = frozenset("©®™°²³")
"""Signs that stick to the end of a word."""
_OPENERS = frozenset("‘‚“„«‹»›”’\xa0")
_CERTAIN = frozenset("‐‑–—‘’‚“”„†•…‹›\u200b\u200e\u200f\u2028\u202f€™")
_COMMON = frozenset("–—‘’“”…•")
LIKELY = re.compile(
    "[\xa0-\u017f\u0218-\u021b\u0391-\u03ce\u0410-\u044f\u0401\u0451\u0404\u0406\u0407\u0454\u0456"
    "\u0457\u0490\u0491\u2010-\u2026\u20ac\u2122"
    "\u1ea0-\u1ef9\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\U0001f300-\U0001faff]"
)
LATIN = re.compile("[\xa0-\u024f\u1e00-\u1eff]")
IDEOGRAPH = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e]")


# E2 80 through pages that show both as letters: small before large, or two scripts in a word.
_NEVER = frozenset("ΓÇ ÔÇ έΑ βÄ тА вА".split())


_NEARLY_ALL = 0.9


class Strength(IntEnum):
    """How surely a sequence is damage."""

    NONE = 0
    """Healthy, as far as it alone can tell."""
    WEAK = 1
    STRONG = 2
    CERTAIN = 3
    TWICE = 4
    """What it means is damage again: nothing else does that."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A sequence, and what it was meant to be."""

    start: int
    end: int
    meant: str
    strength: Strength
    guessed: bool = False


def weight(run: str) -> int:
    """Count the characters that are evidence."""
    return sum(c not in TYPOGRAPHIC for c in run)


def judge(text: str, match: re.Match[str], page: Page) -> Hit:
    """Say what a sequence of a page was meant to be, and how sure that is."""
    start, end = match.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    if match.lastgroup == "lossy":
        beside = _meant_before(text, start, page) or before, _meant_behind(text, end, page) or after
        meant = "—" if match[0].endswith('"') else _lost_quote(*beside)
        return Hit(start, end, meant, Strength.CERTAIN, guessed=True)
    if match.lastgroup == "torn":
        alone = not (_thai(before) or _thai(after))
        meant = "€" if page.byte_of[match[0][-1]] == 0xAC else "™"
        return Hit(start, end, meant if alone else "", Strength.WEAK, guessed=True)
    meant = _meaning(page.name, match[0])
    allowed = bool(meant) and ALLOWED.match(meant)
    pair = len(match[0]) == 2 and match[0].isalpha() and match[0].islower()
    if pair and (small(before) or small(after)) and not meant.isalpha():
        return Hit(start, end, "", Strength.NONE)  # no sign stands in `huhňúc`
    if not allowed or _is_word(match[0], meant, text[max(0, start - 2) : start], after):
        return Hit(start, end, meant, Strength.NONE)
    return Hit(start, end, meant, _strength(match[0], meant, before, after))


def _is_word(seen: str, meant: str, before: str, after: str) -> bool:
    """Tell whether what would be mended is of a healthy word: đông, előírt, PASSÒ™."""
    shouted = len(before) == 2 and before.isalpha() and before.isupper()
    if seen.isalpha():
        # Nobody writes a Greek or Russian letter into a word of ours.
        beside = any(c.isascii() and c.isalpha() for c in (before[-1:], after))
        return beside and meant.isalpha() and not LATIN.match(meant)
    if not seen[0].isalpha() or seen[0] == "Â":
        return False
    if shouted and seen[0].isupper() and not after.islower() and meant.islower():
        return True
    alike = (shouted and seen[0].isupper()) or (before[-1:].isalpha() and seen[0].islower())
    return alike and set(seen[1:]) <= _BRANDS and not after.isalpha()


def _thai(character: str) -> bool:
    """Tell whether this is a letter of the one page that has holes there, or a part of one."""
    return "\u0e00" < character < "\u0e7f"


@lru_cache(8192)
def _meaning(name: str, seen: str) -> str:
    return page(name).decode(seen)


def _strength(seen: str, meant: str, before: str, after: str) -> Strength:
    letters = seen.isalpha()
    breaks_case = before.islower() and seen[0].isupper()
    by_letter = small(before) or small(after) or breaks_case
    if len(seen) == 3 and meant in _CERTAIN:
        foreign = before.isalpha() and not before.isascii()
        if not letters or (meant in _COMMON and seen[:2] in _NEVER and not foreign):
            return Strength.CERTAIN
    if seen[0] in TYPOGRAPHIC and (seen[1].isalpha() or not LIKELY.match(meant)):
        # An opening mark and its word, as in “État”.
        return Strength.WEAK if LIKELY.match(meant) else Strength.NONE
    if _LETTER.match(seen) and seen[-1] in _CLOSERS and _WORD_END.fullmatch(seen[1:]):
        return _with_mark(seen, meant, before, after)
    if seen[0] == "Ã" and "\xc0" <= meant <= "\xff":
        return Strength.CERTAIN  # no language has it before one of these
    if by_letter and not seen[1:].isalpha() and "\xc0" <= meant <= "\xff":
        return Strength.CERTAIN
    rare = not LIKELY.match(meant) and (meant.isalpha() or combining(meant[0]))
    if rare or (letters and by_letter and not before.isalpha() and seen.istitle()):
        return Strength.WEAK  # Ăștia
    if breaks_case and not letters and LATIN.match(meant):
        return Strength.CERTAIN
    # Letters alone are a word of somebody's language, unless they stand in an English one.
    return Strength.WEAK if letters and not by_letter else Strength.STRONG


def _with_mark(seen: str, meant: str, before: str, after: str) -> Strength:
    """Say the same of what may be a word and its closing mark, as in “café”— or « liberté »."""
    breaks_case = before.islower() and seen[0].isupper()
    if _LETTER.match(before) and not breaks_case:
        return Strength.NONE
    if before in _OPENERS and before != "" and not after.isalpha():
        return Strength.NONE
    if seen[0] == "Ã" and "\xc0" <= meant <= "\xff" and small(after):
        return Strength.CERTAIN  # Ångström, whatever else of it is healthy
    usual = LATIN.match(seen) and (len(seen) > 2 or meant <= "\xff" or meant in "œŒ")
    if breaks_case and LATIN.match(seen) and LATIN.match(meant) and LIKELY.match(meant):
        return Strength.CERTAIN
    return Strength.STRONG if usual or breaks_case else Strength.WEAK


def small(character: str) -> bool:
    """Tell whether this is a small letter of English."""
    return character.isascii() and character.islower()


def _meant_before(text: str, end: int, page: Page) -> str:
    """Return what the sequence means that ends here, if one does."""
    found = (page.sequence.fullmatch(text, max(end - size, 0), end) for size in (3, 2))
    return next((page.read(match[0]) for match in found if match and not match.lastgroup), "")


def _meant_behind(text: str, start: int, page: Page) -> str:
    """Return what the sequence means that begins here; a lost one is a sign."""
    found = page.sequence.match(text, start)
    return (page.read(found[0]) or "”") if found else ""


def _lost_quote(before: str, after: str) -> str:
    if before.isalpha() and after.isalpha():
        return "’"
    return "“" if (before.isspace() or not before) and after.isalnum() else "”"


def read_twice(text: str, hits: list[Hit], page: Page) -> list[Hit]:
    """Join sequences that are a sequence again: what they mean was damaged before, by this page.

    What is not allowed as an end stays as it is where it is no part of one.
    """
    found: list[Hit] = []
    for row in rows(hits):
        # One character each; a control may be a byte of what was there at first.
        meant = "".join(
            hit.meant if hit.guessed else page.read(text[hit.start : hit.end]) for hit in row
        )
        matches = list(page.sequence.finditer(meant)) if len(row) > 1 else []
        twice = [(m.span(), page.decode(m[0])) for m in matches if m.lastgroup is None]
        twice = [(span, whole) for span, whole in twice if _may_end(whole)]
        if not written([(whole, meant[slice(*span)]) for span, whole in twice])[0]:
            twice = [(span, whole) for span, whole in twice if not FURTHER.match(whole)]
        if not _all_of_it(meant, twice):
            twice = []
        twice = [
            (span, whole)
            for span, whole in twice
            if not _word_at_first(meant[slice(*span)], whole)
            and not _in_word(text, row[span[0]].start, row[span[1] - 1].end, whole)
        ]
        at = 0
        for (first, behind), whole in twice:
            found += row[at:first]
            found.append(Hit(row[first].start, row[behind - 1].end, whole, Strength.TWICE))
            at = behind
        found += row[at:]
    return [hit for hit in found if _may_end(hit.meant)]


def _may_end(meant: str) -> bool:
    return bool(meant and (ALLOWED.match(meant) or FURTHER.match(meant)))


def _all_of_it(meant: str, twice: Sequence[tuple[tuple[int, int], str]]) -> bool:
    """Tell whether a row was damaged before: not where most of it is a word of another script, or
    all that it would come to are ideographs: `ίνα` is a word, and no 夘.
    """
    if all(IDEOGRAPH.match(whole) and _small(meant[slice(*span)]) for span, whole in twice):
        return False
    left = sum(map(bool, map(FURTHER.match, meant)))
    taken = sum(bool(FURTHER.match(one)) for span, _ in twice for one in meant[slice(*span)])
    return taken >= _NEARLY_ALL * left


def _word_at_first(seen: str, whole: str) -> bool:
    """Tell whether small letters stay as they are: `бі` is no ¦, nor is `рі` a Ҧ."""
    return _small(seen) and "і" in seen and not _small(whole)


def _in_word(text: str, start: int, end: int, whole: str) -> bool:
    """Tell whether letters of one case stand in a word of that case: `ΕΠΙΛΈΓΟΜΑΙ` holds no Ğ; or
    whether a letter of another script would stand in a word of ours.
    """
    seen, around = text[start:end], text[max(start - 1, 0) : end + 1]
    if whole.isalpha() and not LATIN.match(whole) and (small(around[0]) or small(around[-1])):
        return True
    return around != seen and around.isalpha() and (around.isupper() or around.islower())


def _small(word: str) -> bool:
    return word.isalpha() and word.islower()


def rows(hits: Iterable[Hit]) -> Iterator[list[Hit]]:
    """Return the hits in rows without anything between."""
    row: list[Hit] = []
    for hit in hits:
        if row and row[-1].end != hit.start:
            yield row
            row = []
        row.append(hit)
    if row:
        yield row
