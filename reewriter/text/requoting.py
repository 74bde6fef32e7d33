"""Gives the messages of libraries our quotation marks; must not know whose they are."""

from __future__ import annotations

from reewriter.patterns import pattern

__all__ = ["requoted"]

_QUOTED = pattern(r"(?<!\w)'([^'\n]*)'(?!\w)")


def requoted(message: str) -> str:
    """Put what a message quotes into our marks.

    >>> requoted("'x' isn't one of 'html', 'text'.")
    "“x” isn't one of “html”, “text”."
    """
    return _QUOTED.sub(r"“\1”", message)
