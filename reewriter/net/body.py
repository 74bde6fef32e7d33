"""Unpacks answers within limits, one layer of gzip or deflate; knows nothing of sockets."""

from __future__ import annotations

import zlib
from typing import Protocol

from reewriter.errors import NetworkError, TooLargeError
from reewriter.inflating import sound

__all__ = ["LARGE", "Body", "body_for", "likely_size"]

LARGE = 512 * 1024
"""Bytes of a body that nobody is asked about."""
_UNKNOWN = 5_000_000
"""Bytes that a large body of unknown length is taken to have."""
_GZIP_WBITS = 16 + zlib.MAX_WBITS
_OTHER_PACKINGS = frozenset(
    "aes128gcm br compress dcb dcz exi pack200-gzip x-compress zstd".split()
)
_WRONG_END = ("incorrect data check", "incorrect length check")
"""How zlib says that all is there, but is not what its writer says it is: it can be read."""


class Body(Protocol):
    """Something that takes an answer piece by piece."""

    def feed(self, piece: bytes) -> bytes:
        """Take the next piece and return what is left of it: unpacked it may be a thousand times
        as long, so it is taken in steps. Raises NetworkError or TooLargeError.
        """

    @property
    def size(self) -> int:
        """Return how many bytes it has so far, unpacked."""

    def finish(self) -> bytes:
        """Return the whole; raises NetworkError where its end is missing."""


def body_for(encoding: str, *, host: str, limit: int) -> Body:
    """Return what unpacks this `Content-Encoding` into at most `limit` bytes.

    We ask for gzip; whoever answers with a packing that we cannot undo, or with several, is
    refused. What is no packing ("none", "utf-8") is taken for none, as browsers do.
    """
    names = [name.strip() for name in encoding.lower().split(",")]
    name = ",".join(name for name in names if name not in ("", "identity"))
    if name in ("gzip", "x-gzip", "deflate"):
        return _Packed(host, limit, name.removeprefix("x-"))
    if "," in name:
        raise NetworkError(f"{host}: the answer is packed more than once")
    if name in _OTHER_PACKINGS:
        raise NetworkError(f"{host}: the answer is packed in a way we did not ask for")
    return _Plain(host, limit)


def likely_size(size: int, came: int, announced: int) -> int:
    """Return how many bytes a large body will have, from how it has unpacked so far."""
    return size * announced // came if announced else max(size, _UNKNOWN)


def _too_large(host: str, limit: int) -> TooLargeError:
    size = f"{limit / 1_000_000:g} MB" if limit >= 100_000 else f"{limit:,} bytes"
    return TooLargeError(f"{host}: the answer is larger than {size}")


class _Plain:
    def __init__(self, host: str, limit: int) -> None:
        self._host, self._limit = host, limit
        self._pieces = bytearray()

    def feed(self, piece: bytes) -> bytes:
        self._pieces += piece
        if len(self._pieces) > self._limit:
            raise _too_large(self._host, self._limit)
        return b""

    @property
    def size(self) -> int:
        return len(self._pieces)

    def finish(self) -> bytes:
        whole = bytes(self._pieces)
        self._pieces.clear()
        return whole


class _Packed(_Plain):
    def __init__(self, host: str, limit: int, name: str) -> None:
        super().__init__(host, limit)
        self._name = name
        self._unpacker = zlib.decompressobj(_GZIP_WBITS)
        self._started = self._over = self._is_plain = False

    def _start(self, first: int) -> None:
        self._started = True
        if self._name == "deflate":
            # With the frame of zlib as the standard has it, or without as some servers had it.
            framed = first & 0x8F == 0x08
            self._unpacker = zlib.decompressobj(zlib.MAX_WBITS if framed else -zlib.MAX_WBITS)
        else:
            # Servers that pack twice what they have packed already say so once more than they do.
            self._is_plain = first != 0x1F

    def feed(self, piece: bytes) -> bytes:
        if self._over:
            return b""
        if piece and not self._started:
            self._start(piece[0])
        if self._is_plain:
            return super().feed(piece)
        if self._unpacker.eof:
            # Members may follow each other; what is no member is padding, as gzip has it.
            if not piece.startswith(b"\x1f"):
                return b""
            self._unpacker = zlib.decompressobj(_GZIP_WBITS)
        step = min(self._limit - len(self._pieces) + 1, LARGE)
        full = True
        while full:  # It may have taken all of the piece and still owe us some of what is in it.
            before = self._unpacker.copy()
            try:
                unpacked = self._unpacker.decompress(piece, step)
            except zlib.error as error:
                if not str(error).endswith(_WRONG_END):
                    said = f"{self._host}: the answer is not the {self._name} it says"
                    raise NetworkError(said) from error
                self._over = True
                super().feed(sound(before, piece, step))
                return b""
            super().feed(unpacked)
            piece = self._unpacker.unused_data or self._unpacker.unconsumed_tail
            full = not piece and len(unpacked) == step
        return piece

    def finish(self) -> bytes:
        if self._started and not (self._over or self._is_plain or self._unpacker.eof):
            raise NetworkError(f"{self._host}: the packed answer was cut off")
        return super().finish()
