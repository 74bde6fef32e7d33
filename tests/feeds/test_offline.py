"""Without a network no feed has failed; a server that is gone has."""

from __future__ import annotations

from pathlib import Path

import pytest

from reewriter.errors import BlockedAddressError, NetworkError, ReewriterError, UnknownHostError
from reewriter.feeds.fetch import Fetched
from reewriter.feeds.ingest import refresh
from reewriter.feeds.looked import Looked
from reewriter.feeds.offline import Doubtful
from reewriter.feeds.outcome import FeedOutcome, no_network
from reewriter.model import Feed, FeedStatus
from reewriter.net import Client
from reewriter.store import Store, feeds
from tests.conftest import Clock
from tests.farm import Farm, page

RSS = b"<rss version='2.0'><channel><title>A</title><item><title>One</title></item></channel></rss>"
LOST = ("https://one.example/feed", "https://two.example/feed")


def nobody(host: str, _port: int) -> list[str]:
    raise OSError(f"nobody knows {host}")


def look(url: str, error: ReewriterError | None = None) -> Looked:
    found = None if error else Fetched(FeedStatus.UNCHANGED, url=url)
    return Looked(Feed(1, url, ""), found, error=error)


def outcomes(store: Store, clock: Clock, *urls: str, farm: Farm | None = None) -> list[FeedOutcome]:
    feeds.sync(store, [Feed(0, url, "") for url in urls])
    allowed = frozenset({farm.host_port} if farm else ())
    return refresh(
        store,
        feeds.listed(store),
        root=store.path.parent,
        allowed=allowed,
        client=Client(user_agent="tests", allowed=allowed, resolver=nobody),
        score=lambda *_: 0.0,
        now=clock,
    )


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Store:
    return Store.open(tmp_path / "r.db", now=clock, create=True)


def test_without_a_network_feeds_are_as_they_were(store: Store, clock: Clock) -> None:
    for _ in range(3):
        found = outcomes(store, clock, *LOST)
        assert [one.offline for one in found] == [True, True]
        assert all(one.failed and not one.reached for one in found)
        assert "one.example: no such host" in " ".join(one.error for one in found)
    for feed in feeds.listed(store):
        assert (feed.status, feed.failures, feed.error) == (FeedStatus.NEVER, 0, "")
        assert feed.due_at is None
    store.close()
    assert no_network(found) == "no network: no host of 2 feeds can be found; they stay due"


def test_where_anybody_answers_unknown_hosts_are_gone(store: Store, clock: Clock) -> None:
    with Farm() as farm:
        found = outcomes(store, clock, farm.add("/feed", page(RSS)), *LOST, farm=farm)
    assert sorted((one.offline, one.failed) for one in found) == [
        (False, False),
        (False, True),
        (False, True),
    ]
    assert sorted(feed.failures for feed in feeds.listed(store)) == [0, 1, 1]
    store.close()
    assert no_network(found) == ""


def test_one_unknown_host_is_a_wrong_address(store: Store, clock: Clock) -> None:
    (found,) = outcomes(store, clock, LOST[0])
    assert (found.offline, found.failed) == (False, True)
    assert [feed.failures for feed in feeds.listed(store)] == [1]
    store.close()


@pytest.mark.parametrize(
    ("error", "online"),
    [
        (None, True),
        (NetworkError("refuses the connection"), True),
        (UnknownHostError("no such host"), False),
        (BlockedAddressError("a private address"), False),
    ],
)
def test_who_has_met_a_server_is_online(error: ReewriterError | None, online: bool) -> None:
    doubtful = Doubtful()
    lost = [look(url, UnknownHostError("no such host")) for url in LOST]
    assert doubtful.without(lost) == []
    other = look("https://three.example/", error)
    assert (lost[0] in doubtful.without([other])) is online
    assert doubtful.left()[1] is not online


def test_a_file_says_nothing_of_the_network() -> None:
    doubtful = Doubtful()
    lost = [look(url, UnknownHostError("no such host")) for url in LOST]
    file = look("feeds/a.xml")
    assert doubtful.without([lost[0], file, lost[1]]) == [file]
    assert doubtful.left() == (lost, True)
    assert doubtful.left() == ([], False)
