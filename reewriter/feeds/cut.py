"""Cuts a feed's document into its items, so that known ones need not be read; understands none.

A document without some of its items must say exactly the same about the others. That holds only
where nothing in an item reaches beyond it, so whatever could is a reason not to cut: the parser
behind us keeps namespaces, base addresses and languages longer than XML does, and is confused by
markup it takes for parts of the feed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from xml.parsers import expat

from reewriter.feeds.elements import DEPTHS, HOMES, USUAL_PREFIXES, XML, Kind, kind_of

__all__ = ["DIGEST", "Cut", "cut", "scanned"]

DIGEST = 16
"""Bytes of an item's hash."""
_BASE_OR_LANGUAGE = re.compile(rb"=(?:(?<=base=)|(?<=lang=)|(?<=\s=))")
_NAME = re.compile(rb"[^\s<>/]+")


@dataclass(frozen=True, slots=True)
class Cut:
    """A document, and where its items are in it."""

    data: bytes
    """UTF-8."""
    spans: tuple[tuple[int, int], ...]
    """Start and end of each item, in bytes."""
    frame: bytes
    """The start tags around the items: what they inherit."""
    root: int
    """Where the root element begins: what comes before it is of no use to anybody."""
    digests: tuple[bytes, ...] = ()
    """The items' hashes, where they were needed to find them."""

    def hashes(self) -> list[bytes]:
        """Return a digest of each item as it is written."""
        if self.digests:
            return list(self.digests)
        view = memoryview(self.data)
        return [blake2b(view[a:b], digest_size=DIGEST).digest() for a, b in self.spans]

    def without(self, gone: Collection[int]) -> bytes:
        """Return the document from its root on, less the items at these places, in UTF-8."""
        pieces, at = [], self.root
        for place in sorted(gone):
            start, end = self.spans[place]
            pieces.append(self.data[at:start])
            at = end
        pieces.append(self.data[at:])
        return b"".join(pieces)


def cut(data: bytes) -> Cut | None:
    """Return the document in pieces, or None where that is not safe or there are no items.

    It must be in UTF-8, whatever it says itself, and is left alone if it is not.
    """
    scan = scanned(data)
    if scan is None or scan.placeholders or not scan.spans or not scan.is_safe():
        return None
    return Cut(data, tuple(scan.spans), bytes(scan.frame), scan.root)


def scanned(data: bytes) -> Scan | None:
    """Return what is found in a document, or None where it is not safe to cut."""
    scan = Scan(data)
    parser = expat.ParserCreate("utf-8", " ")
    parser.ordered_attributes = True
    parser.buffer_text = True
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.StartNamespaceDeclHandler = scan.declare
    parser.CommentHandler = scan.comment
    parser.StartDoctypeDeclHandler = scan.document_type
    scan.parser = parser
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, _NotSafeError):
        return None
    finally:
        scan.parser = None  # It and its handlers would keep each other, and the document, alive.
    return scan


class _NotSafeError(Exception):
    """This document must be read whole."""


_IS_MARKUP, _IS_OTHER = Kind.MARKUP, Kind.OTHER
"""By far the most elements are these, inside of words and outside of them."""


class Scan:
    """What expat calls: notes where items are, and raises at the first doubt."""

    def __init__(self, data: bytes) -> None:
        self.spans: list[tuple[int, int]] = []
        self.placeholders: list[int] = []
        """Where elements begin that stand for items."""
        self.frame = bytearray()
        self.root = 0
        self.parser: expat.XMLParserType | None = None
        self._data = data
        self._kinds: dict[str, Kind] = {}
        self._homes: frozenset[str] = frozenset()
        self._item_depth = 0
        self._depth = 0
        self._start = -1
        """Where the item we are in begins; -1 outside of items."""
        self._words_depth = 0
        """The depth of the element with words that we are in; 0 outside."""
        self._channels = 0
        self._has_base = self._inner_base = self._inner_lang = self._inner_div = False
        self._declared: list[tuple[str | None, str]] = []
        self._meant: dict[str | None, str] = {}
        """What prefixes mean around the items."""

    def is_safe(self) -> bool:
        """Look at what only the whole document tells.

        A base address in an item lasts until the next one, unless the root has one itself; a
        division inside of words takes base and language of the outer element away.
        """
        if self._inner_base and not self._has_base:
            return False
        return not (self._inner_div and (self._inner_base or self._inner_lang))

    def is_safe_among(self, others: bytes) -> bool:
        """Do the same where items are not looked at that were safe to cut before, among `others`.

        They may have what an item that is looked at must not have beside it, if not both of it.
        """
        if self._inner_base or self._inner_lang:
            return False
        return not (self._inner_div and _BASE_OR_LANGUAGE.search(others.lower()))

    def start(self, name: str, attributes: Sequence[str]) -> None:
        """Look at a start tag."""
        self._depth += 1
        kind = self._kinds.get(name) or self._told(name)
        if self._start < 0:
            self._outside(name, kind, attributes)
        elif kind is not (_IS_MARKUP if self._words_depth else _IS_OTHER):
            self._inside(kind)
        if attributes or self._declared:
            if self._start >= 0:
                self._look_at(attributes)
            self._declared.clear()

    def end(self, _name: str) -> None:
        """Look at an end tag."""
        depth = self._depth
        if depth == self._words_depth:
            self._words_depth = 0
        elif self._start >= 0 and depth == self._item_depth:
            at = self._here()
            tag = _NAME.match(self._data, self._start + 1)
            if tag is None or not self._data.startswith(b"</" + tag[0], at):
                raise _NotSafeError  # It is empty, and where it ends is not told.
            self.spans.append((self._start, self._data.index(b">", at) + 1))
            self._start = -1
        self._depth = depth - 1

    def declare(self, prefix: str | None, uri: str | None) -> None:
        """Note a namespace declared by the start tag that comes next."""
        self._declared.append((prefix, uri or ""))

    def comment(self, text: str) -> None:
        """Refuse what looks like the start of a literal passage to those who search for one."""
        if "<![CDATA[" in text:
            raise _NotSafeError

    def document_type(self, *_: object) -> None:
        """Refuse entities."""
        raise _NotSafeError

    def _outside(self, name: str, kind: Kind, attributes: Sequence[str]) -> None:
        uri, _, local = name.rpartition(" ")
        depth = self._depth
        if depth == 1:
            if local not in HOMES:
                raise _NotSafeError
            self._homes, self._item_depth = HOMES[local], DEPTHS[local]
            self._has_base = f"{XML} base" in attributes[::2]
            self.root = self._here()
            self._frame_tag()
        elif kind is Kind.ITEM or kind is Kind.PLACEHOLDER:
            if depth != self._item_depth or uri not in self._homes:
                raise _NotSafeError
            if depth == 3 and not self._channels:
                raise _NotSafeError
            if kind is Kind.ITEM:
                self._start = self._here()
            else:
                self.placeholders.append(self._here())
        elif kind is Kind.FRAME:
            self._channels += 1
            if local != "channel" or depth != 2 or self._channels > 1:
                raise _NotSafeError
            self._frame_tag()

    def _frame_tag(self) -> None:
        self._meant.update(self._declared)
        at = self._here()
        # Far enough for any tag that is one; a longer one is no reason for anything.
        self.frame += self._data[at : self._data.index(b">", at) + 1]

    def _inside(self, kind: Kind) -> None:
        if kind is Kind.ITEM or kind is Kind.FRAME or kind is Kind.PLACEHOLDER:
            raise _NotSafeError
        if not self._words_depth:
            self._words_depth = self._depth if kind is Kind.WORDS else 0
        elif kind is Kind.DIV:
            self._inner_div = True
        elif kind is not Kind.MARKUP:
            raise _NotSafeError

    def _look_at(self, attributes: Sequence[str]) -> None:
        if not USUAL_PREFIXES.issuperset(self._declared):
            raise _NotSafeError
        for prefix, uri in self._declared:
            # The parser behind us would go on to believe what it was told last.
            if prefix and self._meant.get(prefix, uri) != uri:
                raise _NotSafeError
        for name in attributes[::2]:
            local = name.rpartition(" ")[2].lower()
            if local == "base":
                self._inner_base = True
            elif local == "lang":
                self._inner_lang = True

    def _here(self) -> int:
        if self.parser is None:
            raise _NotSafeError
        return self.parser.CurrentByteIndex

    def _told(self, name: str) -> Kind:
        kind = self._kinds[name] = kind_of(name, self._homes)
        return kind
