"""Lists of feeds, in and out."""

from __future__ import annotations

import time
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reewriter.errors import ParseError
from reewriter.feeds.opml import Dropped, read
from reewriter.feeds.outline import Outline, write
from reewriter.text.clean import clean_line

NOT_WEB = "not an address of the web"
LIST = """<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.1">
  <head><title>My feeds</title></head>
  <body>
    <outline text="Metals" title="Metals">
      <outline text="Rare, earths">
        <outline type="rss" text="Caf\xe9 &amp; ore" xmlUrl="https://ore.example/feed?a=1&amp;b=2"
          htmlUrl="https://ore.example/" category="/daily,Metals" x-weight="3" version="RSS2"/>
      </outline>
      <outline text="Plain" xmlURL="http://plain.example/rss"/>
    </outline>
    <outline text="Nothing in it"/>
    <outline text="Script" xmlUrl="javascript:alert(1)"/>
    <outline text="Router" xmlUrl="http://192.168.1.1/feed"/>
    <outline text="Again" xmlUrl="http://plain.example/rss" category="twice"/>
  </body>
</opml>
"""

ORE = Outline(
    url="https://ore.example/feed?a=1&b=2",
    title="Café & ore",
    site="https://ore.example/",
    tags=("Metals", "Rare earths", "daily"),
    folders=("Metals", "Rare earths"),
    attributes={"x-weight": "3", "version": "RSS2"},
)


def test_folders_are_tags_and_nothing_is_lost() -> None:
    found = read(LIST.encode("latin-1"))

    assert found.feeds == (
        ORE,
        Outline(
            url="http://plain.example/rss",
            title="Plain",
            tags=("Metals", "twice"),
            folders=("Metals",),
        ),
    )
    assert found.dropped == (
        Dropped("Script", "javascript:alert(1)", NOT_WEB),
        Dropped("Router", "http://192.168.1.1/feed", "a private address"),
    )
    assert read(LIST) == found
    assert read("\ufeff" + LIST) == found


def outline(url: str) -> str:
    return f'<opml><body><outline text="x" xmlUrl="{url}"/></body></opml>'


PRIVATE = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://0x7f000001/",
    "http://[::1]/",
    "http://[fd00::1]/",
    "http://localhost:8080/",
    "http://router/",
    "http://nas.local/",
    "http://wiki.corp.internal/",
    "http://10.0.0.1.:80/",
]


@pytest.mark.parametrize("url", PRIVATE)
def test_private_addresses_are_dropped_unless_allowed(url: str) -> None:
    found = read(outline(url))
    assert (found.feeds, len(found.dropped)) == ((), 1)
    # Some spellings are no addresses at all to `safe_url`, and stay out.
    allowed = read(outline(url), allow_private=True)
    assert len(allowed.feeds) + len(allowed.dropped) == 1


def test_a_private_address_that_was_allowed_is_taken() -> None:
    assert read(outline("http://192.168.1.1:81/feed"), allow_private=True).feeds[0].url == (
        "http://192.168.1.1:81/feed"
    )


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://h.example/", "feeds.xml", "https://", "mailto:a@b.example"],
)
def test_what_is_not_of_the_web_is_dropped(url: str) -> None:
    found = read(outline(url), allow_private=True)
    assert found.feeds == ()
    assert found.dropped[0].reason == NOT_WEB


def test_a_dropped_address_keeps_its_secret() -> None:
    (dropped,) = read(outline("http://ann:hush@h.example/?key=hush")).dropped
    assert "hush" not in dropped.url


def test_a_secret_is_taken_out_before_an_address_is_cut_and_of_a_title_too() -> None:
    address = f"http://ann:{'hush' * 60}@h.example/"
    listed = f'<opml><body><outline text="{address}" xmlUrl="{address}"/></body></opml>'
    (dropped,) = read(listed).dropped
    assert "hush" not in dropped.url + dropped.title


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("feed://h.example/rss", "https://h.example/rss"),
        ("Feed:https://h.example/rss", "https://h.example/rss"),
        ("feed:http://h.example/rss", "http://h.example/rss"),
        ("feed://https://h.example/rss", "https://h.example/rss"),
    ],
)
def test_an_address_for_feed_readers_is_one_of_the_web(written: str, url: str) -> None:
    assert [feed.url for feed in read(outline(written)).feeds] == [url]


@pytest.mark.parametrize("written", ["https://ann:hush@h.example/", "feed://ann@h.example/"])
def test_an_address_with_a_password_says_so(written: str) -> None:
    (dropped,) = read(outline(written)).dropped
    assert "password" in dropped.reason


def test_what_is_said_of_a_feed_has_its_limits() -> None:
    many = " ".join(f'x{n}="{n}"' for n in range(50))
    long = " ".join(f'y{n}="{"z" * 5000}"' for n in range(9))
    (one,) = read(outline("https://h.example/").replace("text=", many + " text=")).feeds
    (other,) = read(outline("https://h.example/").replace("text=", long + " text=")).feeds
    assert len(one.attributes) == 30
    assert list(map(len, other.attributes.values())) == [1000] * 3


@pytest.mark.parametrize(
    ("attributes", "url", "reason"),
    [
        ('type="rss" htmlUrl="https://a.example/"', "https://a.example/", "no address of a feed"),
        ('type="include" url="https://a.example/l.opml"', "https://a.example/l.opml", "list"),
        ('type="HTML+XPath" xmlUrl="https://a.example/p"', "https://a.example/p", "a page"),
        ('type="link" url="https://a.example/"', "", ""),
        ('type="rss"', "", ""),  # of a folder, as some write it
    ],
)
def test_what_cannot_be_a_feed_is_told(attributes: str, url: str, reason: str) -> None:
    inside = '<outline text="in it" xmlUrl="https://b.example/f"/>'
    found = read(f"<opml><body><outline text='x' {attributes}/>{inside}</body></opml>")
    assert [feed.url for feed in found.feeds] == ["https://b.example/f"]
    assert [one.url for one in found.dropped] == ([url] if url else [])
    assert all(reason in one.reason for one in found.dropped)


@pytest.mark.parametrize("said", ["utf-16", "unicode", "windows-31j", "none-such"])
def test_a_list_that_is_not_written_as_it_says_is_read(said: str) -> None:
    written = f"""<?xml version="1.0" encoding="{said}"?><opml><body>
        <outline text="Größe – „Erden“" xmlUrl="https://b.example/f"/></body></opml>"""
    assert [feed.title for feed in read(written.encode()).feeds] == ["Größe – „Erden“"]


def test_a_title_that_was_escaped_twice_is_what_was_meant() -> None:
    text = '<opml><body><outline text="A &amp;amp; B" xmlUrl="https://a.example/f"/></body></opml>'
    assert read(text).feeds[0].title == "A & B"


def test_hostile_titles_are_cleaned() -> None:
    text = outline("https://h.example/").replace('text="x"', 'text="a&#x202e;b&#x9b;[/]&#10;c"')
    assert read(text).feeds[0].title == "ab[/] c"


BOMB = """<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>
<opml><body><outline text="&b;" xmlUrl="https://h.example/"/></body></opml>"""


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        '<!DOCTYPE opml SYSTEM "file:///etc/passwd"><opml/>',
        "<opml><outline",
        "<opml><body><outline text='a < b' xmlUrl='https://h.example/'/></body></opml>",
        f"<opml><body>&nbsp;{BOMB}</body></opml>",
        "<rss/>",
        "<html><body><outline xmlUrl='https://h.example/'/></body></html>",
        "",
        "not xml",
        b"\xff\xfe\x00",
        "<opml>" + "<outline>" * 100 + "</outline>" * 100 + "</opml>",
    ],
)
def test_what_is_no_plain_list_is_refused_in_one_line(text: str | bytes) -> None:
    with pytest.raises(ParseError) as caught:
        read(text)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("written", "title", "url"),
    [
        ("A & B", "A & B", "https://h.example/?x=1&y=2"),
        ("A &amp; B&nbsp;&eacute;", "A & B é", "https://h.example/?x=1&y=2"),
        ("a\x1b[31mb\x00", "a[31mb", "https://h.example/?x=1&y=2"),
    ],
)
@pytest.mark.parametrize("encoding", ["", "utf-8", "utf-16"])
def test_a_list_with_bare_signs_is_read(written: str, title: str, url: str, encoding: str) -> None:
    text = (
        f'<opml><body><outline text="{written}" xmlUrl="https://h.example/?x=1&y=2"/></body></opml>'
    )
    found = read(text.encode(encoding) if encoding else text)

    assert [(feed.title, feed.url) for feed in found.feeds] == [(title, url)]


def test_a_list_that_breaks_off_is_not_taken_for_all_of_it() -> None:
    with pytest.raises(ParseError, match="line 1"):
        read('<opml><body><outline text="A & B" xmlUrl="https://h.example/"/><outline text="C')


def test_a_huge_list_is_refused_or_cut() -> None:
    with pytest.raises(ParseError, match="10 MB"):
        read("x" * 10_000_001)
    rows = "".join(f'<outline xmlUrl="https://h{n}.example/"/>' for n in range(10_050))
    started = time.process_time()
    found = read(f"<opml><body>{rows}</body></opml>")
    assert (len(found.feeds), len(found.dropped)) == (10_000, 50)
    assert time.process_time() - started < 5


def test_the_list_written_is_readable_to_people_and_programs() -> None:
    text = write([ORE, Outline("https://plain.example/rss")], title="Rare <earths>")

    assert text == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<opml version="2.0">\n'
        "  <head><title>Rare &lt;earths&gt;</title></head>\n"
        "  <body>\n"
        '    <outline text="Metals" title="Metals">\n'
        '      <outline text="Rare earths" title="Rare earths">\n'
        '        <outline type="rss" text="Café &amp; ore" title="Café &amp; ore"'
        ' xmlUrl="https://ore.example/feed?a=1&amp;b=2" htmlUrl="https://ore.example/"'
        ' category="Metals,Rare earths,daily" x-weight="3" version="RSS2"/>\n'
        "      </outline>\n"
        "    </outline>\n"
        '    <outline type="rss" text="https://plain.example/rss"'
        ' title="https://plain.example/rss" xmlUrl="https://plain.example/rss"/>\n'
        "  </body>\n"
        "</opml>\n"
    )


def test_attributes_of_other_programs_keep_their_meaning() -> None:
    """FreshRSS and Thunderbird say what they know of a feed in namespaces of their own."""
    told = read(
        '<opml version="2.0" xmlns:frss="https://freshrss.org/opml" xmlns:xmlish="urn:x"><body>'
        '<outline text="A" xmlUrl="https://a.example/f" frss:cssFullContent="div.a"'
        ' frss:priority="important" xml:lang="de" lost:x="1" xmlish:y="2"/>'
        '<outline text="B" xmlns:fz="urn:forumzilla:">'
        '<outline text="C" xmlUrl="https://c.example/f" fz:quickMode="false"/></outline>'
        '<outline text="D" xmlUrl="https://d.example/f" fz:quickMode="true"/></body></opml>'
    )
    assert [feed.attributes for feed in told.feeds] == [
        {
            "xmlns:frss": "https://freshrss.org/opml",
            "frss:cssFullContent": "div.a",
            "frss:priority": "important",
            "xml:lang": "de",
        },
        {"xmlns:fz": "urn:forumzilla:", "fz:quickMode": "false"},
        {},
    ]
    written = write(told.feeds)
    ElementTree.fromstring(written)
    assert read(written) == told


def test_what_is_said_of_folders_stays_with_them() -> None:
    told = read(
        '<opml version="2.0" xmlns:frss="https://freshrss.org/opml"><body>'
        '<outline text="Metals" title="Metals" isOpen="true"'
        ' frss:opmlUrl="https://x.example/a.opml">'
        '<outline text="Rare" id="7"><outline text="A" xmlUrl="https://a.example/f"/></outline>'
        '<outline text="B" xmlUrl="https://b.example/f"/></outline>'
        '<outline text="Plain"><outline text="C" xmlUrl="https://c.example/f"/></outline>'
        "</body></opml>"
    )
    metals = {
        "xmlns:frss": "https://freshrss.org/opml",
        "frss:opmlUrl": "https://x.example/a.opml",
        "isOpen": "true",
    }
    assert [feed.folder_attributes for feed in told.feeds] == [(metals, {"id": "7"}), (metals,), ()]
    written = write(told.feeds)
    tree = ElementTree.fromstring(written)
    assert [dict(one.attrib) for one in tree.iterfind("body/outline")] == [
        {
            "text": "Metals",
            "title": "Metals",
            "{https://freshrss.org/opml}opmlUrl": "https://x.example/a.opml",
            "isOpen": "true",
        },
        {"text": "Plain", "title": "Plain"},
    ]
    assert read(written) == told


def test_two_folders_of_one_name_stay_two() -> None:
    told = read(
        '<opml version="2.0"><body><outline text="News" id="1">'
        '<outline text="A" xmlUrl="https://a.example/f"/></outline>'
        '<outline text="News"/>'  # Empty: of no feed anybody could say that it lies in it.
        '<outline text="News" id="2"><outline text="Deep">'
        '<outline text="B" xmlUrl="https://b.example/f"/></outline></outline>'
        '<outline text="Other"><outline text="News">'
        '<outline text="C" xmlUrl="https://c.example/f"/></outline></outline>'
        '<outline text="News"><outline text="D" xmlUrl="https://d.example/f"/>'
        '<outline text="A again" xmlUrl="https://a.example/f"/></outline>'
        "</body></opml>"
    )
    assert {feed.url[8]: feed.tags for feed in told.feeds} == {
        "a": ("News",),
        "b": ("News", "Deep"),
        "c": ("Other", "News"),
        "d": ("News",),
    }
    written = write(told.feeds)
    tree = ElementTree.fromstring(written)
    assert [
        (
            one.get("text"),
            one.get("id"),
            [feed.get("text") for feed in one.iter() if feed.get("xmlUrl")],
        )
        for one in tree.iterfind("body/outline")
    ] == [("News", "1", ["A"]), ("News", "2", ["B"]), ("Other", None, ["C"]), ("News", None, ["D"])]
    assert "#" not in written
    assert read(written) == told


words = st.text(max_size=30).map(lambda text: clean_line(text).replace(",", "").strip("/ "))
outlines = st.builds(
    Outline,
    url=st.integers(0, 99).map(lambda n: f"https://h{n}.example/feed?a=1&b=2"),
    title=words.filter(bool),
    site=st.sampled_from(["", "https://h.example/"]),
    tags=st.lists(words.filter(bool), unique=True, max_size=3).map(tuple),
    attributes=st.dictionaries(st.sampled_from(["x-a", "language"]), words, max_size=2),
).flatmap(
    lambda feed: st.integers(0, len(feed.tags)).map(
        lambda depth: replace(feed, folders=feed.tags[:depth])
    )
)


@given(st.lists(outlines, unique_by=lambda feed: feed.url, max_size=5))
def test_what_is_written_is_read_back(feeds: list[Outline]) -> None:
    found = read(write(feeds))
    assert sorted(found.feeds, key=lambda feed: feed.url) == sorted(feeds, key=lambda f: f.url)
    assert read(write(found.feeds)) == found


@given(st.text(max_size=200) | st.binary(max_size=200))
def test_anything_is_a_list_or_an_error(text: str | bytes) -> None:
    try:
        found = read(text)
    except ParseError:
        return
    assert found.feeds == ()
