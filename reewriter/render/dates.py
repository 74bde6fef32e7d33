"""Dates and rows as the readers of a publication write them, whatever this machine's locale."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from reewriter.week import MONTHS, WEEKDAYS

__all__ = ["day_in", "direction", "dot_in", "long_date", "short_date"]

_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "lrc", "mzn", "nqo", "ps", "sd", "syr"}
    | {"ug", "ur", "yi"}
)
"""Languages, as they are written where the locale names no script."""
_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})


def direction(locale: str) -> Literal["ltr", "rtl"]:
    """Return which way a locale is written: by its script (`az-Arab`), else by its language.

    >>> direction("ku"), direction("ku-Arab"), direction("he-IL"), direction("sd-Deva-IN")
    ('ltr', 'rtl', 'rtl', 'ltr')
    """
    language, *rest = locale.replace("_", "-").lower().split("-")
    script = rest[0] if rest else ""
    if len(script) == 4:  # so long are only scripts
        return "rtl" if script in _SCRIPTS else "ltr"
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"


def dot_in(locale: str) -> str:
    """Return the dot between names and dates in a row.

    Where lines run from right to left it says so (U+200F on both sides): the number of a day would
    be drawn to the Latin name before it.
    """
    return " \u200f·\u200f " if direction(locale) == "rtl" else " · "


def long_date(day: date, locale: str, written: str = "") -> str:
    """Write a date as for a masthead, with its weekday; `written` is a pattern of CLDR instead.

    ISO where nobody knows the language.
    """
    language, country = _of(locale)
    if written or language != "en":
        return _translated(day, locale, written or "full")
    month, weekday = MONTHS[day.month - 1], WEEKDAYS[day.weekday()]
    if country == "us":
        return f"{weekday}, {month} {day.day}, {day.year}"
    return f"{weekday} {day.day} {month} {day.year}"


def short_date(day: date, locale: str) -> str:
    """Write a date as for a source line; ISO where nobody knows the language."""
    language, country = _of(locale)
    if language != "en":
        return _translated(day, locale, "long")
    month = MONTHS[day.month - 1][:3]
    return f"{month} {day.day}, {day.year}" if country == "us" else f"{day.day} {month} {day.year}"


def _of(locale: str) -> tuple[str, str]:
    language, *rest = locale.replace("_", "-").lower().split("-")
    return language, rest[-1] if rest else ""


@lru_cache(256)  # each format asks
def _translated(day: date, locale: str, written: str) -> str:
    # Only here: English mails, and the first picture of the desk, need no tables of languages.
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date

    for name in (locale.replace("_", "-"), _of(locale)[0]):
        try:
            return format_date(day, written, locale=Locale.parse(name, sep="-"))
        except (UnknownLocaleError, ValueError):
            continue
    return day.isoformat()


@lru_cache(256)  # each format asks
def day_in(moment: datetime, timezone: str) -> date:
    """Return the day it was in that time zone."""
    return moment.astimezone(ZoneInfo(timezone)).date()
