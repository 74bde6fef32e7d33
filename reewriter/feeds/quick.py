"""Reads sound XML with the handlers of feedparser that it is given, past what they do slowly.

They hand over every line of text alone, copy dictionaries in the most general manner, look each
character up in a table that only holds those of `C1`, and keep much that nobody here asks for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any
from xml.sax.expatreader import ExpatParser
from xml.sax.handler import feature_external_ges, feature_namespaces

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


def read(handlers: type, data: bytes) -> Mapping[str, Any]:
    """Return feed and entries; raises whatever the handlers raise, and SAXException."""
    reader_type = _reader(handlers)
    reader: Any = reader_type("", None, "utf-8")
    reader.resolve_relative_uris = reader.sanitize_html = False
    parser = _Expat()
    parser.setFeature(feature_namespaces, 1)
    parser.setFeature(feature_external_ges, 0)
    parser.setContentHandler(reader)
    parser.setErrorHandler(reader)
    parser.feed(data)
    parser.close()
    return {"feed": reader.feeddata, "entries": reader.entries}


class _Text(str):
    """Text without characters that would have to be looked up."""

    __slots__ = ()

    def translate(self, _table: object, /) -> str:
        return str(self)


class _Parameters(dict[str, Any]):
    """What is known of the element with text that we are in: flat."""

    def __deepcopy__(self, _memo: object) -> _Parameters:
        return _Parameters(self)


@cache
def _reader(handlers: Any) -> type:
    class Reader(handlers):  # type: ignore[misc]  # feedparser has no types
        def push_content(self, *arguments: Any) -> None:
            super().push_content(*arguments)
            self.contentparams: Any = _Parameters(self.contentparams)

        @staticmethod
        def decode_entities(_element: str, data: str) -> str:
            return _Text(data)

    return Reader


class _Expat(ExpatParser):
    """Hands over text in one piece, and nothing of elements nobody asks for."""

    _cont_handler: Any

    def __init__(self) -> None:
        super().__init__()
        self._skipped = 0
        """How deep we are in an element that is left out."""
        self._known: dict[str, bool] = {}

    def reset(self) -> None:
        super().reset()
        parser: Any = vars(self)["_parser"]
        parser.buffer_text = True
        parser.buffer_size = 1 << 18
        parser.CharacterDataHandler = self.character_data

    def start_element_ns(self, name: str, attrs: Mapping[str, str]) -> None:
        if self._skipped or (self._is_unasked(name) and not self._cont_handler.incontent):
            self._skipped += 1
        else:
            super().start_element_ns(name, attrs)

    def end_element_ns(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        else:
            super().end_element_ns(name)

    def character_data(self, data: str) -> None:
        if not self._skipped:
            self._cont_handler.characters(data)

    def _is_unasked(self, name: str) -> bool:
        known = self._known.get(name)
        if known is None:
            uri, local = name.split(" ")[:2] if " " in name else ("", name)
            known = uri in _UNASKED_NAMESPACES or (local in _UNASKED and uri in _FORMATS)
            self._known[name] = known
        return known
