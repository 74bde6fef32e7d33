"""Where a request goes and whether it may go there; decides only, connects to nothing."""

from __future__ import annotations

import base64
import contextlib
import ipaddress
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit

from reewriter.errors import BlockedAddressError, NetworkError

__all__ = ["Address", "Resolver", "host_key", "host_port", "is_loopback", "is_public"]

Resolver = Callable[[str, int], Sequence[str]]
"""Host and port → IP addresses; may block, may raise OSError."""

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9._-]{1,253}")
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# What stays as it is in a path or query: everything RFC 3986 allows there, and "%" because what
# is already encoded must not be encoded twice.
_SAFE = "/:@!$&'()*+,;=~-._%[]|?"


@dataclass(frozen=True, slots=True)
class Address:
    """An http or https address, taken apart and normalised; never holds a user name or password."""

    scheme: str
    host: str
    """ASCII, lower case; an IPv6 address without its brackets."""
    port: int
    target: str
    """Path and query, percent-encoded."""
    authorization: str = ""
    """The Basic header that stood in the address as `user:password@`, else empty."""

    @classmethod
    @lru_cache(2048)  # asked again and again of the same feeds in one fetch
    def parse(cls, url: str) -> Address:
        """Take an address apart; refuses every scheme but http and https.

        Raises BlockedAddressError or NetworkError.
        """
        try:
            parts = urlsplit(url.strip())
            scheme, port = parts.scheme.lower(), parts.port
            host = _ascii_host(parts.hostname or "") if scheme in _PORTS else ""
            target = quote(parts.path or "/", safe=_SAFE)
            if parts.query:
                target += "?" + quote(parts.query, safe=_SAFE)
        except ValueError as error:
            raise NetworkError(
                "the address is not a valid web address", hint="As https://example.org/feed."
            ) from error
        if scheme not in _PORTS:
            name = scheme[:20] if scheme.isascii() and scheme else "no scheme"
            raise BlockedAddressError(
                f"the address is not of the web ({name})",
                hint="Only http and https addresses are fetched.",
            )
        return cls(
            scheme=scheme,
            host=host,
            port=_PORTS[scheme] if port is None else port,
            target=target,
            authorization=_basic(parts.username, parts.password),
        )

    def join(self, location: str) -> Address:
        """Return the address a `Location` header leads to; a password in it is not taken over."""
        # Headers arrive as Latin-1; servers that do not encode mean UTF-8.
        with contextlib.suppress(UnicodeError):
            location = location.encode("latin-1").decode("utf-8")
        try:
            joined = urljoin(self.url, location.strip())
        except ValueError as error:
            raise NetworkError(f"{self.host}: redirects to an address that is none") from error
        found = Address.parse(joined)
        return Address(found.scheme, found.host, found.port, found.target)

    @property
    def host_port(self) -> str:
        """`host:port`, the port always said: the form in which private hosts are allowed."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    @property
    def host_key(self) -> str:
        """What counts as one host to be polite to: both default ports are the same one."""
        return self.host if self.port in (80, 443) else self.host_port

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port: whom a password may be told."""
        return self.scheme, self.host, self.port

    @property
    def url(self) -> str:
        """The whole address, without user name and password."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target}"


def host_port(url: str) -> str:
    """Return `host:port` of a web address, as `Client(allowed=…)` takes it."""
    return Address.parse(url).host_port


def host_key(url: str) -> str:
    """Return what counts as one host; addresses with equal keys queue behind each other."""
    return Address.parse(url).host_key


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches a host; a name that looks so, as `127.a.example`, no.

    Of names only `localhost` counts.
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_public(address: str) -> bool:
    """Say whether an IP address is one of the open internet, also inside IPv6 wrappings.

    Anything unclear is not public.
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv4Address):
        return _is_public_v4(found)
    if found.ipv4_mapped is not None:
        return _is_public_v4(found.ipv4_mapped)
    if found in _NAT64:
        return _is_public_v4(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
    if found.sixtofour is not None:
        return _is_public_v4(found.sixtofour)
    # Python's own list of special ranges grows with its versions; outside of 2000::/3 nothing is
    # public, whatever that list says.
    return found in _GLOBAL_UNICAST and found.is_global


def _is_public_v4(address: ipaddress.IPv4Address) -> bool:
    return address.is_global and not address.is_multicast and not address.is_reserved


def _ascii_host(host: str) -> str:
    """Return the host as it goes over the wire; ValueError where it is no host name."""
    host = host.rstrip(".")
    if ":" in host:
        return str(ipaddress.IPv6Address(host))
    # UnicodeError is a ValueError.
    host = host if host.isascii() else host.encode("idna").decode("ascii")
    if not _HOST.fullmatch(host):
        raise ValueError("not a host name")
    return host


def _basic(username: str | None, password: str | None) -> str:
    if not username and not password:
        return ""
    pair = unquote_to_bytes(username or "") + b":" + unquote_to_bytes(password or "")
    return "Basic " + base64.b64encode(pair).decode("ascii")
