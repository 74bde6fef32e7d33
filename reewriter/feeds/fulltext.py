"""Fetches web pages that a person wants to read, one after the other; stores nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Protocol
from urllib.parse import urlsplit

from reewriter.errors import HttpStatusError, NetworkError, ParseError, UsageError
from reewriter.net import Response, host_key
from reewriter.text import clean_line, safe_url

__all__ = ["PAUSE", "Page", "Pages", "web_address"]

PAUSE = 2.0
"""Seconds between two pages of one server."""
_SIGN_IN = ("login", "log-in", "signin", "sign-in", "register", "subscribe", "konto", "account")
_KINDS = {
    "application/pdf": "a PDF",
    "image/": "a picture",
    "audio/": "a sound",
    "video/": "a film",
    "application/json": "data",
    "application/zip": "an archive",
    "application/octet-stream": "a file",
}
_MARKS = {b"%PDF-": "a PDF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture"}
"""What a file begins with, whatever its server calls it."""
_BY_HAND = "Open it in the browser, and paste its text."
_REFUSALS: Mapping[int, tuple[str, str]] = {
    401: ("wants a user name and password", _BY_HAND),
    402: ("wants to be paid first", _BY_HAND),
    403: ("does not let programs read this page", _BY_HAND),
    404: ("does not have this page any more", "The publisher has moved it, or taken it away."),
    410: ("has taken this page away", "It will not come back."),
    429: ("asks to be left alone for a while", "Try again later."),
    451: ("may not show this page here", _BY_HAND),
    503: ("is overloaded", "Try again later."),
}


class Client(Protocol):
    """What gets one address, as `reewriter.net.Client` does."""

    def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, named: bool = True
    ) -> Response:
        """Return the answer; raises NetworkError."""


class Page:
    """The bytes of a page, and what is needed to read them."""

    __slots__ = ("body", "content_type", "url")

    def __init__(self, url: str, body: bytes, content_type: str) -> None:
        self.url = url
        """Where it was in the end."""
        self.body = body
        self.content_type = content_type


class Pages:
    """Gets pages: not two of one server at once, and never in a row without a pause."""

    def __init__(
        self,
        client: Client,
        *,
        pause: float = PAUSE,
        wait: Callable[[float], object] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._pause = pause
        self._wait = wait
        self._clock = clock
        self._asked: dict[str, float] = {}

    def get(self, url: str, *, named: bool) -> Page:
        """Return the page at an address; raises what says in one line why there is none.

        `named` is for addresses that a person wrote: only those may be private.
        """
        address = web_address(url)
        host = host_key(address)
        since = self._clock() - self._asked.get(host, -self._pause)
        if since < self._pause:
            self._wait(self._pause - since)
        try:
            headers = {"Accept": "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"}
            answer = self._client.get(address, headers=headers, named=named)
        finally:
            self._asked[host] = self._clock()
        return _judged(answer, address)


def web_address(url: str) -> str:
    """Return an address of the web; raises UsageError for any other."""
    address = safe_url(url)
    if not address.startswith(("http://", "https://")):
        raise UsageError(f"{url[:80]} is no web address", hint="It begins with https://.")
    return address


def _judged(answer: Response, asked: str) -> Page:
    host = urlsplit(answer.url).hostname or answer.url
    if answer.status not in (HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION):
        what, hint = _REFUSALS.get(answer.status, ("gives no page", _BY_HAND))
        raise HttpStatusError(f"{host} {what} ({answer.status})", status=answer.status, hint=hint)
    kind = _other_kind(answer)
    if kind:
        size = f"{len(answer.body) / 1_000_000:.1f} MB"
        raise ParseError(f"{host}: this is {kind} of {size}, no web page", hint=_BY_HAND)
    if not answer.body.strip():
        raise NetworkError(f"{host}: the page is empty", hint="Try again later.")
    if _signs_in(answer.url) and not _signs_in(asked):
        raise HttpStatusError(
            f"{host}: only those who sign in may read this", status=answer.status, hint=_BY_HAND
        )
    return Page(answer.url, answer.body, answer.headers.get("content-type", "")[:200])


def _other_kind(answer: Response) -> str:
    """Return what the answer is where it is no page; "" where it may be one."""
    for mark, name in _MARKS.items():
        if answer.body.startswith(mark):
            return name
    kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    if not kind or "html" in kind or kind.startswith("text/") or kind == "application/xml":
        return ""
    for start, name in _KINDS.items():
        if kind.startswith(start):
            return name
    return f"something called {clean_line(kind, limit=60)}"


def _signs_in(url: str) -> bool:
    last = urlsplit(url).path.lower().rstrip("/").rpartition("/")[2]
    return any(last.startswith(word) for word in _SIGN_IN)
