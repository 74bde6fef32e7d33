"""One look at one feed: validators, hashes, pauses, files of the workspace."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reewriter.errors import (
    BlockedAddressError,
    HttpStatusError,
    NetworkError,
    NotFoundError,
    TooLargeError,
)
from reewriter.feeds.fetch import Fetched, fetch, is_local, user_agent
from reewriter.model import Feed, FeedStatus
from reewriter.net import LARGE, Client
from tests import farm as manners
from tests.farm import Behaviour, Farm, page, redirect, validated

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
BODY = b"<rss version='2.0'/>"


@pytest.fixture
def farm() -> Iterator[Farm]:
    with Farm() as running:
        yield running


def look(feed: Feed, *farms: Farm, root: Path = Path()) -> Fetched:
    allowed = frozenset(farm.host_port for farm in farms)
    with Client(user_agent="tests", allowed=allowed, deadline=5.0) as client:
        return fetch(client, feed, root=root, now=NOW)


def look_packed(packed: bytes, farm: Farm, *, known: str = "") -> tuple[Fetched, list[int]]:
    """Return what a packed file brings, and how much room was asked for."""
    feed = Feed(1, farm.add("/feed.xml.gz", page(packed)), "", body_hash=known)
    asked: list[int] = []
    allowed = frozenset([farm.host_port])
    with Client(user_agent="tests", allowed=allowed, deadline=5.0) as client:
        return fetch(client, feed, root=Path(), now=NOW, large=asked.append), asked


def after(feed: Feed, found: Fetched) -> Feed:
    """The feed as it is stored after a look."""
    return replace(
        feed, etag=found.etag, last_modified=found.last_modified, body_hash=found.body_hash
    )


def twice(farm: Farm, first: Behaviour, second: Behaviour | None = None) -> tuple[Fetched, Fetched]:
    feed = Feed(id=1, url=farm.add("/feed", first), title="")
    found = look(feed, farm)
    if second is not None:
        farm.add("/feed", second)
    return found, look(after(feed, found), farm)


def test_new_bytes_are_handed_over(farm: Farm) -> None:
    headers = {"Content-Type": "text/xml; charset=koi8-r", "ETag": '"1"'}
    found = look(Feed(1, farm.add("/feed", page(BODY, headers=headers)), ""), farm)

    assert found.status is FeedStatus.OK
    assert (found.body, found.etag, found.url) == (BODY, '"1"', farm.url("/feed"))
    assert found.content_type == "text/xml; charset=koi8-r"
    assert len(found.body_hash) == 32
    assert "if-none-match" not in farm.seen[0].headers
    assert "application/feed+json" in farm.seen[0].headers["accept"]


def test_a_packed_file_is_handed_over_unpacked_once_there_is_room_for_it(farm: Farm) -> None:
    whole = b"<rss>" + b" " * 3 * LARGE
    packed = gzip.compress(whole)  # once: the hour is written into it
    found, asked = look_packed(packed, farm)
    assert (found.body, asked) == (whole, [len(whole)])

    same, asked = look_packed(packed, farm, known=found.body_hash)
    assert (same.status, same.body, asked) == (FeedStatus.UNCHANGED, b"", [])

    assert look_packed(gzip.compress(whole[:LARGE]), farm)[1] == []


def test_a_packed_file_with_too_much_in_it_is_one_clear_line(farm: Farm) -> None:
    with pytest.raises(TooLargeError, match="packed in the file is larger than 10 MB"):
        look_packed(gzip.compress(b" " * 200_000_000), farm)


@pytest.mark.parametrize("etag", ['"abc"', 'W/"a,b"', "no quotes at all", '"caf\xe9"', '""'])
def test_an_etag_goes_back_byte_for_byte(farm: Farm, etag: str) -> None:
    first, second = twice(farm, validated(BODY, etag=etag))

    assert farm.seen[1].headers["if-none-match"] == etag
    assert (second.status, second.body) == (FeedStatus.UNCHANGED, b"")
    assert (second.etag, second.body_hash) == (etag, first.body_hash)


def test_a_date_is_a_validator_too_and_survives_304(farm: Farm) -> None:
    date = "Sunday, 06-Nov-94 08:49:37 GMT"
    _, second = twice(farm, validated(BODY, last_modified=date))

    assert second.status is FeedStatus.UNCHANGED
    assert second.last_modified == date


def test_a_304_may_renew_its_validators(farm: Farm) -> None:
    renewed = page(b"", status=304, headers={"ETag": '"2"'})
    _, second = twice(farm, page(BODY, headers={"ETag": '"1"'}), renewed)

    assert second.etag == '"2"'


def test_the_same_bytes_without_validators_are_unchanged(farm: Farm) -> None:
    first, second = twice(farm, page(BODY))

    assert (second.status, second.body, second.body_hash) == (
        FeedStatus.UNCHANGED,
        b"",
        first.body_hash,
    )


def test_bytes_that_could_not_be_read_are_recognised_too(farm: Farm) -> None:
    feed = Feed(1, farm.add("/feed", page(BODY)), "")
    known = replace(feed, body_hash="!" + look(feed, farm).body_hash)
    found = look(known, farm)

    assert (found.status, found.body_hash) == (FeedStatus.UNCHANGED, known.body_hash)


def test_validators_without_a_document_are_not_sent(farm: Farm) -> None:
    url = farm.add("/feed", validated(BODY, etag='"1"'))
    assert look(Feed(1, url, "", etag='"1"'), farm).status is FeedStatus.OK


def test_a_304_nobody_asked_for_is_an_error(farm: Farm) -> None:
    url = farm.add("/feed", page(b"", status=304))
    with pytest.raises(HttpStatusError, match="304"):
        look(Feed(1, url, ""), farm)


@pytest.mark.parametrize("etag", ["x" * 1001, '"a\x07b"'])
def test_a_validator_that_could_not_be_sent_back_is_forgotten(farm: Farm, etag: str) -> None:
    url = farm.add("/feed", page(BODY, headers={"ETag": etag}))
    assert look(Feed(1, url, ""), farm).etag == ""


def test_validators_do_not_follow_a_redirect_to_another_host(farm: Farm) -> None:
    with Farm() as other:
        url = farm.add("/feed", redirect(other.add("/feed", page(BODY))))
        feed = Feed(1, url, "", etag='"1"', body_hash="x")
        with pytest.raises(BlockedAddressError):
            look(feed, farm, other)
        assert other.seen == []


def test_a_permanent_move_is_reported(farm: Farm) -> None:
    farm.add("/new", page(BODY))
    found = look(Feed(1, farm.add("/old", redirect("/new", 308)), ""), farm)

    assert (found.status, found.permanent_url) == (FeedStatus.OK, farm.url("/new"))


def test_gone_is_gone(farm: Farm) -> None:
    found = look(Feed(1, farm.add("/feed", page(b"", status=410)), ""), farm)
    assert found.status is FeedStatus.GONE


@pytest.mark.parametrize(
    ("status", "headers", "pause"),
    [
        (429, {}, None),
        (429, {"Retry-After": "600"}, timedelta(seconds=600)),
        (503, {"Retry-After": "5"}, timedelta(seconds=60)),
        (429, {"Retry-After": "99999999999999999999"}, timedelta(days=1)),
        (429, {"Retry-After": "-5"}, None),
        (429, {"Retry-After": "soon"}, None),
        (429, {"Retry-After": "٣٠٠"}, None),
        (
            429,
            {
                "Retry-After": "Mon, 02 Mar 2026 12:10:00 GMT",
                "Date": "Mon, 02 Mar 2026 12:00:00 GMT",
            },
            timedelta(minutes=10),
        ),
        # Its clock is not told, or cannot be meant: then it is ours that counts.
        (429, {"Retry-After": "Mon, 02 Mar 2026 13:00:00 GMT"}, timedelta(hours=1)),
        (
            503,
            {"Retry-After": "Mon, 02 Mar 2026 13:00:00 GMT", "Date": "today"},
            timedelta(hours=1),
        ),
        (
            429,
            {
                "Retry-After": "Mon, 02 Mar 2026 13:00:00 GMT",
                "Date": "Thu, 01 Jan 1970 00:00:09 GMT",
            },
            timedelta(hours=1),
        ),
        (
            429,
            {
                "Retry-After": "Thu, 01 Jan 1970 00:10:09 GMT",
                "Date": "Thu, 01 Jan 1970 00:00:09 GMT",
            },
            timedelta(minutes=10),
        ),
        (429, {"Retry-After": "Monday, 02-Mar-26 12:30:00 GMT"}, timedelta(minutes=30)),
        (429, {"Retry-After": "Mon Mar  2 12:30:00 2026"}, timedelta(minutes=30)),
        (429, {"Retry-After": "Mon, 02 Mar 2026 12:30:00 -0000"}, timedelta(minutes=30)),
        (429, {"Retry-After": "Mon, 02 Mar 2026 11:00:00 GMT"}, timedelta(minutes=1)),
        (429, {"Retry-After": "Tue, 02 Mar 2027 12:00:00 GMT"}, timedelta(days=1)),
    ],
)
def test_a_server_that_wants_a_pause_is_heard(
    farm: Farm, status: int, headers: dict[str, str], pause: timedelta | None
) -> None:
    def behave(handler: manners.Handler) -> None:
        handler.send_response_only(status)
        for name, value in ({"Content-Length": "0"} | headers).items():
            handler.send_header(name, value.encode("utf-8").decode("latin-1"))
        handler.end_headers()

    found = look(Feed(1, farm.add("/feed", behave), ""), farm)
    assert (found.status, found.retry_after) == (FeedStatus.LIMITED, pause)


@pytest.mark.parametrize(
    ("value", "age"),
    [
        ("max-age=7200", timedelta(hours=2)),
        ('public, Max-Age="7200"', timedelta(hours=2)),
        ("max-age=5", timedelta(hours=1)),
        ("max-age=504911232", timedelta(hours=24)),
        ("s-maxage=7200", None),
        ("no-store", None),
        ("max-age=much", None),
    ],
)
def test_freshness_is_honoured_within_reason(farm: Farm, value: str, age: timedelta | None) -> None:
    first, second = twice(farm, page(BODY, headers={"Cache-Control": value, "ETag": '"1"'}))
    assert (first.max_age, second.max_age) == (age, age)


@pytest.mark.parametrize("status", [204, 206, 400, 401, 403, 404, 500, 502, 503, 599, 999])
def test_other_statuses_are_errors_of_one_line(farm: Farm, status: int) -> None:
    url = farm.add("/feed?token=hush", page(b"<h1>oops</h1>", status=status))
    with pytest.raises(HttpStatusError, match=rf"^127\.0\.0\.1: answers {status} \(") as caught:
        look(Feed(1, url, ""), farm)
    assert caught.value.status == status
    assert "hush" not in str(caught.value)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "workspace"
    (root / "samples").mkdir(parents=True)
    (root / "samples" / "a b.xml").write_bytes(BODY)
    (tmp_path / "outside.xml").write_bytes(b"secret")
    return root


def test_files_of_the_workspace_are_feeds(root: Path) -> None:
    for url in (
        "samples/a b.xml",
        "file:samples/a%20b.xml",
        (root / "samples" / "a b.xml").as_uri(),
        "samples/../samples/a b.xml",
    ):
        found = look(Feed(1, url, ""), root=root)
        assert (found.status, found.body) == (FeedStatus.OK, BODY)
        known = Feed(1, url, "", body_hash=found.body_hash)
        assert look(known, root=root).status is FeedStatus.UNCHANGED


def test_nothing_outside_the_workspace_is_read(root: Path, tmp_path: Path) -> None:
    (root / "link.xml").symlink_to(tmp_path / "outside.xml")
    (root / "up").symlink_to(tmp_path)
    for url in (
        "../outside.xml",
        "/etc/passwd",
        "file:///etc/passwd",
        "file://elsewhere.example/samples/a%20b.xml",
        "file:%2e%2e/outside.xml",
        "link.xml",
        "up/outside.xml",
        "samples/%2e%2e/../../outside.xml",
        "a\0b",
    ):
        with pytest.raises((BlockedAddressError, NotFoundError)) as caught:
            look(Feed(1, url, ""), root=root)
        assert "secret" not in str(caught.value)


def test_what_is_no_readable_file_is_said_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(root / "pipe")
    for url in ("samples", "missing.xml", "pipe"):
        with pytest.raises(NotFoundError, match=f"{url}: no such file in the workspace"):
            look(Feed(1, url, ""), root=root)
    monkeypatch.setattr("reewriter.feeds.fetch._MOST_BYTES", 10)
    with pytest.raises(TooLargeError):
        look(Feed(1, "samples/a b.xml", ""), root=root)


@pytest.mark.parametrize("url", ["ftp://h.example/x", "javascript:1", "gopher://h/", "http://["])
def test_other_addresses_are_refused(url: str, root: Path) -> None:
    assert not is_local(url)
    with pytest.raises(NetworkError):
        look(Feed(1, url, ""), root=root)


def test_server_is_told_who_asks_and_where_to_complain() -> None:
    assert user_agent().startswith("reewriter/")
    assert user_agent("desk@example.org").endswith(
        "(feed reader of a newsletter desk; desk@example.org)"
    )
