"""Decides which of several readings of a web page is its article; extracts and fetches nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reewriter.text.html import plain
from reewriter.text.words import count_words

__all__ = ["Reading", "best", "is_wall", "missing_part", "weigh"]

_ENOUGH = 120
"""Words that a first reading needs to be believed without a much longer one."""
_FEWEST = 20
"""With fewer words it is a caption, a button, a line of small print."""
_MUCH_MORE = 1.5
"""How many times the words a second reading must have to be believed before the first."""
_SAME = 0.9
"""The share of the first reading's words that a better-built one must have as well."""
_BETTER_BUILT = 1.3
"""How many times the lines it must have: headings, list items, rows and paragraphs are lines."""
_MORE_LINKED = 0.02
"""The share of words in links by which it may exceed the first: what is more is navigation."""
_MOST_LINKED = 0.5
"""The share of words in links from which on a text is a list of links."""
_STUB = 300
"""Words below which a page that says it is not free has surely not shown all."""
_SHORT = 60
_WALL_WORDS = 300
_LINKED = re.compile(r"<a\b[^<>]*>(.*?)</a>", re.DOTALL)
_CONSENT = re.compile(
    r"\b(?:cookies?|consent|partners?|privacy|personali[sz]ed|legitimate interests?|vendors?"
    r"|accept all|reject all|preferences|einwilligung|datenschutz|zustimm\w+|einstellungen"
    r"|confidentialit\w+|accepter|refuser)\b",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"(?:subscribe|sign in|log in|register|create an account|become a member)[^.!?\n]{0,60}"
    r"(?:to (?:continue|keep|read|unlock)|for (?:full )?access)"
    r"|(?:already a (?:subscriber|member)|subscribers only|for subscribers|subscriber exclusive"
    r"|(?:to|and) continue reading|unlock (?:this|the full) (?:article|story)"
    r"|nur für abonnenten|jetzt weiterlesen|réservé aux abonnés)",
    re.IGNORECASE,
)
_GATED = re.compile(
    r"""\b(?:class|id)=["'][^"'<>]{0,200}?\b(?:pay-?wall|reg-?wall|metered|subscriber-only)""",
    re.IGNORECASE,
)
_CUT_OFF = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|read more|continue reading|read the full (?:story|article))\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a page."""

    html: str
    """Sanitised."""
    text: str
    words: int
    linked: int
    """Words that stand in links."""

    @property
    def own(self) -> int:
        """Words that are the article's own."""
        return self.words - self.linked

    @property
    def lines(self) -> int:
        """Lines with anything on them."""
        return sum(1 for line in self.text.split("\n") if line.strip())

    @property
    def share(self) -> float:
        """The share of its words that stand in links."""
        return self.linked / max(self.words, 1)

    @property
    def is_article(self) -> bool:
        """It has enough words, and they are not for the most part links to other pages."""
        return self.words >= _FEWEST and self.share <= _MOST_LINKED


def weigh(html: str) -> Reading:
    """Count what sanitised HTML holds."""
    text = plain(html)
    linked = sum(count_words(plain(found[1])) for found in _LINKED.finditer(html))
    return Reading(html, text, count_words(text), linked)


def best(first: Reading, *others: Reading) -> Reading | None:
    """Return the reading to believe, if any is an article.

    The first is, unless it is short and another has much more; or another has the same words but
    not all of them run together, and brings no navigation along.
    """
    chosen = first if first.is_article else None
    for other in others:
        if other.is_article and (chosen is None or _is_better(other, chosen)):
            chosen = other
    return chosen


def _is_better(other: Reading, chosen: Reading) -> bool:
    more = other.own / max(chosen.own, 1)
    if more >= _MUCH_MORE:
        return chosen.words < _ENOUGH
    built = other.lines >= chosen.lines * _BETTER_BUILT
    return more >= _SAME and built and other.share <= chosen.share + _MORE_LINKED


def is_wall(reading: Reading) -> bool:
    """Say whether the text is nothing but a question about cookies."""
    asked = len(_CONSENT.findall(reading.text))
    return reading.words < _WALL_WORDS and asked >= 4 and asked * 25 >= reading.words


def missing_part(reading: Reading, page: str, *, paid: bool) -> str:
    """Return why a reading is not all of the article, in a few words; "" where it seems to be."""
    if reading.words < _STUB and (paid or _PAYWALL.search(reading.text) or _gated(page)):
        return "behind a paywall"
    if _CUT_OFF.search(reading.text[-80:]):
        return "cut off by the publisher"
    return "only a beginning" if reading.words < _SHORT else ""


def _gated(page: str) -> bool:
    return bool(_GATED.search(page) or _PAYWALL.search(page))
