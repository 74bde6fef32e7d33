"""Writes times: UTC for programs, the workspace's own time zone for people; reads no clock."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reewriter.model import Publication

__all__ = ["local", "utc"]


def utc(when: datetime | None) -> str | None:
    """Return a time as JSON answers have it: `2026-03-02T12:00:00Z`."""
    return None if when is None else when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def local(when: datetime | None, publication: Publication, *, none: str = "") -> str:
    """Return a time as a person of this publication reads it: `2026-03-02 07:00`."""
    if when is None:
        return none
    from reewriter.desk.calendar import zone

    return when.astimezone(zone(publication)).strftime("%Y-%m-%d %H:%M")
