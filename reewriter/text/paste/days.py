"""Reads lines that are nothing but a date, in the languages that news come in; knows no text."""

from __future__ import annotations

import re
from datetime import date

__all__ = ["MONTH", "date_line"]

_NAMES = (
    "jan|january|januar|janvier|enero|gennaio",
    "feb|february|februar|février|fevrier|febrero|febbraio",
    "mar|march|märz|maerz|mars|marzo",
    "apr|april|avril|abril|aprile",
    "may|mai|mayo|maggio",
    "jun|june|juni|juin|junio|giugno",
    "jul|july|juli|juillet|julio|luglio",
    "aug|august|août|aout|agosto",
    "sep|sept|september|septembre|septiembre|settembre",
    "oct|october|oktober|okt|octobre|octubre|ottobre",
    "nov|november|novembre|noviembre",
    "dec|december|dezember|dez|décembre|decembre|diciembre|dicembre",
)
_MONTHS = {name: n for n, names in enumerate(_NAMES, 1) for name in names.split("|")}
MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + ")"
_BEFORE = (
    r"(?:(?:(?:first )?(?:published|posted|updated|last updated|date)(?: on)?"
    r"|publié|mis à jour|veröffentlicht|aktualisiert|stand|publicado|actualizado|pubblicato)"
    r"(?: le| am| el| il)?:?\s*)?"
)
_DAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+"
    r"|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),?\s+)?"
)
_CLOCK = (
    r"(?:(?:,|\s+[–-])?\s+(?:(?:at|à|um|a las|alle)\s+)?\d{1,2}(?:[:.]\d\d|h(?:\d\d)?)"
    r"\s*(?:[ap]\.?m\.?)?(?:\s+(?!mis\b)[a-z]{2,4})?)?"
    r"(?:,?\s+(?:mis à jour|aktualisiert|actualizado)\b.{0,40})?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DATES = (
    rf"(?P<month>{MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?\.?\s+(?:de\s+)?(?P<month>{MONTH})\.?,?\s+(?:de\s+)?{_YEAR}",
    rf"{_YEAR}-(?P<number>\d\d)-(?P<day>\d\d)",
    # Day first: with full stops nobody writes it otherwise.
    rf"(?P<day>\d{{1,2}})\.\s?(?P<number>\d{{1,2}})\.\s?{_YEAR}",
    rf"{_YEAR}年(?P<number>\d{{1,2}})月(?P<day>\d{{1,2}})日",
)
_DATE_LINES = tuple(re.compile(_BEFORE + _DAY + one + _CLOCK, re.IGNORECASE) for one in _DATES)
_HAS_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST = 120


def date_line(text: str) -> date | None:
    """Return the day of a line that is nothing but a date.

    >>> date_line("Publié le 4 mars 2026 à 08h30").isoformat(), date_line("03.04.2026").isoformat()
    ('2026-03-04', '2026-04-03')
    """
    dated = len(text) <= _LONGEST and _HAS_YEAR.search(text)
    for pattern in _DATE_LINES if dated else ():
        found = pattern.fullmatch(text)
        if not found:
            continue
        named = found.groupdict()
        month = _MONTHS[named["month"].casefold()] if named.get("month") else int(named["number"])
        try:
            return date(int(named["year"]), month, int(named["day"]))
        except ValueError:
            return None
    return None
