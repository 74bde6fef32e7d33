"""What tells one text from another in a few letters; knows nothing of what it says."""

from __future__ import annotations

from hashlib import blake2b

__all__ = ["digest_of"]


def digest_of(text: str) -> str:
    """Return 32 letters that differ when the text does."""
    return blake2b(text.encode(), digest_size=16).hexdigest()
