"""A local web server of good and bad manners, for everything that fetches."""

from __future__ import annotations

import gzip
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from tests.listening import Listening, Server

# A test authority of no meaning, and a certificate by it for feeds.example; valid 2020 to 2120.
TLS = Path(__file__).parent / "data" / "tls"


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as it arrived."""

    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    connection: int
    """Which connection it came on, counted from 1."""


class Handler(BaseHTTPRequestHandler):
    """Looks its behaviour up in the farm."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        """Note the request and behave as told."""
        farm: Farm = self.server.owner
        headers = {name.lower(): value for name, value in self.headers.items()}
        farm.seen.append(Seen(self.path, headers, farm.connection_number(self.connection)))
        behaviour = farm.routes.get(self.path, farm.routes.get("*", page(b"no", status=404)))
        behaviour(self)

    def send(self, status: int, headers: Mapping[str, str], body: bytes = b"") -> None:
        """Send a whole answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304 and not {"Content-Length", "Transfer-Encoding"} & set(headers):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def hang(self) -> None:
        """Say nothing until the test is over, then break off."""
        self.server.owner.released.wait()
        self.close_connection = True

    def drip(self, pieces: bytes) -> None:
        """Send a byte at a time, for as long as the test lasts."""
        for byte in pieces:
            if self.server.owner.released.wait(0.02):
                break
            self.wfile.write(bytes([byte]))
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


Behaviour = Callable[[Handler], None]


class Farm(Listening):
    """One server on a loopback port of its own; what it serves is set by `add`."""

    def __init__(self, *, tls: bool = False) -> None:
        self.routes: dict[str, Behaviour] = {}
        self.seen: list[Seen] = []
        self._connections: dict[int, int] = {}
        context = None
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(TLS / "feeds.example.pem")
        super().__init__(Handler, tls=context)
        self.scheme = "https" if tls else "http"
        self.host_port = f"127.0.0.1:{self.port}"

    def add(self, path: str, behaviour: Behaviour) -> str:
        """Serve a path (`*`: all others) this way and return its address."""
        self.routes[path] = behaviour
        return self.url(path)

    def url(self, path: str) -> str:
        """Return the address of a path."""
        return f"{self.scheme}://{self.host_port}{path}"

    def paths(self) -> list[str]:
        """Return what was asked for, in order."""
        return [seen.path for seen in self.seen]

    def connection_number(self, connection: socket.socket) -> int:
        """Return which connection this is, counted from 1."""
        port = connection.getpeername()[1]
        return self._connections.setdefault(port, len(self._connections) + 1)


def page(
    body: bytes | str, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Behaviour:
    """Serve these bytes."""
    content = body.encode() if isinstance(body, str) else body
    return lambda handler: handler.send(status, headers or {}, content)


def validated(body: bytes, *, etag: str = "", last_modified: str = "") -> Behaviour:
    """Serve these bytes, or 304 to whoever shows the same validator again."""

    def behave(handler: Handler) -> None:
        headers = {"ETag": etag} if etag else {}
        headers |= {"Last-Modified": last_modified} if last_modified else {}
        knows = (etag and handler.headers.get("If-None-Match") == etag) or (
            last_modified and handler.headers.get("If-Modified-Since") == last_modified
        )
        handler.send(304 if knows else 200, {} if knows else headers, b"" if knows else body)

    return behave


def zipped(body: bytes, *, layers: int = 1, encoding: str = "gzip") -> Behaviour:
    """Serve these bytes packed."""
    for _ in range(layers):
        body = gzip.compress(body, 9, mtime=0)
    return page(body, headers={"Content-Encoding": encoding})


def redirect(location: str, status: int = 302) -> Behaviour:
    """Send the client elsewhere."""
    return page(b"elsewhere", status=status, headers={"Location": location})


def queue(*behaviours: Behaviour) -> Behaviour:
    """Behave differently each time; the last one stays."""
    waiting = list(behaviours)
    return lambda handler: (waiting.pop(0) if len(waiting) > 1 else waiting[0])(handler)


def held(gate: threading.Event, then: Behaviour) -> Behaviour:
    """Answer only when the gate is opened."""

    def behave(handler: Handler) -> None:
        gate.wait(20)
        then(handler)

    return behave


def hang(handler: Handler) -> None:
    """Never answer."""
    handler.hang()


def drip_headers(handler: Handler) -> None:
    """Send one header byte after another."""
    handler.drip(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 1000)


def drip_body(handler: Handler) -> None:
    """Send headers at once and then one byte after another."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    handler.drip(b"x" * 100_000)


def _for_ever(handler: Handler, start: bytes, piece: bytes) -> None:
    handler.wfile.write(start)
    while not handler.server.owner.released.is_set():
        handler.wfile.write(piece)


def endless_body(handler: Handler) -> None:
    """Send a body without an end."""
    _for_ever(handler, b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536)


def endless_chunks(handler: Handler) -> None:
    """Send chunks without an end."""
    start = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    _for_ever(handler, start, b"1000\r\n" + b"x" * 0x1000 + b"\r\n")


def endless_trailers(handler: Handler) -> None:
    """Send a short body and then trailers without an end."""
    start = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n"
    _for_ever(handler, start, b"X-T: y\r\n" * 4096)


def endless_interim(handler: Handler) -> None:
    """Send `100 Continue` without an end."""
    _for_ever(handler, b"", b"HTTP/1.1 100 Continue\r\nX-A: b\r\n\r\n" * 256)


def endless_hints(handler: Handler) -> None:
    """Send `103 Early Hints` without an end."""
    _for_ever(handler, b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 256)


def hints_first(handler: Handler) -> None:
    """Send `103 Early Hints` twice, and then the answer."""
    handler.wfile.write(b"HTTP/1.1 103 Early Hints\r\nETag: none\r\n\r\n" * 2)
    handler.send(200, {"ETag": '"x"'}, b"ok")


def huge_header(handler: Handler) -> None:
    """Send one header of 100 kB."""
    handler.send(200, {"X-Huge": "x" * 100_000}, b"ok")


def many_headers(handler: Handler) -> None:
    """Send 500 headers."""
    handler.send(200, {f"X-{n}": "y" for n in range(500)}, b"ok")


def short_body(handler: Handler) -> None:
    """Announce more than is sent."""
    handler.send(200, {"Content-Length": "5000"}, b"only this")
    handler.close_connection = True


def cut_chunk(handler: Handler) -> None:
    """Break off in the middle of a chunk."""
    handler.send(200, {"Transfer-Encoding": "chunked"}, b"1000\r\nonly this")
    handler.close_connection = True


def reset(handler: Handler) -> None:
    """Reset the connection instead of answering."""
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.connection.close()
    handler.close_connection = True


def close(handler: Handler) -> None:
    """Close the connection instead of answering."""
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


def garbage(handler: Handler) -> None:
    """Answer, but not in HTTP."""
    handler.wfile.write(b"\x1b]0;220 mail.example ESMTP\r\n\r\n")
    handler.close_connection = True


def answer_and_close(body: bytes) -> Behaviour:
    """Answer as if the connection stayed open, then close it all the same."""

    def behave(handler: Handler) -> None:
        handler.send(200, {}, body)
        handler.close_connection = True

    return behave


def unused_port() -> int:
    """Return a loopback port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def loopback(*_: Any) -> list[str]:
    """Resolve every name to this machine."""
    return ["127.0.0.1"]
