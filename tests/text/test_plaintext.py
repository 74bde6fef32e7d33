"""How HTML is laid out as plain text, told a second time, rule by rule."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from reewriter.text.clean import clean, scrub
from reewriter.text.html import plain, sanitize
from reewriter.text.suspicion import beyond_ascii

_TAGS = "p br hr h1 blockquote pre ul ol li table tr td th tbody div a em dl dt dd img".split()
_WORDS = [
    " ",
    "  ",
    "\n",
    "\t",
    "x",
    "a  b ",
    "é’",
    "&amp;",
    "&nbsp;",
    "- ",
    "&#30;",
    "&lt;",
    "\n\n",
]
_LINES = "br hr dt dd".split()
_PARAGRAPHS = "p h1 blockquote pre ul ol table div dl".split()

_PLACES = ["<p>x</p>", "<ul><li>", "<li>", "<li><p>", "</li></ul>", "<table><tr><td>x</td><td>"]
pieces = st.sampled_from(
    [f"<{slash}{tag}>" for slash in ("", "/") for tag in _TAGS] + 2 * _WORDS + 6 * _PLACES
)


def by_rules(safe: str) -> str:
    """Do what `plain` does, one rule after the other, each over the whole text."""
    texts = re.split(r"(</?pre>)", safe)
    inside = False
    for at, text in enumerate(texts):
        inside = text == "<pre>" or (inside and text != "</pre>")
        texts[at] = text if inside else text.replace("\n", " ")
    text = "".join(texts)
    text = re.sub(rf"</?(?:{'|'.join(_LINES)})>", "\n", text)
    text = re.sub(rf"</?(?:{'|'.join(_PARAGRAPHS)})>", "\n\n", text)
    text = text.replace("<tr>", "\n").replace("<li>", "\n\x1e")
    text = re.sub(r"</t[dh]>", "\x1f", text)
    text = re.sub(r"<[^<>]*>", "", text).replace("\t", " ")
    text = re.sub(r" *\n *", "\n", re.sub(" +", " ", text))
    text = re.sub(r"\n{3,}", "\n\n", text)
    text = re.sub(r"\n+\x1e", "\n\x1e", text)
    text = re.sub(r"(?:\x1e[ \n]*)+", "\x1e", text)
    text = text.replace("\x1e", "- ")
    text = re.sub(r"\x1f(?=\n|$)", "", text).replace("\x1f", " | ")
    return clean(unescape(text).strip())


@settings(max_examples=400)
@given(st.lists(pieces, min_size=2, max_size=14))
def test_text_is_laid_out_by_the_rules(some: list[str]) -> None:
    safe = sanitize("".join(some))
    assert plain(safe) == by_rules(safe)


@given(st.text(st.sampled_from("ab \n\t\r\x00\x0c\x1f\x7f\x80\x85\xa0é’\u0301\u200b\ud800😀")))
def test_what_is_beyond_ascii_is_told_by_the_run(text: str) -> None:
    told = "".join(
        "\0" if char < " " or char == "\x7f" else char for char in text if char not in "\n\t"
    )
    runs = beyond_ascii(text)
    assert runs.replace(" ", "") == re.sub("[ -~]", "", told)
    for run in runs.split(" "):
        assert run in re.sub("[\x01-\x08\x0b-\x1f\x7f]", "\0", text)


@given(st.text(st.sampled_from("ab \n\t\x00\x1f\x7f\x80\xa0é’\u0301\u200b\ud800😀"), max_size=20))
def test_nothing_that_is_not_printed_is_left(text: str) -> None:
    left = scrub(text)
    assert left.replace("\n", "").replace("\t", "").isprintable()
    if text.replace("\n", "").replace("\t", "").isprintable() and "\u0301" not in text:
        assert left == text
