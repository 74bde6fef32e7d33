"""Whether people who hear a mail, or see little of it, get all of it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from reewriter.checks.spec import CheckSpec, Examined, excerpt, passages
from reewriter.checks.weight import HEADING
from reewriter.model import Finding, Severity

__all__ = ["CHECKS", "find"]

LINK_TEXT = CheckSpec(
    "access.link_text",
    Severity.WARNING,
    "a link that does not say where it leads",
    "Let the words of the link name what is there: links are often read alone.",
)
HEADINGS = CheckSpec(
    "access.headings",
    Severity.WARNING,
    "the HTML leaves out a level of headings, or has an empty one",
    "Give headings in the template the level after the one above them.",
)
LANGUAGE = CheckSpec(
    "access.language",
    Severity.WARNING,
    "the HTML does not say in which language it is",
    "Put lang and dir back into the template's <html>.",
)
CHECKS = (LINK_TEXT, HEADINGS, LANGUAGE)

_LINK = re.compile(r"(?<!!)\[([^\[\]\n]{1,80})\]\((?:https?:|<https?:)")
_SAYS_NOTHING = re.compile(
    r"(?:click|read|see|learn|find|tap)?\s*(?:it\s+)?(?:here|more|this|link|this link|this page"
    r"|this article|on|details|source)|click(?: here)? to \w+|click",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^>]*>")
_ALT = re.compile(r"""\balt\s*=\s*["'][^"']""", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html\b[^>]*\blang\s*=\s*[\"'][a-z]", re.IGNORECASE)


def find(examined: Examined) -> Iterator[Finding]:
    """Read the links of every text, and the frame of the HTML."""
    for passage in passages(examined.composition):
        for words in dict.fromkeys(_LINK.findall(passage.text)):
            if _SAYS_NOTHING.fullmatch(words.strip(" *_.…→»")):
                said = f"The link “{excerpt(words, 30)}” says nothing in {passage.name}"
                yield LINK_TEXT.finding(passage.where, said)
    yield from _headings(examined.rendered.html)
    if not _LANGUAGE.search(examined.rendered.html):
        yield LANGUAGE.finding("html", "The HTML names no language")


def _headings(page: str) -> Iterator[Finding]:
    above = 0
    for found in HEADING.finditer(page):
        level, words = int(found[1]), html.unescape(_TAG.sub("", found[2])).strip()
        if not words and not _ALT.search(found[2]):
            yield HEADINGS.finding("html", f"A heading of level {level} is empty")
        elif level > above + 1:
            said = f"“{excerpt(words, 40)}” is of level {level}, below one of level {above}"
            yield HEADINGS.finding("html", said)
        above = level
