"""Reads one answer within its limits; must not know what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reewriter.errors import TooLargeError
from reewriter.net.body import LARGE, body_for, likely_size
from reewriter.net.watch import Watch

if TYPE_CHECKING:
    from urllib3 import HTTPResponse

    from reewriter.net.connection import Connection

__all__ = ["REDIRECTS", "read"]

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PIECE = 64 * 1024


def read(
    answer: HTTPResponse, host: str, watch: Watch, connection: Connection, *, max_bytes: int
) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and the unpacked body; raises TooLargeError beyond `max_bytes`."""
    headers = {name.lower(): value for name, value in answer.headers.itermerged()}
    if answer.status in REDIRECTS and "location" in headers:
        # Nobody reads the text of a redirect; a short one is read for the connection's sake.
        if answer.length_remaining is None or answer.length_remaining > _PIECE:
            connection.close()
            return answer.status, headers, b""
        headers.pop("content-encoding", None)
    watch.allowance = watch.received + 2 * max_bytes + _PIECE
    length, came = answer.length_remaining or 0, 0
    if length > max_bytes:
        most = f"more than the {max_bytes:,} we take"
        raise TooLargeError(f"{host}: announces {length:,} bytes, {most}")
    body = body_for(headers.get("content-encoding", ""), host=host, limit=max_bytes)
    for piece in answer.stream(_PIECE, decode_content=False):
        left = piece
        while left:
            came += len(left)
            left = body.feed(left)
            came -= len(left)
            if body.size > LARGE:
                watch.admit(min(likely_size(body.size, came, length), max_bytes))
    return answer.status, headers, body.finish()
