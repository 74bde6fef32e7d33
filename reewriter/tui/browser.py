"""Hands an address to the web browser, and waits for nothing. Checks no address."""

from __future__ import annotations

import threading
import webbrowser

__all__ = ["browse"]


def browse(url: str) -> None:
    """Open an address in the web browser."""
    # A browser may take seconds to answer, and some never come back: nobody waits for this thread.
    threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
