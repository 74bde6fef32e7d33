"""Turns the bytes of a feed into text, and text into XML that a parser survives; reads no items."""

from __future__ import annotations

import codecs
import re
from html.entities import html5

from reewriter.errors import ParseError
from reewriter.feeds.charsets import decoded, usual_for

__all__ = [
    "decode",
    "mended",
    "only_known_elements",
    "plain_xml",
    "prepare_xml",
    "stands_in_page",
]

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_DECLARED = re.compile(rb"\s{0,100}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})")

_LANGUAGE = re.compile(rb"(?:<(?:dc:)?language>|xml:lang=[\"'])\s{0,9}([A-Za-z]{2}(?:[-_]\w\w)?)\b")
_HEAD = 4000
"""Bytes among which a feed says its language."""
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?(rss|feed|rdf|channel)(?=[\s>/])", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|form|div|p|h1|meta|title)\b", re.IGNORECASE)
# What some servers put around a feed: elements of a page without a word of their own.
_WRAPPING = re.compile(
    r"\s+|<(?:title|style)\b[^<>]{0,500}>[^<]{0,2000}</(?:title|style)\s{0,9}>"
    r"|</?(?:html|head|body|meta|link|base|pre|div|main)\b[^<>]{0,500}>|<!--[^<>]{0,500}-->",
    re.IGNORECASE,
)
_WRAPPED = re.compile(
    r"(?:<\?xml[^<>]{0,200}\?>\s*)?"
    r"<(?:rss\b[^<>]{0,2000}\bversion|[\w.-]{1,40}:rdf\b[^<>]{0,2000}\bxmlns"
    r"|(?:[\w.-]{1,40}:)?feed\b[^<>]{0,2000}\bxmlns)\b",
    re.IGNORECASE,
)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos);)(?:#[xX]([0-9a-fA-F]+);?|#([0-9]+);?|([A-Za-z]\w{0,31});|)"
)
# An element that holds words alone, and runs into its neighbour: it would swallow the item.
_UNCLOSED = re.compile(
    r"<(title|link|guid|pubDate)(?:\s[^<>]*)?(?<!/)>[^<]*"
    r"(?=<(?:title|link|guid|pubDate|description|author|category|/?item|/channel)[\s>])"
)
_TAG = re.compile(r"</?(?:[\w.-]+:)?([\w.-]+)[^<>]*>")
_KNOWN = frozenset(
    "rss feed rdf channel item entry items li seq title link guid id description subtitle summary"
    " content encoded body pubdate published updated modified issued date created author creator"
    " name email language a p br hr div span b i em strong u s blockquote pre code ul ol dl dt dd"
    " h1 h2 h3 h4 h5 h6 table thead tbody tr th td img figure figcaption sub sup".split()
)
_C1 = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}


def decode(body: bytes, content_type: str = "") -> str:
    """Return the text, whatever it says that it is written in; never fails."""
    said, declared = _CHARSET.search(content_type), _DECLARED.match(body)
    names = [said[1]] if said else []
    names += [declared[1].decode("ascii")] if declared else []
    language = _LANGUAGE.search(body, 0, _HEAD)
    return decoded(body, names, usual_for(language[1].decode("ascii")) if language else ())


def plain_xml(body: bytes, content_type: str = "") -> bytes | None:
    """Return a document of XML as it is where it says nothing but that it is in UTF-8.

    What `decode` would take it for, if it is UTF-8 in truth: that is for the parser to find out.
    """
    data = body.removeprefix(codecs.BOM_UTF8).strip()
    if data[:1] != b"<" or data[1:2] == b"\0":
        return None
    said, declared = _CHARSET.search(content_type), _DECLARED.match(data)
    name = said[1] if said else declared[1].decode("ascii") if declared else "utf-8"
    return data if name.lower() in ("utf-8", "utf8") else None


def prepare_xml(text: str) -> str:
    """Return the document from its root element on, with what breaks or bombs parsers mended.

    Goes: prologue, document type with its entities, illegal characters, references to them, and
    what follows the root. Named HTML entities become characters, bare ampersands references.
    Raises ParseError where there is no feed in it.
    """
    text = _ILLEGAL.sub("", text)
    start, page = _prologue(text)
    if wrapped := _wrapped(text, start):
        start, page = wrapped, False
    root = _ROOT.search(text, start)
    if page or not root or _PAGE.search(text, start, root.start()):
        raise _no_feed(text, start, page=page)
    name = text[root.start() + 1 : root.end()]
    end = text.rfind(f"</{name}")
    if end > 0 and text.find(">", end) > 0:
        text = text[: text.find(">", end) + 1]
    text = _UNCLOSED.sub(r"\g<0></\1>", text[root.start() :])
    return _with_sound_references(text)


def mended(text: str) -> str:
    """Return XML with what may not stand in it gone, and with references that mean something."""
    return _with_sound_references(_ILLEGAL.sub("", text))


def stands_in_page(text: str) -> bool:
    """Say whether a document is a feed in a page without a word of its own."""
    return _wrapped(text, _prologue(text)[0]) > 0


def only_known_elements(text: str) -> str:
    """Dissolve every element that no item of ours is made of: a podcast's chapters, a map's points.

    For documents over which the parser has failed, as it does on some of those.
    """
    return _TAG.sub(lambda tag: tag[0] if tag[1].lower() in _KNOWN else "", text)


def _prologue(text: str) -> tuple[int, bool]:
    """Return where the root element should begin, and whether the document type says HTML."""
    at, page = 0, False
    while True:
        blank = re.compile(r"\s*").match(text, at)
        at = blank.end() if blank else at
        if text.startswith("<?", at):
            end = text.find("?>", at)
        elif text.startswith("<!--", at):
            end = text.find("-->", at) + 1
        elif text[at : at + 9].lower() == "<!doctype":
            page = page or text[at + 9 : at + 20].lower().split()[:1] == ["html"]
            end = text.find(">", at) - 1
            inside = text.find("[", at)
            if 0 < inside < end:
                end = text.find(">", text.find("]", inside)) - 1
        else:
            return at, page
        if end < at:
            return at, page
        at = end + 2


def _wrapped(text: str, start: int) -> int:
    """Return where a feed begins that stands in a page without a word of its own; 0 for none."""
    if not _PAGE.match(text, start):
        return 0
    at = start
    while around := _WRAPPING.match(text, at):
        at = around.end()
    found = _WRAPPED.match(text, at)
    return found.start() if found else 0


def _no_feed(text: str, start: int, *, page: bool) -> ParseError:
    if not text[start:].strip():
        return ParseError(
            "the document is empty", hint="The site may be at work on it; look again later."
        )
    if text.startswith("<opml", start):
        return ParseError(
            "this is a list of feeds (OPML), not a feed",
            hint="Save it as a file, then `reewriter feeds import FILE`.",
        )
    if page or _PAGE.search(text, start, start + 5000):
        return ParseError(
            "this is a web page, not a feed",
            hint="Try `reewriter feeds add` with the site's address: it looks for the feed.",
        )
    return ParseError(
        "this is neither RSS, Atom, RDF nor JSON Feed",
        hint="Open the address in a browser to see what it holds.",
    )


def _with_sound_references(text: str) -> str:
    """Mend references everywhere but in CDATA, where an ampersand is an ampersand."""
    pieces: list[str] = []
    at = 0
    while at < len(text):
        start = text.find("<![CDATA[", at)
        start = len(text) if start < 0 else start
        pieces.append(_REFERENCE.sub(_reference, text[at:start]))
        at = text.find("]]>", start)
        at = len(text) if at < 0 else at
        pieces.append(text[start:at])
    return "".join(pieces)


def _reference(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        meant = html5.get(f"{name};", "")
        return meant if meant and meant not in "<>&\"'" else f"&amp;{name};"
    digits = hexadecimal or decimal
    if not digits:
        return "&amp;"
    code = int(digits, 16 if hexadecimal else 10) if len(digits) <= 8 else 0x110000
    if code in _C1:
        return _C1[code]
    legal = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE
    return f"&#{code};" if legal or 0x10000 <= code <= 0x10FFFF else ""
