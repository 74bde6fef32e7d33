"""One feed of a list with what the list says of it, and how lists are written as OPML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from itertools import zip_longest

from reewriter.text.clean import clean_line

__all__ = ["NTH", "Outline", "tag_of", "unknown", "write"]

NTH = "#"
"""Which of several folders of one name, side by side, is meant; stands where attributes do, and is
the name of none."""

_MOST_ATTRIBUTES = 30
_MOST_SAID = 4000
"""Characters of all the attributes of a feed that are not ours, names and values."""
_NAME = re.compile(r"(?:[A-Za-z_][\w.-]{0,30}:)?[A-Za-z_][\w.-]{0,60}", re.ASCII)
_OURS = frozenset({"type", "text", "title", "xmlurl", "htmlurl", "category"})


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of the list."""

    url: str
    title: str = ""
    site: str = ""
    tags: tuple[str, ...] = ()
    """The folders it lies in, from the outermost, and its categories."""
    folders: tuple[str, ...] = ()
    """Only the folders, of the place where it stands first."""
    attributes: dict[str, str] = field(default_factory=dict)
    """What else was said of it, kept for whoever said it."""
    folder_attributes: tuple[dict[str, str], ...] = ()
    """The same of each of its folders, and which one it is where others have its name."""


def tag_of(text: str) -> str:
    """Return a tag as it can stand in a list of categories: no commas, no slash around it."""
    return clean_line(text.replace(",", " "), limit=60).strip("/ ")


def unknown(attributes: Mapping[str, str]) -> dict[str, str]:
    """Return what is said of a feed that is not ours, as much of it as is kept."""
    found: dict[str, str] = {}
    left = _MOST_SAID
    for name, written in attributes.items():
        if name.lower() in _OURS or not _NAME.fullmatch(name):
            continue
        value = clean_line(written, limit=1000)
        left -= len(name) + len(value)
        if left < 0 or len(found) >= _MOST_ATTRIBUTES:
            break
        found[name] = value
    return found


def write(feeds: Iterable[Outline], *, title: str = "Feeds") -> str:
    """Write an OPML 2.0 list: folders in folders, all tags of a feed as its categories."""
    root = _Folder()
    for feed in feeds:
        folder = root
        for name, said in zip_longest(feed.folders, feed.folder_attributes[: len(feed.folders)]):
            folder = folder.within(name, said or {})
        folder.lines.append(f"<outline {_attributes(_described(feed))}/>")
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{escape(clean_line(title))}</title></head>",
        "  <body>",
    ]
    return "\n".join([*lines, *root.written("    "), "  </body>", "</opml>", ""])


class _Folder:
    """What lies in a folder of the list being written, in the order in which it came."""

    def __init__(self) -> None:
        self.lines: list[str | tuple[str, _Folder]] = []
        self.said: dict[str, str] = {}
        self._folders: dict[tuple[str, str], _Folder] = {}

    def within(self, name: str, said: Mapping[str, str]) -> _Folder:
        """Return the folder of this name in this one, made when missing; what is said of it adds
        to what was said before.
        """
        meant = (name, said.get(NTH, ""))
        if meant not in self._folders:
            self._folders[meant] = _Folder()
            self.lines.append((name, self._folders[meant]))
        folder = self._folders[meant]
        folder.said = unknown({**said, **folder.said})
        return folder

    def written(self, indent: str) -> Iterator[str]:
        """Return the lines of all that lies in it."""
        for line in self.lines:
            if isinstance(line, str):
                yield indent + line
                continue
            name, folder = line
            told = {"text": name, "title": name} | folder.said
            yield f"{indent}<outline {_attributes(told)}>"
            yield from folder.written(indent + "  ")
            yield f"{indent}</outline>"


def _described(feed: Outline) -> dict[str, str]:
    title = clean_line(feed.title) or feed.url
    told = {"type": "rss", "text": title, "title": title, "xmlUrl": feed.url}
    if feed.site:
        told["htmlUrl"] = feed.site
    if feed.tags:
        told["category"] = ",".join(tag_of(tag) for tag in feed.tags)
    return told | unknown(feed.attributes)


def _attributes(values: Mapping[str, str]) -> str:
    return " ".join(f'{name}="{escape(clean_line(value))}"' for name, value in values.items())
