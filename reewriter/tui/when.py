"""Times as a person reads them; every clock comes from outside."""

from __future__ import annotations

from datetime import datetime, tzinfo

__all__ = ["age", "day_and_time", "in_words", "span"]

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def age(then: datetime, now: datetime) -> str:
    """Return how old something is, in at most four letters: "now", "47m", "2h", "3d", "12w"."""
    seconds = (now - then).total_seconds()
    if seconds < _MINUTE:
        return "now"
    if seconds < _HOUR:
        return f"{int(seconds // _MINUTE)}m"
    if seconds < 2 * _DAY:
        return f"{int(seconds // _HOUR)}h"
    if seconds < 21 * _DAY:
        return f"{int(seconds // _DAY)}d"
    if seconds < 730 * _DAY:
        return f"{int(seconds // (7 * _DAY))}w"
    return f"{min(int(seconds // (365 * _DAY)), 999)}y"


def in_words(then: datetime | None, now: datetime) -> str:
    """Return "2h ago", "in 47m", "now" or "never"."""
    if then is None:
        return "never"
    if then > now:
        ahead = age(now, then)
        return "now" if ahead == "now" else f"in {ahead}"
    past = age(then, now)
    return past if past == "now" else f"{past} ago"


def span(minutes: int) -> str:
    """Return a length of time: "47 min", "3 h 05", "2 d"."""
    if minutes < 100:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d}" if hours < 48 else f"{hours // 24} d"


def day_and_time(when: datetime, zone: tzinfo) -> str:
    """Return "Mon 2 Mar 07:00" in a time zone."""
    local = when.astimezone(zone)
    return f"{local:%a} {local.day} {local:%b %H:%M}"
