"""Documents that take long: for the end of a run, and not without end."""

from __future__ import annotations

from collections.abc import Iterator
from queue import Empty

import pytest

from reewriter.errors import ReewriterError
from reewriter.feeds.fetch import Fetched
from reewriter.feeds.late import LateShift, NoTimeError
from reewriter.feeds.shelf import Shelf
from reewriter.model import Feed, FeedStatus

FETCHED = Fetched(FeedStatus.OK, body=b"slow", etag='"1"')
NEW, KNOWN = Feed(1, "https://a.example/", ""), Feed(2, "https://b.example/", "", overruns=1)


@pytest.fixture
def shift() -> Iterator[LateShift]:
    shift = LateShift()
    yield shift
    shift.close()


def test_what_overran_before_comes_last_and_nothing_is_lost(shift: LateShift) -> None:
    for feed in (KNOWN, NEW):
        shift.put(feed, FETCHED, 1.5)
    first, second = shift.next(), shift.next()
    assert [one.feed for one in (first, second)] == [NEW, KNOWN]
    assert (first.fetched.etag, first.fetched.body, first.spent) == ('"1"', b"", 1.5)
    assert shift.body(second) == b"slow"
    with pytest.raises(Empty):
        shift.next()


def test_the_time_of_all_is_bounded(shift: LateShift, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("reewriter.feeds.late.time.monotonic", lambda: now)
    shift.put(NEW, FETCHED, 0.0)
    now += 100.0  # for the others
    shift.next()
    assert shift.time_for(NEW) == 15.0
    assert shift.time_for(KNOWN) == 3.0, "it has shown that it takes longer than that"
    now += 10.0
    assert shift.time_for(NEW) == 5.0
    now += 2.5
    with pytest.raises(NoTimeError, match="not read this time"):
        shift.time_for(NEW)


@pytest.mark.parametrize("call", ["put", "get"])
def test_a_full_disk_is_told_in_words(
    shift: LateShift, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    shift.put(NEW, FETCHED, 0.0)
    monkeypatch.setattr(Shelf, call, full)
    with pytest.raises(ReewriterError, match=r"was not read.*No space left on device"):
        shift.put(KNOWN, FETCHED, 0.0) if call == "put" else shift.body(shift.next())
