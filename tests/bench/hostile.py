"""Invents documents that are made to exhaust whoever reads them; reads none of them itself."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["DOCUMENTS"]

_MOST = 9_900_000
"""Bytes: just below what is fetched at most."""
_START, _END = "<rss version='2.0'><channel><title>t</title>", "</channel></rss>"


def _feed(inside: str) -> bytes:
    return f"{_START}{inside}{_END}".encode()


def _item(inside: str) -> str:
    return f"<item><title>x</title><guid>1</guid>{inside}</item>"


def _expansion_bomb() -> bytes:
    entities = "<!ENTITY e0 'lollollollollollol'>" + "".join(
        f"<!ENTITY e{n} '{f'&e{n - 1};' * 12}'>" for n in range(1, 12)
    )
    document = _feed(_item("<description>&e11;</description>"))
    return f"<?xml version='1.0'?><!DOCTYPE rss [{entities}]>".encode() + document


def _nested_elements() -> bytes:
    """Nest elements as deep as the size allows: a million and a half."""
    return _feed(_item("<a>" * (_MOST // 7) + "</a>" * (_MOST // 7)))


def _nested_markup() -> bytes:
    """Nest the markup of an article, which a sanitiser builds a tree of."""
    depth = _MOST // 17
    return _feed(
        _item(f"<description>{'&lt;b&gt;' * depth}{'&lt;/b&gt;' * (depth // 2)}</description>")
    )


def _never_closed() -> bytes:
    return f"{_START}{'<item><description>' * (_MOST // 19)}".encode()


def _endless_author() -> bytes:
    """Tie up the search for an address in an author, which takes minutes over this."""
    return _feed(_item(f"<author>{'a' * 300_000}</author>"))


def _many_items() -> bytes:
    return _feed(
        "".join(
            f"<item><title>n{n}</title><guid>g{n}</guid><link>https://many.example/{n}</link>"
            f"<description>{'words of an item ' * 40}</description></item>"
            for n in range(10_000)
        )
    )


def _many_attributes() -> bytes:
    names = "".join(f" a{n}=''" for n in range(_MOST // 13))
    return _feed(_item(f"<x{names}/>"))


def _references() -> bytes:
    return _feed(_item(f"<description>{'&amp;#38;' * (_MOST // 9)}</description>"))


def _broken_references() -> bytes:
    return _feed(_item(f"<description>{'& &x &#x; ' * (_MOST // 10)}"))


def _one_long_title() -> bytes:
    return _feed(_item(f"<title>{'ö́' * (_MOST // 4)}</title>"))


def _marks() -> bytes:
    return _feed(_item(f"<description>{'Ã©â€™' * (_MOST // 12)}</description>"))


def _blown_up() -> bytes:
    """Unpack from 200 kB to 200 MB."""
    return _START.encode() + b" " * 200_000_000


DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "entities of entities": _expansion_bomb,
    "elements nested a million deep": _nested_elements,
    "markup nested half a million deep": _nested_markup,
    "items never closed": _never_closed,
    "an author of 300,000 letters": _endless_author,
    "10,000 items": _many_items,
    "an element of 700,000 attributes": _many_attributes,
    "a million references": _references,
    "a million broken references": _broken_references,
    "a title of 10 MB": _one_long_title,
    "10 MB of mojibake": _marks,
    "200 MB packed into 200 kB": _blown_up,
}
"""What it is → how to write it: up to 10 MB each, so one at a time."""
