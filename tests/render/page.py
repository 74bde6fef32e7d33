"""Reads rendered HTML the way tests ask about it: which tags, which attributes, which words."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

__all__ = ["Element", "Page", "read"]

_VOID = frozenset({"br", "hr", "img", "meta", "link", "input"})


@dataclass
class Element:
    """One opening tag and the text inside it."""

    tag: str
    attrs: dict[str, str]
    parents: tuple[str, ...]
    text: str = ""


@dataclass
class Page:
    """Everything a page holds, in order."""

    elements: list[Element] = field(default_factory=list)

    def all(self, tag: str) -> list[Element]:
        """Return the elements of one kind."""
        return [element for element in self.elements if element.tag == tag]

    @property
    def tags(self) -> set[str]:
        """Return the kinds of elements."""
        return {element.tag for element in self.elements}

    @property
    def links(self) -> list[str]:
        """Return where the links lead."""
        return [element.attrs.get("href", "") for element in self.all("a")]

    @property
    def headings(self) -> list[tuple[int, str]]:
        """Return level and text of each heading."""
        return [
            (int(element.tag[1]), " ".join(element.text.split()))
            for element in self.elements
            if len(element.tag) == 2 and element.tag[0] == "h" and element.tag[1].isdigit()
        ]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(
            tag, {name: value or "" for name, value in attrs}, tuple(e.tag for e in self._open)
        )
        self.page.elements.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in (element.tag for element in self._open):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data


def read(html: str) -> Page:
    """Parse HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page
