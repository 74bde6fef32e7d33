"""Edits feeds that are written as one list, `feeds = [{…}, {…}]`; must not know what keys mean.

Where an element has lines of its own, whole lines are put in and taken out; else it is done within
the line. What comes out is read again by whoever calls this: a guess that fails is refused there.
"""

from __future__ import annotations

import re

from reewriter.config.lines import Lines

__all__ = ["InlineFeeds"]

_REST = re.compile(r"[ \t]*(?P<comma>,?)[ \t]*(?:#[^\r\n]*)?")
"""What may follow an element on its line."""
_KEY = "feeds"


class InlineFeeds:
    """The text of a file whose feeds are such a list."""

    def __init__(self, text: str, lines: Lines) -> None:
        self._text = text
        self._spans = lines.spans

    @property
    def is_one(self) -> bool:
        """Whether the feeds are written so; nothing else may be asked where they are not."""
        start, _ = self._spans.get((_KEY,), (-1, -1))
        return start >= 0 and self._text[start] == "["

    def added(self, elements: list[str]) -> str:
        """Return the text with elements behind the last one."""
        text, last = self._text, self._count() - 1
        if last < 0:
            start, _ = self._spans[(_KEY,)]
            return f"{text[: start + 1]}{', '.join(elements)}{text[start + 1 :]}"
        start, end = self._spans[(_KEY, last)]
        rest = _REST.match(text, end)
        if not self._has_lines(last) or rest is None:
            return f"{text[:end]}{''.join(f', {one}' for one in elements)}{text[end:]}"
        indent = text[text.rfind("\n", 0, start) + 1 : start]
        line_end = "\r\n" if text.startswith("\r\n", rest.end()) else "\n"
        between = "" if rest["comma"] else ","
        new = f",{line_end}{indent}".join(elements)
        head = text[:end] + between + text[end : rest.end()]
        return f"{head}{line_end}{indent}{new}{rest['comma']}{text[rest.end() :]}"

    def without(self, place: int) -> str:
        """Return the text without an element, its comma and the comment right above it."""
        text = self._text
        start, end = self._spans[(_KEY, place)]
        if self._has_lines(place):
            floor = self._spans[(_KEY, place - 1)][1] if place else self._spans[(_KEY,)][0]
            start = text.rfind("\n", 0, start) + 1
            while (above := text.rfind("\n", 0, start - 1) + 1) > floor and text[
                above:start
            ].lstrip().startswith("#"):
                start = above
            rest = _REST.match(text, end)
            end = text.find("\n", rest.end() if rest else end) + 1
        elif place + 1 < self._count():
            end = self._spans[(_KEY, place + 1)][0]
        else:
            rest = _REST.match(text, end)
            end = rest.end("comma") if rest else end
            start = self._spans[(_KEY, place - 1)][1] if place else start
        return text[:start] + text[end:]

    def with_value(self, place: int, key: str, value: str) -> str:
        """Return the text with another value of a key, which is put in where it is missing."""
        text = self._text
        if (_KEY, place, key) in self._spans:
            start, end = self._spans[(_KEY, place, key)]
            return text[:start] + value + text[start + len(text[start:end].rstrip()) :]
        # Behind the last value, not before the bracket: a comma, comments, lines may come between.
        last = max(
            span[1] for path, span in self._spans.items() if path[:2] == (_KEY, place) != path
        )
        inside = text[:last].rstrip()
        return f"{inside}, {key} = {value}{text[len(inside) :]}"

    def _count(self) -> int:
        return sum(len(path) == 2 and path[0] == _KEY for path in self._spans)

    def _has_lines(self, place: int) -> bool:
        """Say whether nothing but its comma and a comment stands on an element's lines."""
        start, end = self._spans[(_KEY, place)]
        before = self._text[self._text.rfind("\n", 0, start) + 1 : start]
        rest = _REST.match(self._text, end)
        alone = rest is not None and self._text[rest.end() : rest.end() + 1] in ("\r", "\n")
        return alone and not before.strip()
