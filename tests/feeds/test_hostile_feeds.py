"""What can arrive from a feed, end to end: stored items or one clear line, and nobody waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reewriter.feeds import ingest
from reewriter.feeds.ingest import refresh
from reewriter.feeds.outcome import FeedOutcome
from reewriter.feeds.worker import DEADLINE, ParseWorker
from reewriter.model import Feed, FeedStatus
from reewriter.net import Client
from reewriter.store import Store, feeds
from tests import farm as manners
from tests.conftest import Clock
from tests.farm import Behaviour, Farm, page, redirect, zipped

Find = Callable[[Behaviour], FeedOutcome]


def rss(items: str, *, head: str = '<?xml version="1.0"?>') -> str:
    return f'{head}<rss version="2.0"><channel><title>Ore</title>{items}</channel></rss>'


def item(name: str, *, inside: str = "") -> str:
    return (
        f"<item><title>{name}</title><guid>{name}</guid>"
        f"<link>https://ore.example/{name}</link>{inside}</item>"
    )


GOOD = page(rss(item("good")))


class Kept(ParseWorker):
    """One parser for all tests: starting it takes the time of ten of them."""

    def close(self) -> None:
        """Stay."""

    def end(self) -> None:
        """End it, when all of them are over."""
        super().close()


@pytest.fixture(scope="module")
def parser() -> Iterator[Kept]:
    kept = Kept(deadline=4.0)
    yield kept
    kept.end()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with Store.open(tmp_path / "reewriter.db", now=clock, create=True) as store:
        yield store


@pytest.fixture
def find(store: Store, clock: Clock, tmp_path: Path, parser: Kept) -> Iterator[Find]:
    """Fetch a feed that behaves so, beside a good one on a host of its own."""
    with Farm() as bad, Farm() as well:

        def look(behaviour: Behaviour) -> FeedOutcome:
            urls = [bad.add("/feed", behaviour), well.add("/feed", GOOD)]
            feeds.sync(store, [Feed(0, url, "") for url in urls])
            allowed = frozenset((bad.host_port, well.host_port))
            outcomes = refresh(
                store,
                feeds.listed(store),
                root=tmp_path,
                allowed=allowed,
                score=lambda *_: 0.0,
                now=clock,
                client=Client(user_agent="tests", allowed=allowed, deadline=1.5),
                parser=lambda: parser,
            )
            by_url = {outcome.url: outcome for outcome in outcomes}
            assert by_url[urls[1]].status is FeedStatus.OK, "the other one is not held up"
            found = by_url[urls[0]]
            assert found.error.isprintable()
            known = feeds.by_url(store, urls[0])
            assert known is not None
            assert (known.status, known.error) == (found.status, found.error)
            return found

        yield look


def titles(store: Store) -> list[str]:
    """Return what was stored, but for the good feed's."""
    found = store.rows("SELECT title FROM item WHERE title <> 'good' ORDER BY id")
    return [str(row[0]) for row in found]


MUCH = "larger than|more than we take|more headers|no complete answer"
"""Whichever comes first, the cap or the deadline."""
LAUGHS = '<!DOCTYPE r [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {after} "{f"&{before};" * 20}">'
    for before, after in zip("abcdefg", "bcdefgh", strict=True)
)
QUADRATIC = f'<!DOCTYPE r [<!ENTITY a "{"x" * 50_000}">]>'


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        pytest.param(zipped(b" " * 50_000_000), MUCH, id="gzip-bomb"),
        pytest.param(
            page(b" " * 11_000_000),
            "announces 11,000,000 bytes, more than the 10,000,000 we take",
            id="more-than-10-MB",
        ),
        pytest.param(manners.endless_body, MUCH, id="endless-body"),
        pytest.param(manners.endless_chunks, MUCH, id="endless-chunks"),
        pytest.param(manners.endless_trailers, MUCH, id="endless-trailers"),
        pytest.param(manners.endless_interim, MUCH, id="endless-interim"),
        pytest.param(manners.drip_body, "no complete answer within", id="drip"),
        pytest.param(manners.drip_headers, "no complete answer within", id="drip-of-headers"),
        pytest.param(manners.hang, "no complete answer within", id="hang"),
        pytest.param(manners.huge_header, "header", id="huge-header"),
        pytest.param(redirect("http://10.0.0.1/feed", 301), "private", id="to-private-address"),
        pytest.param(redirect("http://169.254.169.254/", 302), "private", id="to-metadata"),
        pytest.param(redirect("file:///etc/passwd"), "web", id="to-file"),
        pytest.param(redirect("/feed"), "redirect", id="to-itself"),
        pytest.param(manners.short_body, "cut off", id="too-long-content-length"),
        pytest.param(manners.cut_chunk, "cut off", id="cut-off-chunk"),
        pytest.param(manners.reset, "broke the connection", id="reset"),
        pytest.param(manners.close, "closed the connection", id="close"),
        pytest.param(manners.garbage, "proper HTTP", id="no-http"),
        pytest.param(page(b""), "the document is empty", id="empty"),
        pytest.param(page("<html><p>Log in</p></html>"), "web page", id="web-page"),
        pytest.param(page(bytes(range(256)) * 99), "neither RSS", id="bytes"),
    ],
)
def test_what_cannot_be_had_is_one_clear_line(find: Find, behaviour: Behaviour, words: str) -> None:
    found = find(behaviour)
    assert found.status is FeedStatus.ERROR
    assert any(word in found.error for word in words.split("|")), found.error
    assert found.error.endswith(" (since 2026-03-02)")


@pytest.mark.parametrize("bomb", [LAUGHS + "]>", QUADRATIC], ids=["laughs", "quadratic"])
def test_a_bomb_of_entities_does_not_go_off(find: Find, store: Store, bomb: str) -> None:
    reference = "&h;" if bomb.startswith(LAUGHS) else "&a;" * 2_000
    body = rss(item("bomb", inside=f"<description>{reference}</description>"), head=bomb)
    found = find(page(body))
    assert found.error or found.new == 1
    (size,) = store.row("SELECT coalesce(max(length(text) + length(body)), 0) FROM item") or (0,)
    assert int(size) < 3_000_000


def test_a_body_longer_than_its_length_is_what_was_announced(find: Find, store: Store) -> None:
    body = rss(item("one")).encode()
    find(page(body + b"<item>", headers={"Content-Length": str(len(body))}))
    assert titles(store) == ["one"]


@pytest.mark.parametrize(
    ("declared", "kind"),
    [
        ("utf-8", "application/rss+xml"),
        ("utf-8", "application/rss+xml; charset=utf-8"),
        ("no-such-charset", "text/xml"),
    ],
)
def test_a_wrong_charset_costs_no_letter(
    find: Find, store: Store, declared: str, kind: str
) -> None:
    head = f'<?xml version="1.0" encoding="{declared}"?>'
    body = rss(item("naïve – “Größe”"), head=head).encode("windows-1252")
    assert find(page(body, headers={"Content-Type": kind})).new == 1
    assert titles(store) == ["naïve – “Größe”"]


def test_nul_and_other_controls_go_and_the_words_stay(find: Find, store: Store) -> None:
    assert find(page(rss(item("a\0b\x1b[31mc")))).new == 1
    (title,) = titles(store)
    assert title.isprintable()
    assert "a" in title
    assert "c" in title


def test_dates_that_cannot_be_are_those_of_the_arrival(find: Find, store: Store) -> None:
    dates = ("Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 02 Mar 2099 00:00:00 GMT", "the other day",
             "Wed, 31 Dec 0001 00:00:00 GMT", "Sat, 99 Foo 99999 99:99:99 +9999")  # fmt: skip
    items = "".join(
        item(str(n), inside=f"<pubDate>{date}</pubDate>") for n, date in enumerate(dates)
    )
    assert find(page(rss(items))).new == len(dates)
    assert store.rows("SELECT DISTINCT published, sort_at FROM item") == [
        (None, "2026-03-02T12:00:00Z")
    ]


def test_of_ten_thousand_items_the_first_thousand_are_kept_and_that_is_said(
    find: Find, store: Store
) -> None:
    found = find(page(rss("".join(item(str(n)) for n in range(10_000)))))
    assert (found.status, found.new) == (FeedStatus.OK, 1000)
    assert found.error == "10,000 items; only the first 1,000 were read"
    assert titles(store)[0] == "0"


def test_items_without_title_link_or_guid_are_items(find: Find, store: Store) -> None:
    items = (
        "<item><link>https://ore.example/1</link><guid>1</guid></item>"
        "<item><title>No link</title><guid>2</guid></item>"
        "<item><title>No guid</title><link>https://ore.example/3</link></item>"
        "<item><description>Only words.</description></item>"
        "<item></item>"
    )
    found = find(page(rss(items)))
    assert found.new == 4
    assert "1 of 5 items hold nothing and were left out" in found.error
    assert titles(store) == ["ore.example/1", "No link", "No guid", "Only words."]
    assert store.value("SELECT count(*) FROM item WHERE guid = ''") == 0


def test_a_guid_used_twice_is_one_item_for_one_page_and_two_for_two(
    find: Find, store: Store
) -> None:
    same = item("1").replace("<title>1<", "<title>{}<")
    other = item("2").replace("<guid>2<", "<guid>1<")
    assert find(page(rss(same.format("new") + same.format("old") + other))).new == 2
    assert sorted(titles(store)) == ["2", "new"]


def test_a_document_that_ends_in_the_middle_keeps_what_came_before(
    find: Find, store: Store
) -> None:
    found = find(page(rss(item("one") + item("two"))[:-60]))
    assert found.status is FeedStatus.OK
    assert found.error.startswith("not well-formed")
    assert titles(store)[0] == "one"


def test_no_feed_takes_more_than_twenty_seconds(
    store: Store, clock: Clock, tmp_path: Path, parser: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    deadlines: list[float] = []

    def client(*, deadline: float, **settings: Any) -> Client:
        deadlines.append(deadline)
        return Client(deadline=deadline, **settings)

    monkeypatch.setattr(ingest, "Client", client)
    feeds.sync(store, [Feed(0, "no-such-file.xml", "")])
    refresh(
        store,
        feeds.listed(store),
        root=tmp_path,
        allowed=frozenset(),
        score=lambda *_: 0.0,
        now=clock,
        parser=lambda: parser,
    )

    assert [deadline + DEADLINE < 20 for deadline in deadlines] == [True]
