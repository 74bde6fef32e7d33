"""Unpacks documents that are gzip files themselves, whatever they were sent as; fetches nothing."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from reewriter.inflating import sound

__all__ = ["is_packed", "size_within", "unpacked"]

_GZIP = b"\x1f\x8b\x08"
_STEP = 1 << 16
"""Bytes that are taken and given at once: a file may have a member in every twenty of them."""


def is_packed(body: bytes) -> bool:
    """Say whether a document is a gzip file."""
    return body.startswith(_GZIP)


def unpacked(body: bytes, most: int) -> bytes:
    """Return a document that is a gzip file, whatever it was sent as; others as they are.

    Of one larger than `most` bytes that many are returned, of one cut off or garbled what is sound.
    """
    if not is_packed(body):
        return body
    found = bytearray()
    for piece in _pieces(body):
        found += piece[: most - len(found)]
        if len(found) >= most:
            break
    return bytes(found) or body


def size_within(body: bytes, most: int) -> int:
    """Return how many bytes are in it, more than `most` where there are more; it keeps none."""
    size = 0
    for piece in _pieces(body):
        size += len(piece)
        if size > most:
            break
    return size


def _pieces(body: bytes) -> Iterator[bytes]:
    """Yield what is in the members of a gzip file, up to where it ends or is garbled."""
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    at = 0
    while True:
        taken = body[at : at + _STEP]
        before = unpacker.copy()
        try:
            piece = unpacker.decompress(taken, _STEP)
        except zlib.error:
            yield sound(before, taken, _STEP)
            return
        yield piece
        at += len(taken) - len(unpacker.unused_data or unpacker.unconsumed_tail)
        if unpacker.eof:
            if not body.startswith(_GZIP, at):
                return
            unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
        elif at >= len(body) and len(piece) < _STEP:
            return
