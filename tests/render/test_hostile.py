"""Whatever an editor or a feed puts in, an issue stays what we meant it to be."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from hashlib import blake2b
from html import unescape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reewriter.model import Composition, Highlight, Issue, Rendered
from reewriter.render import render
from reewriter.render.markdown import to_html, to_markdown, to_plain
from reewriter.render.mergetags import bind, placeholders
from tests.render.page import Page, read
from tests.sample_issue import NOW, sample_brand, sample_composition, with_story

IN_TEXT = frozenset(
    (
        *("p", "a", "ul", "ol", "li", "em", "strong", "s", "del", "code", "pre", "blockquote"),
        *("h4", "h5", "h6", "br", "hr", "table", "thead", "tbody", "tr", "th", "td", "span"),
    )
)
IN_PAGE = IN_TEXT | {"html", "head", "meta", "title", "style", "body", "div", "h1", "h2", "h3"}
ATTRIBUTES = frozenset(("href", "start", "scope", "style", "class"))
REL = "noopener nofollow"
OPENERS = ("{{", "{%", "{#", "{$", "*|", "%%{")

NASTY = (
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "{% raw %}",
    "{# gone #}",
    "*|UNSUB|*",
    "%%{email}%%",
    "{$unsubscribe}",
    "⟦unsubscribe_url⟧",
    "&#10214;unsubscribe_url&#10215;",
    "[x](javascript:alert(1))",
    "[/]",
    "\u202eevil\u202c",
    "\x1b]52;c;AAAA\x07",
    "&#x202e;&#27;&#0;",
    '"><img src=x onerror=alert(1)>',
    "'onmouseover='alert(1)",
    "</style></head></td></table><h1>",
    "]]>",
    "<!--[if mso]>",
    "{{ ''.__class__.__mro__ }}",
    "\ufdd0\ufdd1",
    "```",
    "| a | b |\n|---|---|\n| ",
    "[1]: https://x.example/",
)

hostile = st.lists(
    st.one_of(st.sampled_from(NASTY), st.text(max_size=12), st.sampled_from("*_`[]()<>!\\|#-> \n")),
    max_size=12,
).map("".join)


def everywhere(text: str) -> Composition:
    """Put the same text into every field that is rendered."""
    composition = sample_composition()
    source = composition.placed[0].story.sources[0]
    composition = with_story(
        composition,
        headline=text,
        deck=text,
        tldr=text,
        critique=text,
        tags=(text,),
        authors=(text,),
        own_url=text,
        highlights=(Highlight(text),),
        sources=(replace(source, outlet=text, reporter=text, url=f"https://x.example/{text}"),),
    )
    issue: Issue = replace(composition.issue, subject=text, preheader=text, intro=text)
    recent = (replace(composition.recent[0], headline=text, url=text),)
    placed = (replace(composition.placed[0], section=text),)
    return replace(composition, issue=issue, recent=recent, placed=placed)


def rendered(text: str) -> Rendered:
    return render(everywhere(text), sample_brand(), templates=None, now=NOW)


def without_styles(html: str) -> str:
    return re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL)


def assert_harmless(page: Page, allowed: frozenset[str]) -> None:
    assert page.tags <= allowed
    for element in page.elements:
        assert not any(name.startswith("on") for name in element.attrs)
    for url in page.links:
        assert re.match(r"https?://|mailto:|⟦", url), url


def assert_no_template_syntax(text: str) -> None:
    for opener in OPENERS:
        assert opener not in text


def assert_no_hidden_controls(text: str) -> None:
    found = re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]", text)
    assert found == []


@pytest.mark.parametrize("text", NASTY)
def test_nasty_content_is_only_ever_text(text: str) -> None:
    result = rendered(text)
    html = without_styles(result.html)
    assert_harmless(read(result.html), IN_PAGE)
    for written in (html, result.markdown, result.text, result.subject, result.preheader):
        assert_no_template_syntax(written)
        assert_no_hidden_controls(written)
    for written in (result.html, result.markdown, result.text):
        assert sorted(placeholders(written)) == ["archive_url", "unsubscribe_url"]
        assert len(re.findall("⟦[a-z]", written)) == 2
    assert placeholders(result.subject + result.preheader) == ()


@settings(max_examples=25)
@given(hostile)
def test_any_content_in_any_field_is_only_ever_text(text: str) -> None:
    result = rendered(text)
    assert_harmless(read(result.html), IN_PAGE)
    for written in (without_styles(result.html), result.markdown, result.text):
        assert_no_template_syntax(written)
        assert_no_hidden_controls(written)
        assert len(re.findall("⟦[a-z]", written)) == 2


@settings(max_examples=100)
@given(hostile)
@example("[1]: https://x.example/\r<script>alert(1)</script>[1]: https://x.example/")
def test_any_markdown_becomes_allowed_tags_only(markdown: str) -> None:
    html = to_html(markdown)
    page = read(html)
    assert_harmless(page, IN_TEXT)
    # The sanitiser writes one `rel` on every link, and no other.
    assert {element.attrs.pop("rel", REL) for element in page.elements} <= {REL}
    assert {name for element in page.elements for name in element.attrs} <= ATTRIBUTES
    assert_no_template_syntax(html)
    assert_no_hidden_controls(html)
    assert placeholders(html) == ()


@settings(max_examples=100)
@given(hostile)
@example("<[img src=x onerror=alert(1)](javascript:alert(1))>")
@example("<*[](javascript:alert(1))*img src=x onerror=alert(1)>")
@example("<![img src=x onerror=alert(1)](javascript:alert(1))>")
def test_clean_markdown_is_as_harmless_for_a_parser_that_lets_html_through(markdown: str) -> None:
    from markdown_it import MarkdownIt

    cleaned = to_markdown(markdown)
    assert_no_template_syntax(cleaned)
    assert placeholders(cleaned) == ()
    loose = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    assert_harmless(read(loose.render(cleaned)), IN_TEXT)


@settings(max_examples=100)
@given(hostile, st.integers(30, 78))
def test_any_markdown_becomes_text_within_its_width(markdown: str, width: int) -> None:
    plain = to_plain(markdown, width=width)
    assert_no_hidden_controls(plain.text)
    for line in plain.text.splitlines():
        assert len(line.encode("utf-16-le")) // 2 <= 2 * width or "://" in line


word = st.from_regex(r"[A-Za-zÄÖÜäöüß0-9]{1,9}", fullmatch=True)
words = st.lists(word, min_size=1, max_size=6).map(" ".join)
honest = st.lists(
    st.one_of(
        words,
        words.map(lambda text: f"**{text}** and *{text}*, ~~{text}~~; “{text}” – {text}!"),
        words.map(lambda text: f"> {text}"),
        words.map(lambda text: f"### {text}"),
        words.map(lambda text: f"- {text}\n  - {text}\n- {text}"),
        words.map(lambda text: f"[{text}](https://example.org/{len(text)})"),
        words.map(lambda text: f"| {text} | b |\n|---|---|\n| c | {text} |"),
        words.map(lambda text: f"`{text}`"),
        words.map(lambda text: f"5 < 6 & {text} > 4, {{{{ {text} }}}} *|{text}|* <b>{text}</b>"),
    ),
    min_size=1,
    max_size=5,
).map("\n\n".join)


def words_in(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.replace("\u2060", ""))


@settings(max_examples=60, deadline=None)
@given(honest)
def test_honest_text_is_all_there_in_every_format(markdown: str) -> None:
    composition = with_story(sample_composition(), critique=markdown, deck="", tldr="")
    result = render(composition, sample_brand(), templates=None, now=NOW)
    told = words_in(re.sub(r"\(https://[^)]*\)|</?b>", "", markdown))
    seen = " ".join(element.text for element in read(result.html).all("body"))
    for written in (seen, result.markdown, result.text):
        left = Counter(words_in(written))
        assert not Counter(told) - left, (Counter(told) - left, written)


def test_the_same_issue_is_the_same_bytes_in_another_process() -> None:
    command = "from tests.render.test_hostile import *; print(digest_of(rendered(' '.join(NASTY))))"
    done = subprocess.run(
        [sys.executable, "-c", command],
        env={**os.environ, "PYTHONHASHSEED": "4242", "TZ": "Asia/Tokyo"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().strip() == digest_of(rendered(" ".join(NASTY)))


def digest_of(result: Rendered) -> str:
    return blake2b(repr(result).encode()).hexdigest()


def test_a_real_template_engine_finds_nothing_to_run() -> None:
    from jinja2 import Environment

    result = rendered(" ".join(NASTY))
    for text in (result.html, result.markdown, result.text, result.subject):
        again = Environment(keep_trailing_newline=True, autoescape=False)  # noqa: S701
        assert again.from_string(text).render() == text


def test_braces_are_shown_as_they_were_written() -> None:
    page = read(rendered(r"The figure is {{ 7*7 }} and *|TAG|* and ⟦archive_url⟧").html)
    assert page.all("h3")[0].text == "The figure is {{ 7*7 }} and *|TAG|* and ⟦archive_url⟧"
    title = page.all("title")[0].text
    assert title == "The figure is {{ 7*7 }} and *|TAG|* and ⟦archive_url⟧"


def test_binding_replaces_our_placeholders_and_no_others() -> None:
    result = rendered("⟦unsubscribe_url⟧ &#10214;unsubscribe_url&#10215;")
    values = {"unsubscribe_url": "https://u.example/", "archive_url": "https://a.example/"}
    html = bind(result.html, values, context="html")
    assert html.count("https://u.example/") == 1
    assert "⟦unsubscribe_url⟧" in unescape(html)
    assert bind(result.text, values, context="text").count("https://u.example/") == 1
