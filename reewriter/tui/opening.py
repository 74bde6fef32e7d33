"""Opens the desk swiftly: no garbage is looked for until there is a picture. Knows no desk."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["seen", "swiftly", "undisturbed"]


@contextmanager
def swiftly() -> Iterator[None]:
    """Leave garbage alone until something is seen.

    What is imported and built while the desk opens stays as long as the desk does. To look through
    all of it again and again for something to throw away was a fifth of the work (2026-11-22).
    """
    gc.disable()
    try:
        yield
    finally:
        seen()


def seen() -> None:
    """Look for garbage again, but never among what is there by now."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Leave garbage alone while thousands of things are made that all stay for now.

    Keeping a thousand items took an eighth longer where they were looked through (2026-11-30).
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
