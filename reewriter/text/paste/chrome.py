"""Recognises, line by line, what a web page prints around an article; decides nothing."""

from __future__ import annotations

import re
from datetime import date

__all__ = [
    "byline",
    "categories",
    "copyright_line",
    "date_line",
    "is_chrome",
    "is_hard",
    "recent",
    "site_behind",
]

_COMMENTS = (
    r"leave a (?:reply|comment)(?: cancel reply)?|your email address will not be published\b.*"
    r"|\d[\d,]* comments?|comments? ?\(\d[\d,]*\)|(?:add|submit|post) (?:a )?comment"
)
# What only stands behind an article; the others may stand in its midst as well.
_HARD = re.compile(_COMMENTS, re.IGNORECASE)
_SOFT = re.compile(
    r"spread the word:?|share this(?: article| post| story)?:?|categories:[\s,;]*"
    r"|search(?:…|\.{3})?|read more\b.{0,40}\bnews|advertisement"
    r"|fantastic! thanks for subscribing\b.*",
    re.IGNORECASE,
)
_RECENT = re.compile(r"recent\b.{0,40}\b(?:news|posts|articles|stories):?", re.IGNORECASE)
_CATEGORIES = re.compile(r"categories:\s*(\S.*)", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:copyright\s*)?(?:©|\(c\))\s*(?:copyright\s*)?(?:19|20)\d\d\b.*", re.I)
_SITE = re.compile(r"\s+(?:[|–—·»•]|-|::)\s+[^|–—·»•]{2,60}\Z")
_NAME = r"(?:[^\W\d_a-z][\w.’'-]*|de|van|von|der|den|al|bin|la|le|di|da)"
_NAMES = rf"{_NAME}(?: {_NAME}){{0,4}}"
_BYLINE = re.compile(
    rf"(?i:(?:written |posted |published |reported |words )?by):? +"
    rf"({_NAMES}(?:(?:, | and | & |, and ){_NAMES}){{0,4}})"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_BEFORE = r"(?:(?:first )?(?:published|posted|updated|last updated|date)(?: on)?:?\s*)?"
_DAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_CLOCK = r"(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?(?:\s+[a-z]{2,4})?)?"
_DATES = (
    rf"(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)",
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?P<month>{_MONTH})\.?,?\s+(?P<year>(?:19|20)\d\d)",
    r"(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)",
)
_DATE_LINES = tuple(re.compile(_BEFORE + _DAY + one + _CLOCK, re.IGNORECASE) for one in _DATES)


def is_chrome(text: str) -> bool:
    """Tell whether the whole line belongs to the site, not to the article."""
    return bool(_HARD.fullmatch(text) or _SOFT.fullmatch(text) or _CATEGORIES.fullmatch(text))


def is_hard(text: str) -> bool:
    """Tell whether this is where readers comment: no article goes on behind it."""
    return bool(_HARD.fullmatch(text))


def recent(text: str) -> bool:
    """Tell whether the line stands above a list of what else was published."""
    return bool(_RECENT.fullmatch(text))


def categories(text: str) -> tuple[str, ...]:
    """Return the categories that a line names."""
    found = _CATEGORIES.fullmatch(text)
    names = re.split(r"[,;]", found[1]) if found else []
    return tuple(name.strip() for name in names if name.strip())


def copyright_line(text: str) -> bool:
    """Tell whether the line claims the copyright of a year."""
    return bool(_COPYRIGHT.fullmatch(text))


def byline(text: str) -> str:
    """Return whom a line "By …" names; "" for any other line."""
    found = _BYLINE.fullmatch(text)
    return found[1] if found else ""


def date_line(text: str) -> date | None:
    """Return the day of a line that is nothing but a date."""
    for pattern in _DATE_LINES:
        found = pattern.fullmatch(text)
        if not found:
            continue
        named = found.groupdict()
        if named.get("month"):
            month = _MONTHS.index(named["month"][:3].lower()) + 1
        else:
            month = int(named["number"])
        try:
            return date(int(named["year"]), month, int(named["day"]))
        except ValueError:
            return None
    return None


def site_behind(title: str, copyright_: str) -> str:
    """Return what stands behind a title when it is the site that claims the copyright."""
    found = _SITE.search(title)
    behind = found[0].strip() if found else ""
    site = behind.lstrip("|–—·»•-: ")
    return behind if len(site) > 2 and site.casefold() in copyright_.casefold() else ""
