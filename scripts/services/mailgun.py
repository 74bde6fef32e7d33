"""Stands in for Mailgun: takes what a Ghost would have it deliver, and delivers nothing."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from scripts.services.trial import WrongError, must

__all__ = ["Letter", "Stand", "standing_in"]

_VARIABLE = re.compile(r"%recipient\.([\w-]+)%")


@dataclass(frozen=True, slots=True)
class Letter:
    """A newsletter as one reader would get it: what is each reader's own is filled in."""

    subject: str
    html: str
    text: str
    headers: Mapping[str, str]


@dataclass
class Stand:
    """Where the letters are handed in."""

    url: str = ""
    handed_in: list[Mapping[str, str]] = field(default_factory=list)

    def first_letter(self, *, seconds: float = 60.0) -> Letter:
        """Wait for a newsletter and fill in what is its first reader's own."""
        end = time.monotonic() + seconds
        while not self.handed_in:
            if time.monotonic() > end:
                raise WrongError("no newsletter was handed in")
            time.sleep(0.2)
        fields = self.handed_in[0]
        readers = json.loads(fields.get("recipient-variables", "{}"))
        must(readers, "it is for nobody")
        own: Mapping[str, object] = next(iter(readers.values()))

        def filled(text: str) -> str:
            return _VARIABLE.sub(lambda found: str(own.get(found[1], found[0])), text)

        headers = {k[2:]: filled(v) for k, v in fields.items() if k.startswith("h:")}
        return Letter(
            filled(fields["subject"]), filled(fields["html"]), filled(fields["text"]), headers
        )


@contextmanager
def standing_in() -> Iterator[Stand]:
    """Listen on loopback until the block ends."""
    stand = Stand()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.path.endswith("/messages"):
                stand.handed_in.append(_fields(self.headers.get("Content-Type", ""), body))
            self._say({"id": "<1@example.test>", "message": "Queued. Thank you."})

        def do_GET(self) -> None:
            self._say({"items": [], "paging": {}})

        def _say(self, value: object) -> None:
            content = json.dumps(value).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stand.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield stand
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _fields(kind: str, body: bytes) -> dict[str, str]:
    """Read a form as a browser sends one with files."""
    whole = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body, policy=policy.HTTP)
    found = {}
    for part in whole.iter_parts() if isinstance(whole, EmailMessage) else ():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            found[name] = content.decode("utf-8", "replace")
    return found
