"""A mail server on loopback that keeps what it is given; speaks just enough SMTP."""

from __future__ import annotations

import base64
import socketserver

from tests.listening import Listening, Server


class FakeSmtp(Listening):
    """One server; mails as (sender, recipients, content)."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, tuple[str, ...], bytes]] = []
        self.logins: list[str] = []
        self.refused: set[str] = set()
        self.answers: dict[str, str] = {}
        """Command → what is answered to it instead."""
        self.silent_at = ""
        """The command after which nothing is said any more."""
        super().__init__(_Handler)


class _Handler(socketserver.StreamRequestHandler):
    server: Server

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self) -> None:
        fake: FakeSmtp = self.server.owner
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
