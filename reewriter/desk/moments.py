"""Reads and writes times as an editor types them, in the workspace's own zone."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from reewriter.desk.calendar import YEARS
from reewriter.errors import UsageError

__all__ = ["is_moment", "moment_of", "written"]

_FORM = "Write 2026-03-02 or 2026-03-02 07:30."


def moment_of(text: str, zone: tzinfo) -> datetime | None:
    """Read `2026-03-02`, `2026-03-02 07:30` or a time with its own zone; None for nothing.

    Raises UsageError.
    """
    if not text.strip():
        return None
    try:
        when = datetime.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(f"“{text}” is no time", hint=_FORM) from None
    if when.year not in YEARS:
        raise UsageError(f"“{text}” is in no year of ours", hint=_FORM)
    return (when if when.tzinfo else when.replace(tzinfo=zone)).astimezone(UTC)


def is_moment(text: str) -> bool:
    """Tell whether this is a time, or nothing: half of one is typed on the way there."""
    try:
        moment_of(text, UTC)
    except UsageError:
        return False
    return True


def written(when: datetime | None, zone: tzinfo) -> str:
    """Write a time as it can be typed; nothing for none."""
    return "" if when is None else when.astimezone(zone).strftime("%Y-%m-%d %H:%M")
