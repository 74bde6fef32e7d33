"""Whether days and years in the texts can be right; knows the calendar and no events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from reewriter.checks.spec import CheckSpec, Examined, passages
from reewriter.model import Finding, Severity
from reewriter.week import MONTHS, WEEKDAYS

__all__ = ["CHECKS", "find", "told_with_a_date"]

WEEKDAY = CheckSpec(
    "days.weekday",
    Severity.WARNING,
    "a date whose day of the week is another one",
    "Look into the calendar: either the day or the date is wrong.",
)
STALE_YEAR = CheckSpec(
    "days.stale_year",
    Severity.WARNING,
    "a copyright of another year",
    "Write this year; the footer's is put in by itself.",
)
CHECKS = (WEEKDAY, STALE_YEAR)

_MONTH = "|".join(rf"{name[:3]}(?:{name[3:]}|\.?)" for name in MONTHS)
_WRITTEN = re.compile(
    rf"\b(?P<day>{'|'.join(WEEKDAYS)}),?\s+(?:the\s+)?(?:(?P<month>{_MONTH})\s+(?P<n>\d{{1,2}})"
    rf"|(?P<n2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month2>{_MONTH}))(?:st|nd|rd|th)?\b"
    r"(?:,?\s+(?P<year>(?:19|20|21)\d\d)\b)?"
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|[Cc]opyright)[^\n.]{0,20}?\b((?:19|20)\d\d)\b(?!\s*[-–]\s*\d)")


def find(examined: Examined) -> Iterator[Finding]:
    """Read every text of the editor's, and the publication's own copyright line."""
    today = examined.composition.issue.date
    for passage in passages(examined.composition):
        for said in _wrong_days(passage.text, today):
            yield WEEKDAY.finding(passage.where, f"{said} in {passage.name}", about=said)
        if stale := _stale(passage.text, today.year):
            yield STALE_YEAR.finding(passage.where, f"{stale} in {passage.name}")
    if stale := _stale(f"© {examined.brand.publication.copyright}", today.year):
        yield STALE_YEAR.finding("config.copyright", f"{stale} in the copyright of feeds.toml")


def _stale(text: str, year: int) -> str:
    found = _COPYRIGHT.search(text)
    return f"“{found[0].strip()}”" if found and int(found[1]) != year else ""


def told_with_a_date(text: str, start: int) -> bool:
    """Say whether a day of the week that begins there has its date behind it."""
    return bool(_WRITTEN.match(text, start))


@lru_cache(512)
def _wrong_days(text: str, today: date) -> tuple[str, ...]:
    wrong = []
    for found in _WRITTEN.finditer(text):
        month = next(
            number
            for number, name in enumerate(MONTHS, 1)
            if name[:3] == (found["month"] or found["month2"])[:3]
        )
        day = int(found["n"] or found["n2"])
        years = (
            [int(found["year"])] if found["year"] else [today.year - 1, today.year, today.year + 1]
        )
        dates = [one for year in years if (one := _date(year, month, day))]
        if not dates:
            wrong.append(f"“{found[0]}” is no date")
        elif all(WEEKDAYS[one.weekday()] != found["day"] for one in dates):
            nearest = min(dates, key=lambda one: abs(one - today))
            wrong.append(f"“{found[0]}” was or is a {WEEKDAYS[nearest.weekday()]}")
    return tuple(wrong)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
