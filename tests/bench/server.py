"""Serves the feeds of the ingest benchmark, each from a host of its own; run as a process.

Loopback addresses stand for hosts: 127.0.1.1, 127.0.1.2 and so on, which Linux has without asking.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import sys
from pathlib import Path

__all__ = ["host", "url"]

CONTROL = "127.0.0.1"
_SAME = "Mon, 02 Mar 2026 06:00:00 GMT"
_LATER = "Mon, 02 Mar 2026 11:00:00 GMT"


def host(number: int) -> str:
    """Return the address that stands for the host of a feed."""
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


def url(number: int, port: int) -> str:
    """Return a feed's address."""
    return f"http://{host(number)}:{port}/{number}.xml"


class Server:
    """Knows two states of every feed, and whether it heeds what it is asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mode = "fresh"
        self._documents: dict[str, tuple[bytes, str]] = {}
        self.requests = 0

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                writer.write(self._reply(request))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _reply(self, request: bytes) -> bytes:
        path = request.split(b" ", 2)[1].decode().strip("/")
        if path.startswith("mode/"):
            self._mode, asked, self.requests = path[5:], self.requests, 0
            return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%d" % (len(str(asked)), asked)
        self.requests += 1
        name = path.removesuffix(".xml")
        later = self._mode == "later" and (self._folder / f"{name}.later").exists()
        body, etag = self._document(f"{name}.{'later' if later else 'fresh'}")
        head = f"ETag: {etag}\r\nLast-Modified: {_LATER if later else _SAME}\r\n"
        if self._mode != "deaf" and etag.encode() in request:
            return f"HTTP/1.1 304 Not Modified\r\n{head}\r\n".encode()
        head += f"Content-Type: application/xml\r\nContent-Length: {len(body)}\r\n"
        head += "Content-Encoding: gzip\r\n"
        return f"HTTP/1.1 200 OK\r\n{head}\r\n".encode() + body

    def _document(self, name: str) -> tuple[bytes, str]:
        if name not in self._documents:
            body = (self._folder / name).read_bytes()
            self._documents[name] = body, f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        return self._documents[name]


async def serve(folder: Path, feeds: int, port: int) -> None:
    """Serve until killed; says so on standard output when it listens."""
    server = Server(folder)
    hosts = [CONTROL, *map(host, range(feeds))]
    async with await asyncio.start_server(server.answer, hosts, port, backlog=64) as listening:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await listening.serve_forever()


def main() -> None:
    """Run as the server's process."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("feeds", type=int)
    parser.add_argument("port", type=int)
    told = parser.parse_args()
    asyncio.run(serve(told.folder, told.feeds, told.port))


if __name__ == "__main__":
    main()
