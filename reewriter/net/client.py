"""Fetches web addresses: redirects, one total deadline, one connection a host; knows no feeds."""

from __future__ import annotations

import contextlib
import functools
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from reewriter.closing import Closing
from reewriter.errors import BlockedAddressError, NetworkError, ReewriterError
from reewriter.net.address import Address, Resolver
from reewriter.net.answer import REDIRECTS, read
from reewriter.net.failures import broken_connection, plain_error, transport_errors
from reewriter.net.message import GET, Response, Sent
from reewriter.net.watch import Watch

if TYPE_CHECKING:
    import ssl

    from reewriter.net.connection import Connection

__all__ = ["Client", "Response"]

_PERMANENT = frozenset({301, 308})
_MOST_IDLE = 32
"""Connections kept open for a next request; each is a file descriptor."""
_ANYWHERE = frozenset({"accept", "accept-language"})
"""Headers of the caller that may go to a host the caller did not name."""
_CONDITIONS = frozenset({"if-none-match", "if-modified-since"})


@dataclass(slots=True)
class _Line:
    """The one connection to a host, and the lock of whoever uses it."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    connection: Connection | None = None

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class Client(Closing):
    """A guarded HTTP client for several threads.

    No cookies, no netrc, no proxies. Private addresses are reached only at a `host:port` of
    `allowed`, only when the caller names it, and never by way of another host's redirect.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        allowed: frozenset[str] = frozenset(),
        deadline: float = 30.0,
        max_bytes: int = 10_000_000,
        max_redirects: int = 5,
        resolver: Resolver | None = None,
    ) -> None:
        # A header is ASCII; an umlaut in somebody's contact must not stop every request.
        self._user_agent = "".join(char for char in user_agent if " " <= char <= "~")
        self._allowed = frozenset(map(_same_spelling, allowed))
        self._deadline = deadline
        self._max_bytes = max_bytes
        self._max_redirects = max_redirects
        self._resolver = resolver
        self._lock = threading.Lock()
        self._lines: dict[str, _Line] = {}
        self._idle: OrderedDict[str, _Line] = OrderedDict()
        self._watches: set[Watch] = set()
        self._closed = False

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        named: bool = True,
        large: Callable[[int], None] | None = None,
    ) -> Response:
        """Fetch an address, following redirects; every status is returned, 304 and 404 too.

        `named=False` is for addresses that stood in some page or feed: they never lead to a
        private address, whatever is allowed to the user. `large` is asked before a body of more
        than 512 KB is read on, with the bytes it will about have, and may take its time. Raises a
        NetworkError whose message names the host and no secret.
        """
        address = Address.parse(url)
        with self._watching(Watch(self._deadline, address.host, large)) as watch:
            return self._follow(address, headers or {}, watch, named=named)

    def ask(
        self, url: str, sent: Sent, *, headers: Mapping[str, str], seconds: float = 0.0
    ) -> Response:
        """Say one thing to one server; a redirect is an answer like others and never followed.

        So what the headers hold goes to nobody else. Raises a NetworkError, as `get` does.
        """
        address = Address.parse(url)
        private = address.host_port in self._allowed
        with self._watching(Watch(seconds or self._deadline, address.host)) as watch:
            own = self._headers(address, headers, at_origin=True, at_host=True)
            answer = self._hop(address, own, watch, may_be_private=private, sent=sent)
            return Response(answer[0], address.url, answer[1], answer[2])

    @contextlib.contextmanager
    def _watching(self, watch: Watch) -> Iterator[Watch]:
        with self._lock:
            if self._closed:
                raise NetworkError(f"{watch.host}: the client is closed")
            self._watches.add(watch)
        try:
            yield watch
        finally:
            with self._lock:
                self._watches.discard(watch)

    def close(self) -> None:
        """Close all connections and end the requests other threads still wait for."""
        with self._lock:
            self._closed = True
            watches, lines = list(self._watches), list(self._lines.values())
        for watch in watches:
            watch.cancel()
        for line in lines:
            if line.lock.acquire(blocking=False):
                line.close()
                line.lock.release()

    def _follow(
        self, origin: Address, headers: Mapping[str, str], watch: Watch, *, named: bool
    ) -> Response:
        address = origin
        at_origin = at_host = permanent = True
        for _ in range(self._max_redirects + 1):
            sent = self._headers(origin, headers, at_origin=at_origin, at_host=at_host)
            private = named and at_origin and address.host_port in self._allowed
            status, answer, body = self._hop(address, sent, watch, may_be_private=private)
            location = answer.get("location", "")
            if status not in REDIRECTS or not location:
                moved = address.url if permanent and address is not origin else ""
                return Response(status, address.url, answer, body, moved)
            try:
                address = address.join(location)
            except BlockedAddressError as error:
                raise BlockedAddressError(
                    f"{address.host}: redirects away from the web, which is not followed"
                ) from error
            # Once elsewhere, always elsewhere: whoever sends us back has chosen the path.
            at_origin = at_origin and address.origin == origin.origin
            at_host = at_host and address.host == origin.host
            permanent = permanent and status in _PERMANENT
        raise NetworkError(f"{origin.host}: redirects more than {self._max_redirects} times")

    def _headers(
        self, origin: Address, headers: Mapping[str, str], *, at_origin: bool, at_host: bool
    ) -> dict[str, str]:
        sent = {"User-Agent": self._user_agent, "Accept-Encoding": "gzip"}
        if at_origin and origin.authorization:
            sent["Authorization"] = origin.authorization
        for name, value in headers.items():
            lower = name.lower()
            # A host that moves from http to https still knows its own validators.
            if at_origin or lower in _ANYWHERE or (at_host and lower in _CONDITIONS):
                sent[name] = value
        return sent

    def _hop(
        self,
        address: Address,
        headers: Mapping[str, str],
        watch: Watch,
        *,
        may_be_private: bool,
        sent: Sent = GET,
    ) -> tuple[int, dict[str, str], bytes]:
        """Ask one server one thing, on the one connection to it."""
        watch.host = address.host
        with self._lock:
            line = self._lines.setdefault(address.host_key, _Line())
            self._idle.pop(address.host_key, None)
        if not line.lock.acquire(timeout=watch.remaining()):
            raise watch.too_slow()
        try:
            ask = functools.partial(self._exchange, may_be_private=may_be_private, sent=sent)
            return ask(line, address, headers, watch)
        except ReewriterError:
            line.close()
            raise
        except transport_errors() as error:
            line.close()
            watch.remaining()
            raise plain_error(error, watch) from None
        except BaseException:
            line.close()
            raise
        finally:
            watch.sock = None
            line.lock.release()
            self._keep(address.host_key, line)

    def _exchange(
        self,
        line: _Line,
        address: Address,
        headers: Mapping[str, str],
        watch: Watch,
        *,
        may_be_private: bool,
        sent: Sent,
    ) -> tuple[int, dict[str, str], bytes]:
        from reewriter.net.connection import Connection, system_resolver

        elsewhere = line.connection is None or line.connection.origin != address.origin
        if elsewhere or not sent.repeatable:
            # What may not be said twice is said on a connection of which nothing is unknown.
            line.close()
            resolver = self._resolver or system_resolver
            line.connection = Connection(address, resolver=resolver, context=self._context)
        connection = cast("Connection", line.connection)  # there is one by now
        ask = functools.partial(
            connection.request,
            address.target,
            headers,
            watch,
            may_be_private=may_be_private,
            sent=sent,
        )
        reused, before = connection.is_open, watch.received
        try:
            answer = ask()
        except broken_connection():
            # A server may close a kept-alive connection just when it is used again.
            if not reused or watch.received != before:
                raise
            connection.close()
            answer = ask()
        # Closing matters where the body was not read to its end: the answer holds the socket.
        with contextlib.closing(answer):
            return read(answer, address.host, watch, connection, max_bytes=self._max_bytes)

    def _keep(self, key: str, line: _Line) -> None:
        """Remember an open connection as idle, and close the one idle longest beyond the limit."""
        with self._lock:
            if line.connection is not None:
                self._idle[key] = line
                self._idle.move_to_end(key)
            oldest = self._idle.popitem(last=False)[1] if len(self._idle) > _MOST_IDLE else None
            closed = self._closed
        for spare in (oldest, line if closed else None):
            if spare is not None and spare.lock.acquire(blocking=False):
                spare.close()
                spare.lock.release()

    @functools.cached_property
    def _tls(self) -> ssl.SSLContext:
        from reewriter.net.connection import tls_context

        return tls_context()

    def _context(self) -> ssl.SSLContext:
        with self._lock:
            return self._tls


def _same_spelling(allowed: str) -> str:
    """Return a `host:port` as addresses spell it, whatever its case, dots and letters."""
    try:
        return Address.parse(f"http://{allowed}/").host_port
    except NetworkError:
        return allowed
