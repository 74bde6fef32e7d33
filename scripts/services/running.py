"""Starts a server on this machine for a while, and ends exactly that process; knows no service."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from scripts.services.trial import WrongError

__all__ = ["Answer", "answers", "asked", "free_port", "running"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server on this machine said."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""

    @property
    def json(self) -> object:
        """The body, read."""
        return json.loads(self.body or b"null")


def free_port() -> int:
    """Return a port of loopback on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def asked(
    method: str,
    url: str,
    body: object = None,
    *,
    headers: Mapping[str, str] | None = None,
    seconds: float = 30.0,
) -> Answer:
    """Ask a server of this machine as the trial itself, past all rules of the product.

    `body` is sent as JSON, or as it is where it is bytes.
    """
    content = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    said = {"Content-Type": "application/json", **(headers or {})}
    request = urllib.request.Request(url, data=content, method=method, headers=said)  # noqa: S310
    try:
        try:
            answer = urllib.request.urlopen(request, timeout=seconds)  # noqa: S310
        except urllib.error.HTTPError as error:
            answer = error
        with answer:  # reading it may break off, too
            found = {name.lower(): value for name, value in answer.headers.items()}
            return Answer(answer.status, answer.read(), found)
    except (OSError, http.client.HTTPException) as error:
        raise WrongError(f"{url}: {error}") from error


def answers(url: str) -> Callable[[], bool]:
    """Return a question whether anything listens at an address."""

    def ready() -> bool:
        with suppress(WrongError):
            return asked("GET", url, seconds=2).status < 500
        return False

    return ready


@contextmanager
def running(
    command: Sequence[str | Path],
    *,
    ready: Callable[[], bool],
    cwd: Path,
    log: Path,
    environ: Mapping[str, str] | None = None,
    seconds: float = 120.0,
) -> Iterator[None]:
    """Run a server until the block ends; raises WrongError where it does not come up."""
    with log.open("wb") as file:
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=cwd,
            env={**os.environ, **(environ or {})},
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    try:
        end = time.monotonic() + seconds
        while not ready():
            if process.poll() is not None or time.monotonic() > end:
                tail = log.read_text(encoding="utf-8", errors="replace")[-600:]
                raise WrongError(f"{command[0]} does not come up: {tail}")
            time.sleep(0.3)
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
