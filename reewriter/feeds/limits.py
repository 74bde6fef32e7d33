"""Limits of the process that reads feeds: memory, processor time, garbage; reads nothing."""

from __future__ import annotations

import contextlib
import gc
import os
import time

__all__ = [
    "collect_by_the_document",
    "collect_seldom",
    "collect_the_document",
    "give_way",
    "limit_memory",
    "limit_time",
]

_NICE = 3
_MEMORY = 1 << 30
"""Bytes of address space, libraries and their files included."""
_DATA = 98 << 20
"""Bytes that are really its own, where the system tells: a broken document can fill any room."""


def collect_by_the_document() -> None:
    """Look for cyclic garbage after each document, which has next to none, and seldom in one.

    What is there before the first is not looked through; then it takes no time at all.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 5, 5)


def collect_the_document() -> None:
    """Free what a document has left in cycles, before the next one.

    What remains are modules and their caches: looking through those took a tenth of all the time.
    """
    gc.collect()
    gc.freeze()


def collect_seldom() -> None:
    """Look for cyclic garbage seldom, in a process that does nothing but fetch and then ends.

    Most of what it holds are modules, and texts that are freed as soon as they are stored.
    """
    gc.freeze()
    gc.set_threshold(20_000, 10, 50)


def give_way() -> None:
    """Let the parent run first: it stores what we read, and there is one of it.

    Else two of us take turns with it on two cores, and in the end it goes on alone.
    """
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_NICE)


def limit_memory() -> None:
    """Give this process no more memory than a document is worth, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_DATA, (_DATA, _DATA))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time(seconds: float) -> None:
    """Give this document its own share of processor time, should no parent be left to kill us."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = int(time.process_time())
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (used + int(seconds), most))
