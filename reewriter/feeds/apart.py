"""Tells items of one feed apart where its ids do not; reads no document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b

from reewriter.model import ParsedItem

__all__ = ["digest", "told_apart"]


def digest(text: str) -> str:
    """Return a name of a text that fits into a guid."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()


def told_apart(items: Sequence[ParsedItem]) -> tuple[ParsedItem, ...]:
    """Give every item a guid of its own.

    Items of one guid that name one page (or, without links, have one title) are one item: the first
    wins. Where they name several, the feed's ids are worthless, and all of them get the page's name
    into theirs, so that their order in the document does not matter. So they are, and get more than
    that, where the page is that of all the news (`_told_besides`).
    """
    told: dict[str, dict[str, list[ParsedItem]]] = {}
    for item in items:
        told.setdefault(item.guid, {}).setdefault(item.url_key or item.title, []).append(item)
    besides: dict[int, tuple[str, ...]] = {}
    for pages in told.values():
        for same in pages.values():
            if len(same) > 1:
                besides.update((id(one), what) for one, what in _told_besides(same))
    kept: dict[str, ParsedItem] = {}
    for item in items:
        guid, page = item.guid, item.url_key or item.title
        if (more := besides.get(id(item))) or len(told[guid]) > 1:
            guid = f"{guid} {digest(chr(0).join((page, *(more or ()))))}"
        kept.setdefault(guid, replace(item, guid=guid) if guid != item.guid else item)
    return tuple(kept.values())


def _told_besides(same: Sequence[ParsedItem]) -> Iterator[tuple[ParsedItem, tuple[str, ...]]]:
    """Yield what tells items of one guid and page from each other; nothing where they are one.

    Their titles, where these have little in common and the address is all the guid there is, or
    where any guid has three such titles. And when they were published, where one title stands over
    several texts of several times: a price of the day.
    """
    by_title: dict[str, list[ParsedItem]] = {}
    for item in same:
        by_title.setdefault(item.title.casefold(), []).append(item)
    is_address = same[0].guid == same[0].url
    by_titles = _unlike(list(by_title)) >= (1 if is_address else 2)
    for title, namesakes in by_title.items():
        times = {one.published for one in namesakes} - {None}
        by_time = is_address and len(times) > 1 and len({one.text for one in namesakes}) > 1
        for one in namesakes:
            if by_time and one.published:
                yield one, (title, one.published.isoformat())
            elif by_titles:
                yield one, (title,)


def _unlike(titles: Sequence[str]) -> int:
    """Count the titles that differ from the first by more than a word or two, or in a figure."""
    from reewriter.text.copies import figures, have_one_title  # here: hardly any feed asks for it

    first = figures(titles[0])
    return sum(
        not have_one_title(title, titles[0])
        or not (first <= (others := figures(title)) or others <= first)
        for title in titles[1:]
    )
