"""What is said of a feed: what it brought, since when it is silent, what is to be noticed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from reewriter.feeds.account import Health, brought, silence
from reewriter.feeds.schedule import NextLook
from reewriter.model import Feed, FeedStatus, Yield

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("counts", "days", "said"),
    [
        ((0, 0, 0, 0), 0, "no items yet"),
        ((1, 0, 0, 0), 3, "1 item, none kept"),
        ((412, 0, 0, 0), 89, "412 items, none kept"),
        ((412, 0, 0, 0), 90, "412 items, none kept in 90 days"),
        ((1412, 38, 12, 0), 400, "1,412 items, 38 kept, 12 ran, none kept in 90 days"),
        ((412, 38, 12, 5), 400, "412 items, 38 kept, 12 ran"),
        ((412, 38, 0, 38), 20, "412 items, 38 kept"),
    ],
)
def test_what_became_of_the_items(
    now: datetime, counts: tuple[int, int, int, int], days: int, said: str
) -> None:
    items, kept, ran, lately = counts
    oldest = now - days * DAY if items else None
    assert brought(Yield(items, kept, ran, lately, oldest=oldest), now) == said


@pytest.mark.parametrize(("days", "silent"), [(0, 0), (29, 0), (30, 30), (40.9, 40)])
def test_a_feed_is_silent_after_a_month(now: datetime, days: float, silent: int) -> None:
    assert silence(Yield(9, newest=now - days * DAY), now) == silent


def test_a_feed_that_never_brought_anything_is_not_called_silent(now: datetime) -> None:
    assert silence(Yield(), now) == 0


def test_the_most_urgent_is_told_first() -> None:
    feed = Feed(1, "https://new.example/", "", moved_from="https://old.example/?key=hush")
    ill = replace(feed, status=FeedStatus.ERROR, error="no such host (since 2026-03-02)")
    account = Health(ill, Yield(), NextLook(None, ""), silent=40, brought="")
    assert account.remarks == (
        "no such host (since 2026-03-02)",
        "silent for 40 days",
        "moved from https://old.example/?key=***",
    )
    often = Health(replace(ill, failures=3), Yield(), NextLook(None, ""), silent=0, brought="")
    assert often.remarks[0] == "no such host (since 2026-03-02), 3 times in a row"
    assert Health(Feed(1, "x", ""), Yield(), NextLook(None, ""), silent=0, brought="").remarks == ()
