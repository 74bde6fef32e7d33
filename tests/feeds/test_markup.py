"""HTML of feeds that would swallow their words."""

from __future__ import annotations

import time
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reewriter.feeds.markup import put_right
from reewriter.feeds.parse import parse
from reewriter.text.html import sanitize
from tests.documents import rss


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("We show H<2 T and x<y holds. Then more.", "We show H<2 T and x<y holds. Then more."),
        ("<p>if a<b then <em>more</em></p>", "if a<b then more"),
        ("<p>n<max and</p> on", "n<max and\n\non"),
        ("<![CDATA[<p>inside & out</p>]]>", "inside & out"),
        ("&lt;p&gt;Twice, <b>as</b> code&lt;/p&gt;", "<p>Twice, as code</p>"),
        ("&lt;p&gt;Twice &amp;amp; &lt;b&gt;more&lt;/b&gt;&lt;/p&gt;", "Twice & more"),
        ("In HTML, &lt;p&gt; begins a paragraph", "In HTML, <p> begins a paragraph"),
        ("We study $x<y$ where $a > b$ holds.", "We study $x<y$ where $a > b$ holds."),
        ("for n<m and k>l it <b>holds</b>", "for n<m and k>l it holds"),
        ("if p<b or c>d, say", "if p<b or c>d, say"),
        ("Jo <jo@x.example>, <https://x.example/a>.", "Jo <jo@x.example>, <https://x.example/a>."),
        # What is a tag stays one.
        ("<p hidden>a</p> <ol reversed start>b</ol> <x-y a b>c</x-y>", "a\n\nb\n\nc"),
        ("<font color=red size=2>a</font><o:p></o:p> <frob a b />b", "a b"),
        ("a <a title='x < y' href='https://a.example/'>link</a>", "a link"),
        ("<div <p>text</p>", "text"),
        ("cut off <img src", "cut off"),
        ("cut off <p", "cut off"),
    ],
)
def test_words_are_not_swallowed(html: str, text: str) -> None:
    item = f"<item><title>x</title><description>{escape(html)}</description></item>"
    assert parse(rss(item), url="").items[0].text == text


@given(st.text(alphabet="<>p a/=\"'&;lgt![CDATA]x", max_size=40))
def test_nothing_active_comes_of_it(html: str) -> None:
    safe = sanitize(put_right(f"{html}<script>alert(1)</script>"))
    assert "<script" not in safe
    assert sanitize(safe) == safe


def test_hostile_html_takes_no_time() -> None:
    for piece in ("<a ", "<x", "&lt;p &gt;", "&lt;/p", "<![CDATA[", "<a b<", "<a b c ", "<http://"):
        start = time.process_time()
        put_right(piece * 200_000)
        assert time.process_time() - start < 5, piece
