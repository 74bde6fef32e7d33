"""What the elements of feeds mean to whoever cuts a document into items; reads none."""

from __future__ import annotations

from enum import Enum, auto

__all__ = ["DEPTHS", "HOMES", "PLACEHOLDER", "USUAL_PREFIXES", "XML", "Kind", "kind_of"]

PLACEHOLDER = b"reewriter-known-item"
"""Names the element that may stand for an item which need not be looked at again."""
_ATOM = "http://www.w3.org/2005/Atom"
_XHTML = "http://www.w3.org/1999/xhtml"
XML = "http://www.w3.org/XML/1998/namespace"
_MEDIA = "http://search.yahoo.com/mrss"
HOMES = {
    "rss": frozenset({"", "http://backend.userland.com/rss2"}),
    "feed": frozenset({_ATOM, "http://purl.org/atom/ns#"}),
    "RDF": frozenset({"http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"}),
}
"""Root element → namespaces in which its items are."""
DEPTHS = {"rss": 3, "feed": 2, "RDF": 2}
_ITEMS = frozenset({"item", "entry"})
_FRAMES = frozenset({"rss", "feed", "rdf", "channel"})
_WORDS = frozenset(
    "title description summary content encoded subtitle tagline rights copyright info abstract body"
    " fullitem browserfriendly".split()
)
"""Elements whose inside is taken for markup."""
_MARKUP = frozenset(
    "a abbr audio b blockquote br code dd del dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i"
    " iframe img ins li ol p pre q s small span strong sub sup table tbody td tfoot th thead tr u"
    " ul video".split()
)
"""Markup that is no part of any feed format, and so means nothing more there."""
USUAL_PREFIXES = frozenset(
    {
        (None, _XHTML),
        ("xhtml", _XHTML),
        ("atom", _ATOM),
        ("content", "http://purl.org/rss/1.0/modules/content/"),
        ("dc", "http://purl.org/dc/elements/1.1/"),
        ("georss", "http://www.georss.org/georss"),
        ("itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"),
        ("media", _MEDIA + "/"),
        ("slash", "http://purl.org/rss/1.0/modules/slash/"),
        ("thr", "http://purl.org/syndication/thread/1.0"),
        ("wfw", "http://wellformedweb.org/CommentAPI/"),
    }
)
"""Namespaces that an item may declare for itself: everybody means the same by them."""

_PLACEHOLDER = PLACEHOLDER.decode()


class Kind(Enum):
    """What an element is to whoever cuts a document."""

    ITEM = auto()
    FRAME = auto()
    WORDS = auto()
    MARKUP = auto()
    DIV = auto()
    OTHER = auto()
    PLACEHOLDER = auto()


def kind_of(name: str, homes: frozenset[str]) -> Kind:
    """Return what an element is by namespace and name, in a feed whose items are at `homes`."""
    uri, _, local = name.rpartition(" ")
    local = local.lower()
    if local in _ITEMS:
        kind = Kind.ITEM
    elif local == _PLACEHOLDER:
        kind = Kind.PLACEHOLDER
    elif local in _FRAMES:
        kind = Kind.FRAME
    elif local in _WORDS and not (local == "content" and uri.rstrip("/") == _MEDIA):
        kind = Kind.WORDS
    elif local == "div":
        kind = Kind.DIV
    elif local in _MARKUP and uri in ("", _XHTML, *homes):
        kind = Kind.MARKUP
    else:
        kind = Kind.OTHER
    return kind
