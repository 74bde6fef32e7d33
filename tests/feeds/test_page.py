"""A web page or a pasted text read as an item."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reewriter.feeds.page import decode_page, looks_like_html, read_page

PAGE = """<html lang="en-US"><head><title>Title | Site</title></head><body>
<header><a href="/">Home</a></header><main><p>In main.</p></main></body></html>"""


def test_a_page_says_what_it_is() -> None:
    found = read_page(PAGE, url="https://e.example/a?utm_source=x")
    assert (found.title, found.lang, found.author) == ("Title | Site", "en", "")
    assert found.text == "In main."
    assert found.published is None
    assert found.url == "https://e.example/a?utm_source=x"
    assert found.guid == found.url
    assert "utm" not in found.url_key


def test_the_longest_article_is_the_article() -> None:
    html = (
        "<body><article>Teaser</article><article><p>Long text</p><article>nested</article>"
        "</article><p>around</p>"
    )
    assert "Long text" in read_page(html).text
    assert "nested" in read_page(html).text
    assert "Teaser" not in read_page(html).text
    assert "around" not in read_page(html).text


@pytest.mark.parametrize(
    ("head", "when"),
    [
        ('<meta property="article:published_time" content="2026-02-27">', (27, 0)),
        ('<meta name="date" content="2026-02-27T10:00:00Z">', (27, 10)),
        ('<time datetime="2026-02-27T10:00:00+02:00">', (27, 8)),
        ('<meta name="date" content="yesterday">', None),
        ('<meta name="date" content="0001-01-01T00:00:00+23:00">', None),
    ],
)
def test_dates(head: str, when: tuple[int, int] | None) -> None:
    wanted = when and datetime(2026, 2, when[0], when[1], tzinfo=UTC)
    assert read_page(head + "<p>x</p>").published == wanted


def test_active_markup_and_controls_do_not_come_in() -> None:
    found = read_page(
        "<title>A\x1b[31m\u202e title</title><article><p onclick=x>Text"
        '<img src=x onerror=alert(1)><a href="javascript:alert(1)">link</a></p>'
        "<script>steal()</script></article>"
    )
    assert found.title == "A[31m title"
    for word in ("onclick", "onerror", "javascript", "steal"):
        assert word not in found.body + found.text


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ("Käse".encode(), "text/html; charset=utf-8", "Käse"),
        ("Käse".encode("latin-1"), "text/html; charset=iso-8859-1", "Käse"),
        ('<meta charset="windows-1252">Käse'.encode("cp1252"), "text/html", "Käse"),
        ("Käse".encode("cp1252"), "", "Käse"),
        ("Käse".encode(), "text/html; charset=nonsense", "Käse"),
    ],
)
def test_bytes_are_read_as_they_are_meant(body: bytes, kind: str, text: str) -> None:
    assert decode_page(body, kind).endswith(text)


@pytest.mark.parametrize(
    ("text", "is_page"),
    [
        ("<!DOCTYPE html><p>", True),
        ("\n<!-- saved --><HTML>", True),
        ("A < B and html", False),
        ("<b>bold</b> claim", False),
        ('<div class="post"><h2>Kiln</h2></div>', True),
        ("<p>Kiln</p>", True),
        ("<p> is a tag", False),
        ("<div> and <span> are tags", False),
        ("<!-- a --> <?b?> " * 200 + "<article>", True),
        ("<!---->" * 500 + "words", False),
        ("", False),
    ],
)
def test_a_page_is_told_from_words(text: str, is_page: bool) -> None:
    assert looks_like_html(text) is is_page


@given(st.text(max_size=300), st.sampled_from(["<article>", "</article>", "<nav>", "<main", ""]))
def test_whatever_it_is_it_can_be_read(text: str, tag: str) -> None:
    found = read_page(tag + text + tag)
    assert found.guid
    assert "\x1b" not in found.title + found.text
