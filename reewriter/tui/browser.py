"""Hands an address to the web browser, and waits for nothing. Checks no address."""

from __future__ import annotations

import threading
from collections.abc import Callable

__all__ = ["browse", "use"]

_ours: list[Callable[[str], object]] = []
"""What opens addresses when the desk is itself on a page of a browser."""


def use(opener: Callable[[str], object]) -> None:
    """Open web pages by this from now on: in the browser in which the desk is shown."""
    _ours[:] = [opener]


def browse(url: str) -> None:
    """Open an address in the web browser."""
    if _ours and url.startswith(("http://", "https://")):
        _ours[0](url)
        return
    import webbrowser

    # A browser may take seconds to answer, and some never come back: nobody waits for this thread.
    threading.Thread(target=webbrowser.open, args=(url,), name="desk-browser", daemon=True).start()
