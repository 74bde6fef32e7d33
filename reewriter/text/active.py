"""What in HTML does something by itself or asks for something: no mail program lets it."""

from __future__ import annotations

import html
from collections.abc import Iterator

from reewriter.patterns import pattern

__all__ = ["ACTIVE", "active_in"]

ACTIVE = frozenset(
    "script form button iframe svg math select textarea object embed applet canvas frameset".split()
)
"""Elements that run, load or take something in; each has an end of its own."""
_ALONE = frozenset(("input", "frame", "base"))

# No tag goes past the next "<", which in a value is written &lt;: so each sign is read once.
_TAG = pattern(r"<([a-zA-Z][^\s/<>]*)((?:[^<>\"']|\"[^<\"]*\"|'[^<']*')*+)>")
_ATTRIBUTE = pattern(r"([^\s\"'<>/=]++)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_BLANK = pattern(r"[\x00-\x20]+")
_RUNS = ("javascript:", "vbscript:", "data:text/html")


def active_in(page: str) -> Iterator[str]:
    """Yield what is active in HTML as a message names it, each once: `<form>`, `onclick=`.

    Comments are passed over: what Outlook alone reads runs nothing.
    """
    yield from dict.fromkeys(_all_active(_without_comments(page)))


def _without_comments(page: str) -> str:
    parts: list[str] = []
    at = 0
    while (begins := page.find("<!--", at)) >= 0 and (ends := page.find("-->", begins)) >= 0:
        parts.append(page[at:begins])
        at = ends + 3
    return "".join([*parts, page[at:]])


def _all_active(page: str) -> Iterator[str]:
    for tag in _TAG.finditer(page):
        name = tag[1].lower()
        if name in ACTIVE or name in _ALONE:
            yield f"<{name}>"
        for attribute in _ATTRIBUTE.finditer(tag[2]):
            key = attribute[1].lower()
            value = html.unescape(attribute[2] or attribute[3] or attribute[4] or "")
            address = _BLANK.sub("", value).lower()
            if key.startswith("on") and value:
                yield f"{key}= in <{name}>"
            elif address.startswith(_RUNS):
                yield f"{address.partition(':')[0]}: in <{name}>"
            elif name == "meta" and key == "http-equiv" and address == "refresh":
                yield "<meta http-equiv=refresh>"
