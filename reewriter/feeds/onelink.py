"""Keeps paragraphs that are nothing but a link where they are an article's own; extracts nothing.

To an extractor they are navigation, as most of them are: teasers of other articles, offers, buttons
to share. A source that the article names on a line of its own ("Read the filing") is not. Since
offers lead to other sites as sources do, a line must say that it is one.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from html import unescape
from urllib.parse import urlsplit

__all__ = ["marked", "unmarked"]

# Up to the next tag of its kind: a page may open thousands, and end none.
_PARAGRAPH = re.compile(
    r"<(p|div)(?:\s[^<>]*)?>([^<]*+(?>(?:<(?!/?(?:p|div)[\s>])[^<]*+)*))</\1>", re.IGNORECASE
)
_LINK = re.compile(
    r"<a\b[^<>]*?\shref=\"([^\"<>]*)\"[^<>]*>([^<]*+(?>(?:<(?!/?a[\s>])[^<]*+)*))</a>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")
_SIGNS = " \t\r\n\xa0.:;–—-›»>→↗()[]"
_NAVIGATION = re.compile(
    r"^(?:(?:read|see|learn|find out) (?:more|also|next)|also read|more (?:on|from|about|in)\b"
    r"|related|share|tweet|follow|subscribe|sign (?:up|in)|log in|join|comments?\b|click here"
    r"|advert|sponsor|buy|shop|download (?:the|our) app|back to|next|previous|home)"
    r"|\b(?:privacy|cookies?|terms of|newsletters?|podcasts?|by e-?mail|inbox|donat\w+|webinars?"
    r"|free (?:trial|report|guide)|white ?paper|special report|our|lesen sie|mehr zu|lire aussi"
    r"|leer también|lee también|leggi anche|lees ook)\b",
    re.IGNORECASE,
)
_NAMES_DOCUMENT = re.compile(
    r"\b(?:act|agreement|announcement|bill|complaint|contract|data(?:set)?|decision|decree|directive"
    r"|document|figure|filing|full text|indictment|judge?ment|law(?:suit)?|letter|licen[cs]e|memo"
    r"|memorandum|minutes|notice|order|paper|permit|petition|presentation|prospectus|regulation"
    r"|release|report|resolution|ruling|speech|statement|statistic|study|survey|table|testimony"
    r"|transcript|treaty|10-[kq]|8-k|pdf|beschluss|bericht|gesetz|mitteilung|studie|urteil|arrêt"
    r"|communiqué|décision|étude|loi|rapport|comunicado|estudio|informe|ley)s?\b",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"(?:read|see|view|open|download|here|link|full|the|an?|its|their|his|her|text|original)\b",
    re.IGNORECASE,
)
_SHORT, _LONGEST_NAME = 4, 10
"""Words that call a document by its kind, without and with one at their beginning that points to it
or is that kind; other lines are headlines in which one occurs."""
_OFFICIAL = re.compile(
    r"(?:^|\.)(?:gov|govt|gouv|gob|go|mil|parliament)(?:\.[a-z]{2,3})?$"
    r"|(?:^|\.)(?:int|europa\.eu|bund\.de|doi\.org|arxiv\.org)$"
)
_SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|linkedin|whatsapp|instagram|pinterest|reddit|t|bsky|threads"
    r"|youtube|tiktok|telegram|wa|apple|google|doubleclick|taboola|outbrain|amazon|amzn)"
    r"\.[a-z.]{2,6}$"
)
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|csv)$", re.IGNORECASE)
_FEWEST_WORDS = 8
"""Words of its own that make a paragraph one of the article."""
_FEWEST_AROUND = 2
_LONGEST_ROW = 2
"""Such links in a row; more of them are a list of other things to read."""
_MOST = 20


def marked(page: str, *, host: str) -> tuple[str, str]:
    """Return the page with a word of ours in paragraphs that must not be taken for navigation, and
    that word, which the page does not have.

    Its links are whole. Those lead to a document, to an authority, or to another site than `host`
    by the name of a kind of document, and stand right beside paragraphs of the article.
    """
    # What a page holds it does not hold a digest of, in whatever way its letters are written.
    mark = "zqxj" + blake2b(page.encode("utf-8", "replace"), digest_size=8).hexdigest()
    here: list[re.Match[str]] = []
    kept: list[tuple[re.Match[str], int]] = []
    at = 0
    for paragraph in _PARAGRAPH.finditer(page):
        if page[at : paragraph.start()].strip():
            kept += _marks(here, host)
            here = []
        here.append(paragraph)
        at = paragraph.end()
    kept += _marks(here, host)
    pieces: list[str] = []
    at = 0
    for paragraph, times in kept[:_MOST]:
        # What is no paragraph by its tag is none to an extractor, however long.
        pieces += page[at : paragraph.start()], "<p>", f"{mark} " * times, paragraph[2], "</p>"
        at = paragraph.end()
    return "".join([*pieces, page[at:]]), mark


def unmarked(html: str, mark: str) -> str:
    """Take the word of `marked` out of what was made of the page."""
    return html.replace(f"{mark} ", "").replace(mark, "")


def _marks(paragraphs: list[re.Match[str]], host: str) -> list[tuple[re.Match[str], int]]:
    """Return which paragraphs that stand right behind each other are marked, and how often."""
    sources = [_source(paragraph[2], host) for paragraph in paragraphs]
    own = sum(_own_words(paragraph[2]) >= _FEWEST_WORDS for paragraph in paragraphs)
    if own < _FEWEST_AROUND:
        return []
    found: list[tuple[re.Match[str], int]] = []
    for n, (paragraph, words) in enumerate(zip(paragraphs, sources, strict=True)):
        row = sources[max(0, n - _LONGEST_ROW) : n + _LONGEST_ROW + 1]
        if words and sum(map(bool, row)) <= _LONGEST_ROW:
            found.append((paragraph, 2 + len(words) // 20))
    return found


def _source(inside: str, host: str) -> str:
    """Return the words of the one link that a paragraph consists of, if it may be a source."""
    links = _LINK.findall(inside)
    if len(links) != 1:
        return ""
    href, words = links[0][0], _words(links[0][1])
    if _words(inside).strip(_SIGNS) != words.strip(_SIGNS) or _NAVIGATION.search(words):
        return ""
    try:
        parts = urlsplit(unescape(href))
        there = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or _SOCIAL.search(there):
        return ""
    if _DOCUMENT.search(parts.path):
        return words
    points = _POINTS.match(words) or _NAMES_DOCUMENT.match(words)
    length = _LONGEST_NAME if points else _SHORT
    named = len(words.split()) <= length and _NAMES_DOCUMENT.search(words)
    elsewhere = there != host.removeprefix("www.")
    return words if elsewhere and (named or _OFFICIAL.search(there)) else ""


def _own_words(inside: str) -> int:
    return len(_words(_LINK.sub(" ", inside)).split())


def _words(html: str) -> str:
    return " ".join(unescape(_TAG.sub("", html)).split())
