"""Gets out of packed bytes what is sound though something is wrong at their end; reads nothing."""

from __future__ import annotations

import zlib

__all__ = ["sound"]


def sound(unpacker: zlib._Decompress, taken: bytes, most: int) -> bytes:
    """Return what there is in bytes at whose end something is wrong, if only the checksum.

    `unpacker` is one that has not seen them yet; it is of no use afterwards. Together they had
    unpacked to less than `most` when that was found.
    """
    found = bytearray()
    step = len(taken)
    while taken and step and len(found) < most:
        before = unpacker.copy()
        try:
            found += unpacker.decompress(taken[:step], most)
            taken = taken[step:]
        except zlib.error:
            unpacker, step = before, step // 2
    return bytes(found)
