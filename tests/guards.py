"""Stops tests from touching the network or sleeping; knows nothing of what is tested."""

from __future__ import annotations

import ipaddress
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

TESTS = str(Path(__file__).parent)

violations: list[str] = []
"""What was tried since the last look: code that swallows the error below still fails its test."""


class ForbiddenInTestsError(RuntimeError):
    """A test reached for the network, or slept."""


def _forbid(what: str) -> None:
    violations.append(what)
    raise ForbiddenInTestsError(what)


def _is_loopback(host: object) -> bool:
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    if name in ("", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(name.split("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def _is_number(host: object) -> bool:
    try:
        ipaddress.ip_address(str(host).split("%")[0])
    except ValueError:
        return False
    return True


def _guarded_address(name: str, real: Callable[..., Any], position: int) -> Callable[..., Any]:
    def call(self: socket.socket, *args: Any) -> Any:
        address = args[position] if len(args) > abs(position) - 1 else None
        if isinstance(address, tuple) and not _is_loopback(address[0]):
            _forbid(f"socket.{name} to {address[0]}:{address[1]}")
        return real(self, *args)

    return call


def _guarded_lookup(real: Callable[..., Any]) -> Callable[..., Any]:
    def call(host: Any, *args: Any, **kwargs: Any) -> Any:
        # A number is looked up without asking anybody.
        if host is not None and not _is_loopback(host) and not _is_number(host):
            _forbid(f"name look-up of {host}")
        return real(host, *args, **kwargs)

    return call


def _guarded_sleep(real: Callable[[Any], None]) -> Callable[[Any], None]:
    def call(seconds: Any, /) -> None:
        # A server may dawdle in its thread and a library may poll; a test may not wait.
        caller = sys._getframe(1).f_code.co_filename
        in_main = threading.current_thread() is threading.main_thread()
        if seconds > 0 and in_main and caller.startswith(TESTS):
            _forbid(f"time.sleep({seconds}) in {Path(caller).name}")
        real(seconds)

    return call


def install() -> None:
    """Put the guards in place for the rest of the process."""
    patched: Any = socket.socket
    for name, position in (("connect", -1), ("connect_ex", -1), ("sendto", -1)):
        setattr(patched, name, _guarded_address(name, getattr(patched, name), position))
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
        setattr(socket, name, _guarded_lookup(getattr(socket, name)))
    time.sleep = _guarded_sleep(time.sleep)
