"""Takes secrets out of addresses and error texts; knows nothing of who shows them."""

from __future__ import annotations

import re

__all__ = ["redact"]

_USERINFO = re.compile(r"(://)[^/?#\s]*@")
_QUERY = re.compile(
    r"([?&;#][\w.%\[\]-]*(?:key|token|auth|sig|signature|pass|passwd|password|pwd|secret"
    r"|credential|credentials|session|sid)\]?=)[^&;#\s\"'<>]+",
    re.IGNORECASE,
)
_HEADER = re.compile(r"(\b(?:basic|bearer|apikey|token)[ \t]+)[\w.~+/=:-]{6,}", re.IGNORECASE)


def redact(url_or_text: str) -> str:
    """Replace user names, passwords and keys in addresses by `***`, wherever they stand."""
    text = _USERINFO.sub(r"\1***@", url_or_text)
    text = _QUERY.sub(r"\1***", text)
    return _HEADER.sub(r"\1***", text)
