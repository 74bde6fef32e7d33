"""Finds the line of every key in TOML that has been accepted; must not know what keys mean."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import cached_property

import tomli

from reewriter.patterns import pattern

__all__ = ["KeyPath", "Lines", "locate"]

KeyPath = tuple[str | int, ...]
"""The way to a value: table names, keys, and places in arrays counted from 0."""

_BLANK = pattern(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = pattern(r"[ \t]*")
_KEY = pattern(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[^\s.\"'=\[\]{},#]+")
# One or two quotes may stand inside a multi-line string, and as many right before its end.
_STRING = pattern(
    r'"""(?:[^"\\]|\\[\s\S]|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
)
_BARE = pattern(r"[^,\]}#\n]+")
_PLAIN_HEADER = pattern(r"\[\[([\w-]+)\]\][ ]*\r?\n[ \t\r\n]*", re.ASCII)
# What nearly every line looks like, with the blank lines behind it; others take the long way.
_PLAIN_PAIR = pattern(
    r"""([\w-]+)[ ]*=[ ]*(?:"[^"\\\n]*"|'[^'\n]*'|[\w.+-]+)[ ]*\r?\n[ \t\r\n]*""", re.ASCII
)


class Lines:
    """The line of every key, table and array element of one document, counted from 1.

    They are looked for when the first is asked for: few runs have anything to say about a line.
    """

    def __init__(self, text: str = "") -> None:
        self._text = text

    @property
    def table(self) -> Mapping[KeyPath, int]:
        """Where everything begins."""
        return self._scanned.found

    @property
    def ends(self) -> Mapping[KeyPath, int]:
        """The line on which the value of a key ends: one in three quotation marks has several."""
        return self._scanned.ends

    @property
    def spans(self) -> Mapping[KeyPath, tuple[int, int]]:
        """The first character of a value and the one behind it, where it is in a list or is one."""
        return self._scanned.spans

    @cached_property
    def _scanned(self) -> _Scanner:
        scanner = _Scanner(self._text)
        scanner.document()
        return scanner

    def of(self, *path: str | int) -> int:
        """Return the line of a path, or of the nearest thing around it that is written down."""
        for end in range(len(path), 0, -1):
            line = self.table.get(path[:end])
            if line is not None:
                return line
        return 1


def locate(text: str) -> Lines:
    """Return where everything is in a valid TOML document."""
    return Lines(text)


class _Scanner:
    """Walks over a document that is known to be valid, so it need not look for mistakes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.breaks = [match.start() for match in re.finditer("\n", text)]
        self.found: dict[KeyPath, int] = {}
        self.ends: dict[KeyPath, int] = {}
        self.spans: dict[KeyPath, tuple[int, int]] = {}
        self.last_element: dict[KeyPath, int] = {}

    def line(self) -> int:
        return bisect_left(self.breaks, self.at) + 1

    def skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if match is None:
            return ""
        self.at = match.end()
        return match.group()

    def here(self, mark: str) -> bool:
        """Step over the mark if it stands here."""
        if not self.text.startswith(mark, self.at):
            return False
        self.at += len(mark)
        return True

    def document(self) -> None:
        table: KeyPath = ()
        while True:
            self.skip(_BLANK)
            if self.at >= len(self.text):
                return
            if self.text[self.at] == "[":
                plain = _PLAIN_HEADER.match(self.text, self.at)
                table = self.header() if plain is None else self.element(plain[1])
                self.at = self.at if plain is None else plain.end()
                continue
            plain = _PLAIN_PAIR.match(self.text, self.at)
            if plain is None:
                self.pair(table)
                continue
            self.found.setdefault((*table, plain[1]), self.line())
            self.at = plain.end()

    def element(self, name: str) -> KeyPath:
        """Note the next element of an array of tables at the top; return its path."""
        line = self.line()
        self.found.setdefault((name,), line)
        number = self.last_element[(name,)] = self.last_element.get((name,), -1) + 1
        self.found[(name, number)] = line
        return (name, number)

    def header(self) -> KeyPath:
        """Read `[a.b]` or `[[a.b]]` and return the path of the table it opens."""
        line = self.line()
        many = self.here("[[") or not self.here("[")
        names = self.key()
        self.here("]]" if many else "]")
        path: KeyPath = ()
        for place, name in enumerate(names, start=1):
            path = (*path, name)
            if many and place == len(names):
                self.last_element[path] = self.last_element.get(path, -1) + 1
            self.found.setdefault(path, line)
            if path in self.last_element:
                path = (*path, self.last_element[path])
        self.found[path] = line
        return path

    def key(self) -> list[str]:
        """Read a key of one or several parts."""
        parts: list[str] = []
        while True:
            self.skip(_SPACE)
            raw = self.skip(_KEY)
            parts.append(tomli.loads(f"k = {raw}")["k"] if raw[:1] in "\"'" else raw)
            self.skip(_SPACE)
            if not self.here("."):
                return parts

    def pair(self, table: KeyPath) -> None:
        line = self.line()
        path = table
        for name in self.key():
            path = (*path, name)
            self.found.setdefault(path, line)
        self.here("=")
        self.skip(_SPACE)
        self.value(path)
        self.ends[path] = self.line()

    def value(self, path: KeyPath) -> None:
        start = self.at
        self._value(path)
        self.spans[path] = start, self.at

    def _value(self, path: KeyPath) -> None:
        if self.here("{"):
            while not self.closed("}"):
                self.pair(path)
        elif self.here("["):
            place = 0
            while not self.closed("]"):
                self.found[(*path, place)] = self.line()
                self.value((*path, place))
                place += 1
        elif not self.skip(_STRING):
            self.skip(_BARE)

    def closed(self, bracket: str) -> bool:
        """Step over blanks and a comma; tell whether the bracket ends what we are in."""
        self.skip(_BLANK)
        if self.here(","):
            self.skip(_BLANK)
        return self.here(bracket) or self.at >= len(self.text)
