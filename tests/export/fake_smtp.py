"""A mail server on loopback that keeps what it is given; speaks just enough SMTP."""

from __future__ import annotations

import base64
import socketserver
import threading
from types import TracebackType
from typing import Self


class FakeSmtp:
    """One server; mails as (sender, recipients, content)."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, tuple[str, ...], bytes]] = []
        self.logins: list[str] = []
        self.refused: set[str] = set()
        self.answers: dict[str, str] = {}
        """Command → what is answered to it instead."""
        self.silent_at = ""
        """The command after which nothing is said any more."""
        self.released = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.fake = self
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True
        )
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.released.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    block_on_close = False
    fake: FakeSmtp


class _Handler(socketserver.StreamRequestHandler):
    server: _Server

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self) -> None:
        fake = self.server.fake
        sender, recipients = "", list[str]()
        self._say("220 loft")
        while line := self.rfile.readline().decode().strip():
            command, _, rest = line.partition(" ")
            command = command.upper()
            if command == fake.silent_at:
                fake.released.wait(20)
                return
            if command in fake.answers:
                self._say(fake.answers[command])
            elif command == "EHLO":
                self._say("250-loft\r\n250 AUTH PLAIN")
            elif command == "AUTH":
                fake.logins.append(base64.b64decode(rest.partition(" ")[2]).decode())
                self._say("235 welcome")
            elif command == "MAIL":
                sender = _address(rest)
                self._say("250 ok")
            elif command == "RCPT":
                known = _address(rest) not in fake.refused
                recipients += [_address(rest)] * known
                self._say("250 ok" if known else "550 nobody of that name")
            elif command == "DATA":
                self._say("354 go on")
                content = b""
                while not (piece := self.rfile.readline()).startswith(b".\r\n"):
                    content += piece
                fake.mails.append((sender, tuple(recipients), content))
                self._say("250 kept")
            else:
                self._say("221 bye" if command == "QUIT" else "250 ok")


def _address(rest: str) -> str:
    return rest.partition("<")[2].partition(">")[0]
