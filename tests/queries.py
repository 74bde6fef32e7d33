"""A query as somebody types it, compiled for the store's own tests and measurements."""

from __future__ import annotations

from datetime import datetime

from reewriter.query import parse
from reewriter.store.query import Compiled, compile_tree

__all__ = ["compile_query"]


def compile_query(
    text: str, *, now: datetime, typing: bool = True, lines: bool = False
) -> Compiled:
    """Compile a query; with `typing`, the last word may be half typed."""
    return compile_tree(parse(text, typing=typing), now=now, lines=lines)
