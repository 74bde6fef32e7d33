"""Mends text whose UTF-8 was once read through another code page; asks not where it is from.

Works sequence by sequence, since damaged texts are blends: pages fill each other's holes, bytes get
lost, healthy text stands beside. A page is believed when nearly all characters that could come from
it do form UTF-8 (so healthy Thai or Greek is never touched), or, for a single sequence, when no
language writes such a thing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from reewriter.text.alphabets import strange
from reewriter.text.evidence import by_words, convincing, telling
from reewriter.text.losses import broken
from reewriter.text.pages import FURTHER, LEADS, PAGES, Page, page
from reewriter.text.sequences import (
    IDEOGRAPH,
    LATIN,
    LIKELY,
    TYPOGRAPHIC,
    Hit,
    Strength,
    judge,
    read_twice,
    small,
    weight,
)

__all__ = ["LONGEST", "Repair", "misread", "repair"]

_COVERAGE = 0.9
LONGEST = 200_000
"""Characters beyond which nothing is mended: no article is that long, and it would take seconds."""
_ROUNDS = 8
"""Damage upon damage, and one page after the other: three rounds are already rare."""
_WINDOW = 120
"""Characters of a foreign script that are looked at to tell whether it is healthy."""

_MENDED = "\1"
"""Stands for what was mended already while the rest is looked at."""
_WINDOWS_C1 = re.compile("[\x80\x82\x84\x85\x91-\x97\x99]")
_OTHER_C1 = re.compile("[\x81\x83\x86-\x90\x98\x9a-\x9f]")
# Scripts whose own letters are the leads and continuations of some page.
_SCRIPT = re.compile("[\u0370-\u03ff\u0400-\u04ff\u0590-\u05ff\u0600-\u06ff\u0e00-\u0e7f]")
_PAGES_OF_SCRIPT = (
    ("\u0400", ("cp1253", "cp437", "mac_greek", "cp737")),
    ("\u0590", ("cp1251", "koi8-r", "koi8-u", "cp866", "mac_cyrillic")),
    ("\u0600", ("cp1255",)),
    ("\u0e00", ("cp1256",)),
    ("\u0e80", ("cp874",)),
)
# E2 80, the beginning of every curly quotation mark, through those pages and others with letters;
# or a control. (Looking behind from the rarer second character is three times as fast.)
_QUOTE_LEAD = re.compile(
    "[€ЂÇ─АΑÄ\x80-\x9f]"
    "(?:(?<=[âāβвגโ]€)|(?<=вЂ)|(?<=Б─)|(?<=[ΓÔ]Ç)|(?<=тА)(?=[УФШЩЬЭжв])|(?<=вА)(?=[УФЦШЩЬЭ¶])"
    "|(?<=έΑ)|(?<=βÄ)|(?<=[\x80-\x9f]))"
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
    left: tuple[int, ...] = ()
    """Where the text stays broken, since nobody can tell what was lost: `Ñ�`, `Ã?lvaro`."""


def misread(text: str, runs: str) -> bool:
    """Tell whether there is something to mend; `runs` is what `beyond_ascii` made of the text."""
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
            if not found:
                continue
            hit = judge(text, found, page(name))
            if hit.strength >= Strength.STRONG:
                return True
            if FURTHER.match(hit.meant) and _believed(
                text[start : start + _WINDOW], page(name), 0.0
            ):
                return True
    script = _SCRIPT.search(text) if _SCRIPT.search(runs) else None
    if not script:
        return False
    window = text[script.start() : script.start() + _WINDOW]
    names = next(names for end, names in _PAGES_OF_SCRIPT if script[0] < end)
    return any(_believed(window, page(name), _COVERAGE - 0.1) for name in names)


def repair(text: str) -> Repair:
    r"""Mend what was misread. Healthy text comes back as it is, whatever its language.

    >>> mended = repair("Itâ€™s â€œdoneâ€\ufffd at SÃ¨te, says Ã\ufffdlvaro")
    >>> mended.text[:20], mended.page, mended.count
    ('It’s “done” at Sète,', 'cp1252', 4)
    >>> mended.guessed, mended.text[mended.guesses[0]]  # the one that was lost
    (1, '”')
    >>> mended.text[slice(mended.left[0], None)][2:]  # stays broken: nobody knows which letter
    'lvaro'
    """
    return _repaired(text)


@lru_cache(4)  # a text that is cleaned may be asked for what stays broken
def _repaired(text: str) -> Repair:
    names: list[str] = []
    count = 0
    guesses: list[int] = []
    for _ in range(0 if text.isascii() or len(text) > LONGEST else _ROUNDS):
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
    left = broken(text, names)
    return Repair(text, "+".join(names), len(guesses), count, tuple(guesses), left)


def _best_page(text: str) -> tuple[str, list[Hit]]:
    """Return the page that explains the text best, and what is to be mended by it, if anything."""
    believed = [(name, hits) for name in PAGES if (hits := _believed(text, page(name), _COVERAGE))]
    most = max((_shorter(hits) for _, hits in believed), default=0)

    def rank(candidate: tuple[str, list[Hit]]) -> tuple[int, ...]:
        name, hits = candidate
        twice = _twice(hits) - _alien(text, hits, page(name))
        return (
            _shorter(hits) < most / 2,  # it explains the least of the damage
            # What only a part of the damage looks like is no double damage.
            -max(0, twice) if _shorter(hits) >= _COVERAGE * most else 0,
            _unlikely(text, hits, page(name)),
            -_shorter(hits),
            *strange(hit.meant for hit in hits),
        )

    return min(believed, key=rank, default=("", []))


def _shorter(hits: list[Hit]) -> int:
    """Return by how many characters the text gets shorter."""
    return sum(hit.end - hit.start - 1 for hit in hits)


@lru_cache(4096)
def _readings(seen: str) -> tuple[str, ...]:
    """Return the pages in which these four characters begin with a sequence that makes sense."""
    return tuple(
        name
        for name in _latin_leads()[1].get(seen[0], ())
        if (found := page(name).sequence.match(seen)) and judge(seen, found, page(name)).meant
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


def _believed(text: str, page: Page, coverage: float) -> list[Hit]:
    """Return the sequences of a page that may be mended: all, only the certain ones, or none."""
    hits = [judge(text, match, page) for match in page.sequence.finditer(text)]
    hits = [hit for hit in hits if hit.meant]
    hits = by_words(text, read_twice(text, _without_lonely(text, hits), page))
    if not any(hit.strength >= Strength.STRONG for hit in hits):
        return []
    consumed = sum(hit.end - hit.start for hit in hits if hit.strength)
    # What looks healthy by itself counts neither way, and goes with the rest of the text.
    rest = page.lost.sub("", _replace(text, hits, by=_MENDED))
    left = sum(weight(run[0]) for run in page.high.finditer(rest) if not _torn(rest, run))
    if consumed >= coverage * (consumed + left) and convincing(text, hits):
        return hits
    return telling(text, [hit for hit in hits if hit.strength >= Strength.CERTAIN])


def _torn(text: str, run: re.Match[str]) -> bool:
    """Tell whether a foreign letter stands in an English word: its other half is lost."""
    start, end = run.span()
    beside = (text[start - 1 : start], text[end : end + 1])
    return (
        end - start == 1
        and bool(_SCRIPT.match(run[0]))
        and any(map(small, beside))
        and all(small(one) or one == _MENDED for one in beside)
    )


def _without_lonely(text: str, hits: list[Hit]) -> list[Hit]:
    """Drop the ideographs that stand alone among other letters: `atěžština` is a word."""
    signs = [hit for hit in hits if IDEOGRAPH.match(hit.meant)]
    starts, ends = {hit.start for hit in signs}, {hit.end for hit in signs}
    return [
        hit
        for hit in hits
        if not IDEOGRAPH.match(hit.meant)
        or hit.end in starts
        or hit.start in ends
        or not all(c.isalpha() or c in TYPOGRAPHIC for c in text[hit.start : hit.end])
    ]


def _moved(guesses: list[int], hits: list[Hit]) -> list[int]:
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


def _replace(text: str, hits: list[Hit], *, by: str = "") -> str:
    pieces: list[str] = []
    at = 0
    for hit in hits:
        pieces += (text[at : hit.start], by or hit.meant)
        at = hit.end
    return "".join([*pieces, text[at:]])


def _unlikely(text: str, hits: list[Hit], page: Page) -> int:
    """Count new characters that news rarely hold, or that stand inside a word of other letters or
    of small ones, and controls that stand for a byte for which the page has a character.
    """
    unlikely = 0
    for hit in hits:
        rare = not (LIKELY.match(hit.meant) or FURTHER.match(hit.meant))
        foreign = hit.meant.isalpha() and not LATIN.match(hit.meant)
        before, after = small(text[hit.start - 1 : hit.start]), small(text[hit.end : hit.end + 1])
        # "cuÑntos"; and a ù ends its word in every language that has it: "où", "più".
        within = before and after and (hit.meant.isupper() or hit.meant == "ù")
        unlikely += rare + (foreign and (before or after)) + within
    return unlikely + _alien(text, hits, page)


def _twice(hits: list[Hit]) -> int:
    return sum(hit.strength is Strength.TWICE for hit in hits)


def _alien(text: str, hits: list[Hit], page: Page) -> int:
    """Count sequences with a control for which the page would have shown something else."""
    return sum(any(c in page.alien for c in text[hit.start : hit.end]) for hit in hits)
