"""From the address of a site to that of its feed."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reewriter.errors import BlockedAddressError, HttpStatusError, NetworkError, NotFoundError
from reewriter.feeds.discover import discover, feed_links, looks_like_feed
from reewriter.net import Client
from tests import farm as manners
from tests.farm import TLS, Farm, loopback, page, redirect

RSS = b"<?xml version='1.0'?>\n<!-- x -->\n<rss version='2.0'><channel/></rss>"
ATOM = b"\xef\xbb\xbf<feed xmlns='http://www.w3.org/2005/Atom'/>"


@pytest.fixture
def farm() -> Iterator[Farm]:
    with Farm() as running:
        yield running


def find(farm: Farm, url: str, *others: Farm) -> str:
    allowed = frozenset(each.host_port for each in (farm, *others))
    with Client(user_agent="tests", allowed=allowed, deadline=5.0) as client:
        return discover(client, url)


def html(*head: str) -> bytes:
    return f"<!doctype html><html><head>{''.join(head)}</head><body>Hello</body>".encode()


def link(href: str, kind: str = "application/rss+xml", rest: str = "rel=alternate") -> str:
    return f'<link {rest} type="{kind}" href="{href}">'


DTD = b"""<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://h.example/rss-0.91.dtd" [
<!-- it's > ] here -->
<!ENTITY nbsp "&#160;"> <!ENTITY odd ']>'>
<?note ]> ' ?>
] >
<rss version="0.91"><channel/></rss>"""
MANY = b"<!DOCTYPE rss [" + b"<!ENTITY nbsp '&#160;'>" * 1000 + b"]><rss version='2.0'/>"


@pytest.mark.parametrize("body", [RSS, ATOM, DTD, MANY])
def test_a_feed_is_its_own_address(farm: Farm, body: bytes) -> None:
    url = farm.add("/any?token=a", page(body))
    assert find(farm, f"  {url}#top ") == url
    assert len(farm.seen) == 1


@pytest.mark.parametrize("piece", ["<!--", "<?", "'", '"', "<", "<!ENTITY a 'b'>", "<!-- -->"])
def test_what_only_begins_like_a_feed_is_told_soon(piece: str) -> None:
    begun = time.process_time()
    assert not looks_like_feed(("<!DOCTYPE rss [" + piece * 60_000).encode())
    assert not looks_like_feed(b"<!DOCTYPE rss []><html/>")
    assert time.process_time() - begun < 1


def test_a_feed_that_moved_is_found_where_it_is(farm: Farm) -> None:
    farm.add("/new", page(RSS))
    assert find(farm, farm.add("/old", redirect("/new", 301))) == farm.url("/new")
    assert find(farm, farm.add("/for-now", redirect("/new", 302))) == farm.url("/for-now")


def test_a_page_names_its_feed(farm: Farm) -> None:
    farm.add("/blog/posts.atom", page(ATOM))
    url = farm.add("/blog/", page(html(link("posts.atom", "application/atom+xml; charset=x"))))
    assert find(farm, url) == farm.url("/blog/posts.atom")
    assert farm.paths() == ["/blog/", "/blog/posts.atom"]


@pytest.mark.parametrize(
    "anchor",
    [
        '<a href="/news/all.php?as=1">RSS</a>',
        '<a href="/news/all.php?as=1"><img alt="Our RSS feed" src="/orange.png"></a>',
        "<a class=x href='/news/all.php?as=1'><span>Atom</span> feed</a>",
    ],
)
def test_a_feed_that_is_only_linked_to_is_found(farm: Farm, anchor: str) -> None:
    farm.add("/news/all.php?as=1", page(RSS))
    farm.add("/what-is-rss", page(html()))
    words = '<p><a href="/what-is-rss">How we came to love our RSS reader, in seven parts</a></p>'
    assert find(farm, farm.add("/", page(html() + (words + anchor).encode()))) == farm.url(
        "/news/all.php?as=1"
    )
    assert farm.paths() == ["/", "/news/all.php?as=1"]


def test_links_to_feeds_are_told_by_their_address_and_tried_after_those_that_are_named(
    farm: Farm,
) -> None:
    farm.add("/world/rss.xml", page(RSS))
    words = b'<a href="/comments/feed/">Comments</a><a href="/world/rss.xml">World</a>'
    body = html(link("/dead")) + b"<a href='#rss'>RSS</a><a href='/a'>a</a>" + words
    assert find(farm, farm.add("/", page(body))) == farm.url("/world/rss.xml")
    assert farm.paths() == ["/", "/dead", "/world/rss.xml"]


def test_what_is_called_a_feed_for_another_reason_keeps_no_feed_from_being_found() -> None:
    others = "".join(f'<a href="/{n}">Feed the hungry of town {n}</a>' for n in range(20))
    for anchor in ('<a href="feed:https://site.example/f">RSS</a>', '<a href="/f">RSS</a>'):
        found = feed_links((others + anchor).encode(), "https://site.example/")
        assert found[0] == "https://site.example/f"
        assert len(found) == 3


def test_feeds_of_comments_and_dead_links_come_last(farm: Farm) -> None:
    farm.add("/main", page(RSS))
    head = html(link("/comments/feed/"), link("/dead"), link("/soft", "text/xml"), link("/main"))
    farm.add("/comments/feed/", page(RSS))
    farm.add("/soft", page(html()))
    assert find(farm, farm.add("/", page(head))) == farm.url("/main")


@pytest.mark.parametrize("path", ["/feed/", "/feed", "/rss", "/atom.xml", "/feed.json"])
def test_usual_places_are_tried(farm: Farm, path: str) -> None:
    body = b'{"version": "https://jsonfeed.org/version/1.1", "items": []}'
    farm.add(path, page(body if path.endswith("json") else RSS))
    assert find(farm, farm.add("/about", page(html()))) == farm.url(path)


def test_a_site_whose_page_is_forbidden_may_still_have_a_feed(farm: Farm) -> None:
    farm.add("/feed/", page(RSS))
    assert find(farm, farm.add("/", page(b"", status=403))) == farm.url("/feed/")


@pytest.mark.parametrize("status", [404, 410])
def test_the_feed_of_the_site_is_told_and_not_taken_for_a_page_that_is_not_there(
    farm: Farm, status: int
) -> None:
    farm.add("/feed/", page(RSS))
    typed = farm.add("/politics/rss.xml", page(b"", status=status))
    with pytest.raises(NotFoundError, match=f"answers {status}; .* {farm.url('/feed/')}") as caught:
        find(farm, typed)
    assert farm.url("/feed/") in caught.value.hint
    assert find(farm, farm.add("/", page(b"", status=status))) == farm.url("/feed/")


def test_no_more_than_nine_documents_are_asked_for(farm: Farm) -> None:
    many = html(*(link(f"/{n}") for n in range(50)))
    farm.add("*", page(many))
    with pytest.raises(NotFoundError, match=r"127\.0\.0\.1: no feed found") as caught:
        find(farm, farm.url("/"))
    assert caught.value.hint
    assert len(farm.seen) == 9


def test_a_page_cannot_point_to_a_private_address(farm: Farm) -> None:
    with Farm() as canary:
        canary.add("*", page(RSS))
        url = farm.add("/", page(html(link(canary.url("/feed")), link("file:///etc/passwd"))))
        # Even where the user follows a feed on that very host.
        with pytest.raises(NotFoundError):
            find(farm, url, canary)
        assert canary.seen == []


def test_what_does_not_answer_is_an_error_of_the_network(farm: Farm) -> None:
    with pytest.raises(NetworkError, match="closed the connection"):
        find(farm, farm.add("/", manners.close))
    with Farm() as canary, pytest.raises(BlockedAddressError):
        find(farm, canary.url("/"))


def test_an_address_without_a_scheme_is_completed(
    farm: Farm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "authority.pem"))
    farm.add("/feed", page(RSS))
    with Farm(tls=True) as secure:
        secure.add("/feed", page(RSS))
        allowed = frozenset(f"feeds.example:{each.port}" for each in (farm, secure))
        with Client(user_agent="tests", allowed=allowed, resolver=loopback) as client:
            encrypted, plain = (f"feeds.example:{each.port}/feed" for each in (secure, farm))
            assert discover(client, encrypted) == f"https://{encrypted}"
            assert discover(client, plain) == f"http://{plain}"


@pytest.mark.parametrize(
    ("body", "is_feed"),
    [
        (RSS, True),
        (ATOM, True),
        (b"\n\n <rdf:RDF xmlns:rdf='x'>", True),
        (b"<a:feed xmlns:a='x'>", True),
        (b"<!DOCTYPE rss PUBLIC '-//x' 'y'><rss version='0.91'>", True),
        ('<?xml version="1.0"?><rss>'.encode("utf-16"), True),
        (b'{"title": "x", "version" : "http:\\/\\/jsonfeed.org\\/version\\/1"', True),
        (b"<html><body>\n<rss version='2.0'>", True),
        (b"<html><body>&lt;rss> <rss></body>", False),
        (b"<html><body><p>x</p><rss version='2.0'>", False),
        (b"<!-- <rss> --><html>", False),
        (b'{"version": 1}', False),
        (b"<feeds>", False),
        (b"", False),
        (b"\x00\xff\xfe", False),
    ],
)
def test_feeds_are_told_from_pages(body: bytes, is_feed: bool) -> None:
    assert looks_like_feed(body) is is_feed


def test_links_are_read_leniently_and_only_feeds_are_taken() -> None:
    page_ = html(
        "<base href='https://cdn.example/x/'>",
        "<LINK REL='Alternate Stylesheet' TYPE='text/css' HREF='a.css'>",
        "<link rel=alternate hreflang=de href=/de>",
        '<link rel="alternate home" type="Application/RSS+XML" href=" f.xml ">',
        link("f.xml"),
        link("javascript:alert(1)"),
        link("http://["),
        link("?a=1&amp;b=2"),
    )
    found = feed_links(page_, "https://site.example/")
    assert found == ["https://cdn.example/x/f.xml", "https://cdn.example/x/?a=1&b=2"]


@pytest.mark.parametrize(
    "bomb",
    [
        "<!--",
        "<!---->",
        "<?a>",
        "<![",
        "<a b='",
        "<link ",
        "</",
        "<script>",
        "<?",
        "&#",
        "<!a",
        "<",
        "{",
    ],
)
def test_hostile_pages_cost_little(bomb: str) -> None:
    body = (bomb * 2_000_000)[:5_000_000].encode()
    started = time.process_time()
    assert feed_links(body, "https://site.example/") == []
    assert not looks_like_feed(body)
    assert time.process_time() - started < 2


def test_feed_behind_many_comments_is_one() -> None:
    assert looks_like_feed(
        b"<?xml version='1.0'?>" + b"<!-- x -->\n" * 500 + b"<rss version='2.0'>"
    )


def test_the_workspace_is_no_site(farm: Farm, tmp_path: Path) -> None:
    with pytest.raises(NetworkError):
        find(farm, (tmp_path / "a.xml").as_uri())


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_that_is_busy_or_broken_is_not_asked_for_more(farm: Farm, status: int) -> None:
    with pytest.raises(HttpStatusError, match=f"answers {status}"):
        find(farm, farm.add("/", page(b"", status=status)))

    assert farm.paths() == ["/"]


def test_what_the_address_answers_is_said(farm: Farm) -> None:
    with pytest.raises(NotFoundError, match="the address answers 410"):
        find(farm, farm.add("/rss", page(b"", status=410)))


def test_a_page_in_utf_16_names_its_feed(farm: Farm) -> None:
    farm.add("/named", page(RSS))
    body = html(link("/named")).decode().encode("utf-16")
    assert find(farm, farm.add("/blog", page(body))) == farm.url("/named")


def test_a_list_of_feeds_is_said_to_be_one(farm: Farm) -> None:
    opml = b"<?xml version='1.0'?>\n<!-- x --><opml version='2.0'/>"
    with pytest.raises(NotFoundError, match="list of feeds") as told:
        find(farm, farm.add("/list", page(opml)))
    assert "feeds import" in str(told.value.hint)


def test_a_feed_that_is_a_packed_file_is_one(farm: Farm) -> None:
    url = farm.add("/feed.xml.gz", page(gzip.compress(RSS)))
    assert find(farm, url) == url
