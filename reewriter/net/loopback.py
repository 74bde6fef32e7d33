"""Serves a few ready pages to this machine's own browser; must not be reachable from elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reewriter.closing import Closing
from reewriter.errors import UsageError

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

__all__ = ["LoopbackServer", "Page"]

_HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Page:
    """One answer."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"
    policy: str = "default-src 'none'"
    """The Content-Security-Policy: what the page may load."""


class LoopbackServer(Closing):
    """A server on 127.0.0.1 that answers GET from a function, in threads of its own.

    A request must name this address as its host: a web page of somebody else's that makes the
    browser ask under another name gets nothing.
    """

    def __init__(self, pages: Callable[[str], Page | None], *, port: int = 0) -> None:
        from http.server import ThreadingHTTPServer

        try:
            self._server: ThreadingHTTPServer = ThreadingHTTPServer(
                (_HOST, port), _handler(pages, self._allowed)
            )
        except OSError as error:
            raise UsageError(
                f"port {port} of this machine cannot be used ({error.strerror})",
                hint="Choose another port, or 0 for any that is free.",
            ) from error
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever,
            kwargs={"poll_interval": 0.05},
            name="loopback",
            daemon=True,
        )
        self._thread.start()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """The address of its first page."""
        return f"http://{_HOST}:{self.port}/"

    def _allowed(self, host: str) -> bool:
        return host in (f"{_HOST}:{self.port}", f"localhost:{self.port}")

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _handler(
    pages: Callable[[str], Page | None], allowed: Callable[[str], bool]
) -> type[BaseHTTPRequestHandler]:
    from http.server import BaseHTTPRequestHandler

    class Handler(BaseHTTPRequestHandler):
        timeout = 30  # a browser that connects and says nothing holds its thread no longer
        server_version = "reewriter"
        sys_version = ""

        def do_GET(self) -> None:
            if not allowed(self.headers.get("Host", "")):
                self._answer(403, Page(b"This address is for this machine only.\n", "text/plain"))
                return
            page = pages(self.path.partition("?")[0])
            if page is None:
                self._answer(404, Page(b"There is no such page.\n", "text/plain"))
            else:
                self._answer(200, page)

        def _answer(self, status: int, page: Page) -> None:
            self.send_response(status)
            for name, value in (
                ("Content-Type", page.content_type),
                ("Content-Length", str(len(page.body))),
                ("Content-Security-Policy", page.policy),
                ("Cache-Control", "no-store"),
                ("Referrer-Policy", "no-referrer"),
                ("X-Content-Type-Options", "nosniff"),
                ("Cross-Origin-Resource-Policy", "same-origin"),
            ):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(page.body)

        def log_message(self, *_: object) -> None:
            """Keep the terminal clean."""

    return Handler
