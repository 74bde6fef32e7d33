"""Builds the demonstration workspace's files around a moment; must not fetch, store or open it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from reewriter.week import WEEKDAYS

__all__ = ["build"]

_HERE = Path(__file__).resolve().parent

_PLACEHOLDER = re.compile(
    r"\{\{-(?:(?P<days>\d+)d)?(?:(?P<hours>\d+)h)?(?:(?P<minutes>\d+)m)? (?P<form>\w+)\}\}"
)
_FORMS: Mapping[str, Callable[[datetime], str]] = {
    "rfc822": format_datetime,
    "rfc3339": lambda moment: moment.isoformat(timespec="seconds").replace("+00:00", "Z"),
    # Not strftime: the words of a sample do not depend on the user's locale.
    "weekday": lambda moment: WEEKDAYS[moment.weekday()],
}

_ENCODINGS = {"harbour-wire.xml": "cp1252"}
"""Feeds that are not what they say: this one declares UTF-8."""


def build(root: Path, now: datetime) -> None:
    """Write feeds.toml and feeds/ into a folder; the same moment gives the same bytes.

    What is there under these names is overwritten, everything else stays.
    """
    moment = now.astimezone(UTC).replace(microsecond=0)
    folder = root / "feeds"
    folder.mkdir(parents=True, exist_ok=True)
    for template in sorted((_HERE / "feeds").iterdir()):
        text = fill(template.read_text(encoding="utf-8"), moment)
        encoding = _ENCODINGS.get(template.name, "utf-8")
        (folder / template.name).write_bytes(text.encode(encoding))
    for source, target in (
        ("README.md", folder / "README.md"),
        ("feeds.toml", root / "feeds.toml"),
    ):
        target.write_bytes((_HERE / source).read_bytes())


def fill(template: str, now: datetime) -> str:
    """Put times in the place of `{{-1d2h30m rfc822}}` and its like."""

    def time_of(match: re.Match[str]) -> str:
        ago = {unit: int(match[unit] or 0) for unit in ("days", "hours", "minutes")}
        return _FORMS[match["form"]](now - timedelta(**ago))

    return _PLACEHOLDER.sub(time_of, template)
