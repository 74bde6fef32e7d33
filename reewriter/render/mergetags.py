"""Merge tags: neutral placeholders, bound last; content is kept from ever looking like one.

Knows no mailing service: which tag a placeholder becomes is the target's word.
"""

from __future__ import annotations

import html as html_escapes
import re
from collections.abc import Mapping
from typing import Literal

__all__ = [
    "ARCHIVE_URL",
    "PLACEHOLDERS",
    "UNSUBSCRIBE_URL",
    "Context",
    "bind",
    "encode_url",
    "neutralise",
    "placeholders",
    "seal",
    "sealed",
    "unseal",
]

Context = Literal["html", "markdown", "text"]

UNSUBSCRIBE_URL = "⟦unsubscribe_url⟧"
"""Where a reader leaves the list."""
ARCHIVE_URL = "⟦archive_url⟧"
"""The issue as a web page: view in browser."""
PLACEHOLDERS = (UNSUBSCRIBE_URL, ARCHIVE_URL)

_PLACEHOLDER = re.compile(r"⟦([a-z_]+)⟧")

# Content destined for HTML must stay neutral through the CSS inliner, which decodes entities. So
# the characters of template tags travel as noncharacters, which no cleaned text holds, and become
# entities at the end.
_DANGEROUS = "{}|⟦⟧"
_SEAL = {ord(char): 0xFDD0 + index for index, char in enumerate(_DANGEROUS)}
_SEALABLE = re.compile(f"[{re.escape(_DANGEROUS)}]")
_SEALED = re.compile("[\ufdd0-\ufdd4]")
_UNSEAL = {0xFDD0 + index: f"&#{ord(char)};" for index, char in enumerate(_DANGEROUS)}

# {{ {% {# {$ of Django, Jinja, Liquid, Handlebars, Go and MailerLite; *|TAG|* of Mailchimp;
# %%{tag}%% of Ghost; our own ⟦tag⟧. What stands at the very end might meet its other half in what
# follows, so it is broken there too (but for *, with which much honest Markdown ends).
# The pattern begins with a plain class: `re` then skips ahead ten times as fast.
_OPENER = re.compile(
    r"[{*%⟦](?:(?<=\{)(?=[{%#$]|\Z)|(?<=\*)(?=\|)|(?<=%)(?=\{)|(?<=%%)(?=\Z)|(?<=⟦)(?!\u2060))"
)
_BROKEN = "\\g<0>\u2060"

_URL_ESCAPES = {
    ord(char): "".join(f"%{byte:02X}" for byte in char.encode()) for char in _DANGEROUS + ' "<>`\\^'
}


def neutralise(text: str) -> str:
    """Break every template opener in content for Markdown or plain text with a word joiner."""
    return _OPENER.sub(_BROKEN, text)


def encode_url(url: str) -> str:
    """Percent-encode what could open a template tag, or end a link, in any of the formats."""
    return url.translate(_URL_ESCAPES)


def seal(content: str) -> str:
    """Hide the characters of template tags in cleaned content for HTML until `unseal`.

    Sealing twice changes nothing.
    """
    # Looking first: most texts hold none, and a table of characters is slow.
    return content.translate(_SEAL) if _SEALABLE.search(content) else content


def sealed(view: Mapping[str, object]) -> dict[str, object]:
    """Seal every text that a template of HTML sees; what is markup came sealed."""
    return {key: _sealed(value) for key, value in view.items()}


def _sealed(value: object) -> object:
    if isinstance(value, dict):
        return sealed(value)
    if isinstance(value, tuple):
        return tuple(_sealed(each) for each in value)
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return seal(value)
    return value


def unseal(html: str) -> str:
    """Turn what `seal` hid into character references: shown as written, read by no template."""
    return _SEALED.sub(lambda match: _UNSEAL[ord(match[0])], html)


def placeholders(text: str) -> tuple[str, ...]:
    """List the names of the placeholders in a rendered text, in order, each once."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))


def bind(text: str, values: Mapping[str, str], *, context: Context) -> str:
    """Put the target's values in the place of the placeholders; those without a value stay.

    `values` has names without brackets, as `unsubscribe_url`: an address, or a service's own tag.
    """
    return _PLACEHOLDER.sub(
        lambda match: _fitted(values[match[1]], context) if match[1] in values else match[0],
        text,
    )


def _fitted(value: str, context: Context) -> str:
    value = "".join(value.splitlines()).strip()
    if context == "html":
        return html_escapes.escape(value, quote=True)
    if context == "markdown":
        return value.replace("<", "%3C").replace(">", "%3E")
    return value
