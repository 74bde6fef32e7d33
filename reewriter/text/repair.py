"""Mends text whose UTF-8 was once read through another code page; asks not where it is from.

Works sequence by sequence, since damaged texts are blends: pages fill each other's holes, bytes get
lost, healthy text stands beside. A page is believed when nearly all characters that could come from
it do form UTF-8 (so healthy Thai or Greek is never touched), or, for a single sequence, when no
language writes such a thing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from reewriter.text.pages import LEADS, PAGES, Page, page

__all__ = ["Repair", "beyond_ascii", "repair", "suspicious"]

_BLANKS = b" " * 128 + bytes(range(128, 256))
_COVERAGE = 0.9
_LONGEST = 200_000
"""Characters beyond which nothing is mended: no article is that long, and it would take seconds."""
_ROUNDS = 8
"""Damage upon damage, and one page after the other: three rounds are already rare."""
_WINDOW = 120
"""Characters of a foreign script that are looked at to tell whether it is healthy."""

# Signs that stand in healthy text beside any letter: they are no evidence.
_TYPOGRAPHIC = frozenset("‘’‚“”„‹›«»–—…•·©®™°\xa0§¶†‡\u200c\u200d\u200e\u200f،؛؟")
_CLOSERS = "‘’‚“”„‹›«»–—…\xa0\u200c\u200d\u200e\u200f،؛؟"
_WORD_END = re.compile(f"[^\\W\\d_]*[{_CLOSERS}]+")
_LETTER = re.compile("[^\\W\\d_]|[\u0300-\u036f]")
_OPENERS = frozenset("‘‚“„«‹»›”’\xa0")
_CERTAIN = frozenset("‐‑–—‘’‚“”„†•…‹›\u200b\u200e\u200f\u2028\u202f€™")
_LIKELY = re.compile(
    "[\xa0-\u017f\u0391-\u03ce\u0410-\u044f\u0401\u0451\u2010-\u2026\u20ac\u2122"
    "\u1ea0-\u1ef9\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\U0001f300-\U0001faff]"
)
_LATIN = re.compile("[\xa0-\u024f\u1e00-\u1eff]")
_IDEOGRAPH = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e]")
_WINDOWS_C1 = re.compile("[\x80\x82\x84\x85\x91-\x97\x99]")
_OTHER_C1 = re.compile("[\x81\x83\x86-\x90\x98\x9a-\x9f]")
# Scripts whose own letters are the leads and continuations of some page.
_SCRIPT = re.compile("[\u0370-\u03ff\u0400-\u04ff\u0590-\u05ff\u0600-\u06ff\u0e00-\u0e7f]")
_PAGES_OF_SCRIPT = (
    ("\u0400", ("cp1253", "cp437")),
    ("\u0590", ("cp1251", "koi8-r", "koi8-u", "cp866")),
    ("\u0600", ("cp1255",)),
    ("\u0e00", ("cp1256",)),
    ("\u0e80", ("cp874",)),
)
# Any damage shows as two such characters side by side, or as a lone control.
_DAMAGE = re.compile("[^\x00-\x7f](?:(?<=[\x80-\x9f])|[^\x00-\x7f])")
# E2 80, the beginning of every curly quotation mark, through those pages and others with letters;
# or a control. (Looking behind from the rarer second character is three times as fast.)
_QUOTE_LEAD = re.compile(
    "[€ЂÇ─А\x80-\x9f]"
    "(?:(?<=[âāβвגโ]€)|(?<=вЂ)|(?<=Б─)|(?<=ΓÇ)|(?<=тА)(?=[УФШЩЬЭжв])|(?<=[\x80-\x9f]))"
)


@dataclass(frozen=True, slots=True)
class Repair:
    """A text as it was meant."""

    text: str
    page: str
    """The code pages it had been read through, joined by "+"; "" where nothing was wrong."""
    guessed: int
    """Signs put in for lost bytes: an editor should look at them."""
    count: int = 0
    """Sequences mended, guesses included."""
    guesses: tuple[int, ...] = ()
    """Where in the text the guessed signs stand."""


class _Strength(IntEnum):
    NONE = 0
    """Healthy, as far as it alone can tell."""
    WEAK = 1
    STRONG = 2
    CERTAIN = 3


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    meant: str
    strength: _Strength
    guessed: bool = False


def suspicious(text: str) -> bool:
    """Tell, in well under 0.1 ms for a healthy item, whether `repair` is worth its time."""
    if text.isascii():
        return False
    # All damage can be seen there, and it is short where a text is mostly ASCII.
    runs = beyond_ascii(text)
    if not _DAMAGE.search(runs):
        return False
    if _QUOTE_LEAD.search(runs):
        return True
    leads = _latin_leads()[0]
    seen: set[str] = set()
    for match in leads.finditer(text) if leads.search(runs) else ():
        start = match.start()
        names = _readings(text[start : start + 4])
        if not names or (around := text[max(start - 1, 0) : start + 5]) in seen:
            continue
        seen.add(around)
        for name in names:
            found = page(name).sequence.match(text, start)
            if found and _hit(text, found, page(name)).strength >= _Strength.STRONG:
                return True
    script = _SCRIPT.search(text) if _SCRIPT.search(runs) else None
    if not script:
        return False
    window = text[script.start() : script.start() + _WINDOW]
    names = next(names for end, names in _PAGES_OF_SCRIPT if script[0] < end)
    return any(_believed(window, page(name), _COVERAGE - 0.1) for name in names)


@lru_cache(2)  # It is asked for the same text several times in a row.
def beyond_ascii(text: str) -> str:
    """Return the runs of other characters, with blanks between them."""
    runs = text.encode("utf-8", "surrogatepass").translate(_BLANKS).split()
    return b" ".join(runs).decode("utf-8", "surrogatepass")


def repair(text: str) -> Repair:
    """Mend what was misread. Healthy text comes back as it is, whatever its language."""
    names: list[str] = []
    count = 0
    guesses: list[int] = []
    for _ in range(0 if text.isascii() or len(text) > _LONGEST else _ROUNDS):
        name, hits = _best_page(text)
        if hits:
            guesses = _moved(guesses, hits)
            text = _replace(text, hits)
            count += len(hits)
        else:
            single = _WINDOWS_C1.findall(text)
            if _OTHER_C1.search(text) or not any(c != "\x85" for c in single):
                break
            name = "cp1252"
            text = _WINDOWS_C1.sub(lambda c: c[0].encode("latin-1").decode("cp1252"), text)
            count += len(single)
        names += [] if name in names else [name]
    return Repair(text, "+".join(names), len(guesses), count, tuple(guesses))


def _best_page(text: str) -> tuple[str, list[_Hit]]:
    """Return the page that explains the text best, and what is to be mended by it, if anything."""
    best: tuple[tuple[int, int], str, list[_Hit]] | None = None
    for name in PAGES:
        hits = _believed(text, page(name), _COVERAGE)
        rank = (_unlikely(text, hits, page(name)), -sum(hit.end - hit.start - 1 for hit in hits))
        if hits and (best is None or rank < best[0]):
            best = (rank, name, hits)
    return best[1:] if best else ("", [])


@lru_cache(4096)
def _readings(seen: str) -> tuple[str, ...]:
    """Return the pages in which these four characters begin with a sequence that makes sense."""
    return tuple(
        name
        for name in _latin_leads()[1].get(seen[0], ())
        if (found := page(name).sequence.match(seen)) and _hit(seen, found, page(name)).meant
    )


@cache
def _latin_leads() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """Return where a sequence may begin if its lead is no letter of a foreign script."""
    leads: dict[str, list[str]] = {}
    of_two: set[str] = set()
    rests: set[str] = set()
    for name in PAGES:
        for character, code in page(name).byte_of.items():
            if code < 0xC0:
                rests.add(character)
            elif code in LEADS and not _SCRIPT.match(character):
                leads.setdefault(character, []).append(name)
                of_two |= {character} if code < 0xE0 else set()
    first, two, rest = ("".join(map(re.escape, sorted(s))) for s in (set(leads), of_two, rests))
    pattern = f"[{first}](?=[{rest}])(?:(?<=[{two}])|(?=[{rest}]{{2}}))"
    return re.compile(pattern), {c: tuple(names) for c, names in leads.items()}


def _believed(text: str, page: Page, coverage: float) -> list[_Hit]:
    """Return the sequences of a page that may be mended: all, only the certain ones, or none."""
    hits = [_hit(text, match, page) for match in page.sequence.finditer(text)]
    hits = [hit for hit in hits if hit.meant]
    hits = _without_lonely(text, hits)
    if not any(hit.strength >= _Strength.STRONG for hit in hits):
        return []
    consumed = sum(hit.end - hit.start for hit in hits if hit.strength)
    # What looks healthy by itself counts neither way, and goes with the rest of the text.
    left = -sum(_weight(text[hit.start : hit.end]) for hit in hits)
    left += sum(_weight(run) for run in page.high.findall(text))
    if consumed >= coverage * (consumed + left):
        return hits
    return [hit for hit in hits if hit.strength is _Strength.CERTAIN]


def _without_lonely(text: str, hits: list[_Hit]) -> list[_Hit]:
    """Drop the ideographs that stand alone among other letters: `atěžština` is a word."""
    signs = [hit for hit in hits if _IDEOGRAPH.match(hit.meant)]
    starts, ends = {hit.start for hit in signs}, {hit.end for hit in signs}
    return [
        hit
        for hit in hits
        if not _IDEOGRAPH.match(hit.meant)
        or hit.end in starts
        or hit.start in ends
        or not all(c.isalpha() or c in _TYPOGRAPHIC for c in text[hit.start : hit.end])
    ]


def _weight(run: str) -> int:
    return sum(c not in _TYPOGRAPHIC for c in run)


def _hit(text: str, match: re.Match[str], page: Page) -> _Hit:
    start, end = match.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    if match.lastgroup == "lossy":
        meant = "—" if match[0].endswith('"') else _lost_quote(before, after)
        return _Hit(start, end, meant, _Strength.CERTAIN, guessed=True)
    meant = _meaning(page.name, match[0])
    strength = _strength(match[0], meant, before, after) if meant else _Strength.NONE
    return _Hit(start, end, meant, strength)


@lru_cache(8192)
def _meaning(name: str, seen: str) -> str:
    return page(name).decode(seen)


def _strength(seen: str, meant: str, before: str, after: str) -> _Strength:
    letters = seen.isalpha()
    breaks_case = before.islower() and seen[0].isupper()
    by_letter = _small(before) or _small(after) or breaks_case
    if len(seen) == 3 and meant in _CERTAIN and not letters:
        return _Strength.CERTAIN
    if seen[0] in _TYPOGRAPHIC and (seen[1].isalpha() or not _LIKELY.match(meant)):
        # An opening mark and its word, as in “État”.
        return _Strength.WEAK if _LIKELY.match(meant) else _Strength.NONE
    if _LETTER.match(seen) and seen[-1] in _CLOSERS and _WORD_END.fullmatch(seen[1:]):
        # A word and its closing mark, as in “café”— or « liberté ».
        if _LETTER.match(before) and not breaks_case:
            return _Strength.NONE
        if before in _OPENERS and before != "" and not after.isalpha():
            return _Strength.NONE
        usual = _LATIN.match(seen) and (len(seen) > 2 or meant <= "\xff" or meant in "œŒ")
        return _Strength.STRONG if usual or breaks_case else _Strength.WEAK
    if by_letter and not seen[1:].isalpha() and "\xc0" <= meant <= "\xff":
        return _Strength.CERTAIN
    # Letters alone are a word of somebody's language, unless they stand in an English one.
    return _Strength.WEAK if letters and not by_letter else _Strength.STRONG


def _small(character: str) -> bool:
    return character.isascii() and character.islower()


def _lost_quote(before: str, after: str) -> str:
    if before.isalpha() and after.isalpha():
        return "’"
    return "“" if (before.isspace() or not before) and after.isalnum() else "”"


def _moved(guesses: list[int], hits: list[_Hit]) -> list[int]:
    """Return where guesses stand after this round: those of earlier rounds move with their text."""
    found: list[int] = []
    shorter = 0
    waiting = list(reversed(guesses))
    for hit in hits:
        while waiting and waiting[-1] < hit.start:
            found.append(waiting.pop() - shorter)
        # A guess that was part of a further sequence is no guess any more.
        while waiting and waiting[-1] < hit.end:
            waiting.pop()
        if hit.guessed:
            found.append(hit.start - shorter)
        shorter += hit.end - hit.start - len(hit.meant)
    return found + [at - shorter for at in reversed(waiting)]


def _replace(text: str, hits: list[_Hit]) -> str:
    pieces: list[str] = []
    at = 0
    for hit in hits:
        pieces += (text[at : hit.start], hit.meant)
        at = hit.end
    return "".join([*pieces, text[at:]])


def _unlikely(text: str, hits: list[_Hit], page: Page) -> int:
    """Count new characters that news rarely hold, or that stand inside a word of other letters,
    and controls that stand for a byte for which the page has a character.
    """
    unlikely = 0
    for hit in hits:
        strange = not _LIKELY.match(hit.meant)
        foreign = hit.meant.isalpha() and not _LATIN.match(hit.meant)
        beside = _small(text[hit.start - 1 : hit.start]) or _small(text[hit.end : hit.end + 1])
        alien = any(c in page.alien for c in text[hit.start : hit.end])
        unlikely += strange + (foreign and beside) + alien
    return unlikely
