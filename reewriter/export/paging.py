"""Walks through what a service lists, page by page and not for ever; knows no service."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from reewriter.export.answers import Talk, items

__all__ = ["MOST_PAGES", "listed"]

MOST_PAGES = 10
"""Pages that are asked for at most, of a hundred where a service gives so many."""


def listed(
    talk: Talk,
    path: str,
    name: str,
    *,
    query: Mapping[str, str],
    further: Callable[[object, int], Mapping[str, str]],
) -> Iterator[object]:
    """Yield what is listed at `path` under `name`, page after page.

    `further` is given a page and how many were listed so far; it returns what must be asked for
    the next one, nothing where there is none. A page that is empty, is not there or leads to itself
    is the last.
    """
    seen, asked = 0, dict(query)
    for _ in range(MOST_PAGES):
        page = talk.ask("GET", path, query=asked, missing=(404,) if seen else ())
        found = items(page, name)
        seen += len(found)
        yield from found
        more = further(page, seen) if found else {}
        following = {**query, **more}
        if not more or following == asked:
            return
        asked = following
