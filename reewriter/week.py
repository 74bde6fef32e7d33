"""The English names of days and months, whatever this machine's locale. Knows no date."""

from __future__ import annotations

__all__ = ["DAYS", "MONTHS", "WEEKDAYS"]

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""By `date.weekday()`."""
DAYS = tuple(name[:3].lower() for name in WEEKDAYS)
"""The same as feeds.toml names them."""
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""The first is January: `MONTHS[date.month - 1]`."""
