"""Reads sound XML with the handlers of feedparser that it is given, past what is done slowly.

Text is handed over in one piece and not by the line, names are looked up once, and what nobody
here asks for is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.sax.expatreader import ExpatParser
from xml.sax.handler import feature_external_ges, feature_namespaces

from reewriter.feeds.lean import reader_type

__all__ = ["C1", "read"]

C1 = re.compile(b"\xc2[\x80-\x9f]")
"""What is taken for characters of Windows-1252; documents with such are not for us."""

_FORMATS = frozenset({"", "http://www.w3.org/2005/Atom", "http://purl.org/rss/1.0/"})
_UNASKED = frozenset({"category", "comments"})
_UNASKED_NAMESPACES = frozenset(
    {
        "http://purl.org/rss/1.0/modules/slash/",
        "http://purl.org/syndication/thread/1.0",
        "http://rssnamespace.org/feedburner/ext/1.0",
        "http://wellformedweb.org/CommentAPI/",
        "http://www.georss.org/georss",
    }
)
_CLOSELY = frozenset({"math", "svg"})
_USERLAND = "backend.userland.com/rss"


def read(handlers: type, data: bytes) -> Mapping[str, Any]:
    """Return feed and entries; raises whatever the handlers raise, and SAXException."""
    reader: Any = reader_type(handlers)("", None, "utf-8")
    reader.resolve_relative_uris = reader.sanitize_html = False
    parser = _Expat()
    parser.setFeature(feature_namespaces, 1)
    parser.setFeature(feature_external_ges, 0)
    parser.setContentHandler(reader)
    parser.setErrorHandler(reader)
    parser.feed(data)
    parser.close()
    return {"feed": reader.feeddata, "entries": reader.entries}


class _Expat(ExpatParser):
    """Hands over text in one piece, nothing of elements nobody asks for, and names looked up once.

    What it says to the handlers of a tag is what they would have made of it themselves.
    """

    _cont_handler: Any

    def __init__(self) -> None:
        super().__init__()
        self._skipped = 0
        """How deep we are in an element that is left out."""
        self._known: dict[str, bool] = {}
        self._names: dict[str, str] = {}
        """Element as expat calls it → as the handlers call it, among the namespaces so far."""

    def reset(self) -> None:
        super().reset()
        parser: Any = vars(self)["_parser"]
        parser.buffer_text = True
        parser.buffer_size = 1 << 18
        parser.CharacterDataHandler = self.character_data

    def start_namespace_decl(self, prefix: str | None, uri: str) -> None:
        self._names.clear()
        super().start_namespace_decl(prefix, uri)

    def start_element_ns(self, name: str, attrs: Mapping[str, str]) -> None:
        reader = self._cont_handler
        unasked = self._known.get(name)
        if unasked is None:
            unasked = self._is_unasked(name)
        if self._skipped or (unasked and not reader.incontent):
            self._skipped += 1
            return
        known = self._names.get(name) or self._name(name)
        if reader.decls or not known or (attrs and " " in "".join(attrs)):
            super().start_element_ns(name, attrs)
        elif attrs:
            reader.begin(known, {attribute.lower(): value for attribute, value in attrs.items()})
        else:
            reader.begin(known, {})

    def end_element_ns(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif known := self._names.get(name) or self._name(name):
            self._cont_handler.finish(known)
        else:
            super().end_element_ns(name)

    def character_data(self, data: str) -> None:
        if not self._skipped:
            self._cont_handler.characters(data)

    def _name(self, name: str) -> str:
        """Return what the handlers would make of a name; "" of one they look at more closely."""
        parts = name.split()
        local = parts[1] if len(parts) > 1 else name
        uri = parts[0] if len(parts) > 1 else ""
        if len(parts) > 3 or local.lower() in _CLOSELY or _USERLAND in uri.lower():
            return ""
        reader = self._cont_handler
        prefix = reader._matchnamespaces.get(uri.lower())
        if uri and not prefix:
            used = reader.namespaces_in_use.items()
            prefix = next((short for short, used_uri in used if short and used_uri == uri), "")
        self._names[name] = (f"{prefix}:{local}" if prefix else local).lower()
        return self._names[name]

    def _is_unasked(self, name: str) -> bool:
        uri, local = name.split(" ")[:2] if " " in name else ("", name)
        unasked = uri in _UNASKED_NAMESPACES or (local in _UNASKED and uri in _FORMATS)
        self._known[name] = unasked
        return unasked
