"""Reads dates as feeds write them, where feedparser reads another one or none; knows no feed."""

from __future__ import annotations

import contextlib
import re
import unicodedata
from datetime import UTC, datetime, timedelta

__all__ = ["is_usual", "read_date"]

# Those of the standards: any parser reads them right, and few feeds have others.
_USUAL = re.compile(
    r"\s*(?:(?:[A-Za-z]{3}, )?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}"
    r" [0-2]\d:[0-5]\d(?::[0-5]\d)? (?:[-+]\d{4}|GMT|UTC?|Z|[ECMP][SD]T)"
    r"|\d{4}-\d\d-\d\d(?:T[0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[-+]\d\d:\d\d))?)\s*"
)
_LONGEST = 80
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<year>\d{4})(?:[-/]|\.\s?|\s?年\s?)"
    r"(?P<month>\d{1,2})(?:[-/]|\.\s?|\s?月\s?)(?P<day>\d{1,2})日?(?!\d)"
)
_COMPACT = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)"
    r"(?:T?(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?)?(?!\d)"
)
_NAMED = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?:\.|º|er|st|nd|rd|th)?(?:[\s-]|\sde\s)(?P<name>[^\W\d_]{3,12})\.?,?"
    r"(?:[\s-]|\sde\s)(?P<year>\d{4}|\d\d(?!\d))(?!:)"
)
_NAME_FIRST = re.compile(
    r"(?P<name>[^\W\d_]{3,12})\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,|\s)\s?(?P<year>\d{4})(?!\d|:)"
)
_AS_OF_C = re.compile(
    r"(?P<name>[A-Z][a-z]{2})\s+(?P<day>\d{1,2})\s[\d:]{5,8}\s(?:[A-Z]{1,5}\s)?(?P<year>\d{4})(?!\d)"
)
_DAY_FIRST = re.compile(
    r"(?<![\d.])(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)"
)
_TIME = re.compile(
    r"(?P<before>上午|下午|午前|午後|오전|오후)?\s?(?<![\d:])(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)"
    r"(?::(?P<second>[0-6]\d)(?:[.,]\d+)?)?\s?(?P<half>[ap]\.?m\b\.?)?(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_OFFSET = re.compile(r"(?P<sign>[-+−])(?P<hours>\d{1,2}):?(?P<minutes>[0-5]\d)?(?!\d)")
_ZONE = re.compile(r"\s?\(?(?P<name>[A-Z]{1,5})\b")
_AFTERNOON = ("下午", "午後", "오후")
_ZONES = {
    "Z": 0, "GMT": 0, "UTC": 0, "UT": 0, "WET": 0,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "AST": -4, "ADT": -3, "NST": -3.5, "NDT": -2.5, "AKST": -9, "AKDT": -8, "HST": -10,
    "BRT": -3, "ART": -3, "CLT": -4, "CLST": -3, "PET": -5, "COT": -5,
    "BST": 1, "WEST": 1, "CET": 1, "CEST": 2, "MET": 1, "MEST": 2, "MEZ": 1, "MESZ": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "TRT": 3, "SAST": 2, "CAT": 2, "EAT": 3, "WAT": 1,
    "GST": 4, "PKT": 5, "IST": 5.5, "NPT": 5.75, "ICT": 7, "WIB": 7,
    "HKT": 8, "SGT": 8, "MYT": 8, "PHT": 8, "AWST": 8, "JST": 9, "KST": 9,
    "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip
"""Hours before Greenwich. Of several meanings that of the most feeds; CST is American to all."""
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene gen янв sty led ian oca січ", "feb fev фев lut uno sub лют",
            "mar maa mrt мар bre бер", "apr avr abr апр kwi dub nis кві",
            "may mai maj mei mag мая май kve тра", "jun juin giu июн cze haz чер",
            "jul juil lug июл lip tem лип", "aug aou ago авг sie srp agu сер",
            "sep set сен wrz zar eyl вер", "oct okt ott out окт paz rij eki жов",
            "nov ноя noi lis kas лис", "dec dez dic дек gru pro ara гру",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
"""How months begin, without accents, in the languages of which feeds have them."""


def is_usual(written: str) -> bool:
    """Say whether a date is written as the standards have it."""
    return _USUAL.fullmatch(written) is not None


def read_date(written: str) -> datetime | None:
    """Return the moment; None where it is none, or could be two. Without a zone it is in UTC.

    >>> read_date("2026年11月30日 下午3:05")
    datetime.datetime(2026, 11, 30, 15, 5, tzinfo=datetime.timezone.utc)
    """
    written = written.strip()[:_LONGEST]
    try:
        if _EPOCH.fullmatch(written):
            return datetime.fromtimestamp(int(written[:10]), UTC)
        with contextlib.suppress(ValueError):
            when = datetime.fromisoformat(written)
            return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
        day = _day(written)
        if day is None:
            return None
        date, rest = day
        return (date + _time(rest)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _day(written: str) -> tuple[datetime, str] | None:
    """Return midnight in UTC, and where a time may stand."""
    for shape in (_YEAR_FIRST, _NAMED, _NAME_FIRST, _AS_OF_C, _DAY_FIRST, _COMPACT):
        found = shape.search(written)
        if found is None:
            continue
        said = found.groupdict()
        month = _month(said["name"]) if said.get("name") else int(said["month"])
        day, year = int(said["day"]), int(said["year"])
        if shape is _DAY_FIRST and said["mark"] == "/":
            american = re.search(r"\b[ap]\.?m\b", written, re.IGNORECASE)
            if (month <= 12 and day <= 12 and not american) or (american and month > 12 < day):
                return None
            if month > 12 or american:
                day, month = month, day
        if not month:
            continue
        year += 2000 if year < 70 else 1900 if year < 100 else 0
        rest = written if shape is _AS_OF_C else written[found.end() :]
        if said.get("hour"):
            rest = f"{said['hour']}:{said['minute']}:{said['second'] or '00'}{rest}"
        elif shape is not _AS_OF_C and ":" not in rest:
            rest = written[: found.start()]  # "10:00, 30 Nov 2026"
        return datetime(year, month, day, tzinfo=UTC), rest
    return None


def _month(name: str) -> int:
    plain = unicodedata.normalize("NFKD", name.lower())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    if plain.startswith("cerv"):  # June and July of the Czechs
        return 7 if plain.startswith(("cervenec", "cervenc")) else 6
    return _MONTHS.get(plain[:4]) or _MONTHS.get(plain[:3], 0)


def _time(written: str) -> timedelta:
    """Return how long after midnight in UTC it is; may raise ValueError."""
    found = _TIME.search(written)
    if found is None:
        return timedelta()
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    half = (found["half"] or "").lower()
    if half or found["before"]:
        late = half.startswith("p") or found["before"] in _AFTERNOON
        hour = hour % 12 + 12 * late
    if hour > 24:
        raise ValueError("no hour of a day")
    said = timedelta(hours=hour, minutes=minute, seconds=min(second, 59))
    return said - _offset(found["rest"])


def _offset(written: str) -> timedelta:
    if found := _OFFSET.search(written):
        ahead = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
        if ahead >= timedelta(days=1):
            raise ValueError("no zone is so far away")
        return ahead if found["sign"] == "+" else -ahead
    zone = _ZONE.match(written)
    return timedelta(hours=_ZONES.get(zone["name"], 0)) if zone else timedelta()
