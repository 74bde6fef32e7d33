"""How values of the model become columns and come back; knows no table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from reewriter.errors import StoreError

__all__ = [
    "Column",
    "day",
    "decode_json",
    "encode",
    "encoded",
    "moment",
    "moment_or_none",
    "stamp",
]

Column = str | int | float | bytes | None
"""What SQLite stores."""


_TO_SECONDS = len("2026-03-02T12:00:00")
_AS_THEY_ARE = frozenset((str, int, float, type(None)))
_EMPTY: dict[type, str] = {tuple: "[]", dict: "{}"}


def stamp(when: datetime) -> str:
    """Write a time as `2026-03-02T12:00:00Z`: sortable, and readable in any SQLite browser."""
    if when.tzinfo is None:
        raise ValueError("times are stored with their zone")
    # Not strftime: it writes the year 999 with three digits, which nobody can read back.
    here = when if when.tzinfo is UTC else when.astimezone(UTC)
    return here.isoformat()[:_TO_SECONDS] + "Z"


def moment(text: str) -> datetime:
    """Read back what `stamp` wrote."""
    return datetime.fromisoformat(text)


def moment_or_none(text: str | None) -> datetime | None:
    """Read back an optional time."""
    return None if text is None else datetime.fromisoformat(text)


def day(text: str) -> date:
    """Read back a date."""
    return date.fromisoformat(text)


def encoded(values: Iterable[object]) -> list[Column]:
    """Do the same to many values: nearly all of a thousand stories' are columns already."""
    as_they_are = _AS_THEY_ARE
    return [
        value if type(value) in as_they_are else encode(value)  # type: ignore[misc] # so they are
        for value in values
    ]


def encode(value: object) -> Column:
    """Turn a value of the model into what its column holds, in edits and inserts alike."""
    if type(value) in _AS_THEY_ARE:
        return value  # type: ignore[return-value] # it is one of the column's own types
    if not value and type(value) in _EMPTY:  # most lists of a new story
        return _EMPTY[type(value)]
    if type(value) is datetime:
        return stamp(value)
    if isinstance(value, int | float):
        return int(value) if isinstance(value, bool) else value
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping | tuple | list):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    raise TypeError(f"cannot store a {type(value).__name__}")


def decode_json(text: str, kind: type) -> Any:  # JSON comes in many shapes; callers name theirs
    """Read a JSON column; a value edited by hand into another shape is reported, not trusted."""
    value = json.loads(text)
    if not isinstance(value, kind):
        raise StoreError(
            f"the database holds “{text[:40]}” where a {kind.__name__} belongs",
            hint="Was it edited by hand? Put the former value back, or restore a backup.",
        )
    return value
