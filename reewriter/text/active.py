"""What in HTML does something by itself or asks for something: no mail program lets it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from reewriter.patterns import pattern

__all__ = ["ACTIVE", "active_at", "active_in"]

ACTIVE = frozenset(
    "script form button iframe svg math select textarea object embed applet canvas frameset".split()
)
"""Elements that run, load or take something in; each has an end of its own."""
_ALONE = frozenset(("input", "frame", "base"))

# No tag goes past the next "<", which in a value is written &lt;: so each sign is read once.
_TAG = pattern(r"<([a-zA-Z][^\s/<>]*)((?>(?:[^<>\"']|\"[^<\"]*\"|'[^<']*')*))>")
_ATTRIBUTE = pattern(r"([^\s\"'<>/=]++)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_BLANK = pattern(r"[\x00-\x20]+")
_RUNS = ("javascript:", "vbscript:", "data:text/html")


def active_in(page: str) -> Iterator[str]:
    """Yield what is active in HTML as a message names it, each once: `<form>`, `onclick=`.

    Comments are passed over: what Outlook alone reads runs nothing.
    """
    yield from dict.fromkeys(what for what, _ in active_at(page))


def active_at(page: str) -> Iterator[tuple[str, int]]:
    """Yield all that is active, each with where it begins, in order."""
    for tag in _TAG.finditer(_without_comments(page)):
        name = tag[1].lower()
        if name in ACTIVE or name in _ALONE:
            yield f"<{name}>", tag.start()
        for attribute in _ATTRIBUTE.finditer(tag[2]):
            if what := _runs(name, attribute):
                yield what, tag.start(2) + attribute.start()


def _without_comments(page: str) -> str:
    """Put blanks in the place of comments: what follows stays where it is."""
    parts: list[str] = []
    at = 0
    while (begins := page.find("<!--", at)) >= 0 and (ends := page.find("-->", begins)) >= 0:
        parts += (page[at:begins], " " * (ends + 3 - begins))
        at = ends + 3
    return "".join([*parts, page[at:]])


def _runs(name: str, attribute: re.Match[str]) -> str:
    """Say what an attribute does by itself; "" for nothing."""
    key = attribute[1].lower()
    value = html.unescape(attribute[2] or attribute[3] or attribute[4] or "")
    address = _BLANK.sub("", value).lower()
    if key.startswith("on") and value:
        return f"{key}= in <{name}>"
    if address.startswith(_RUNS):
        return f"{address.partition(':')[0]}: in <{name}>"
    if name == "meta" and key == "http-equiv" and address == "refresh":
        return "<meta http-equiv=refresh>"
    return ""
