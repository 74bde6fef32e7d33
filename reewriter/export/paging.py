"""Walks through what a service lists, page by page to its end; knows no service."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from reewriter.errors import UnlistedError
from reewriter.export.answers import Talk, items
from reewriter.export.remote import Remote

__all__ = ["MOST_PAGES", "listed", "whatever"]

MOST_PAGES = 200
"""Pages that are asked for at most: more than anybody has mailings, and an end to lists without."""


def listed(
    talk: Talk,
    path: str,
    *name: str,
    query: Mapping[str, str],
    further: Callable[[object, int], Mapping[str, str]],
) -> Iterator[object]:
    """Yield what is listed at `path` under `name`, page after page.

    `further` is given a page and how many were listed so far; it returns what must be asked for
    the next one, nothing where there is none. A page that is empty, is not there or leads to itself
    is the last. Raises UnlistedError where there is no end to it: what was not seen may be there.
    """
    seen, asked = 0, dict(query)
    for _ in range(MOST_PAGES):
        page = talk.ask("GET", path, query=asked, missing=(404,) if seen else ())
        found = items(page, *name)
        seen += len(found)
        yield from found
        more = further(page, seen) if found else {}
        following = {**query, **more}
        if not more or following == asked:
            return
        asked = following
    raise UnlistedError(
        f"{talk.name}: more than {seen:,} mailings are listed there, and this issue's draft is not "
        "among those that were looked at",
        hint="Delete old ones there; or, if you know of no draft, export with --new-draft.",
    )


def whatever(remote: Remote | None) -> Iterator[Remote]:
    """Yield what was read, if it still stood there."""
    if remote is not None:
        yield remote
