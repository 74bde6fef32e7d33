"""Measurements of the whole program; run by `make bench-…`, never by the tests."""

from datetime import UTC, datetime

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
"""When the archives that are invented for measuring are looked at."""
FEEDS = 300
"""How many feeds they are of."""
