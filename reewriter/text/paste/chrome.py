"""Recognises, line by line, what a web page prints around an article; decides nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from reewriter.text.paste.days import date_line
from reewriter.text.paste.notices import is_notice
from reewriter.text.paste.site import ago

__all__ = [
    "Credit",
    "bare_names",
    "byline",
    "categories",
    "copyright_line",
    "credit",
    "date_line",
    "filed",
    "foreign_byline",
    "is_chrome",
    "is_hard",
    "site_behind",
]

_COMMENTS = (
    r"leave a (?:reply|comment)(?: cancel reply)?|your email address will not be published\b.*"
    r"|\d[\d,]* comments?|(?:comments?|kommentare?|commentaires?|comentarios?) ?\(\d[\d,]*\)"
    r"|(?:add|submit|post) (?:a )?comment"
)
# What only stands behind an article; the others may stand in its midst as well.
_HARD = re.compile(_COMMENTS, re.IGNORECASE)
_SOFT = re.compile(
    r"spread the word:?|share this(?: article| post| story)?:?|categories:[\s,;]*"
    r"|search(?:…|\.{3})?|read more\b.{0,40}\bnews|advertisement"
    r"|fantastic! thanks for subscribing\b.*",
    re.IGNORECASE,
)
_CATEGORIES = re.compile(r"categories:\s*(\S.*)", re.IGNORECASE)
# Said of an article above it and behind it; in its midst it may be the beginning of a sentence.
_FILED = re.compile(
    r"(?:(?:filed (?:under|in)|posted in|tagged(?: (?:with|in))?):?\s+"
    r"|(?:tags?|topics?|sections?|category|keywords?):\s*)(\S.*)",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:copyright\s*)?(?:©|\(c\))\s*(?:copyright\s*)?(?:19|20)\d\d\b.*"
    r"|copyright [^.]{2,60} (?:19|20)\d\d\..*",
    re.I,
)
_SITE = re.compile(r"\s+(?:[|–—·»•]|-|::)\s+[^|–—·»•]{2,60}\Z")
_NAME = r"(?:[^\W\d_a-z][\w.’'-]*|de|van|von|der|den|al|bin|la|le|di|da)"
_NAMES = rf"{_NAME}(?: {_NAME}){{0,4}}"
_OFFICE = (
    r"(?:(?i:, (?:the )?(?:[\w’'-]+ ){0,3}(?:reporter|editor|editor-in-chief|correspondent|writer"
    r"|staff|contributor|columnist|analyst|journalist|author|producer|fellow|bureau chief|intern)s?"
    r"(?: (?:at|for|in|of) .{2,40})?)| in (?:[^\W\d_a-z][\w’'-]+,? ?){1,3})"
)
_BYLINE = re.compile(
    r"(?i:(?:written |posted |published |words |story |text |(?:additional )?report(?:ed|ing) )?by)"
    rf":? +({_NAMES}?(?:(?:, | and | & |, and ){_NAMES}?){{0,4}}?){_OFFICE}?"
)
_FOREIGN_BYLINE = re.compile(
    rf"(?:[Pp]ar|[Vv]on|VON|[Pp]or|作者[:：]|记者[:：]?) ?({_NAMES}(?:(?:, | et | und | y"
    rf" ){_NAMES}){{0,3}})"
)
_DESK = re.compile(r";?\s*(?:additional reporting|editing|writing|compiled|graphics) by\b.*", re.I)
"""What wires print behind the names of those who wrote."""
_BARE = re.compile(rf"{_NAMES}(?:(?:, | and | & |, and ){_NAMES}){{0,3}}")
_BARE_OFFICE = re.compile(
    rf"({_NAME} {_NAME})(?:,? (?:[\w-]+ ){{0,3}}?(?:correspondent|editor|reporter"
    rf"|writer"
    r"|columnist)| in [^\W\d_a-z]\w+)"
)
"""Ana Ruiz Energy correspondent; Ana Ruiz in Oslo."""
_MAY_CREDIT = re.compile(r"\bby\b|年|\b(?:19|20)\d\d\b|:|filed|posted|tagged", re.IGNORECASE)
"""Without any of these a line names no author, no day and nothing it was filed under."""
_MOST_NAMES = 8
_LONGEST_CREDIT = 250
"""Characters; a longer line is none, and is not looked at."""
_AT = re.compile(
    r"\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?(?: [A-Z]{2,4})?(?: [^.!?]{2,60})?", re.IGNORECASE
)
"""A time, and the departments that some print behind it: it tells of an article beside its day."""


@dataclass(frozen=True, slots=True)
class Credit:
    """What a line says of an article: the day, who wrote it, where it was filed."""

    date: date | None = None
    byline: str = ""
    categories: tuple[str, ...] = ()


def is_chrome(text: str) -> bool:
    """Tell whether the whole line belongs to the site, not to the article."""
    return bool(_HARD.fullmatch(text) or _SOFT.fullmatch(text) or _CATEGORIES.fullmatch(text))


def is_hard(text: str) -> bool:
    """Tell whether this is where readers comment: no article goes on behind it."""
    return bool(_HARD.fullmatch(text))


def categories(text: str) -> tuple[str, ...]:
    """Return the categories that a line names, wherever it stands."""
    return _names(_CATEGORIES.fullmatch(text))


def filed(text: str) -> tuple[str, ...]:
    """Return the categories that a line names above an article or behind it."""
    return categories(text) or _names(_FILED.fullmatch(text))


def _names(found: re.Match[str] | None) -> tuple[str, ...]:
    names = re.split(r"[,;]", found[1]) if found else []
    return tuple(name.strip() for name in names if name.strip())


def copyright_line(text: str) -> bool:
    """Tell whether the line claims the copyright of a year."""
    return bool(_COPYRIGHT.fullmatch(text))


def byline(text: str) -> str:
    """Return whom a line "By …" names; "" for any other line."""
    if len(text) > _LONGEST_CREDIT:
        return ""
    inner = text[1:-1] if text[:1] == "(" and text.endswith(")") else text
    found = _BYLINE.fullmatch(_DESK.sub("", inner).rstrip(" ."))
    return found[1] if found else ""


def foreign_byline(text: str) -> str:
    """Return whom a line "Par …" or "Von …" names; it is no byline unless a date is below it."""
    found = _FOREIGN_BYLINE.fullmatch(text)
    return found[1] if found else ""


def bare_names(text: str) -> str:
    """Return the names that a line consists of: above a date they are a byline without its "By"."""
    if office := _BARE_OFFICE.fullmatch(text):
        return office[1]
    found = _BARE.fullmatch(text)
    return text if found and 1 < len(text.split()) <= _MOST_NAMES else ""


def credit(text: str) -> Credit | None:
    """Read "By A. Name | Apr 10, 2025 | 0 Comments" and its parts; None for any other line."""
    if len(text) > _LONGEST_CREDIT or not _MAY_CREDIT.search(text):
        return None
    for mark in ("|", "·", "•", None):
        parts = text.split(mark) if mark else [text]
        read = [_credited(part.strip()) for part in parts if part.strip()]
        if mark and len(read) > 1 and not read[0] and any(one and one.date for one in read[1:]):
            # "A. Name · March 4, 2026 · 5 min read" names its author without "by".
            name = bare_names(next(part.strip() for part in parts if part.strip()))
            read[0] = Credit(byline=name) if name else None
        known = [one for one in read if one]
        if len(known) == len(read) >= 1 + bool(mark) and any(one != Credit() for one in known):
            return Credit(
                next((one.date for one in known if one.date), None),
                next((one.byline for one in known if one.byline), ""),
                next((one.categories for one in known if one.categories), ()),
            )
    return None


def _credited(text: str) -> Credit | None:
    """Read one part of such a line; what is only chrome is an empty credit."""
    one = Credit(date_line(text), byline(text), filed(text))
    aside = is_chrome(text) or is_notice(text) or ago(text) or _AT.fullmatch(text)
    known = one != Credit() or aside
    return one if known else None


def site_behind(title: str, copyright_: str) -> str:
    """Return what stands behind a title when it is the site that claims the copyright."""
    found = _SITE.search(title)
    behind = found[0].strip() if found else ""
    site = behind.lstrip("|–—·»•-: ")
    return behind if len(site) > 2 and site.casefold() in copyright_.casefold() else ""
