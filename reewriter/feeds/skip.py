"""Leaves out of a document what is known from the last one; reads no format and stores nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b
from typing import Protocol

from reewriter import __version__
from reewriter.feeds.cut import DIGEST
from reewriter.feeds.entries import MAX_ITEMS, Finished, RawFeed, finish
from reewriter.model import ParsedFeed

__all__ = ["Document", "Seen", "read"]

_NAME = 8
"""Bytes of the digest of a guid."""


class Document(Protocol):
    """A feed's document, of whatever format."""

    @property
    def hashes(self) -> Sequence[bytes]:
        """A digest of each item as it is written; nothing where items cannot be told apart."""

    def read(self, gone: Collection[int]) -> RawFeed:
        """Return what it holds, less the items at these places."""


Make = Callable[[Collection[bytes]], Document]
"""Makes a document of which items with these hashes are known, if all around them is as it was."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a feed's last document held: two digests an item, packed into as many bytes."""

    context: bytes = b""
    """Digest of all that items take from around them: another one, and none is known."""
    names: Mapping[bytes, bytes] = field(default_factory=dict)
    """An item as it was written → its guid."""

    @classmethod
    def unpack(cls, packed: bytes) -> Seen:
        """Read what `pack` wrote; of anything else nothing is known."""
        size = DIGEST + _NAME
        if len(packed) < DIGEST or (len(packed) - DIGEST) % size:
            return cls()
        pairs = (packed[at : at + size] for at in range(DIGEST, len(packed), size))
        return cls(packed[:DIGEST], {pair[:DIGEST]: pair[DIGEST:] for pair in pairs})

    def pack(self) -> bytes:
        """Write it down."""
        return b"".join((self.context, *(a + b for a, b in self.names.items())))


def read(make: Make, seen: Seen, *, url: str, now: datetime | None) -> ParsedFeed:
    """Return the feed with the items that are not known; its `seen` is for the next time.

    What is returned of them is what reading all of it would return.
    """
    # First it is believed that all around known items is as it was. Where that is not so, it may
    # still be once those items are looked at, too: prefixes that only they use are declared then.
    for believed in (seen.names, ()):
        document = make(believed)
        hashes = document.hashes
        beyond = set(range(MAX_ITEMS, len(hashes)))
        apart = len(set(hashes)) == len(hashes)
        known = {at for at in range(min(len(hashes), MAX_ITEMS)) if hashes[at] in seen.names}
        if not known:
            break
        if apart:
            raw = document.read(beyond | known)
            done = finish(raw, url=url, now=now, total=len(hashes))
            left = [one for at, one in enumerate(hashes[:MAX_ITEMS]) if at not in known]
            kept = {hashes[at]: seen.names[hashes[at]] for at in known}
            if (
                _fits(raw, left)
                and _context(raw, url) == seen.context
                and not {*map(_name, done.guids)} & set(kept.values())
            ):
                settled = kept | _settled(done, left)
                now_seen = replace(seen, names=settled) if done.apart else Seen()
                return replace(done.feed, seen=now_seen.pack())
    raw = document.read(beyond)
    done = finish(raw, url=url, now=now, total=max(len(hashes), raw.total))
    if not (apart and done.apart and _fits(raw, hashes[:MAX_ITEMS])):
        return done.feed
    now_seen = Seen(_context(raw, url), _settled(done, hashes))
    return replace(done.feed, seen=now_seen.pack())


def _fits(raw: RawFeed, hashes: Sequence[bytes]) -> bool:
    """Say whether each entry is the item that was hashed, as far as one can tell."""
    return raw.is_sound and len(raw.entries) == len(hashes)


def _settled(done: Finished, hashes: Sequence[bytes]) -> dict[bytes, bytes]:
    """Return the items that will always be read as they were now."""
    pairs = zip(hashes, done.guids, done.settled, strict=False)
    return {one: _name(guid) for one, guid, is_settled in pairs if is_settled}


def _name(guid: str) -> bytes:
    return blake2b(guid.encode("utf-8", "replace"), digest_size=_NAME).digest()


def _context(raw: RawFeed, url: str) -> bytes:
    # The version, since another one may read the same words in another way.
    around = (__version__, url, raw.site, raw.lang, raw.author, raw.frame)
    return blake2b("\0".join(around).encode("utf-8", "replace"), digest_size=DIGEST).digest()
