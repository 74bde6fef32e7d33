"""Reads one value of each kind, strictly; must not know which key it stands behind, nor where."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from reewriter.config import addresses, looks
from reewriter.config.mistakes import Mistake, named, shown
from reewriter.config.table import Key, Kind, Value
from reewriter.errors import UsageError
from reewriter.patterns import pattern
from reewriter.query import parse
from reewriter.text import clean, clean_line
from reewriter.text.nearest import did_you_mean, nearest
from reewriter.week import DAYS

__all__ = ["LARGEST_WEIGHT", "read_value"]


LARGEST_WEIGHT = 100.0
"""Weights run from minus this to this."""

_TIME = r"([01]\d|2[0-3]):[0-5]\d"
_CLOCK = pattern(_TIME)
_LOOSE_CLOCK = pattern(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?", re.IGNORECASE)
_WINDOW = pattern(rf"({_TIME})-({_TIME})")
_LIST_ID = pattern(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+")
_LOCALE = pattern(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_DATE = pattern(r"(?:full|long|medium|short)|(?=.*[yMLdEc])(?:[yMLdEc]|[^A-Za-z']|'[^']*')+")
_ACTION = pattern(r"tag (?P<tag>\S.*)|score ?(?P<points>[+−-]?\d{1,9}(\.\d{1,9})?)")
_EDITION, _STAND_IN = "{edition}", "2026-01-02-edition-stands-here"
_WORD = pattern(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def read_value(key: Key, value: object) -> Value:
    """Return the value as we use it, or raise `Mistake`."""
    read = _READERS[key.kind](value)
    if key.required and read == "":
        raise Mistake("is empty", f"For example: {key.name} = {key.example}")
    return read


def _string(value: object) -> str:
    if not isinstance(value, str):
        hint = "" if isinstance(value, list | dict) else "Put it in quotes."
        raise Mistake(f"must be text, not {named(value)}", hint)
    return value


def _text(value: object) -> str:
    return clean_line(_string(value))


def _page(value: object) -> str:
    """Read a web address in which `{edition}` may stand for the name of an issue."""
    written = _text(value)
    address = addresses.web_address(written.replace(_EDITION, _STAND_IN))
    return address.replace(_STAND_IN, _EDITION)


def _lines(value: object) -> str:
    lines = (clean_line(line) for line in clean(_string(value)).split("\n"))
    return "\n".join(line for line in lines if line)


def _prose(value: object) -> str:
    return clean(_string(value)).strip("\n")


def _word(value: object) -> str:
    word = _text(value)
    if word and not _WORD.fullmatch(word):
        raise Mistake(f"must be one word of letters, digits, - and _, not {shown(word)}")
    return word


def _list_id(value: object) -> str:
    name = _text(value)
    if name and not _LIST_ID.fullmatch(name):
        raise Mistake(
            f"must look like a host name, not {shown(name)}", 'As "daily.example.com", without <>.'
        )
    return name


def _copyright(value: object) -> str:
    line = _text(value)
    if re.match(r"©|\(c\)|copyright\b", line, re.IGNORECASE):
        raise Mistake(
            f"must start with who holds it, not {shown(line[:12])}",
            "Leave out the sign and the year: they are put in front.",
        )
    return line


def _zone(value: object) -> str:
    from zoneinfo import ZoneInfo, available_timezones

    name = _text(value)
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        zones = sorted(available_timezones())
        by_city = {zone.rsplit("/", 1)[-1]: zone for zone in zones}
        close = nearest(name, zones) or by_city.get(nearest(name.replace(" ", "_"), by_city), "")
        hint = f"Did you mean “{close}”?" if close else 'As "America/Denver" or "UTC".'
        raise Mistake(f"is no time zone: {shown(name)}", hint) from None
    return name


def _locale(value: object) -> str:
    name = _text(value)
    if _LOCALE.fullmatch(name):
        return name
    parts = name.replace("_", "-").split("-")
    tidy = "-".join(
        [
            parts[0].lower(),
            *(part.title() if len(part) == 4 else part.upper() for part in parts[1:]),
        ]
    )
    hint = f'Write "{tidy}".' if _LOCALE.fullmatch(tidy) else 'As "en-US" or "de".'
    raise Mistake(f"is no locale: {shown(name)}", hint)


def _date(value: object) -> str:
    written = _text(value)
    if not _DATE.fullmatch(written):
        raise Mistake(
            f"is no pattern of a date: {shown(written)}",
            'As "MMM d, y": EEEE is the weekday, d the day, M to MMMM the month, y the year; '
            "words stand in 'quotes'.",
        )
    return written


def _list(value: object, what: str) -> list[object]:
    if not isinstance(value, list):
        hint = f'Write ["{clean_line(value, limit=60)}"].' if isinstance(value, str) else ""
        raise Mistake(f"must be a list of {what}, not {named(value)}", hint)
    return value


def _days(value: object) -> tuple[str, ...]:
    days: list[str] = []
    for place, entry in enumerate(_list(value, "days")):
        day = _text(entry) if isinstance(entry, str) else named(entry)
        if day not in DAYS:
            by_name = day[:3].lower()
            hint = did_you_mean(by_name if by_name in DAYS else day, DAYS)
            raise Mistake(f"holds {shown(day)}, which is no day", hint, at=(place,))
        if day in days:
            raise Mistake(f"holds “{day}” twice", at=(place,))
        days.append(day)
    if not days:
        raise Mistake("is empty", "Name at least one day.")
    return tuple(day for day in DAYS if day in days)


def _clock(value: object) -> str:
    # Unquoted, 08:00 is a time in TOML 1.1 and 08:00:00 in every TOML; other readers take neither.
    written = value.isoformat() if hasattr(value, "isoformat") else _text(value)
    if _CLOCK.fullmatch(written):
        return written
    raise Mistake(f"must be a time as HH:MM, not {shown(written)}", _tidy_clock(written))


def _tidy_clock(written: str) -> str:
    match = _LOOSE_CLOCK.match(written)
    if match:
        hour = int(match[1])
        if match[3]:
            hour = hour % 12 + (12 if match[3].lower() == "pm" else 0)
        tidy = f"{hour:02d}:{match[2] or '00'}"
        if _CLOCK.fullmatch(tidy):
            return f'Write "{tidy}".'
    return 'As "08:00", from "00:00" to "23:59".'


def _window(value: object) -> str:
    written = re.sub(r"\s*[-–]\s*", "-", _text(value))
    if not written:
        return ""
    match = _WINDOW.fullmatch(written)
    if not match or match[1] == match[3]:
        raise Mistake(f"must be hours as HH:MM-HH:MM, not {shown(written)}", 'As "06:00-08:00".')
    return written


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        hint = "Leave out the quotes." if isinstance(value, str) else ""
        raise Mistake(f"must be a whole number, not {named(value)}", hint)
    if not 1 <= value <= 1_000_000:
        raise Mistake("must be a whole number from 1 to 1000000")
    return value


def _weight(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        hint = "Leave out the quotes." if isinstance(value, str) else ""
        raise Mistake(f"must be a number, not {named(value)}", hint)
    if not abs(value) <= LARGEST_WEIGHT:  # also false for nan
        raise Mistake(f"must be a number from -{LARGEST_WEIGHT:.0f} to {LARGEST_WEIGHT:.0f}")
    return float(value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise Mistake(f"must be true or false, not {named(value)}", "Without quotes.")
    return value


def _tags(value: object) -> tuple[str, ...]:
    tags: dict[str, None] = {}
    for place, entry in enumerate(_list(value, "words")):
        tag = _text(entry) if isinstance(entry, str) else ""
        if not tag:
            what = "an empty one" if isinstance(entry, str) else named(entry)
            raise Mistake(f"must be a list of words, but holds {what}", at=(place,))
        tags[tag] = None
    return tuple(tags)


def _query(value: object) -> str:
    written = _text(value)
    try:
        parse(written)
    except UsageError as error:
        raise Mistake(f"makes no sense: {error.message}", error.hint) from None
    return written


def _action(value: object) -> str:
    """Return the action in its one spelling."""
    written = _text(value)
    if written in ("", "keep", "skip"):
        return written
    match = _ACTION.fullmatch(written)
    if not match:
        verb = written.split()[0]
        near = nearest(verb, ("keep", "skip", "tag", "score"))
        hint = f"Did you mean “{near}”?" if near and near != verb else ""
        raise Mistake(
            f"must be keep, skip, tag NAME or score +2, not {shown(written)}",
            hint or 'As "tag wire" or "score -1.5".',
        )
    if match["tag"]:
        return f"tag {match['tag']}"
    points = _weight(float(match["points"].replace("−", "-")))
    if not points:
        raise Mistake("adds nothing to the score", "Leave the rule out, or give it points.")
    return f"score {points:+g}"


def _full_text(value: object) -> str:
    written = _text(value)
    if written not in ("on demand", "kept"):
        near = nearest(written, ("on demand", "kept"))
        raise Mistake(
            f'must be "on demand" or "kept", not {shown(written)}',
            f"Did you mean “{near}”?" if near else "",
        )
    return written


_READERS: Mapping[Kind, Callable[[object], Value]] = {
    "action": _action,
    "clock": _clock,
    "colour": lambda value: looks.colour(_text(value)),
    "contact": lambda value: addresses.contact(_text(value)),
    "copyright": _copyright,
    "count": _count,
    "date": _date,
    "days": _days,
    "email": lambda value: addresses.email(_text(value)),
    "feed": _text,
    "flag": _flag,
    "fonts": lambda value: looks.fonts(_text(value)),
    "full-text": _full_text,
    "lines": _lines,
    "list-id": _list_id,
    "locale": _locale,
    "logo": lambda value: looks.logo(_text(value)),
    "look": lambda value: looks.look(_text(value)),
    "prose": _prose,
    "query": _query,
    "page": _page,
    "section": _text,
    "tags": _tags,
    "text": _text,
    "url": lambda value: addresses.web_address(_text(value)),
    "weight": _weight,
    "window": _window,
    "word": _word,
    "zone": _zone,
}
