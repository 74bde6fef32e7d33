"""Outside HTML does nothing, loses no words, and turns into text and Markdown that say the same."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest
from html_to_markdown import convert
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reewriter.text import html as writing
from reewriter.text.html import MAX_CHARACTERS, sanitize, sanitize_mail, to_markdown, to_text

BASE = "https://news.example/2026/story.html"
SAFE_ATTRIBUTES = {"href", "title", "src", "alt", "width", "height", "start", "colspan", "rowspan"}
PIECES = (
    "<p>",
    "</p>",
    "<b>",
    "<a href='",
    "javascript:",
    "java&#10;script&colon;alert(1)",
    "'>",
    '">',
    "<img src=x onerror=alert(1)>",
    "<script>",
    "</script>",
    "<style>",
    "<svg><a xlink:href=javascript:1>",
    "<math><mtext>",
    "<!--",
    "-->",
    "--!>",
    "<![CDATA[",
    "]]>",
    "<table>",
    "<td>",
    "<noscript>",
    "<template>",
    "<form action=javascript:1>",
    "<title>",
    "<textarea>",
    "<iframe srcdoc='<script>'>",
    "&lt;script&gt;",
    "&#27;",
    "&#8238;",
    "\x1b",
    "\u202e",
    "â€™",
    "&acirc;&euro;&trade;",
    'â€"',
    "&nbsp;",
    "text ",
)
hostile = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=14).map("".join)


class Live(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "svg", "math", "form", "iframe", "template", "title"):
            self.found.append(tag)
        for name, value in attrs:
            if name not in SAFE_ATTRIBUTES | {"rel"}:
                self.found.append(name)
            if name in ("href", "src") and not re.match("https?://|mailto:", value or ""):
                self.found.append(f"{name}={value}")


def live(html: str) -> list[str]:
    parser = Live()
    parser.feed(html)
    parser.close()
    return parser.found


@given(hostile)
@settings(max_examples=100)
def test_nothing_live_is_left_and_a_second_pass_changes_nothing(html: str) -> None:
    safe = sanitize(html, base=BASE)

    assert live(safe) == []
    assert live(sanitize_mail(html)) == []
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", safe)
    assert sanitize(safe, base=BASE) == safe


@given(hostile)
@settings(max_examples=60)
def test_text_and_markdown_hold_no_controls(html: str) -> None:
    for text in (to_text(html), to_markdown(html, base=BASE)):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)


def test_scripts_leave_no_words_and_honest_words_stay() -> None:
    html = (
        "<p>One<script>alert(1)</script> two</script> three</p><style>p{}</style>"
        "<antirez>four</antirez><nav>five</nav><svg><text>x</text></svg> six"
    )

    assert to_text(html).split() == ["One", "two", "three", "four", "five", "six"]


def test_links_become_absolute_and_safe() -> None:
    html = (
        '<a href="next.html" onclick="x()">a</a><a href="javascript:x">b</a>'
        '<a href="https://u@evil.example/">c</a><a href="java&#8238;script:x">d</a>'
    )

    assert sanitize(html, base=BASE) == (
        '<a href="https://news.example/2026/next.html">a</a><a>b</a><a>c</a><a>d</a>'
    )


def test_mojibake_is_mended_between_tags_only() -> None:
    html = '<p title=x>Itâ&euro;&trade;s <a href="https://e.example/â€™">dÃ&nbsp; jÃ©</a> on</p>'

    assert sanitize(html) == (
        '<p>It’s <a href="https://e.example/%C3%A2%E2%82%AC%E2%84%A2">dà jé</a> on</p>'
    )


def test_a_lost_quotation_mark_never_opens_a_tag() -> None:
    html = '<p>sheâ€" <a href="https://e.example/" title="â€">x</a>" onmouseover="y"</p>'

    assert live(sanitize(html)) == []
    assert sanitize(html).count("<a ") == 1


def test_one_pixel_images_are_dropped_and_others_become_links_in_markdown() -> None:
    html = (
        '<p>a <img src="pit.jpg" alt="The pit"> b <img src="https://t.example/p.gif" width="1">'
        '<a href="x"><img src="y.png"></a></p>'
    )

    assert "t.example" not in sanitize(html, base=BASE)
    assert to_markdown(html, base=BASE) == (
        "a [image: The pit](https://news.example/2026/pit.jpg) b "
        "[image](https://news.example/2026/x)"
    )
    assert to_text(html) == "a b"
    assert "img" not in sanitize_mail(html)
    assert to_markdown('a<img src="data:image/gif;base64,AA"><img>b <img alt="c">') == "ab image: c"


def test_text_keeps_blocks_apart() -> None:
    html = (
        "<h2>Floor</h2><p>One<br>two</p><ul><li>three</li><li><p>four</p></li></ul><div>five</div>six"
        "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>"
        "<pre>x\n y</pre>&lt;b&gt;"
    )

    assert to_text(html) == (
        "Floor\n\nOne\ntwo\n- three\n- four\n\nfive\n\nsix\n\nA | B\n1 | 2\n\nx\ny\n\n<b>"
    )


def test_an_item_that_begins_with_an_item_has_one_bullet_and_no_sign_of_ours() -> None:
    assert to_text("<ul><li><ul><li>a</li></ul></li><li> </li><li><p>b</p><p>c</p></li></ul>") == (
        "- a\n- b\n\nc"
    )


@pytest.mark.parametrize("reference", ["&#8203;", "&shy;", "&#x202e;", "&ZeroWidthSpace;"])
def test_references_bring_back_nothing_that_is_scrubbed(reference: str) -> None:
    assert sanitize(f"<p>a{reference}b &amp; c</p>") == "<p>ab &amp; c</p>"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<p>The [sic] R&amp;D of a_b, 5 + 5 &lt; 11.</p>", "The [sic] R&D of a_b, 5 + 5 < 11."),
        ("<p>1. a</p><p># b</p><p>- c</p>", "1\\. a\n\n\\# b\n\n\\- c"),
        ("<p>*a* and _b_</p>", "\\*a\\* and \\_b\\_"),
        ("<p>[a](b) and &lt;b&gt;</p>", "\\[a\\](b) and \\<b>"),
        ("<p>AT&amp;amp; &amp;copy;</p>", "AT\\&amp; \\&copy;"),
        ("<pre>a \\_ b\n  c</pre>", "```\na \\_ b\n  c\n```"),
        ("<p>x</p><hr><blockquote>q</blockquote>", "x\n\n---\n\n> q"),
        ("<nav>n</nav><footer>f</footer>", "n\n\nf"),
    ],
)
def test_markdown_is_escaped_only_where_it_must(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown


words = st.text(st.sampled_from("ab1 *_[]()<>&#-+.!~|\\`\n="), min_size=1, max_size=30)


@given(st.lists(words, min_size=1, max_size=3))
@settings(max_examples=100)
def test_markdown_says_what_the_html_said(paragraphs: list[str]) -> None:
    from html import escape

    html = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)

    rendered = MarkdownIt("commonmark", {"html": False}).render(to_markdown(html))

    assert to_text(rendered).split() == to_text(html).split()
    assert not re.search("<(?!/?p>|br)", rendered)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 50_000,
        "<b>" * 20_000 + "<p></b>" * 5_000,
        "<a " + " ".join(f"a{i}=1" for i in range(50_000)) + ">",
        "<!--" * 100_000,
        "<" * 500_000,
        "<div></x>" * 30_000,
        "<br>" * 100_000,
        "<ul><li>" * 20_000,
        "&amp" * 100_000,
        "&" * 2_000_000,
        "&#38;" * 400_000,
        "\\" * 200_000,
        " |" * 100_000,
    ],
    ids=lambda html: html[:9],
)
def test_bombs_cost_seconds_at_most(html: str) -> None:
    started = time.process_time()

    to_text(html)
    to_markdown(html)

    assert time.process_time() - started < 5


def test_what_is_too_long_is_cut_with_a_mark_that_shows() -> None:
    text = to_text("ore " * MAX_CHARACTERS)

    assert len(text) < MAX_CHARACTERS + 100
    assert text.endswith("[… cut here: the text was longer than 2 MB]")
    assert to_text("a&amp;" * 200_000).endswith(
        "cut here: there was little but character references]"
    )


def test_markdown_is_what_the_librarys_own_front_writes() -> None:
    html = (
        "<h2>Ore &amp; more</h2>"
        "<p>It said <em>no</em> to <a href='https://a.example/b_c'>5*6_7</a>."
        "</p><ol start='3'><li>three</li><li>four<ul><li>nested</li></ul></li></ol><table><tr><th>a"
        "</th></tr><tr><td>1</td></tr></table><pre><code>x = 1</code></pre>"
        "<blockquote>q</blockquote>"
    )
    safe = sanitize(html)
    assert writing._converter()(safe).content == convert(safe, writing._options()).content
