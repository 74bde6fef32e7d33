"""Every ugly feed yields all its items, safe and told apart, or one clear line."""

from __future__ import annotations

import contextlib
import gzip
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reewriter.errors import ParseError
from reewriter.feeds.decode import decode, prepare_xml
from reewriter.feeds.entries import MAX_ITEMS
from reewriter.feeds.packed import unpacked
from reewriter.feeds.parse import parse
from reewriter.model import ParsedFeed, ParsedItem

FEEDS = Path(__file__).parent.parent / "data" / "feeds"
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
NO_FEEDS = ("empty.xml", "page.html")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]")


def read(name: str) -> ParsedFeed:
    return parse((FEEDS / name).read_bytes(), url=f"https://feeds.example/{name}", now=NOW)


def rss(items: str) -> bytes:
    return f'<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'.encode()


def only(items: str) -> ParsedItem:
    (item,) = parse(rss(f"<item>{items}</item>"), url="https://feeds.example/", now=NOW).items
    return item


@pytest.mark.parametrize("name", sorted(f.name for f in FEEDS.iterdir() if f.name not in NO_FEEDS))
def test_whatever_a_feed_holds_its_items_are_safe(name: str) -> None:
    feed = read(name)

    assert len({item.guid for item in feed.items}) == len(feed.items)
    for item in feed.items:
        for text in (item.guid, item.title, item.author, item.text, item.body, item.summary):
            assert not CONTROLS.search(text)
            text.encode()
        assert item.guid
        assert item.title
        assert item.url == "" or re.match(r"https?://[^/@]+(?:/|$)", item.url)
        assert not re.search(
            r"<(?:script|style|svg|form|iframe)|\son\w+=|javascript:", item.body + item.summary
        )
        assert item.published is None or NOW - item.published < timedelta(days=9999)
        assert item.item_hash.startswith("1:")


def test_rss_with_full_text() -> None:
    feed = read("rss-content.xml")
    first, second = feed.items

    assert (feed.title, feed.site, feed.warning) == (
        "Slag Heap Weekly",
        "https://slag.example/",
        "",
    )
    assert first.guid == "https://slag.example/?p=41"
    assert first.url == "https://slag.example/kedah/?utm_source=rss&utm_medium=feed"
    assert first.url_key == "https://slag.example/kedah"
    assert first.author == "Mei Tan"
    assert first.summary == "The plant adds a second circuit."
    assert first.text == (
        "The plant adds a second circuit, and a map shows where.\n\nIt will make 200 tonnes a year."
    )
    assert '<a href="https://slag.example/kedah/map">' in first.body
    assert "t.example" not in first.body
    assert first.published == datetime(2026, 3, 1, 22, 30, tzinfo=UTC)
    assert first.updated is None
    assert first.lang == "en-US"
    assert second.url == "https://slag.example/scrap"
    assert (second.body, second.summary) == ("Swarf is <b>cheaper</b> than in January.", "")


def test_atom() -> None:
    first, second = read("atom.xml").items

    assert first.url == "https://ofen.example/blog/bitterfeld"
    assert (first.title, first.author, first.lang) == ("Magnete aus Bitterfeld", "Jana Ruß", "de")
    assert first.published == first.updated == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    assert second.title == "Use <div> sparingly"
    assert second.body == "<p>Zeile eins<br>Zeile zwei</p><p>Absatz &amp; Ende</p>"
    assert second.summary == ""
    assert second.published == datetime(2026, 2, 28, 0, 30, tzinfo=UTC)


def test_atom_with_prefixes_and_xhtml() -> None:
    (item,) = read("atom-xhtml.xml").items

    assert item.body == (
        "<p>Clays hold <em>terbium</em>, says"
        ' <a href="https://clay.example/survey">a survey</a>.</p>'
    )


def test_rdf_has_its_one_date_as_published() -> None:
    (item,) = read("rdf.xml").items

    assert item.published == datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    assert item.text == "The long of it, in two parts."
    assert item.summary == "The short of it."


def test_a_recording_is_the_link_of_an_item_of_json_that_has_no_other() -> None:
    files = [
        {"url": "https://froth.example/a.png", "mime_type": "image/png"},
        {"url": "https://froth.example/a.mp3", "mime_type": "audio/mpeg"},
    ]
    items = [
        {"id": "1", "title": "Heard", "attachments": files},
        {"id": "2", "title": "Read", "url": "https://froth.example/2", "attachments": files},
        {"id": "3", "title": "Odd", "attachments": [1, {}]},
    ]
    feed = parse(json.dumps({"items": items}).encode(), url="https://froth.example/feed.json")
    assert [item.url.rpartition("/")[2] for item in feed.items] == ["a.mp3", "2", ""]


def test_json_feed() -> None:
    feed = read("json-feed.json")
    first, second = feed.items

    assert (feed.title, feed.site) == ("Flotation Notes", "https://froth.example/")
    assert (first.guid, first.author) == ("12", "Li Wen, Ada Cole")
    assert first.body == '<p>Cells run <a href="https://froth.example/13">cold</a>.</p>'
    assert first.published == datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
    assert (second.url, second.author, second.published) == ("", "Desk", None)
    assert second.title.startswith("No title here, only words & one <angle>.")
    assert second.body.count("<p>") == 2
    assert feed.warning == "1 of 3 items hold nothing and were left out"


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("windows-1252.xml", ["“Größere” Öfen – fürs Metall…"]),
        ("mojibake.xml", ["The ministry’s licences — a “slow” door", "Café prices"]),
        ("nul.xml", ["Zero bytes[31m"]),
        ("unclosed.xml", ["First", "Second", "Third"]),
        ("truncated.xml", ["Whole", "Half"]),
        ("bare-ampersand.xml", ["AT&T and R&D, & so on © 2026", "Q&A: ore & slag"]),
        ("entities.xml", ["Café – 5 € &unheardof;"]),
        ("garbage-before.xml", ["Still here"]),
        ("parser-traps.xml", ["Chapters", "Points"]),
        ("utf-16.xml", ["Ελλάδα и Россия"]),
        ("entity-bomb.xml", ["Boom &lol9; &file;"]),
        ("no-items.xml", []),
        (
            "hostile-titles.xml",
            [
                "[/] closes nothing [@click=app.quit]x[/]",
                "red [31m and ›31m and ›0m",
                "price 003$ a kilo",
                "Still news <antirez>",
                "{{ config }} {% raw %} *|UNSUB|*",
                "zalgo" + "\u0301" * 8,
            ],
        ),
    ],
)
def test_what_the_titles_are(name: str, titles: list[str]) -> None:
    assert [item.title for item in read(name).items] == titles


def test_bad_references_cost_no_item() -> None:
    (item,) = read("nul.xml").items

    assert item.text == "abcdefg–h"
    assert item.url == "https://nul.example/x"


def test_links_keep_their_ampersands() -> None:
    assert [item.url for item in read("bare-ampersand.xml").items] == [
        "https://amp.example/?a=1&b=2",
        "https://amp.example/?c=1&d=2",
    ]


@pytest.mark.parametrize(
    ("said", "link"),
    [
        ("<guid>12345</guid>", ""),
        ("<guid>post-7</guid>", ""),
        ("<guid>/b</guid>", "https://a.example/b"),
        ("<guid>story.html</guid>", "https://a.example/story.html"),
        ("<link>12345</link><guid isPermaLink='false'>7</guid>", "https://a.example/12345"),
        ("<link>www.b.example/e</link>", "https://www.b.example/e"),
        ("<enclosure url='https://c.example/9.mp3' type='audio/mpeg'/>", "https://c.example/9.mp3"),
        ("<enclosure url='https://c.example/9.png' type='image/png'/>", ""),
    ],
)
def test_a_link_is_what_leads_to_the_item(said: str, link: str) -> None:
    body = rss(f"<link>https://a.example/</link><item><title>x</title>{said}</item>")
    item = parse(body, url="https://feeds.example/").items[0]
    assert item.url == link
    assert item.guid.startswith("hash:") == ("enclosure" in said)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Ore &lt;br /&gt;prices&lt;br&gt;rise", "Ore prices rise"),
        ("<![CDATA[One<br/>two]]>", "One two"),
        ("<![CDATA[<img src='x' alt='y'> Three]]>", "Three"),
        ("Use &lt;div&gt; sparingly", "Use <div> sparingly"),
    ],
)
def test_markup_that_titles_should_not_have_is_gone(written: str, title: str) -> None:
    body = rss(f"<item><title>{written}</title></item>")
    assert parse(body, url="").items[0].title == title


def test_hostile_links_are_no_links() -> None:
    first, second, third, fourth = read("hostile-links.xml").items

    assert first.url == first.url_key == second.url == ""
    assert first.body == '<a>x</a> <a>y</a> <img alt="z">'
    assert third.url == "https://links.example/c"  # the guid is an address
    assert fourth.url == "https://links.example/d"


def test_scripts_go_and_the_words_after_them_stay() -> None:
    (item,) = read("script-body.xml").items

    assert item.text.startswith("Before after.")
    assert item.text.endswith("Last words.")
    assert "alert" not in item.body


def test_what_is_missing_is_made_up() -> None:
    feed = read("missing.xml")
    words, no_guid, no_title, only_guid = feed.items

    assert words.title.startswith("No title, no link, no guid: only a paragraph")
    assert words.title.endswith("…")
    assert words.guid.startswith("hash:")
    assert no_guid.guid == no_guid.url == "https://gaps.example/2"
    assert no_title.title == "gaps.example/3"
    assert only_guid.url == "https://gaps.example/4"
    assert feed.warning == "1 of 5 items hold nothing and were left out"


def test_one_guid_for_one_page_is_one_item_and_for_several_pages_several() -> None:
    feed = read("duplicate-guids.xml")
    first, alpha, beta = feed.items

    assert (first.guid, first.title) == ("one", "New wording")
    assert alpha.guid.startswith("site ")
    assert beta.guid.startswith("site ")
    turned = parse(
        rss(
            "<item><title>Beta</title><link>https://twice.example/b</link>"
            '<guid isPermaLink="false">site</guid></item><item><title>Alpha</title>'
            '<link>https://twice.example/a</link><guid isPermaLink="false">site</guid></item>'
        ),
        url="https://feeds.example/",
    )
    assert {item.guid for item in turned.items} == {alpha.guid, beta.guid}


_NEWS = ("Dysprosium rises again", "Mine in Utah opens", "Quota falls to a third")


@pytest.mark.parametrize(
    ("guid", "titles", "items"),
    [
        ("", _NEWS, 3),
        ("", _NEWS[:2], 2),
        ("<guid>https://agency.example/news</guid>", _NEWS, 3),
        ('<guid isPermaLink="false">news</guid>', _NEWS, 3),
        ('<guid isPermaLink="false">news</guid>', _NEWS[:2], 1),  # one that was renamed
        (
            "",
            ("Price of dysprosium rises in Baotou again", "Price of dysprosium rises in Baotou"),
            1,
        ),
        ("", ("Quota falls", "QUOTA FALLS"), 1),
        ("", ("Results of auction No. 4 in Baotou", "Results of auction No. 5 in Baotou"), 2),
    ],
)
def test_items_that_all_link_to_the_page_of_the_news_are_told_apart_by_their_titles(
    guid: str, titles: tuple[str, ...], items: int
) -> None:
    link = "<link>https://agency.example/news</link>"
    written = [f"<item><title>{title}</title>{link}{guid}</item>" for title in titles]
    found = parse(rss("".join(written)), url="https://feeds.example/").items
    turned = parse(rss("".join(reversed(written))), url="https://feeds.example/").items
    assert len(found) == items
    assert items == 1 or {one.guid for one in found} == {one.guid for one in turned}


def test_one_title_over_texts_of_several_days_on_one_page_is_several_items() -> None:
    def written(days: str, said: str) -> list[str]:
        return [
            "<item><title>Price of the day</title><link>https://agency.example/price</link>"
            f"<pubDate>Mon, 0{day} Feb 2026 10:00:00 GMT</pubDate>"
            f"<description>Dysprosium: {said or day} dollars</description></item>"
            for day in days
        ]

    def guids(items: list[str]) -> set[str]:
        return {one.guid for one in parse(rss("".join(items)), url="https://f.example/").items}

    several = written("123", "")
    assert len(guids(several)) == 3
    assert guids(several) == guids(several[::-1])
    assert guids(several) > guids(several[1:]), "the day before is the one it was"
    assert len(guids(written("123", "as many"))) == 1
    assert len(guids(written("111", ""))) == 1


def test_impossible_dates_are_unknown() -> None:
    dates = {item.title: item.published for item in read("dates.xml").items}

    assert dates == {
        "epoch": None,
        "future": None,
        "nonsense": None,
        "soon": datetime(2026, 3, 3, 6, 0, tzinfo=UTC),
        "zone": datetime(2026, 3, 2, 15, 0, tzinfo=UTC),
    }


@pytest.mark.parametrize("end", [',{"id": "3", "title": "th', ",]}", "]", ',{"id": nonsense}]}'])
def test_a_broken_json_feed_is_read_up_to_its_fault(end: str) -> None:
    items = '{"id": "1", "title": "one {\\"items\\": [}"}, {"id": "2", "content_text": "two"}'
    body = f'{{"title": "T", "home_page_url": "https://a.example/", "items": [{items}{end}'
    feed = parse(body.encode(), url="https://a.example/feed.json")
    assert [item.guid for item in feed.items] == ["1", "2"]
    assert (feed.title, feed.site) == ("T", "https://a.example/")
    assert feed.warning.startswith("not well-formed")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "the document is empty"),
        (b"\xef\xbb\xbf <?xml version='1.0'?>\n", "the document is empty"),
        (b"<html><body><p>Sign in</p></body></html>", "this is a web page, not a feed"),
        (b"<!doctype HTML><p>x <rss> y", "this is a web page, not a feed"),
        (b"Not found", "this is neither RSS, Atom, RDF nor JSON Feed"),
        (b"<opml version='2.0'><body/></opml>", "this is a list of feeds (OPML), not a feed"),
        (b"\x00\xff\xfe\x1b", "this is neither RSS, Atom, RDF nor JSON Feed"),
        (b'{"error": "denied"}', "this is JSON, but no JSON Feed"),
        (b'{"items": [', "this begins like JSON but is broken"),
        (b'{"items": ' + b"[" * 100_000, "this begins like JSON but is broken"),
    ],
)
def test_what_is_no_feed_is_told_in_one_line(body: bytes, message: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse(body, url="https://feeds.example/")

    assert caught.value.message == message
    assert caught.value.hint
    assert "\n" not in str(caught.value)


_RSS = (
    '<rss version="2.0"><channel><title>Ore</title><link>https://ore.example/</link><item>'
    "<title>Tin &amp; co</title><link>https://ore.example/1</link></item></channel></rss>"
)
_ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Ore</title><entry><title>Tin &amp; co'
    '</title><id>1</id><link href="https://ore.example/1"/></entry></feed>'
)
_RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' xmlns="http://purl.org/rss/1.0/"><channel><title>Ore</title></channel>'
    '<item rdf:about="x"><title>Tin &amp; co</title><link>https://ore.example/1</link></item>'
    "</rdf:RDF>"
)


@pytest.mark.parametrize("feed", [_RSS, _ATOM, _RDF])
@pytest.mark.parametrize(
    "page",
    [
        "<html>{}</html>",
        "<html><body>{}</body></html>",
        "<HTML><HEAD></HEAD><BODY><PRE>\n{}",
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>',
        "<!DOCTYPE html>\n<html><head><meta charset=utf-8><title>Ours</title><style>p {{}}</style>"
        '</head><body class="x"><!-- cached --><div>\n<?xml version="1.0"?>\n{}</div></body>',
    ],
)
def test_a_feed_in_a_page_that_says_nothing_itself_is_read(page: str, feed: str) -> None:
    found = parse(page.format(feed).encode(), url="https://ore.example/feed")
    assert [(item.title, item.url) for item in found.items] == [
        ("Tin & co", "https://ore.example/1")
    ]
    assert found.title == "Ore"


@pytest.mark.parametrize(
    "page",
    [
        f"<html><body><p>Our feed:</p>{_RSS}</body></html>",
        f"<html><body>Our feed: {_RSS}</body></html>",
        f"<html><script>var feed = '{_RSS}';</script></html>",
        "<html><body><rss><channel><item><title>x</title></item></channel></rss></body></html>",
        "<html><body><feed><entry/></feed></body></html>",
    ],
)
def test_a_page_that_only_shows_a_feed_is_a_page(page: str) -> None:
    with pytest.raises(ParseError, match="this is a web page, not a feed"):
        parse(page.encode(), url="https://ore.example/feed")


def test_a_web_page_hints_at_discovery() -> None:
    with pytest.raises(ParseError, match=r"reewriter feeds add"):
        read("page.html")


PIECES = (
    "<rss> <feed> <item> </item> <title> <link> <guid> <![CDATA[ ]]> <!-- &#27; & &amp; <a href='"
    " <?xml <!DOCTYPE [ ]> <entry> <updated> <description> </rss> {} \x00 x"
)


@given(
    st.binary(max_size=60)
    | st.lists(st.sampled_from(PIECES.split()), max_size=20).map(
        lambda pieces: f"<rss><channel><item>{' '.join(pieces)}".encode()
    )
)
@settings(max_examples=100)
def test_random_bytes_are_a_feed_or_a_parse_error(body: bytes) -> None:
    with contextlib.suppress(ParseError):
        feed = parse(body, url="https://feeds.example/", now=NOW)
        assert all(item.guid and item.title for item in feed.items)


def test_the_hash_tells_what_an_editor_sees() -> None:
    same = [
        "<title>a</title><link>https://e.example/1</link><description>&lt;p&gt;x&lt;/p&gt;</description>",
        "<title>a</title><link>http://www.e.example/1?utm_source=z</link><description>x</description>",
        "<title>a</title><link>https://e.example/1</link><description>&lt;b&gt;x&lt;/b&gt;"
        "&lt;img src='https://t.example/1.gif'&gt;</description><guid isPermaLink='false'>9</guid>",
    ]
    other = [
        "<title>b</title><link>https://e.example/1</link><description>x</description>",
        "<title>a</title><link>https://e.example/2</link><description>x</description>",
        "<title>a</title><link>https://e.example/1</link><description>y</description>",
        "<title>a</title><link>https://e.example/1</link><description>x</description>"
        "<author>z</author>",
        "<title>a</title><link>https://e.example/1</link><description>x</description>"
        "<pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate>",
    ]

    assert len({only(items).item_hash for items in same}) == 1
    assert len({only(items).item_hash for items in [same[0], *other]}) == 1 + len(other)


def test_a_touched_atom_entry_is_no_changed_one() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>a</title>'
        "<updated>2026-03-0{}T00:00:00Z</updated></entry></feed>"
    )
    first, second = (
        parse(atom.format(day).encode(), url="https://e.example/").items[0] for day in (1, 2)
    )

    assert first.updated != second.updated
    assert first.item_hash == second.item_hash


def test_too_many_items_and_too_long_fields_are_cut() -> None:
    many = "".join(
        f"<item><title>{n}</title><guid>g{n}</guid></item>" for n in range(MAX_ITEMS + 5)
    )
    long = only(
        f"<title>{'ore ' * 9_000}</title><author>{'ab ' * 900}</author><guid>{'g' * 9_000}</guid>"
    )

    feed = parse(rss(many), url="https://feeds.example/")

    assert len(feed.items) == MAX_ITEMS
    assert feed.warning == "1,005 items; only the first 1,000 were read"
    assert (len(long.title), len(long.author)) == (1000, 300)
    assert len(long.guid) < 600


def test_fields_of_a_wrong_type_harm_nothing() -> None:
    document = {
        "version": 7,
        "title": ["x"],
        "items": [
            {
                "id": ["a"],
                "title": {},
                "url": 5,
                "summary": "s",
                "content_html": None,
                "authors": "x",
            }
        ],
        "language": 4,
    }

    with pytest.raises(ParseError):
        parse(b'["items"]', url="", content_type="application/feed+json")
    assert parse(json.dumps(document).encode(), url="").items[0].url == ""


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("é".encode(), "", "é"),
        ("é".encode(), "text/xml; charset=iso-8859-1", "é"),  # it is UTF-8, whatever it says
        ("é“x".encode("cp1252"), "text/xml; charset=utf-8", "é“x"),
        ("é".encode("cp1252") + "ü".encode(), "", "éü"),
        ("ж".encode("koi8-r"), "text/xml; charset=koi8-r", "ж"),
        ("磁".encode("gb18030"), "text/xml; charset=gb2312", "磁"),
        (
            b'<?xml encoding="windows-1251"?>' + "ж".encode("cp1251"),
            "",
            '<?xml encoding="windows-1251"?>ж',
        ),
        ("é".encode("utf-16"), "", "é"),
        ("<é".encode("utf-16-be"), "", "<é"),
        (b"caf\xc3", "", "caf"),  # cut in the middle of a character
        (b"+ADw-", "text/xml; charset=utf-7", "+ADw-"),
        (b"abc", "text/xml; charset=rot13", "abc"),
        (b"abc", "text/xml; charset=\x00nonsense", "abc"),
    ],
)
def test_how_bytes_become_text(body: bytes, content_type: str, text: str) -> None:
    assert decode(body, content_type) == text


def test_prologues_are_cut_whatever_their_length() -> None:
    prologue = (
        "\n" * 100_000
        + f"<?xml {'a' * 60_000}?><!-- <rss> --><!DOCTYPE rss [<!ENTITY a '>'>]>"
        + " \n"
    )

    assert prepare_xml(f"{prologue}<rss>&a; &eacute;</rss>junk & <more>") == "<rss>&amp;a; é</rss>"


_ITEM = "<item><title>Größe “ö”</title><link>https://a.example/1</link></item>"
_AS_THEY_COME = [
    body
    for text in (
        f"<rss><channel><title>ä</title>{_ITEM}</channel></rss>",
        f"<rss><channel>{_ITEM}{_ITEM.replace('/1', '/2')}</channel></rss>\n\n",
        f" \n<rss><channel>{_ITEM}</channel></rss>\x00",
        f"<rss><channel>{_ITEM}<title>a & b</title></channel></rss>",
        f"<rss><channel>{_ITEM}",
    )
    for said in ("", "utf-8", "UTF8", "iso-8859-1", "windows-1252", "utf-16", "gbk", "koi8-r", "x")
    for body in (
        (f"<?xml version='1.0' encoding='{said}'?>{text}" if said else text).encode(real, "replace")
        for real in ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "gbk", "koi8-r")
    )
]


@pytest.mark.parametrize("content_type", ["", "text/xml; charset=utf-8", "a/b; charset=koi8-r"])
def test_a_document_is_the_same_whether_or_not_a_text_is_made_of_it(
    content_type: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(body: bytes) -> ParsedFeed | str:
        try:
            return parse(body, url="https://a.example/feed", content_type=content_type)
        except ParseError as error:
            return error.message

    quick = [read(body) for body in _AS_THEY_COME]
    monkeypatch.setattr("reewriter.feeds.parse.plain_xml", lambda *_: None)
    assert quick == [read(body) for body in _AS_THEY_COME]
    assert sum(isinstance(one, ParsedFeed) for one in quick) > 100


def test_a_packed_file_is_unpacked_as_far_as_it_goes() -> None:
    body = b"<rss><channel><item><title>one</title></item><item><title>two</title></item>"
    packed = gzip.compress(body + b"</channel></rss>")
    whole = parse(packed, url="https://a.example/feed.gz")
    assert [item.title for item in whole.items] == ["one", "two"]

    cut = parse(gzip.compress(body), url="https://a.example/feed.gz")
    assert [item.title for item in cut.items] == ["one", "two"]
    with pytest.raises(ParseError):
        parse(packed[:12] + b"x" * 40, url="https://a.example/feed.gz")


def test_a_packed_file_may_have_many_members_and_a_garbled_end() -> None:
    halves = [b"<rss><channel><item><title>one</title></item>", b"</channel></rss>"]
    packed = b"".join(gzip.compress(half) for half in (halves[0], *[b""] * 50_000, halves[1]))
    for body in (packed, packed + b"\0" * 100, packed[:-8] + b"garbled!"):
        done = parse(body, url="https://a.example/feed.gz")
        assert [item.title for item in done.items] == ["one"]
        assert not done.warning


@pytest.mark.parametrize("size", [1, 3000, 70_000])
def test_a_packed_file_with_a_wrong_checksum_is_read_to_its_end(size: int) -> None:
    items = "".join(f"<item><title>{n} {n * 7919 % 977}</title></item>" for n in range(size // 40))
    body = f"<rss><channel>{items}<item><title>last</title></item></channel></rss>".encode()
    packed = bytearray(gzip.compress(body))
    packed[-6] ^= 0xFF
    assert unpacked(bytes(packed), 10_000_000) == body
    done = parse(bytes(packed), url="https://a.example/feed.gz")
    assert (done.items[-1].title == "last") == (len(done.items) < 1000)
    # Where the data themselves are garbled, all before that is kept.
    middle = len(packed) // 2
    packed[middle : middle + 8] = b"\xff" * 8
    kept = unpacked(bytes(packed), 10_000_000)
    assert kept.startswith(body[: len(body) // 4]) or size == 1


def test_of_a_packed_file_no_more_is_unpacked_than_is_wanted() -> None:
    packed = gzip.compress(b"x" * 1_000)
    assert unpacked(packed, 10) == b"x" * 10
    assert unpacked(packed, 5_000) == b"x" * 1_000
    assert unpacked(b"<rss/>", 2) == b"<rss/>"
    garbled = packed[:4] + b"y" * 40
    assert unpacked(garbled, 5_000) == garbled


def test_a_packed_bomb_costs_no_more_than_any_document() -> None:
    bomb = gzip.compress(b"<rss><channel>" + b" " * 200_000_000)
    with contextlib.suppress(ParseError):
        assert parse(bomb, url="https://a.example/feed.gz").items == ()
