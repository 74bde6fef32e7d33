"""A recording mailing service on loopback that can misbehave at the worst moment; knows no target.

A fake of one service is a subclass with `handle`: documented calls, documented statuses, drafts in
a dictionary. What a request did is known from `drafts`, whatever was answered.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.listening import Listening, Server

KEY = "canary-key-0123456789abcdef"
"""The key every fake accepts; no output may ever show it."""


class Fault(StrEnum):
    """What goes wrong with one request that writes."""

    DROP_BEFORE = "drops the connection before it stores"
    DROP_AFTER = "stores, then drops the connection"
    HALF = "stores, then answers half"
    TROUBLE = "stores, then answers 500"
    LIE = "stores, then answers that it did not"
    SLOW = "stores, then says nothing"
    REDIRECT = "leads elsewhere"
    HUGE = "stores, then answers 256 MB"
    DRIP = "stores, then answers a byte now and then"
    ENDLESS = "stores, then answers 256 MB without saying how much it will be"


STORED = (
    Fault.DROP_AFTER, Fault.HALF, Fault.TROUBLE, Fault.SLOW, Fault.HUGE, Fault.ENDLESS, Fault.DRIP,
    Fault.LIE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes

    @property
    def json(self) -> Any:
        """The body, read; None where it is none."""
        kind = self.headers.get("content-type", "")
        return json.loads(self.body) if self.body and kind == "application/json" else None

    @property
    def writes(self) -> bool:
        """Whether it means to change something."""
        return self.method != "GET"


@dataclass
class Answer:
    """What a fake says."""

    status: int
    value: object = None
    headers: dict[str, str] = field(default_factory=dict)


class FakeService(Listening):
    """A service in a thread of its own; drafts by id, each a dictionary of its fields."""

    first_id = 1
    key = KEY

    def __init__(self) -> None:
        self.reset()
        super().__init__(_Handler)

    @property
    def url(self) -> str:
        """What feeds.toml names."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def settings(self) -> dict[str, str | bool | int]:
        """The settings of a target that leads here."""
        return {"url": self.url}

    def reset(self) -> None:
        """Forget everything: a service on its first day."""
        self.drafts: dict[str, dict[str, Any]] = {}
        self.seen: list[Asked] = []
        self.faults: list[Fault] = []
        """Used up one by one by the requests that write a draft."""
        self.deaf: list[Fault] = []
        """Used up one by one by the requests that only read, once something was written."""
        self.refuses: list[Answer] = []
        """Answers to the next requests, which then do nothing."""
        self.uploads: list[bytes] = []
        self.streamed = 0
        """Bytes of an answer without an end that somebody took."""
        self.key = KEY
        self.pace = 0.0
        """Seconds before it answers anything."""

    def authorised(self, asked: Asked) -> bool:
        """Tell whether a request carries the key."""
        return any(self.key in value for value in asked.headers.values())

    def handle(self, asked: Asked) -> Answer:
        """Do what the service would."""
        raise NotImplementedError

    def writes_draft(self, asked: Asked) -> bool:
        """Tell whether a request is one that a fault may hit."""
        return asked.writes

    def edit(self, draft_id: str) -> None:
        """Edit a draft as a person would at the service."""
        self.drafts[draft_id]["subject"] = "Edited there"

    def schedule(self, draft_id: str) -> None:
        """Schedule a draft as a person would."""
        self.drafts[draft_id]["status"] = "scheduled"

    def send(self, draft_id: str) -> None:
        """Send it, as a person would."""
        self.drafts[draft_id]["status"] = "sent"

    def words(self, draft_id: str) -> str:
        """Return everything a draft says, as one text."""
        return json.dumps(self.drafts[draft_id], ensure_ascii=False)

    def new_id(self) -> str:
        """Return an id that was never used."""
        self.first_id += 1
        return str(self.first_id)

    def now(self) -> str:
        """Return its time, a minute later for every draft there is."""
        return f"2026-03-13T10:{len(self.drafts):02}:00Z"

    def answer(self, handler: _Handler, asked: Asked) -> None:
        """Note the request, let the fault of the hour happen, answer."""
        self.seen.append(asked)
        time.sleep(self.pace)
        if self.refuses:
            handler.say(self.refuses.pop(0))
            return
        if not self.authorised(asked):
            handler.say(Answer(401, {"detail": f"the key {asked.headers} is wrong"}))
            return
        hit = self.faults and self.writes_draft(asked)
        fault = self.faults.pop(0) if hit else None
        if self.deaf and not asked.writes and any(one.writes for one in self.seen):
            fault = self.deaf.pop(0)
        if fault is Fault.DROP_BEFORE:
            handler.drop()
        elif fault is Fault.REDIRECT:
            handler.say(Answer(307, {}, {"Location": "http://127.0.0.1:9/elsewhere"}))
        else:
            handler.misbehave(fault, self.handle(asked), self.released)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def _do(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        query = dict(parse_qsl(parts.query))
        asked = Asked(self.command, unquote(parts.path), query, headers, body)
        self.server.owner.answer(self, asked)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _do

    def say(self, answer: Answer) -> None:
        """Send a whole answer."""
        value = answer.value
        if not isinstance(value, bytes):
            value = b"" if value is None else json.dumps(value).encode()
        content = value
        self._begin(answer, len(content))
        self.wfile.write(content)

    def drop(self) -> None:
        """Break off without a word."""
        self.close_connection = True

    def misbehave(self, fault: Fault | None, answer: Answer, released: threading.Event) -> None:
        """Answer, unless something goes wrong now that it is stored."""
        if fault is Fault.DROP_AFTER:
            self.drop()
        elif fault is Fault.HALF:
            content = json.dumps(answer.value).encode()
            self._begin(answer, len(content))
            self.wfile.write(content[: len(content) // 2])
            self.drop()
        elif fault is Fault.TROUBLE:
            self.say(Answer(500, {"error": "out of order"}))
        elif fault is Fault.LIE:
            self.say(Answer(422, {"error": "no such thing"}))
        elif fault is Fault.HUGE:
            self._begin(answer, 256_000_000)
            self.drop()
        elif fault is Fault.ENDLESS:
            self._stream(answer)
        elif fault is Fault.DRIP:
            self._begin(answer, 100_000)
            with suppress(OSError):
                while not released.wait(0.05):
                    self.wfile.write(b" ")
            self.drop()
        elif fault is Fault.SLOW:
            released.wait(20)
            self.drop()
        else:
            self.say(answer)

    def _stream(self, answer: Answer) -> None:
        """Answer 256 MB of blanks that would be good JSON, piece by piece, until nobody listens."""
        self.send_response(answer.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        piece = b" " * 1_000_000
        with suppress(OSError):
            for _ in range(256):
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
                self.server.owner.streamed += len(piece)
        self.drop()

    def _begin(self, answer: Answer, length: int) -> None:
        # A date of its own takes the place of today's.
        begin = self.send_response_only if "Date" in answer.headers else self.send_response
        begin(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""
