"""A server on a loopback port of its own, in threads, until the test is over; knows no protocol."""

from __future__ import annotations

import socketserver
import ssl
import threading
from typing import Any

from reewriter.closing import Closing


class Server(socketserver.ThreadingTCPServer):
    """Gives each connection a thread, and waits for none of them."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 64
    owner: Any
    """What a handler looks up how to behave in."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients break off; that is what they are tested for."""


class Listening(Closing):
    """Answers by handlers from the moment it is made."""

    def __init__(
        self,
        handler: type[socketserver.BaseRequestHandler],
        *,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.released = threading.Event()
        """Set when the test is over, for whatever hangs."""
        self._server = Server(("127.0.0.1", 0), handler)
        self._server.owner = self
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Let go of everything that hangs, and stop."""
        self.released.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
