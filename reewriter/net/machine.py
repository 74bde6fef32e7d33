"""Asks a language model by the `llm` library, in a process of its own; knows no story.

The library is an extra, slow to import, and its plugins are anybody's code: what they print is no
answer, what they hang on ends at a deadline, and the desk never waits for them.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Event
from typing import Any, Literal

from reewriter.errors import DeadlineError, ModelError, NetworkError, UsageError

__all__ = ["MISSING", "Question", "ask", "installed"]

MISSING = "language models need the library llm, which is not here"
_INSTALL = 'Install it with: pip install "reewriter[llm]".'
_LONGEST = 40_000
"""Characters of an answer; more than that was not asked for."""
_GLANCE = 0.05
"""Seconds between looks at whether anybody still waits."""
_KEYS = re.compile(r"\b(?:sk|pk|key|AIza)[-_]?[\w*.-]{8,}")
_PROXIES = ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "http_proxy", "HTTP_PROXY")

Trouble = Literal["", "model", "key", "offline", "unreachable", "failed"]


@dataclass(frozen=True, slots=True)
class Question:
    """What a model is asked."""

    model: str
    """Its name or alias, as `llm models` lists it."""
    system: str
    """What it is told to be; may be empty."""
    text: str


def installed() -> bool:
    """Say whether the library is there; what it can reach is another matter."""
    return importlib.util.find_spec("llm") is not None


def ask(question: Question, *, seconds: float, cancelled: Event | None = None) -> str | None:
    """Return what the model answers; None when `cancelled` was set before it did.

    Raises UsageError where the library, the model or its key is missing, NetworkError where it
    cannot be reached, DeadlineError after `seconds`, ModelError for any other failure.
    """
    if not installed():
        raise UsageError(MISSING, hint=_INSTALL)
    written = json.dumps(
        {"model": question.model, "system": question.system, "text": question.text}
    )
    process = subprocess.Popen(  # noqa: S603 - our own module, no shell
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        out = _waited_for(process, written.encode(), seconds, cancelled or Event())
    finally:
        _end(process)
    if out is None:
        return None
    return _read(question.model, out)


def _waited_for(
    process: subprocess.Popen[bytes], written: bytes, seconds: float, cancelled: Event
) -> bytes | None:
    until = time.monotonic() + seconds
    sending: bytes | None = written
    while True:
        try:
            return process.communicate(sending, timeout=_GLANCE)[0]
        except subprocess.TimeoutExpired:
            sending = None
        if cancelled.is_set():
            return None
        if time.monotonic() > until:
            raise DeadlineError(
                f"the language model has not answered in {seconds:.0f} seconds",
                hint="`seconds` in [llm] of feeds.toml is how long it may take.",
            )


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process, and what it may have started."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _read(model: str, out: bytes) -> str:
    try:
        answer = json.loads(out)
        trouble, said = str(answer["trouble"]), str(answer["said"])
    except (ValueError, TypeError, KeyError):
        raise ModelError(f"the language model {model} broke off") from None
    match trouble:
        case "":
            return said
        case "model":
            hint = "`llm models` lists those that are installed."
            raise UsageError(f"there is no language model “{model}”", hint=hint)
        case "key":
            hint = f"Store it with: llm keys set {said}" if said else "`llm keys --help` says how."
            raise UsageError(f"the language model {model} needs a key", hint=hint)
        case "offline":
            raise NetworkError(
                f"there is no network, and {model} is not on this machine",
                hint="ctrl+g, or suggest without --llm, needs none.",
            )
        case "unreachable":
            raise NetworkError(f"the language model {model} cannot be reached ({said})")
    raise ModelError(f"the language model {model} failed ({said})")


def _answer(question: dict[str, str]) -> tuple[Trouble, str]:
    llm: Any = importlib.import_module("llm")
    try:
        model = llm.get_model(question["model"])
    except llm.UnknownModelError:
        return "model", ""
    if getattr(model, "needs_key", None) and _offline():
        return "offline", ""
    try:
        response = model.prompt(question["text"], system=question["system"] or None)
        return "", "".join(_pieces(response))
    except llm.NeedsKeyException:
        return "key", str(getattr(model, "needs_key", "") or "")
    except Exception as error:  # a plugin may raise anything
        said = " ".join(f"{type(error).__name__}: {error}".split())
        return "unreachable" if _is_network(error) else "failed", _without_keys(llm, model, said)


def _pieces(response: Any) -> Iterator[str]:
    length = 0
    for piece in response:
        length += len(piece)
        yield str(piece)
        if length > _LONGEST:
            return


def _offline() -> bool:
    """Say whether there is no way out of this machine; nothing is sent to find out."""
    import socket

    if any(os.environ.get(name) for name in _PROXIES):
        return False
    for family, address in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as there:
            there.connect((address, 9))
            return False
    return True


def _is_network(error: BaseException | None) -> bool:
    """Look through the causes of an error for one that is about the connection."""
    for _ in range(8):
        if error is None:
            return False
        name = type(error).__name__
        if isinstance(error, (ConnectionError, TimeoutError)) or name in (
            *("APIConnectionError", "APITimeoutError", "ConnectError", "ConnectTimeout"),
            *("ReadTimeout", "gaierror", "NameResolutionError"),
        ):
            return True
        error = error.__cause__ or error.__context__
    return False


def _without_keys(llm: Any, model: Any, said: str) -> str:
    """Take keys out of what a service says, whole or in part, and cut it short."""
    with contextlib.suppress(Exception):  # whatever a plugin's key store raises
        names = (getattr(model, "needs_key", None), getattr(model, "key_env_var", None))
        if key := llm.get_key(None, *names):
            said = said.replace(str(key), "***")
    return _KEYS.sub("***", said)[:200]


def main() -> int:
    """Answer the question on standard input; for the process of its own."""
    question = json.loads(sys.stdin.buffer.read())
    # What plugins print goes nowhere: the answer has the channel for itself.
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as out:
        os.dup2(2, 1)
        trouble, said = _answer(question)
        json.dump({"trouble": trouble, "said": said}, out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
