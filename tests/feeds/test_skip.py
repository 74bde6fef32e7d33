"""What is left out of a document changes nothing about what is read of it."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reewriter.errors import ParseError
from reewriter.feeds import parse as parsing
from reewriter.feeds.decode import decode, prepare_xml
from reewriter.feeds.entries import MAX_ITEMS
from reewriter.feeds.parse import parse
from reewriter.feeds.skip import Seen
from tests.bench.wires import changed, invent
from tests.documents import NOW, URL, around, assert_nothing_is_lost, guids, item, read, rss

HERE = Path(__file__).parent.parent
FIXTURES = sorted((HERE / "data" / "feeds").iterdir())
SAMPLES = sorted((HERE.parent / "reewriter" / "samples" / "feeds").iterdir())


def some_of(seen: bytes, chance: random.Random) -> bytes:
    """Forget about half of the items."""
    known = Seen.unpack(seen)
    return replace(
        known, names={k: v for k, v in known.names.items() if chance.random() < 0.5}
    ).pack()


@pytest.mark.parametrize("file", [*FIXTURES, *SAMPLES], ids=lambda file: file.name)
def test_items_of_ugly_feeds_are_the_same_whatever_is_left_out(file: Path) -> None:
    body = file.read_bytes()
    try:
        whole = read(body)
    except ParseError:
        return
    chance = random.Random(file.name)
    for _ in range(8):
        known = some_of(whole.seen, chance)
        news = read(body, known)
        assert set(news.items) <= set(whole.items)
        assert len(news.items) == len(whole.items) - len(Seen.unpack(known).names)
        assert around(news) == around(whole)


CAN_BE_CUT = (
    "atom.xml rdf.xml rss-content.xml json-feed.json windows-1252.xml utf-16.xml"
    " garbage-before.xml entities.xml nul.xml truncated.xml"
)


@pytest.mark.parametrize("name", CAN_BE_CUT.split())
def test_a_document_that_is_known_has_nothing_to_read(name: str) -> None:
    body = (HERE / "data" / "feeds" / name).read_bytes()
    whole = read(body)

    assert whole.items
    assert read(body, whole.seen).items == ()


@pytest.mark.parametrize("name", ["duplicate-guids.xml", "parser-traps.xml"])
def test_what_is_not_safe_to_cut_is_read_whole(name: str) -> None:
    body = (HERE / "data" / "feeds" / name).read_bytes()
    whole = read(body)

    assert whole.seen == b""
    assert read(body, whole.seen) == whole


def test_feeds_some_hours_later_are_the_same_as_if_read_whole() -> None:
    wires = invent(25)
    read_again = [
        len(assert_nothing_is_lost(before.body(), after.body()).items)
        for before, after in zip(wires, changed(wires), strict=True)
    ]
    # Hardly more than changed: one in thirty.
    assert sum(read_again) < 2 * 25


@pytest.mark.parametrize("file", [*FIXTURES, *SAMPLES], ids=lambda file: file.name)
def test_the_quick_way_reads_what_feedparser_reads(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        data = prepare_xml(decode(file.read_bytes())).encode()
    except ParseError:
        return
    quick = parsing._read_xml(data)
    monkeypatch.setattr(parsing, "_well_formed", lambda _data: None)

    assert parsing._read_xml(data) == quick


def test_the_quick_way_is_taken_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(parsing, "_as_ever")

    assert len(read((HERE / "data" / "feeds" / "rss-content.xml").read_bytes()).items) == 2


def test_only_new_and_changed_items_are_read() -> None:
    before = rss(item("1") + item("2") + item("3"))
    after = rss(item("0") + item("1") + item("2", "<description>more</description>"))

    assert guids(assert_nothing_is_lost(before, after)) == ["0", "2"]


def test_another_site_or_language_makes_all_items_new() -> None:
    items = item("1", "<link>p/1</link>") + item("2")
    before = rss(items)
    for head in (
        "<title>t</title><link>https://b.example/</link>",
        "<title>t</title><link>https://a.example/</link><language>de</language>",
    ):
        assert guids(assert_nothing_is_lost(before, rss(items, head=head))) == ["1", "2"]


def test_another_title_or_build_date_does_not() -> None:
    head = "<title>u</title><link>https://a.example/</link><lastBuildDate>x</lastBuildDate>"
    news = assert_nothing_is_lost(rss(item("1")), rss(item("1"), head=head))

    assert (news.title, news.items) == ("u", ())


def test_a_guid_used_again_for_another_page_is_told_apart_from_the_known_one() -> None:
    before = rss(item("1") + item("2"))
    after = rss("<item><title>x</title><guid>1</guid><link>https://a.example/x</link></item>"
                + item("1") + item("2"))  # fmt: skip

    news = assert_nothing_is_lost(before, after)
    assert len(news.items) == 3
    assert news.seen == b""


def test_the_same_item_twice_is_read_whole() -> None:
    before = rss(item("1") + item("2"))
    assert guids(assert_nothing_is_lost(before, rss(item("1") * 2 + item("2")))) == ["1", "2"]


def test_a_date_ahead_is_believed_when_its_day_has_come() -> None:
    body = rss(item("1", "<pubDate>Fri, 06 Mar 2026 09:00:00 GMT</pubDate>") + item("2"))
    today = read(body)
    assert guids(read(body, today.seen)) == ["1"]
    later = parse(body, url=URL, now=NOW + timedelta(days=5), seen=today.seen)

    assert guids(later) == ["1"]
    assert today.items[0].published is None
    assert later.items[0].published == datetime(2026, 3, 6, 9, tzinfo=UTC)
    assert parse(body, url=URL, now=NOW + timedelta(days=5), seen=later.seen).items == ()


def test_items_that_hold_nothing_are_counted_each_time() -> None:
    body = rss(item("1") + "<item><category>x</category></item>")
    first = read(body)

    assert first.warning == "1 of 2 items hold nothing and were left out"
    assert read(body, first.seen).warning == first.warning
    assert read(body, first.seen).items == ()


def test_the_first_thousand_items_are_read_wherever_known_ones_stand() -> None:
    many = [item(str(n)) for n in range(MAX_ITEMS + 5)]
    before = rss("".join(many))
    news = assert_nothing_is_lost(before, rss("".join([item("new"), *many])))

    assert guids(news) == ["new"]
    assert news.warning == "1,006 items; only the first 1,000 were read"


def test_a_broken_document_of_too_many_items_is_cut_short_before_it_is_read() -> None:
    items = "".join(item(str(n), "<b>open") for n in range(3 * MAX_ITEMS))
    feed = read(f'<rss version="2.0"><channel>{items}'.encode())

    assert len(feed.items) == MAX_ITEMS
    assert "3,000 items; only the first 1,000 were read" in feed.warning


def test_a_prefix_used_for_something_else_is_a_reason_to_read_all() -> None:
    def document(*items: str) -> bytes:
        return rss("".join(items)).replace(
            b"<rss ", b"<rss xmlns:dc='http://purl.org/dc/elements/1.1/' "
        )

    odd = item("1", "<dc:creator xmlns:dc='http://search.yahoo.com/mrss/'>x</dc:creator>")
    before = document(odd, item("2"))
    assert_nothing_is_lost(before, document(odd, item("2", "<dc:creator>Bea</dc:creator>")))


@pytest.mark.parametrize("known", [True, False])
def test_a_prefix_that_an_item_uses_as_usual_and_its_feed_does_not_is_one_too(known: bool) -> None:
    def document(*items: str) -> bytes:
        return rss("".join(items)).replace(b"<rss ", b"<rss xmlns:dc='urn:of-its-own' ")

    usual = item("1", "<dc:creator xmlns:dc='http://purl.org/dc/elements/1.1/'>x</dc:creator>")
    odd = item("2", "<dc:creator>Bea</dc:creator>")
    before = document(usual, item("2")) if known else document(odd)
    assert_nothing_is_lost(before, document(usual, odd))


@pytest.mark.parametrize(
    ("odd", "next_to_it"),
    [
        ("<!-- <![CDATA[ -->", "<description>9&#150;5 ]]&gt;</description>"),
        ("<d xml:base='https://base.example/'/>", "<description>&lt;a href='x'&gt;</description>"),
        ("<description><summary/></description>", "<description><i>in</i></description>"),
    ],
)
def test_an_item_that_reaches_into_the_next_is_never_left_out(odd: str, next_to_it: str) -> None:
    before = rss(item("1", odd) + item("2"))
    assert_nothing_is_lost(before, rss(item("1", odd) + item("2", next_to_it)))


def test_json_feed_is_cut_by_item() -> None:
    def document(*items: dict[str, object], **head: object) -> bytes:
        return json.dumps(
            {"version": "https://jsonfeed.org/version/1.1", **head, "items": items}
        ).encode()

    one: dict[str, object] = {"id": "1", "title": "one", "url": "p/1"}
    two: dict[str, object] = {"id": "2", "content_html": "<p>two</p>"}
    assert guids(assert_nothing_is_lost(document(one), document(two, one))) == ["2"]
    assert guids(
        assert_nothing_is_lost(document(one), document(one, home_page_url="https://b.example/"))
    ) == ["1"]


def test_a_spoilt_record_of_what_was_seen_is_as_good_as_none() -> None:
    body = rss(item("1"))
    assert guids(read(body, b"x" * 17)) == ["1"]
    assert guids(read(body, read(body).seen[:-1])) == ["1"]
