"""Fetches one feed politely, from the web or from a file of the workspace; parses nothing."""

from __future__ import annotations

import email.utils
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote, urlsplit

from reewriter import __version__
from reewriter.errors import (
    BlockedAddressError,
    HttpStatusError,
    NotFoundError,
    ReewriterError,
    TooLargeError,
)
from reewriter.feeds.packed import is_packed, size_within, unpacked
from reewriter.feeds.schedule import LONGEST, clamp_max_age, clamp_retry_after
from reewriter.model import Feed, FeedStatus
from reewriter.net import LARGE, Client, Response

__all__ = ["UNREADABLE", "USER_AGENT", "Fetched", "fetch", "is_local", "refused", "user_agent"]

USER_AGENT = f"reewriter/{__version__} (feed reader of a newsletter desk)"


def user_agent(contact: str = "") -> str:
    """Say honestly who asks; `contact` is where a server's owner can reach the editor."""
    return f"{USER_AGENT[:-1]}; {contact})" if contact else USER_AGENT


UNREADABLE = "!"
"""Stands before the body hash of bytes that were fetched but could not be read."""

_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json,"
    " application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)
_MOST_BYTES = 10_000_000
_LONGEST_VALIDATOR = 1000
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_HINTS = {
    401: "The feed wants a user name and password.",
    403: "The server refuses feed readers, or the feed is not for everyone.",
    404: "The feed may have moved: add it again by its site's address.",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one look at a feed brought."""

    status: FeedStatus
    """`ok` (new bytes), `unchanged`, `gone` or `limited`."""
    body: bytes = b""
    """Empty unless `ok`."""
    body_hash: str = ""
    etag: str = ""
    last_modified: str = ""
    """Validators are opaque: kept and sent back byte for byte."""
    url: str = ""
    """Where the document really was: the base of its relative links."""
    permanent_url: str = ""
    """The address it has moved to for good, or empty."""
    content_type: str = ""
    retry_after: timedelta | None = None
    """How long the server wants to be left alone, clamped."""
    max_age: timedelta | None = None
    """How long the server says the document stays fresh, clamped."""


def is_local(url: str) -> bool:
    """Say whether a feed's address means a file of the workspace."""
    try:
        return urlsplit(url).scheme.lower() in ("", "file")
    except ValueError:
        return False


def fetch(
    client: Client,
    feed: Feed,
    *,
    root: Path,
    now: datetime,
    large: Callable[[int], None] | None = None,
) -> Fetched:
    """Look at a feed once; what it said last time is not downloaded, or at least not handed over.

    Raises a NetworkError where no document was to be had (HttpStatusError for 404, 500 and their
    like), NotFoundError and BlockedAddressError for files. `large` is asked as `Client.get` does.
    `now` is what a server's date is compared with that says until when to stay away.
    """
    if is_local(feed.url):
        return _fetch_file(feed, root, large)
    headers = {"Accept": _ACCEPT}
    if feed.body_hash:
        # Without the document they vouch for, validators would only keep us from getting it.
        headers |= {"If-None-Match": feed.etag} if feed.etag else {}
        headers |= {"If-Modified-Since": feed.last_modified} if feed.last_modified else {}
    answer = client.get(feed.url, headers=headers, large=large)
    return _limited(answer, now) or _judge(answer, feed, large)


def _limited(answer: Response, now: datetime) -> Fetched | None:
    """Return what is told of a server that wants to be left alone; None of any other."""
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS or (
        answer.status == HTTPStatus.SERVICE_UNAVAILABLE and "retry-after" in answer.headers
    ):
        pause = _retry_after(answer.headers, now)
        return Fetched(FeedStatus.LIMITED, url=answer.url, retry_after=pause)
    return None


def _judge(answer: Response, feed: Feed, large: Callable[[int], None] | None) -> Fetched:
    status, headers = answer.status, answer.headers
    if status == HTTPStatus.NOT_MODIFIED and feed.body_hash:
        return Fetched(
            FeedStatus.UNCHANGED,
            body_hash=feed.body_hash,
            etag=_validator(headers, "etag") or feed.etag,
            last_modified=_validator(headers, "last-modified") or feed.last_modified,
            url=answer.url,
            permanent_url=answer.permanent_url,
            max_age=_max_age(headers),
        )
    if status == HTTPStatus.GONE:
        return Fetched(FeedStatus.GONE, url=answer.url)
    if status not in (HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION):
        raise refused(status, answer.url)
    return _compare(
        answer.body,
        feed,
        Fetched(
            FeedStatus.OK,
            etag=_validator(headers, "etag"),
            last_modified=_validator(headers, "last-modified"),
            url=answer.url,
            permanent_url=answer.permanent_url,
            content_type=headers.get("content-type", "")[:200],
            max_age=_max_age(headers),
        ),
        large,
    )


def _compare(
    body: bytes, feed: Feed, found: Fetched, large: Callable[[int], None] | None
) -> Fetched:
    """Complete what was fetched: unchanged where the bytes are those of the last time."""
    body_hash = hashlib.blake2b(body, digest_size=16).hexdigest()
    same = feed.body_hash.removeprefix(UNREADABLE) == body_hash
    return Fetched(
        FeedStatus.UNCHANGED if same else FeedStatus.OK,
        body=b"" if same else _unpacked(body, feed, large),
        body_hash=feed.body_hash if same else body_hash,
        etag=found.etag,
        last_modified=found.last_modified,
        url=found.url,
        permanent_url=found.permanent_url,
        content_type=found.content_type,
        max_age=found.max_age,
    )


def _unpacked(body: bytes, feed: Feed, large: Callable[[int], None] | None) -> bytes:
    """Return what is in a packed file, for which room is asked as for any other document."""
    if not is_packed(body):
        return body
    size = size_within(body, _MOST_BYTES)
    if size > _MOST_BYTES:
        raise TooLargeError(
            f"{urlsplit(feed.url).hostname or feed.url}: what is packed in the file is larger than"
            f" {_MOST_BYTES // 1_000_000} MB"
        )
    if large is not None and size > LARGE:
        large(size)
    return unpacked(body, size)


def refused(status: int, url: str) -> HttpStatusError:
    """Return what is wrong with an answer of this status."""
    host = urlsplit(url).hostname
    try:
        phrase = HTTPStatus(status).phrase.lower()
    except ValueError:
        phrase = "unknown status"
    return HttpStatusError(
        f"{host}: answers {status} ({phrase})", status=status, hint=_HINTS.get(status, "")
    )


def _validator(headers: Mapping[str, str], name: str) -> str:
    """Return a validator as it came, or nothing where it could not be sent back."""
    value = headers.get(name, "")
    sendable = all(" " <= char <= "~" or "\xa0" <= char <= "\xff" for char in value)
    return value if sendable and len(value) <= _LONGEST_VALIDATOR else ""


def _max_age(headers: Mapping[str, str]) -> timedelta | None:
    found = _MAX_AGE.search(headers.get("cache-control", ""))
    return clamp_max_age(int(found[1])) if found else None


def _retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Return the wanted pause, clamped; a date counts from the server's own clock.

    Where that is not told, or is so wrong that no pause would come of it, it counts from ours.
    """
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return clamp_retry_after(float(value[:12]))
    until = _http_date(value)
    if until is None:
        return None
    pauses = [until - since for since in (_http_date(headers.get("date", "")), now) if since]
    likely = next((pause for pause in pauses if timedelta() < pause <= LONGEST), pauses[0])
    return clamp_retry_after(likely.total_seconds())


def _http_date(written: str) -> datetime | None:
    try:
        when = email.utils.parsedate_to_datetime(written)
    except (ValueError, TypeError, OverflowError):
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _fetch_file(feed: Feed, root: Path, large: Callable[[int], None] | None) -> Fetched:
    path = _inside(feed.url, root)
    if not path.is_file():
        raise NotFoundError(
            f"{feed.url}: no such file in the workspace",
            hint="The address of a site begins with https://.",
        )
    try:
        size = path.stat().st_size
        if large is not None and size > LARGE:
            large(min(size, _MOST_BYTES))
        with path.open("rb") as file:
            body = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise ReewriterError(
            f"{feed.url}: cannot be read ({(error.strerror or type(error).__name__).lower()})",
            hint="May you read it?",
        ) from error
    if len(body) > _MOST_BYTES:
        raise TooLargeError(f"{feed.url}: the file is larger than {_MOST_BYTES // 1_000_000} MB")
    return _compare(body, feed, Fetched(FeedStatus.OK), large)


def _inside(url: str, root: Path) -> Path:
    """Return the file meant by an address; refuses all that is not inside the workspace."""
    parts = urlsplit(url)
    name = unquote(parts.path) if parts.scheme else url
    outside = BlockedAddressError(
        f"{url}: is not inside the workspace",
        hint="Only files inside the workspace's folder can be feeds.",
    )
    if parts.scheme and parts.netloc not in ("", "localhost"):
        raise outside
    try:
        path = (root / name).resolve()
        inside = path.is_relative_to(root.resolve())
    except (OSError, ValueError, RuntimeError):
        raise outside from None
    if not inside:
        raise outside
    return path
