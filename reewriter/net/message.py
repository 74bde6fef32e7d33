"""What goes out and what comes back: one request, one whole answer. Sends nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["GET", "Response", "Sent"]


@dataclass(frozen=True, slots=True)
class Sent:
    """What is said to a server, besides headers."""

    method: str
    body: bytes | None = None
    repeatable: bool = True
    """Whether saying it twice does no harm: only then is it said again when a connection breaks."""


GET = Sent("GET")


@dataclass(frozen=True, slots=True)
class Response:
    """One whole answer, whatever its status."""

    status: int
    url: str
    """Where the answer came from in the end, without user name and password."""
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    """Unpacked."""
    permanent_url: str = ""
    """`url` where every redirect on the way was a permanent one; empty without redirects."""
