"""Takes secrets out of addresses and error texts; knows nothing of who shows them."""

from __future__ import annotations

import base64
import re
from urllib.parse import quote, quote_plus

__all__ = ["redact", "remember"]

_USERINFO = re.compile(r"(://)[^/?#\s]*@")
_QUERY = re.compile(
    r"([?&;#][\w.%\[\]-]*(?:key|token|auth|sig|signature|pass|passwd|password|pwd|secret"
    r"|credential|credentials|session|sid)\]?=)[^&;#\s\"'<>]+",
    re.IGNORECASE,
)
_HEADER = re.compile(r"(\b(?:basic|bearer|apikey|token)[ \t]+)[\w.~+/=:-]{6,}", re.IGNORECASE)
_TOKEN = re.compile(r"\beyJ[\w-]{5,}(?:\.[\w-]*){1,2}")
"""A JSON web token, as Ghost gets one made from the key for each request, and begun ones."""

_SHORTEST = 6
"""Characters of a secret that is looked for: shorter ones would black out ordinary words."""
_known: dict[str, None] = {}


def remember(secret: str) -> None:
    """Take this value out of everything from now on: as it is, percent-encoded and in Base64."""
    if len(secret) < _SHORTEST or secret.strip("*") == "":
        return
    # What came from an environment that is no text is no text either.
    content = secret.encode("utf-8", "surrogateescape")
    forms = [secret, quote(content, safe=""), quote_plus(content)]
    for lead in range(3):
        # In Base64 a value looks different after each number of bytes before it, modulo three;
        # the first and last characters also hold bits of its neighbours.
        written = base64.b64encode(b"\0" * lead + content).decode("ascii").rstrip("=")
        forms.append(written[-(-lead * 4 // 3) : len(written) - 1])
    _known.update(dict.fromkeys(form for form in forms if len(form) >= _SHORTEST))


def redact(url_or_text: str) -> str:
    """Replace user names, passwords and keys in addresses by `***`, wherever they stand."""
    text = url_or_text
    for form in sorted(_known, key=len, reverse=True):
        text = text.replace(form, "***")
    text = _USERINFO.sub(r"\1***@", text)
    text = _QUERY.sub(r"\1***", text)
    text = _TOKEN.sub("***", text)
    return _HEADER.sub(r"\1***", text)
