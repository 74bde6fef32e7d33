"""Dates as feeds write them, in their languages, zones and mistakes."""

from __future__ import annotations

from calendar import timegm
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from feedparser.datetimes import _parse_date
from hypothesis import given
from hypothesis import strategies as st

from reewriter.feeds.dates import is_usual, read_date
from reewriter.feeds.parse import parse
from tests.documents import rss

TEN = "2026-11-30 10:00"


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        # Zones that are told by name.
        ("Mon, 30 Nov 2026 10:00:00 CET", "2026-11-30 09:00"),
        ("Mon, 30 Nov 2026 10:00:00 BST", "2026-11-30 09:00"),
        ("Mon, 30 Nov 2026 10:00:00 IST", "2026-11-30 04:30"),
        ("Mon, 30 Nov 2026 10:00:00 AEDT", "2026-11-29 23:00"),
        ("Mon, 30 Nov 2026 10:00 AM EST", "2026-11-30 15:00"),
        ("Mon, 30 Nov 2026 10:00:00 +05:30", "2026-11-30 04:30"),
        ("Mon, 30 Nov 2026 10:00:00 GMT+0200", "2026-11-30 08:00"),
        ("Mon, 30 Nov 2026 10:00:00 GMT-0500 (EST)", "2026-11-30 15:00"),
        ("2026-11-30 10:00:00 +0000 UTC", TEN),
        ("2026-11-30 10:00:00 UTC", TEN),
        ("20261130T100000Z", TEN),
        ("Mon Nov 30 10:00:00 UTC 2026", TEN),
        ("Mon Nov 30 10:00:00 2026", TEN),
        # The day after the last hour, and a leap second.
        ("Mon, 30 Nov 2026 24:00:00 GMT", "2026-12-01 00:00"),
        ("Mon, 30 Nov 2026 10:00:60 GMT", TEN),
        # Years first, with whatever is between.
        ("2026/11/30 10:00", TEN),
        ("2026.11.30 10:00", TEN),
        ("2026. 11. 30. 10:00", TEN),
        ("2026年11月30日", "2026-11-30 00:00"),
        ("2026年11月30日 下午3:05", "2026-11-30 15:05"),
        # Other orders; where day and month may be either, there is none.
        ("30/11/2026 10:00", TEN),
        ("11/30/2026 10:00:00 PM", "2026-11-30 22:00"),
        ("05/06/2026 10:00 PM", "2026-05-06 22:00"),
        ("05/06/2026 10:00", ""),
        ("30.11.2026 10:00", TEN),
        ("Monday, November 30, 2026 - 10:00", TEN),
        ("Nov 30, 2026", "2026-11-30 00:00"),
        ("10:00, 30 Nov 2026", TEN),
        ("Monday, 30-Nov-26 10:00:00 GMT", TEN),
        ("Mon,30 Nov 2026 10:00:00 GMT", TEN),
        # Other languages.
        ("Пн, 30 Ноя 2026 10:00:00 +0300", "2026-11-30 07:00"),
        ("30 ноября 2026 10:00", TEN),
        ("lun., 30 nov. 2026 10:00:00 +0100", "2026-11-30 09:00"),
        ("mar. 3 mars 2026 08:15", "2026-03-03 08:15"),
        ("Mo, 30 Dez 2026 10:00:00 +0100", "2026-12-30 09:00"),
        ("30. März 2026, 10:00 Uhr", "2026-03-30 10:00"),
        ("30 de noviembre de 2026 10:00", TEN),
        ("30 października 2026 10:00", "2026-10-30 10:00"),
        ("12. července 2026", "2026-07-12 00:00"),
        ("12. června 2026", "2026-06-12 00:00"),
        ("30 Kasım 2026 Pazartesi 10:00", TEN),
        # Seconds since 1970, or a thousand times as many.
        ("1796032800", TEN),
        ("1796032800000", TEN),
        # None at all.
        ("", ""),
        ("the other day", ""),
        ("Mon, 31 Nov 2026 10:00:00 GMT", ""),
        ("30 Foo 2026 10:00", ""),
        ("2026-13-45T99:99:99Z", ""),
        ("0000-00-00 00:00:00", ""),
        ("30 Nov 2026 25:00 GMT", ""),
    ],
)
def test_dates_are_read_as_they_are_meant(written: str, moment: str) -> None:
    when = read_date(written)
    assert (f"{when:%Y-%m-%d %H:%M}" if when else "") == moment


@given(
    st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    st.integers(-12 * 4, 14 * 4).map(lambda quarters: timedelta(minutes=15 * quarters)),
    st.sampled_from([format_datetime, lambda when: when.isoformat(), str]),
)
def test_usual_dates_are_those_of_feedparser(
    when: datetime, zone: timedelta, write: object
) -> None:
    assert callable(write)
    when = when.astimezone(timezone(zone))
    written = write(when)
    assert is_usual(written) or write is str
    assert read_date(written) == when
    theirs = _parse_date(written)
    assert theirs
    assert timegm(theirs) == when.timestamp()


@given(st.text(max_size=40) | st.from_regex(r"[\d/.:年月日 +-]{0,30}(Nov|am|GMT)?[\d: ]{0,9}"))
def test_whatever_is_written_is_a_moment_or_none(written: str) -> None:
    when = read_date(written)
    assert when is None or when.tzinfo is UTC
    is_usual(written)


def test_feeds_have_the_dates_that_they_write() -> None:
    dates = ("2026/03/01 10:00", "Sun, 01 Mar 2026 10:00:00 CET", "Sun, 01 Mar 2026 10:00:00 GMT")
    items = "".join(
        f"<item><title>{date}</title><pubDate>{date}</pubDate></item>" for date in dates
    )
    hours = [item.published for item in parse(rss(items), url="").items]
    assert hours == [datetime(2026, 3, 1, hour, tzinfo=UTC) for hour in (10, 9, 10)]
