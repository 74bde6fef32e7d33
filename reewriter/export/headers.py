"""Mail headers that say what was meant and nothing more: nothing can be smuggled in.

Each value is put into its final, purely ASCII form here, and the `email` package is kept from
decoding, refolding or encoding it again: its own folding breaks long addresses of List-Unsubscribe
(cpython 85725) and, before 3.11.10, let encoded words become line breaks (CVE-2024-6923).
"""

from __future__ import annotations

import base64
import re
import unicodedata
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import EmailPolicy, Policy
from urllib.parse import quote, urlsplit, urlunsplit

from reewriter.errors import ExportError
from reewriter.text import safe_url

__all__ = [
    "MAIL_POLICY",
    "VerbatimHeader",
    "address",
    "bracketed_url",
    "list_id",
    "mail_domain",
    "scrub",
    "unstructured",
]

_LINE = 76
_PLAIN_WORD = 60
_CHUNK = 39
"""Bytes in one encoded word: together with a header's name it stays within a line."""
_LONGEST_URL = 900
"""RFC 5322 ends a line at 998 characters, and an address cannot be folded."""

_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)*")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_LIST_ID = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")
_BLANKED = frozenset({"Cc", "Cs", "Zl", "Zp", "Zs"})
_URL_SAFE = "!#$%&'()*+,/:;=?@[]~"


class VerbatimHeader(UnstructuredHeader, BaseHeader):
    """A header whose value is already in its final form: folded at blanks, otherwise untouched."""

    max_count = 1

    @classmethod
    def parse(cls, value: str, kwds: dict[str, object]) -> None:
        """Take the value as it is, instead of decoding what looks like an encoded word."""
        if not value.isascii() or not value.isprintable():
            raise ValueError("a header value must be one line of printable ASCII")
        kwds["parse_tree"] = cls.value_parser("")
        kwds["decoded"] = value

    def fold(self, *, policy: Policy) -> str:
        """Write the header in lines of at most 76 characters where blanks allow it."""
        lines = [f"{self.name}:"]
        for word in str(self).split(" "):
            if len(lines[-1]) + 1 + len(word) > _LINE and lines[-1].strip() != f"{self.name}:":
                lines.append("")
            lines[-1] += f" {word}"
        return policy.linesep.join(lines) + policy.linesep


def _policy() -> EmailPolicy[EmailMessage]:
    registry = HeaderRegistry()
    for name in (
        *("from", "to", "subject", "date", "message-id", "x-unsent"),
        *("list-unsubscribe", "list-unsubscribe-post", "list-id", "archived-at"),
    ):
        registry.map_to_type(name, VerbatimHeader)
    # RFC 2045 ends encoded lines at 76; the package's own default is 78.
    return EmailPolicy(
        header_factory=registry, max_line_length=_LINE, linesep="\r\n", cte_type="7bit"
    )


MAIL_POLICY = _policy()
"""How our mails are written."""


def scrub(value: str) -> str:
    """Put a value on one line without any control, and single-space it."""
    return " ".join(
        "".join(" " if unicodedata.category(char) in _BLANKED else char for char in value).split()
    )


def unstructured(value: str) -> str:
    """Return the final form of free text, as a subject."""
    value = scrub(value)
    return value if _is_plain(value) else _encoded_words(value)


def address(name: str, mailbox: str) -> str:
    """Return the final form of `Name <mailbox>`; raises ExportError for what is no mailbox."""
    mailbox = scrub(mailbox)
    local = mailbox.rpartition("@")[0]
    if not _LOCAL_PART.fullmatch(local):
        raise _no_mailbox(mailbox)
    mailbox = f"{local}@{mail_domain(mailbox)}"
    name = scrub(name)
    if not name:
        return mailbox
    if not _is_plain(name):
        return f"{_encoded_words(name)} <{mailbox}>"
    if _ATOMS.fullmatch(name):
        return f"{name} <{mailbox}>"
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}" <{mailbox}>'


def mail_domain(mailbox: str) -> str:
    """Return the domain of a mailbox in ASCII; raises ExportError where there is none."""
    domain = mailbox.rpartition("@")[2].strip()
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        raise _no_mailbox(mailbox) from None
    if not _DOMAIN.fullmatch(domain):
        raise _no_mailbox(mailbox)
    return domain


def bracketed_url(url: str, *, key: str) -> str:
    """Return `<url>` in ASCII, or "" for none; `key` names its setting in an error."""
    url = safe_url(scrub(url))
    if not url:
        return ""
    parts = urlsplit(url)
    try:
        host = parts.netloc.encode("idna").decode("ascii") if parts.netloc else ""
    except UnicodeError:
        host = quote(parts.netloc, safe=":@")
    path, query, fragment = (
        quote(part, safe=_URL_SAFE) for part in (parts.path, parts.query, parts.fragment)
    )
    # What looks like the beginning of an encoded word is decoded by readers: break it.
    final = urlunsplit((parts.scheme, host, path, query, fragment)).replace("=?", "=%3F")
    if len(final) > _LONGEST_URL:
        raise ExportError(
            f"{key} has {len(final)} characters: too long for a mail header",
            hint=f"Set a shorter {key} in [publication] of feeds.toml.",
        )
    return f"<{final}>"


def list_id(value: str) -> str:
    """Return `<id>` of RFC 2919 from `id` or `Name <id>`; "" where nothing usable is given."""
    inner = scrub(value).rpartition("<")[2].partition(">")[0].strip()
    return f"<{inner}>" if _LIST_ID.fullmatch(inner) else ""


def _is_plain(value: str) -> bool:
    # A longer word would not fit into a line; what looks encoded would be decoded.
    fits = all(len(word) <= _PLAIN_WORD for word in value.split(" "))
    return value.isascii() and "=?" not in value and fits


def _encoded_words(value: str) -> str:
    words: list[str] = []
    chunk = b""
    for char in value:
        piece = char.encode("utf-8")
        if len(chunk) + len(piece) > _CHUNK:
            words.append(_encoded_word(chunk))
            chunk = b""
        chunk += piece
    return " ".join((*words, _encoded_word(chunk)))


def _encoded_word(chunk: bytes) -> str:
    return f"=?utf-8?b?{base64.b64encode(chunk).decode('ascii')}?="


def _no_mailbox(mailbox: str) -> ExportError:
    return ExportError(
        f"“{mailbox}” is no mail address to send from" if mailbox else "there is no sender address",
        hint="Set sender_email in [publication] of feeds.toml.",
    )
