"""Reads feeds in a child process that can be killed; knows nothing of the web or the store.

One regular expression can hold an interpreter for minutes, and no thread can end that. The child
gets bytes and returns plain JSON and text; it has little memory, no secrets in its environment, and
ends when the parent does.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from reewriter.closing import Closing
from reewriter.errors import OverrunError, ParseError, ReewriterError
from reewriter.feeds.beginning import ONLY_BEGINNING, beginning
from reewriter.feeds.limits import (
    collect_by_the_document,
    collect_the_document,
    give_way,
    limit_memory,
    limit_time,
)
from reewriter.feeds.pipe import LENGTH, PIECE, exchange, frame, prepare, send
from reewriter.feeds.room import hand_back
from reewriter.feeds.wire import feed_from_frame, feed_to_frame
from reewriter.model import ParsedFeed
from reewriter.text.keywords import Keywords

__all__ = ["DEADLINE", "ParseWorker", "WorkerError"]

DEADLINE = 10.0
"""Seconds for one document, the start of the child included."""
_PLENTY = 1 << 20
"""Bytes of a document and its texts after which the child keeps no memory that it has freed."""
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "SYSTEMROOT", "TMPDIR")
_ROOT = Path(__file__).resolve().parents[2]


class WorkerError(ReewriterError):
    """No parser could be started; the documents have no part in it."""


class ParseWorker(Closing):
    """A child process that parses one document at a time; usable from any thread.

    It is started when first needed, reused for all feeds, and replaced when it hangs or dies.
    With `keywords` and their weights, it says of each item of a feed what they are worth.
    """

    def __init__(
        self, *, deadline: float = DEADLINE, keywords: Mapping[str, float] | None = None
    ) -> None:
        self._deadline = deadline
        self._keywords = json.dumps(dict(keywords or {}))
        self._turn = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._greeted = False
        self._closed = threading.Event()

    def start(self) -> None:
        """Start the child without waiting for it; what goes wrong is told when it is needed."""
        with self._turn, contextlib.suppress(OSError):
            if self._child is None and not self._closed.is_set():
                self._child, self._greeted = _start(), False

    def parse(
        self,
        body: bytes,
        url: str,
        content_type: str = "",
        *,
        now: datetime | None = None,
        seen: bytes = b"",
        within: float | None = None,
    ) -> ParsedFeed:
        """Return what the document holds. Without `now` the child's clock tells dates ahead.

        With the `seen` of the feed's last document, only what is not written as it was then. It
        has as many seconds as the worker gives to all, or less where it must be done `within` less.
        Of one that takes too much memory, what its first third holds, and a warning.
        Raises ParseError: no feed in it, or the child hung, died or ran out of memory over it;
        and WorkerError, for which no document is to blame, where there can be no child.
        """
        request = {
            "url": url,
            "type": content_type,
            "now": now.isoformat() if now else "",
            "seen": seen.hex(),
            "keywords": self._keywords,
        }
        reply, texts = self.ask(request, body, within=within)
        feed = feed_from_frame(reply["feed"], texts)
        return replace(feed, warning=ONLY_BEGINNING, seen=b"") if reply.get("cut") else feed

    def ask(
        self, request: dict[str, str], body: bytes, *, within: float | None = None
    ) -> tuple[dict[str, Any], memoryview]:
        """Let the child do what its `kind` names, and return its answer; raises as `parse` does."""
        with self._turn:
            seconds = self._deadline if within is None else min(within, self._deadline)
            until = time.monotonic() + seconds
            used = self._greeted
            try:
                reply, texts = self._asked(request, body, until)
                # There may be no time left for another child to start: then that was the answer.
                with contextlib.suppress(WorkerError):
                    if used and reply.get("exhausted"):
                        # What was read before may have taken the room; no document pays for it.
                        reply, texts = self._asked(request, body, until)
                    if reply.get("exhausted") and "kind" not in request:
                        short, its_texts = self._asked(request, beginning(body), until)
                        if "error" not in short:
                            reply, texts = short | {"cut": True}, its_texts
            except TimeoutError:
                self._end()
                raise _failure(request["url"], f"was not read within {seconds:.2g} s") from None
        if "error" in reply:
            raise ParseError(reply["error"], hint=reply["hint"])
        return reply, texts

    def _asked(
        self, request: dict[str, str], body: bytes, until: float
    ) -> tuple[dict[str, Any], memoryview]:
        url = request["url"]
        try:
            answer, texts = exchange(self._running(until), (frame(request, body), body), until)
        except TimeoutError:  # an OSError, too
            raise
        except (OSError, EOFError):
            self._end()
            raise _failure(url, "made the parser give up") from None
        reply: dict[str, Any] = json.loads(answer)
        if reply.get("exhausted"):
            self._end()
        return reply, texts

    def close(self) -> None:
        """End the child at once, whatever it is doing. Nothing can be parsed afterwards."""
        self._closed.set()
        child = self._child
        if child is not None:
            child.kill()  # A parse in another thread then sees its end, and gives us our turn.
        with self._turn:
            self._end()

    def _running(self, until: float) -> subprocess.Popen[bytes]:
        if self._closed.is_set():
            raise EOFError
        if self._child is not None and self._child.poll() is not None:
            self._end()
        if self._child is None or not self._greeted:
            try:
                if self._child is None:
                    self._child = _start()
                if self._closed.is_set():  # Closed meanwhile: `close` may have seen no child.
                    self._child.kill()
                exchange(self._child, (), until)  # it greets when it is ready
                self._greeted = True
            except (OSError, EOFError) as error:
                self._end()
                if self._closed.is_set():
                    raise EOFError from None
                raise WorkerError(
                    "the parser could not be started",
                    hint="Is the machine out of memory, or reewriter half installed?",
                ) from error
        return self._child

    def _end(self) -> None:
        child, self._child, self._greeted = self._child, None, False
        if child is None:
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        child.wait()


def _failure(url: str, what: str) -> OverrunError:
    parts = urlsplit(url)
    # Without the query, which may hold somebody's token.
    name = f"{parts.hostname}{parts.path}" if parts.hostname else parts.path
    return OverrunError(
        f"{name or 'the document'} {what}",
        hint="The document is broken or hostile; it is tried again when it changes.",
    )


def _start() -> subprocess.Popen[bytes]:
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    # Where we are ourselves; without -P the working folder would come first, and with it any
    # reewriter.py that lies there.
    environment["PYTHONPATH"] = str(_ROOT)
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "reewriter.feeds.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        env=environment,
        process_group=0,  # Ctrl-C in the terminal is for the parent to judge.
    )
    prepare(child)
    return child


def _serve(source: IO[bytes], sink: IO[bytes]) -> None:
    """Answer requests until the parent closes the pipe, which it does by ending, too."""
    give_way()
    limit_memory()
    # Whatever is missing is missed now, not with the first document.
    importlib.import_module("reewriter.feeds.parse")
    collect_by_the_document()
    send(sink, b"")
    while head := source.read(LENGTH.size):
        sizes = LENGTH.unpack(head)
        request, body = json.loads(source.read(sizes[0])), source.read(sizes[1])
        limit_time(2 * DEADLINE)
        answer, texts = _answer(request, body)
        send(sink, json.dumps(answer).encode(), texts)
        size = len(body) + sum(map(len, texts))
        del body, answer, texts  # The next document wants the room.
        collect_the_document()
        if size > _PLENTY:
            hand_back()


def _answer(request: dict[str, str], body: bytes) -> tuple[dict[str, Any], Sequence[bytes]]:
    try:
        if request.get("kind"):
            from reewriter.feeds.reading import answered

            return answered(request, body)
        return _parsed(request, body)
    except ParseError as error:
        return {"error": error.message, "hint": error.hint}, ()
    except MemoryError:
        message = "the document needs more memory than it is worth"
        return {
            "error": message,
            "hint": "It is tried again when it changes.",
            "exhausted": True,
        }, ()


def _parsed(request: dict[str, str], body: bytes) -> tuple[dict[str, Any], Sequence[bytes]]:
    from datetime import UTC

    from reewriter.feeds.parse import parse

    now = datetime.fromisoformat(request["now"]) if request["now"] else datetime.now(UTC)
    seen = bytes.fromhex(request["seen"])
    feed = parse(body, url=request["url"], content_type=request["type"], now=now, seen=seen)
    packed, texts = feed_to_frame(feed, _keywords(request.get("keywords", "{}")))
    return {"feed": packed}, texts


@cache
def _keywords(told: str) -> Keywords:
    return Keywords(json.loads(told))


def main() -> None:
    """Run as the child: requests on standard input, answers on standard output."""
    sink = os.fdopen(os.dup(1), "wb", PIECE)
    # Whatever a library prints must not get between the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _serve(sys.stdin.buffer, sink)


if __name__ == "__main__":
    main()
