"""Cuts a document most of whose items are known, without looking at those again; reads no format.

An item that was cut out of the feed's last document, and is written as it was, can be passed over:
an empty element stands for it while the others are looked for. Where that element is not found
where items are, or anything might reach from one item to another, the document is cut as any.
"""

from __future__ import annotations

from collections.abc import Collection
from hashlib import blake2b

from reewriter.feeds.cut import DIGEST, Cut, cut, scanned
from reewriter.feeds.elements import PLACEHOLDER

__all__ = ["cut_but_known"]

_EMPTY = b"<" + PLACEHOLDER + b"/>"
_TAG_ENDS = frozenset(b" \t\r\n>")


def cut_but_known(data: bytes, known: Collection[bytes]) -> Cut | None:
    """Do what `cut` does, given the hashes of items that a document around them was cut into.

    What is around them must be the same now; whoever finds that it is not has to use `cut`.
    """
    spliced = _spliced(data, known) if known and PLACEHOLDER not in data else None
    return spliced or cut(data)


def _spliced(data: bytes, known: Collection[bytes]) -> Cut | None:
    passed = _known_spans(data, known)
    if not passed:
        return None
    pieces: list[bytes] = []
    at = 0
    for start, end, _ in passed:
        pieces += data[at:start], _EMPTY
        at = end
    rest = b"".join((*pieces, data[at:]))
    scan = scanned(rest)
    if scan is None or len(scan.placeholders) != len(passed):
        return None
    if not scan.is_safe_among(data[passed[0][0] : passed[-1][1]]):
        return None
    spans: list[tuple[int, int]] = []
    hashes: list[bytes] = []
    moved = 0
    """How much further back something stands than it would in the whole document."""
    left = iter(passed)
    for start, end in sorted([*scan.spans, *((one, -1) for one in scan.placeholders)]):
        if end < 0:
            one = next(left)
            spans.append(one[:2])
            hashes.append(one[2])
            moved = one[1] - start - len(_EMPTY)
        else:
            spans.append((start + moved, end + moved))
            hashes.append(blake2b(memoryview(rest)[start:end], digest_size=DIGEST).digest())
    return Cut(data, tuple(spans), bytes(scan.frame), scan.root, tuple(hashes))


def _known_spans(data: bytes, known: Collection[bytes]) -> list[tuple[int, int, bytes]]:
    """Return start, end and hash of all that is written as a known item is, in order."""
    name = b"item" if b"<item" in data else b"entry"
    # The first end after a start is hardly ever another item's: then it is no known one.
    opening, closing = b"<" + name, b"</" + name + b">"
    view = memoryview(data)
    found: list[tuple[int, int, bytes]] = []
    at = 0
    while (end := data.find(closing, at)) >= 0:
        end += len(closing)
        start = _first(data, opening, at, end)
        if start >= 0:
            digest = blake2b(view[start:end], digest_size=DIGEST).digest()
            if digest in known:
                found.append((start, end, digest))
        at = end
    return found


def _first(data: bytes, opening: bytes, at: int, until: int) -> int:
    """Return where the first start tag begins; -1 where there is none."""
    while (at := data.find(opening, at, until)) >= 0:
        end = at + len(opening)
        if data[end] in _TAG_ENDS:
            return at
        at = end
    return -1
