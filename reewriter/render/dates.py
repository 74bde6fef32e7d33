"""Dates as the readers of a publication write them, whatever the locale of this machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

__all__ = ["day_in", "direction", "long_date", "short_date"]

_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})


def direction(locale: str) -> Literal["ltr", "rtl"]:
    """Return which way a locale's language is written."""
    language = locale.replace("_", "-").partition("-")[0].lower()
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True, slots=True)
class _Style:
    """How one language writes a date; the patterns are for `str.format`."""

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    long: str
    short: str
    abbreviated: int
    """Letters kept of a month's name in a short date; 0 for all of them."""


_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ENGLISH_DAYS = (*("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),)

_STYLES = {
    "en-us": _Style(
        _ENGLISH_MONTHS,
        _ENGLISH_DAYS,
        "{weekday}, {month} {day}, {year}",
        "{month} {day}, {year}",
        3,
    ),
    "en": _Style(
        _ENGLISH_MONTHS, _ENGLISH_DAYS, "{weekday} {day} {month} {year}", "{day} {month} {year}", 3
    ),
    "de": _Style(
        (
            *("Januar", "Februar", "März", "April", "Mai", "Juni"),
            *("Juli", "August", "September", "Oktober", "November", "Dezember"),
        ),
        ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
        "{weekday}, {day}. {month} {year}",
        "{day}. {month} {year}",
        0,
    ),
    "fr": _Style(
        (
            *("janvier", "février", "mars", "avril", "mai", "juin"),
            *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
        ),
        ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        "{weekday} {day} {month} {year}",
        "{day} {month} {year}",
        0,
    ),
    "es": _Style(
        (
            *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
            *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
        ),
        ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
        "{weekday}, {day} de {month} de {year}",
        "{day} de {month} de {year}",
        0,
    ),
}


def long_date(day: date, locale: str) -> str:
    """Write a date with its weekday, as for a masthead; ISO where we do not know the language."""
    style = _style(locale)
    return day.isoformat() if style is None else _filled(style, style.long, day, 0)


def short_date(day: date, locale: str) -> str:
    """Write a date as for a source line; ISO where we do not know the language."""
    style = _style(locale)
    return day.isoformat() if style is None else _filled(style, style.short, day, style.abbreviated)


@lru_cache(256)  # each format asks
def day_in(moment: datetime, timezone: str) -> date:
    """Return the day it was in that time zone."""
    return moment.astimezone(ZoneInfo(timezone)).date()


def _style(locale: str) -> _Style | None:
    tag = locale.replace("_", "-").lower()
    return _STYLES.get(tag) or _STYLES.get(tag.partition("-")[0])


def _filled(style: _Style, pattern: str, day: date, letters: int) -> str:
    month = style.months[day.month - 1]
    return pattern.format(
        weekday=style.weekdays[day.weekday()],
        month=month[:letters] if letters else month,
        day=day.day,
        year=day.year,
    )
