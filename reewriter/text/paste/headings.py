"""Tells headings and titles from sentences by how they look; knows no blocks."""

from __future__ import annotations

import re

from reewriter.text.paste.lines import begins_lower, is_sentence

__all__ = [
    "heading_level",
    "heading_text",
    "is_embargo",
    "is_heading",
    "is_known",
    "is_question",
    "is_title",
    "is_title_case",
]

MAX_LENGTH = 100
MAX_WORDS = 14
LONGEST_TITLE = 200
_CAPITALS = 0.8
_LEAD_WORD_BEFORE = 30
"""A word alone before a line longer than this is how Word wraps the first word of a paragraph."""

# Written small in titles, and therefore no evidence either way.
_SMALL = frozenset(
    "a an the and or nor but yet so if as at by for from in into of off on onto out over per than"
    " that to under until up upon via vs vs. v. with within without after against along amid among"
    " around before behind below beneath beside between beyond despite down during except inside"
    " like near outside past since through throughout toward towards versus about above across"
    " & + – — - / is are".split()
)
_KNOWN = frozenset(
    "overview background summary conclusion conclusions highlights outlook context risks takeaway"
    " takeaways introduction analysis implications recommendations methodology sources timeline"
    " opportunities challenges".split()
) | {
    *("bottom line", "the bottom line", "key points", "key takeaways", "executive summary"),
    "key highlights",
}
_SUBHEADING = re.compile(r"(?:option|scenario|path|step)\s+(?:\d{1,2}|[a-f]|[ivx]{1,4})\b", re.I)
_LABELLED = re.compile(
    r"(?:source|note|photo|image|picture|credit|figure|table|chart)s?\b.{0,6}:", re.I
)
"""What stands below a table or a picture, or above it, and names it."""
_EMBARGO = re.compile(
    r"(?:confidential|draft|not for publication)(?: draft)?\Z|(?:(?:strictly )?(?:under"
    r" )?embargo(?:ed)?|for immediate release|press release|communiqué de presse|pressemitteilung"
    r"|medienmitteilung"
    r"|nota de prensa|comunicato stampa|not for"
    r" release)\b"
    r"(?! on| against| of| is| has)",
    re.I,
)
"""What a press office puts above the title."""
_QUOTES = "\"“‘'«„"
_NO_BEGINNING = _QUOTES + "—–"
_SHORTEST_WITH_STOP = 4
_ADDRESSED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen)\.$")
"""Somebody's name is on the next line."""
_INNER_STOP = re.compile(r"[.!?…][\"”’)]*\s")


def heading_text(text: str) -> str:
    """Return the words of a heading; "Highlights:" is one in spite of its colon."""
    bare = text.rstrip(" :")
    if not is_known(bare):
        return text
    return "Highlights" if bare == "HIGHLIGHTS" else bare


def is_known(text: str) -> bool:
    """Tell whether these are words that articles everywhere use as headings."""
    return text.rstrip(" :").casefold() in _KNOWN


def heading_level(text: str) -> int:
    """Return 3 for one of several options, scenarios, paths or steps, else 2."""
    return 3 if _SUBHEADING.match(text) else 2


def is_heading(text: str, following: str = "", *, wrapped: bool = False) -> bool:
    """Tell whether a line is a heading, by its looks and by the line after it."""
    if is_known(text):
        return not begins_lower(following)
    words = text.split()
    if not text or len(text) > MAX_LENGTH or len(words) > MAX_WORDS:
        return False
    if text.endswith((",", ";", ":", "!", "…")) or text[0] in _NO_BEGINNING:
        return False
    if _LABELLED.match(text):
        return False
    # "Mines in the U.S." may be one; "The U.S." is the beginning of a sentence.
    if text.endswith(".") and (is_sentence(text) or len(words) < _SHORTEST_WITH_STOP):
        return False
    if begins_lower(following):
        return False
    if wrapped and len(words) == 1 and len(following) > _LEAD_WORD_BEFORE:
        return False
    return is_title_case(text)


def is_question(text: str) -> bool:
    """Tell whether a block is one short question and nothing else."""
    return (
        text.endswith("?")
        and text[0] not in _QUOTES
        and len(text.split()) <= MAX_WORDS
        and not _INNER_STOP.search(text)
    )


def is_title(text: str) -> bool:
    """Tell whether the first block of a text can be its title."""
    return (
        0 < len(text) <= LONGEST_TITLE
        and not is_sentence(text)
        and not _ADDRESSED.search(text)
        and not begins_lower(text)
        and not is_known(text)
        and not is_embargo(text)
        and not _SUBHEADING.match(text)
        and any(character.isalpha() for character in text)
    )


def is_embargo(text: str) -> bool:
    """Tell whether a press office says with this line when its text may be used."""
    return bool(_EMBARGO.match(text))


def is_title_case(text: str) -> bool:
    """Tell whether nearly all words that count begin with a capital, a figure or a sign."""
    counted = [
        word.lstrip(_QUOTES + "([") for word in text.split() if word.casefold() not in _SMALL
    ]
    counted = [word for word in counted if word]
    high = sum(not word[0].islower() for word in counted)
    letters = any(word[0].isupper() for word in counted)
    return letters and high >= _CAPITALS * len(counted)
