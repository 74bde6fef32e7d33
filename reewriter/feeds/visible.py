"""Writes a web page as a reader sees it, for extractors that would not; extracts nothing."""

from __future__ import annotations

import re
from functools import partial
from html import escape, unescape

from reewriter.text import safe_url
from reewriter.text.words import count_words

__all__ = ["seen", "with_fallback", "written_out"]

_SILENT = ("script", "style", "svg", "noscript", "template")
_SILENT_TAG = re.compile(rf"<(?:({'|'.join(_SILENT)})\b|!--)", re.IGNORECASE)
_ENDINGS = {
    name: re.compile(f"</{name}[^>]*>" if name else "-->", re.IGNORECASE) for name in ("", *_SILENT)
}
_TAG = re.compile(r"<[^<>]*>")
_LINK = re.compile(
    r"""(<a\b[^<>]*?\shref\s*=\s*)(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))""", re.IGNORECASE
)
_MARKS = '"“”„‟«»‹›‘‚'
_QUOTED = re.compile(r"<(/?)(blockquote|footer)\b[^<>]*>", re.IGNORECASE)
_SPOKEN = re.compile(
    rf"(«\s?|[{_MARKS}]|)<(/?)q(?:\s[^<>]*)?>(?=(\s?»|[{_MARKS}]|))", re.IGNORECASE
)
_CAPTION = re.compile(
    r"(<table\b[^<>]*>\s*)<caption\b[^<>]*>(.{0,1000}?)</caption\s*>", re.IGNORECASE | re.DOTALL
)
_LEGEND = re.compile(
    r"(</table\s*>\s*)<figcaption\b[^<>]*>(.{0,1000}?)</figcaption\s*>", re.IGNORECASE | re.DOTALL
)
_FALLBACK = re.compile(
    r"<noscript\b[^<>]*>([^<]*(?:<(?!/?noscript\b)[^<]*)*)</noscript\s*>", re.IGNORECASE
)
_FEWEST_FALLBACK = 120
"""Words in what a page has for browsers without scripts from which on it may be the article."""


def written_out(html: str, *, base: str) -> str:
    """Return a page whose quotations, captions and links say themselves what they are."""
    page = _with_captions(_with_marks(_with_sources(html)))
    return _LINK.sub(partial(_absolute, base=base), page)


def seen(html: str) -> str:
    """Drop what no reader sees, and no extractor needs; most of a page's size is that.

    An element that never ends takes the rest of the page with it, as it does in a browser.
    """
    kept: list[str] = []
    at = 0
    while tag := _SILENT_TAG.search(html, at):
        kept.append(html[at : tag.start()])
        end = _ENDINGS[(tag[1] or "").lower()].search(html, tag.end())
        if end is None:
            return "".join(kept)
        at = end.end()
    return "".join([*kept, html[at:]])


def with_fallback(html: str) -> tuple[str, int]:
    """Return the page as browsers without scripts show it, and how many words that adds.

    Some pages have their article there alone; most have a picture, or a line about scripts.
    """
    words = 0

    def opened(fallback: re.Match[str]) -> str:
        nonlocal words
        count = count_words(_TAG.sub(" ", fallback[1]))
        words += count if count >= _FEWEST_FALLBACK else 0
        return fallback[1] if count >= _FEWEST_FALLBACK else ""

    return _FALLBACK.sub(opened, html), words


def _with_captions(html: str) -> str:
    """Set what stands over or under a table as a paragraph: the extractors make a row of it."""
    return _LEGEND.sub(r"\1<p>\2</p>", _CAPTION.sub(r"<p>\2</p>\1", html))


def _with_sources(html: str) -> str:
    """Let the footer of a quotation, which says whose it is, be a paragraph of it."""
    marks = [mark[1] for mark in _QUOTED.finditer(html) if mark[2].lower() == "blockquote"]
    if marks.count("") != marks.count("/"):
        return html
    inside = 0

    def kept(mark: re.Match[str]) -> str:
        nonlocal inside
        if mark[2].lower() == "footer":
            return f"<{mark[1]}p>" if inside > 0 else mark[0]
        inside += -1 if mark[1] else 1
        return mark[0]

    return _QUOTED.sub(kept, html)


def _with_marks(html: str) -> str:
    """Write the quotation marks that a browser shows around what is spoken in a sentence.

    The extractors would make a block of it. Some pages write the marks themselves, too.
    """

    def marked(tag: re.Match[str]) -> str:
        before, ending, after = tag.groups()
        return before or ("" if after else "”" if ending else "“")

    return _SPOKEN.sub(marked, html)


def _absolute(link: re.Match[str], *, base: str) -> str:
    """Write a link whole: the extractors are wrong about half of those that are not."""
    written = unescape(link[2] or link[3] or link[4] or "")
    address = "" if written.startswith("#") else safe_url(written, base=base)
    return f'{link[1]}"{escape(address or written)}"'
