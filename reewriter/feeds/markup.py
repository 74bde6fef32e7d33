"""Puts right what some feeds do to their HTML, where it would swallow their words; parses none."""

from __future__ import annotations

import re
from html import unescape

__all__ = ["put_right"]

_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
# Escaped twice, so that a browser would show the tags themselves.
_ESCAPED_TAG = re.compile(
    r"&lt;(p|div|br|a|ul|ol|h[1-6]|table|blockquote|strong)\b[^<>]{0,500}?&gt;"
)
_ESCAPED_END = re.compile(r"&lt;/\w{1,10}&gt;")
# "x<y holds": no tag, since it goes on to the next one, or to the end, without an end or a value.
_LESS_THAN = re.compile(r"<(?=([A-Za-z][\w:-]{0,40})([^<>=\"']{0,400})(?:<|\Z))")
# "x<y$ in a > b", "<jane@x.example>": its name goes on, or words without a value follow.
_NO_TAG = re.compile(
    r"<(?=([A-Za-z][A-Za-z0-9]{0,40})"
    r"(?:://[^\s<>]|[^\s<>/:._A-Za-z0-9-]|(\s[^<>=\"']{0,400})>))"
)
_ELEMENTS = frozenset(
    "abbr acronym article aside audio big blockquote br button canvas center cite code col colgroup"
    " dd del details dialog dir div dl dt em embed"
    " figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hr iframe img input ins kbd label"
    " li link main mark meta nav noscript object ol option param path picture pre script section"
    " select small source span strike strong style sub summary sup svg table tbody td template"
    " tfoot th thead time tr track tt ul var video wbr".split()
)


def put_right(html: str) -> str:
    """Return HTML as it was meant.

    Literal passages that are only written so are opened, what was escaped twice is escaped once,
    and a sign for "less than" is made one.
    """
    if "<![CDATA[" in html:
        html = _CDATA.sub("", html)
    if "<" not in html:
        return unescape(html) if _is_escaped(html) else html
    html = _NO_TAG.sub(_no_tag, html)
    if html.count("<") != html.count(">"):
        html = _LESS_THAN.sub(_sign, html)
    return html


def _is_escaped(html: str) -> bool:
    return "&lt;/" in html and bool(_ESCAPED_TAG.search(html) and _ESCAPED_END.search(html))


def _no_tag(found: re.Match[str]) -> str:
    name, words = found.groups()
    if name.lower() in _ELEMENTS:
        return "<"
    # `<p hidden>`, `<x a b />`: one word may be an attribute, and what ends itself is a tag.
    is_tag = words is not None and (words.endswith("/") or len(words.split()) < 2)
    return "<" if is_tag else "&lt;"


def _sign(found: re.Match[str]) -> str:
    name, rest = found.groups()
    is_tag = name.lower() in _ELEMENTS or (len(name) == 1 and not rest)
    return "<" if is_tag else "&lt;"
