"""One kept-alive connection that checks the address it really connects to; follows no redirects.

Imports urllib3, so it is imported only when something is fetched.
"""

from __future__ import annotations

import http.client
import ipaddress
import logging
import socket
import ssl
import threading
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util import create_urllib3_context

from reewriter.errors import BlockedAddressError, UnknownHostError
from reewriter.net.address import Address, Resolver, is_public
from reewriter.net.message import GET, Sent
from reewriter.net.watch import Watch

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

__all__ = ["Connection", "system_resolver", "tls_context"]

# urllib3 logs whole addresses, the keys in them included.
logging.getLogger("urllib3").setLevel(logging.ERROR)

_TRY_SECONDS = 5.0
"""How long one of several addresses of a host may take before the next is tried."""
_MOST_ADDRESSES = 4
_HEADER_BYTES = 128 * 1024
"""Status line and headers, interim answers included."""


class _PlainSocket(socket.socket):
    """A socket that asks its watch before each read."""

    watch: Watch | None = None

    def recv_into(self, buffer: WriteableBuffer, nbytes: int = 0, flags: int = 0) -> int:
        if self.watch is None:
            return super().recv_into(buffer, nbytes, flags)
        self.settimeout(self.watch.remaining())
        received = super().recv_into(buffer, nbytes, flags)
        self.watch.count(received)
        return received


class _TlsSocket(ssl.SSLSocket):
    """The same over TLS, whose handshake is one wait within the time left."""

    watch: Watch | None = None

    def recv_into(self, buffer: WriteableBuffer, nbytes: int | None = None, flags: int = 0) -> int:
        if self.watch is None:
            return super().recv_into(buffer, nbytes, flags)
        self.settimeout(self.watch.remaining())
        received = super().recv_into(buffer, nbytes, flags)
        self.watch.count(received)
        return received


class _Answer(http.client.HTTPResponse):
    """An answer that may come behind others: early hints, for one, are none yet."""

    def _read_status(self) -> tuple[str, int, str]:
        while True:
            told: tuple[str, int, str] = super()._read_status()  # type: ignore[misc] # not in types
            if not HTTPStatus.SWITCHING_PROTOCOLS < told[1] < HTTPStatus.OK:
                return told
            http.client.parse_headers(self.fp)


class _Http(HTTPConnection):
    response_class = _Answer
    dial: Callable[[], socket.socket]

    def _new_conn(self) -> socket.socket:
        return self.dial()


class _Https(HTTPSConnection):
    response_class = _Answer
    dial: Callable[[], socket.socket]

    def _new_conn(self) -> socket.socket:
        return self.dial()


def tls_context() -> ssl.SSLContext:
    """Return the context all connections share; loading the certificates takes milliseconds."""
    context = create_urllib3_context(cert_reqs=ssl.CERT_REQUIRED)
    context.load_default_certs()
    context.sslsocket_class = _TlsSocket
    return context


def system_resolver(host: str, port: int) -> Sequence[str]:
    """Return the addresses the operating system knows for a host, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Connection:
    """One connection to one origin, opened when needed and kept alive."""

    def __init__(
        self,
        address: Address,
        *,
        resolver: Resolver,
        context: Callable[[], ssl.SSLContext],
    ) -> None:
        self.origin = address.origin
        self._resolver = resolver
        self._private = False
        self._http: _Http | _Https
        if address.scheme == "https":
            self._http = _Https(address.host, address.port, ssl_context=context())
        else:
            self._http = _Http(address.host, address.port)

    def request(
        self,
        target: str,
        headers: Mapping[str, str],
        watch: Watch,
        *,
        may_be_private: bool,
        sent: Sent = GET,
    ) -> HTTPResponse:
        """Send one request and return its answer with the body unread.

        A kept-alive connection to a private address serves only those who may go there.
        """
        http = self._http
        http.timeout = watch.remaining()
        if not http.is_connected:
            http.close()
            http.dial = lambda: self._dial(watch, may_be_private=may_be_private)
            http.connect()
        elif self._private and not may_be_private:
            raise _blocked(http.host)
        sock = cast("_PlainSocket | _TlsSocket", http.sock)
        sock.watch = watch
        watch.sock = sock
        watch.allowance = watch.received + _HEADER_BYTES
        http.timeout = watch.remaining()
        http.request(
            sent.method,
            target,
            sent.body,
            headers,
            preload_content=False,
            decode_content=False,
        )
        return http.getresponse()

    @property
    def is_open(self) -> bool:
        """Whether it can be used again, as far as one can know."""
        return not self._http.is_closed

    def close(self) -> None:
        """Close it; the next request opens it anew."""
        self._http.close()

    def _dial(self, watch: Watch, *, may_be_private: bool) -> socket.socket:
        host, port = self._http.host, self._http.port
        addresses = _resolve(host, port, watch, self._resolver)[:_MOST_ADDRESSES]
        self._private = not all(map(is_public, addresses))
        if self._private and not may_be_private:
            raise _blocked(host)
        for address in addresses[:-1]:
            try:
                return _connect(address, port, watch, seconds=_TRY_SECONDS)
            except OSError:
                watch.remaining()
        return _connect(addresses[-1], port, watch)


def _blocked(host: str) -> BlockedAddressError:
    return BlockedAddressError(
        f"{host}: is a private address",
        hint="Private addresses are fetched only where feeds.toml names that host and port.",
    )


def _connect(
    address: str, port: int, watch: Watch, *, seconds: float | None = None
) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    sock = _PlainSocket(family, socket.SOCK_STREAM)
    try:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        watch.sock = sock
        left = watch.remaining()
        sock.settimeout(left if seconds is None else min(left, seconds))
        sock.connect((address, port))
        sock.settimeout(watch.remaining())
    except BaseException:
        sock.close()
        raise
    return sock


def _resolve(host: str, port: int, watch: Watch, resolver: Resolver) -> Sequence[str]:
    """Return the host's addresses; the resolver may hang, so a thread of its own waits for it."""
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        pass

    def look_up() -> None:
        try:
            watch.inbox.put(resolver(host, port))
        except (OSError, ValueError) as error:
            watch.inbox.put(error)

    threading.Thread(target=look_up, name="resolver", daemon=True).start()
    found = watch.wait_inbox()
    if isinstance(found, Sequence) and found:
        return found
    hint = "Is the address spelled right, and this computer online?"
    raise UnknownHostError(f"{host}: no such host, or no network", hint=hint)
