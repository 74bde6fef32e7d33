"""Reads lists of feeds that are OPML; fetches and stores nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit
from xml.parsers import expat

from reewriter.config.addresses import has_password
from reewriter.errors import ParseError
from reewriter.feeds.decode import decode, mended
from reewriter.feeds.outline import NTH, Outline, tag_of, unknown
from reewriter.net import is_public, redact
from reewriter.text.clean import clean_line
from reewriter.text.urls import safe_url

__all__ = ["Dropped", "Opml", "read", "seems_private", "web_spelling"]

_MOST_CHARACTERS = 10_000_000
_MOST_DEPTH = 50
_MOST_FEEDS = 10_000
_DECLARED = "xmlns:"
_FEED_SCHEME = re.compile(r"^\s*feed:(?://)?", re.IGNORECASE)
_MENDABLE = frozenset(
    expat.errors.codes[why]
    for why in (
        expat.errors.XML_ERROR_INVALID_TOKEN,
        expat.errors.XML_ERROR_UNDEFINED_ENTITY,
        expat.errors.XML_ERROR_INCORRECT_ENCODING,
        expat.errors.XML_ERROR_UNKNOWN_ENCODING,
    )
)
"""What is wrong where a title has a bare ampersand, a control, or a reference of HTML, and where
the list is not written as it says."""
_FEED_KINDS = frozenset({"rss", "atom", "rdf", "json"})
_LOCAL_NAMES = (".local", ".localhost", ".internal", ".intranet", ".lan", ".home.arpa")


@dataclass(frozen=True, slots=True)
class Dropped:
    """One feed that was not taken, and why."""

    title: str
    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class Opml:
    """What a list held."""

    feeds: tuple[Outline, ...]
    dropped: tuple[Dropped, ...] = ()


def read(text: str | bytes, *, allow_private: bool = False) -> Opml:
    """Read a list; folders become tags, a feed named twice is one with the tags of both.

    Addresses that are not of the web are dropped, and those that are plainly private unless
    `allow_private`. Raises ParseError for what is no OPML, and for any document type: nothing
    is ever expanded or loaded. A bare "&" and characters that may not be there are no reason.
    """
    if len(text) > _MOST_CHARACTERS:
        raise ParseError("the list is larger than 10 MB", hint="Import it in parts.")
    try:
        try:
            reader = _Reader.of(text, allow_private=allow_private)
        except (expat.ExpatError, ValueError, LookupError) as error:
            # The last two where it says that it is in an encoding nobody knows.
            if isinstance(error, expat.ExpatError) and error.code not in _MENDABLE:
                raise
            whole = text if isinstance(text, str) else decode(text)
            reader = _Reader.of(mended(whole), allow_private=allow_private)
    except expat.ExpatError as error:
        raise ParseError(
            f"line {error.lineno}: not well-formed OPML ({expat.ErrorString(error.code)})",
            hint="Export the list again from the other feed reader.",
        ) from None
    if not reader.is_opml:
        raise ParseError(
            "not an OPML file", hint="OPML is what feed readers export their lists as."
        )
    return Opml(tuple(reader.feeds.values()), tuple(reader.dropped))


class _Reader:
    """Walks the outlines; expat calls the methods."""

    def __init__(self, *, allow_private: bool) -> None:
        self.feeds: dict[str, Outline] = {}
        self.dropped: list[Dropped] = []
        self.is_opml = False
        self._allow_private = allow_private
        self._folders: list[tuple[str, dict[str, str], int]] = []
        """The name of each element that we are in, if it is a folder's, what is said of it, and
        which element of the list it is."""
        self._elements = 0
        self._side_by_side: dict[tuple[int, str], dict[int, int]] = {}
        """The folders with feeds, by the folder that they lie in and their name."""
        self._namespaces: list[dict[str, str]] = [{}]
        """What prefixes mean in each element that we are in, by the attribute that says so."""
        self._depth = 0

    @classmethod
    def of(cls, text: str | bytes, *, allow_private: bool) -> _Reader:
        """Read a list; raises what `parse` raises."""
        reader = cls(allow_private=allow_private)
        reader.parse(text)
        return reader

    def parse(self, text: str | bytes) -> None:
        """Read the whole list; raises ParseError and what expat raises."""
        if isinstance(text, str):
            # What the declaration says of the encoding was true of the bytes, not of a string.
            parser = expat.ParserCreate("utf-8")
            text = text.lstrip("\ufeff").encode("utf-8", "replace")
        else:
            parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.Parse(text, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            raise ParseError(
                f"the list is nested more than {_MOST_DEPTH} deep",
                hint="Export it again from the other feed reader.",
            )
        tag = name.rpartition(":")[2].lower()
        if self._depth == 1:
            self.is_opml = tag == "opml"
        declared = {n: uri for n, uri in attributes.items() if n.startswith(_DECLARED)}
        self._namespaces.append(
            self._namespaces[-1] | declared if declared else self._namespaces[-1]
        )
        folder, said = "", dict[str, str]()
        if tag == "outline" and self.is_opml:
            named = {key.lower(): value for key, value in attributes.items()}
            # Some readers escape twice, and nobody means "&amp;" by a title.
            title = unescape(named.get("title") or named.get("text") or "")
            title = clean_line(title, limit=300)
            kind = named.get("type", "").strip().lower()
            if named.get("xmlurl"):
                self._feed(named["xmlurl"], title, named, attributes)
            elif kind == "include":
                self._drop(named, named.get("url", ""), "another list, which is not fetched")
            elif kind in _FEED_KINDS and named.get("htmlurl"):
                self._drop(named, named["htmlurl"], "no address of a feed; try `feeds add`")
            else:
                folder, said = tag_of(title), unknown(self._explained(attributes))
        self._elements += 1
        self._folders.append((folder, said, self._elements))

    def _end(self, _: str) -> None:
        self._depth -= 1
        self._folders.pop()
        self._namespaces.pop()

    def _feed(
        self, written: str, title: str, named: dict[str, str], attributes: dict[str, str]
    ) -> None:
        written = web_spelling(written)
        url = safe_url(written)
        reason = ""
        if "://" in written and has_password(written):
            reason = "an address with a user name or a password, which is not fetched"
        elif urlsplit(url).scheme not in ("http", "https"):
            reason = "not an address of the web"
        elif "+" in named.get("type", ""):
            reason = "no feed but a page, which another program reads by its own rules"
        elif "***" in url and redact(url.replace("***", "key")) == url:
            reason = "its key was left out of the list; `feeds add` takes it with its key"
        elif not self._allow_private and seems_private(url):
            reason = "a private address"
        elif len(self.feeds) >= _MOST_FEEDS:
            reason = f"more than {_MOST_FEEDS:,} feeds"
        if reason:
            self._drop(named, written, reason)
            return
        known = self.feeds.get(url)
        categories = (tag_of(word) for word in named.get("category", "").split(","))
        inside = [] if known else self._inside()
        folders = tuple(name for name, *_ in self._folders if name)
        tags = (*(known.tags if known else ()), *folders, *categories)
        self.feeds[url] = Outline(
            url=url,
            title=(known.title if known else "") or title,
            site=safe_url(named.get("htmlurl", "")) or (known.site if known else ""),
            tags=tuple(dict.fromkeys(filter(None, tags))),
            folders=known.folders if known else folders,
            folder_attributes=known.folder_attributes if known else _or_none(inside),
            attributes=unknown(self._explained(attributes) | (known.attributes if known else {})),
        )

    def _drop(self, named: Mapping[str, str], written: str, reason: str) -> None:
        # Before they are cut: a password is known by the sign behind it. Titles are often
        # addresses, too.
        said = redact(clean_line(named.get("title") or named.get("text") or ""))
        self.dropped.append(
            Dropped(
                title=clean_line(said, limit=300),
                url=clean_line(redact(clean_line(written)), limit=200),
                reason=reason,
            )
        )

    def _inside(self) -> list[tuple[str, dict[str, str]]]:
        """Return name and attributes of the folders that we are in, and which ones are meant."""
        found: list[tuple[str, dict[str, str]]] = []
        outer = 0
        for name, said, element in self._folders:
            if not name:
                continue
            beside = self._side_by_side.setdefault((outer, name), {})
            nth = beside.setdefault(element, len(beside))
            found.append((name, {**said, NTH: str(nth + 1)} if nth else said))
            outer = element
        return found

    def _explained(self, attributes: Mapping[str, str]) -> dict[str, str]:
        """Return attributes with what their prefixes mean, without those that mean nothing."""
        found: dict[str, str] = {}
        for name, value in attributes.items():
            prefix, colon, _ = name.partition(":")
            if not colon or prefix == "xml":
                found[name] = value
            elif prefix[:3].lower() == "xml":  # Nobody may use or explain such a one.
                continue
            elif uri := self._namespaces[-1].get(_DECLARED + prefix):
                found |= {_DECLARED + prefix: uri, name: value}
        return found

    def _refuse(self, *_: object) -> None:
        raise ParseError(
            "the list declares a document type, which is not read",
            hint="Remove the <!DOCTYPE …> from the file.",
        )


def _or_none(inside: Sequence[tuple[str, dict[str, str]]]) -> tuple[dict[str, str], ...]:
    """Return what is said of folders, if anything is of any."""
    return tuple(said for _, said in inside) if any(said for _, said in inside) else ()


def web_spelling(written: str) -> str:
    """Return an address without the `feed:` that some sites put before it for feed readers."""
    rest = _FEED_SCHEME.sub("", written, count=1)
    if rest in (written, "") or rest.lower().startswith(("https://", "http://")):
        return rest
    return f"https://{rest}"


def seems_private(url: str) -> bool:
    """Say whether an address is private by its looks; names are not resolved."""
    host = (urlsplit(url).hostname or "").rstrip(".").lower()
    if ":" in host:
        return not is_public(host)
    last = host.rpartition(".")[2]
    # "127.1", "0x7f.1" and "2130706433" are addresses to the system, though not to Python.
    if last[:1].isdigit():
        return not is_public(host)
    return "." not in host or host.endswith(_LOCAL_NAMES)
