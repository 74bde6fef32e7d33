"""Passes JSON and bytes between a process and its child, each behind its length; knows no feeds."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import struct
import subprocess
import time
from collections.abc import Sequence
from typing import IO, cast

__all__ = ["LENGTH", "PIECE", "exchange", "frame", "prepare", "send"]

_LONGEST_ANSWER = 256 << 20
PIECE = 1 << 20
"""Bytes that pass the pipe at once: as many as any process may ask for."""
LENGTH = struct.Struct(">II")
"""Of the JSON, and of the bytes after it."""


def prepare(child: subprocess.Popen[bytes]) -> None:
    """Make the pipes of a child fit for `exchange`."""
    for pipe in (child.stdin, child.stdout):
        number = cast("IO[bytes]", pipe).fileno()
        os.set_blocking(number, False)
        _widen(number)


def _widen(pipe: int) -> None:
    """Let a document through in a few pieces, where the system can."""
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIECE)


def frame(head: dict[str, str], body: bytes) -> bytes:
    """Return what goes before a request's body."""
    packed = json.dumps(head).encode()
    return LENGTH.pack(len(packed), len(body)) + packed


def exchange(
    child: subprocess.Popen[bytes], request: Sequence[bytes], until: float
) -> tuple[bytes, memoryview]:
    """Send the request; return the answer and its texts. Raises TimeoutError, OSError, EOFError."""
    sink = cast("IO[bytes]", child.stdin).fileno()
    source = cast("IO[bytes]", child.stdout).fileno()
    parts = [memoryview(part) for part in request if part]
    answer, length = bytearray(), -1
    with selectors.DefaultSelector() as ready:
        if parts:
            ready.register(sink, selectors.EVENT_WRITE)
        ready.register(source, selectors.EVENT_READ)
        while length < 0 or len(answer) < length:
            left = until - time.monotonic()
            events = ready.select(left) if left > 0 else []
            if not events:
                raise TimeoutError
            for key, _ in events:
                if key.fd == sink:
                    parts[0] = parts[0][os.write(sink, parts[0][:PIECE]) :]
                    parts = parts if parts[0] else parts[1:]
                    if not parts:
                        ready.unregister(sink)
                    continue
                piece = os.read(source, PIECE)
                if not piece:
                    raise EOFError
                answer += piece
            if length < 0 and len(answer) >= LENGTH.size:
                length = LENGTH.size + sum(LENGTH.unpack_from(answer))
                if length > _LONGEST_ANSWER:
                    raise EOFError
    end = LENGTH.size + LENGTH.unpack_from(answer)[0]
    return bytes(answer[LENGTH.size : end]), memoryview(answer)[end:]


def send(sink: IO[bytes], answer: bytes, texts: Sequence[bytes] = ()) -> None:
    """Send an answer from the child; texts may follow the JSON, one behind the other."""
    sink.write(LENGTH.pack(len(answer), sum(map(len, texts))) + answer)
    sink.writelines(texts)
    sink.flush()
