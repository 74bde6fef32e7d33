"""Adds to a document of XML what it lacks to be well-formed; changes nothing in it.

Documents that break off, and prefixes that nobody declared, are common and leave no doubt of what
was meant. Read as they are they cost five times the work, each time anew.
"""

from __future__ import annotations

import re
from xml.parsers import expat

__all__ = ["complete"]

_CODES = expat.errors.codes
_OPEN = _CODES[expat.errors.XML_ERROR_NO_ELEMENTS]
_IN_TAG = _CODES[expat.errors.XML_ERROR_UNCLOSED_TOKEN]
_IN_CDATA = _CODES[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION]

_USED = re.compile(r"<([A-Za-z_][\w.-]{0,40}):[A-Za-z_]")
_DECLARED = re.compile(r"\sxmlns:([\w.-]{1,41})\s{0,9}=")
_ROOT_NAME = re.compile(r"<[\w.:-]{1,80}")
_KNOWN = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
}


def complete(text: str) -> tuple[str, str]:
    """Return the document, which begins with its root, and what was wrong with it.

    Where more is wrong than can be added to, it is returned as it is and nothing is said.
    """
    declared, prefixes = _with_prefixes(text)
    faults = [f"nobody says what {', '.join(prefixes)} means"] if prefixes else []
    scan = _Scan()
    data = declared.encode("utf-8", "replace")
    try:
        scan.parser.Parse(data, True)
    except expat.ExpatError as error:
        if error.code == _IN_TAG:
            data = data[: scan.parser.CurrentByteIndex]
        elif error.code == _IN_CDATA:
            data = data.rstrip(b"]") + b"]]>"
        elif error.code != _OPEN:
            return text, ""
        if not scan.open:
            return text, ""
        faults.append("it breaks off before its end")
        data += "".join(f"</{name}>" for name in reversed(scan.open)).encode()
    return (data.decode(), "; ".join(faults)) if faults else (text, "")


class _Scan:
    """Which elements are open."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, name: str, _attributes: object) -> None:
        self.open.append(name)

    def _end(self, _name: str) -> None:
        self.open.pop()


def _with_prefixes(text: str) -> tuple[str, list[str]]:
    """Declare the prefixes of elements that nothing declares."""
    root = _ROOT_NAME.match(text)
    missing = sorted({*_USED.findall(text)} - {*_DECLARED.findall(text)} - {"xml"})
    if root is None or not missing:
        return text, []
    said = "".join(f' xmlns:{name}="{_KNOWN.get(name, f"urn:x-{name}")}"' for name in missing)
    return f"{root[0]}{said}{text[root.end() :]}", missing
