"""Reads and edits the text of facts.toml, what the house answers for; must not touch files.

Tables are put in and taken out by lines, so that comments and order stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

import tomli

from reewriter.config.lines import locate
from reewriter.config.mistakes import shown
from reewriter.config.quoting import quoted
from reewriter.errors import ConfigError, NotFoundError
from reewriter.text import clean_line, safe_url
from reewriter.text.house import House, HouseFact
from reewriter.text.nearest import did_you_mean

__all__ = ["FILE", "add_coined", "add_fact", "add_word", "read_house", "remove"]

FILE = "facts.toml"
Kind = Literal["facts", "coined", "words"]
_KEYS: Mapping[str, tuple[str, ...]] = {
    "facts": ("figure", "entity", "url", "until"),
    "coined": ("phrase",),
    "words": ("word",),
}
_EXAMPLE = 'As: [[facts]] with figure = "90%", or [[coined]] with phrase = "magnet winter".'
_LARGEST = 1_000_000
_HEAD = """\
# What the house itself answers for: figures that no source of a story has, and phrases and words
# of its own.
"""


def read_house(text: str, *, file: str = FILE) -> House:
    """Read what a facts.toml says; raises ConfigError with the line of what is wrong."""
    if len(text) > _LARGEST:
        raise ConfigError(
            f"larger than {_LARGEST // 1_000_000} MB",
            file=file,
            hint="Take out what is no longer needed.",
        )
    try:
        written = tomli.loads(text.removeprefix("\ufeff"))
    except (tomli.TOMLDecodeError, RecursionError, ValueError) as error:
        message = str(error)
        raise ConfigError(
            f"not TOML: {message[:1].lower()}{message[1:]}", file=file, hint=_EXAMPLE
        ) from None
    reader = _Reader(text.removeprefix("\ufeff"), file)
    for name in written:
        if name not in _KEYS:
            hint = did_you_mean(name, _KEYS, form="[[{}]]")
            raise reader.error(f"unknown table {shown(name)}", hint, name)
    facts = tuple(reader.fact(*row) for row in reader.rows(written, "facts"))
    coined = (reader.text_of(*row, "phrase") for row in reader.rows(written, "coined"))
    words = (reader.text_of(*row, "word") for row in reader.rows(written, "words"))
    return House(facts, tuple(dict.fromkeys(coined)), tuple(dict.fromkeys(words)))


class _Reader:
    """Reads tables strictly, and says in which line something is wrong."""

    def __init__(self, text: str, file: str) -> None:
        self._lines = locate(text)
        self._file = file

    def error(self, message: str, hint: str, *path: str | int) -> ConfigError:
        return ConfigError(message, file=self._file, line=self._lines.of(*path), hint=hint)

    def rows(
        self, written: Mapping[str, object], kind: Kind
    ) -> list[tuple[dict[str, object], Kind, int]]:
        found = written.get(kind, [])
        if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
            raise self.error(f"{kind} must be tables written [[{kind}]]", _EXAMPLE, kind)
        for at, row in enumerate(found):
            for name in row:
                if name not in _KEYS[kind]:
                    hint = did_you_mean(name, _KEYS[kind])
                    message = f"unknown key {shown(name)} in [[{kind}]]"
                    raise self.error(message, hint, kind, at, name)
        return [(row, kind, at) for at, row in enumerate(found)]

    def fact(self, row: dict[str, object], kind: Kind, at: int) -> HouseFact:
        url = self.text_of(row, kind, at, "url", required=False)
        if url and not safe_url(url).startswith(("http://", "https://")):
            raise self.error(f"{shown(url)} is no web address", "", kind, at, "url")
        until = row.get("until")
        if until is not None and (isinstance(until, datetime) or not isinstance(until, date)):
            raise self.error("until must be a date", "As until = 2027-03-02.", kind, at, "until")
        return HouseFact(
            self.text_of(row, kind, at, "figure"),
            self.text_of(row, kind, at, "entity", required=False),
            safe_url(url) if url else "",
            until,
        )

    def text_of(
        self, row: dict[str, object], kind: Kind, at: int, name: str, *, required: bool = True
    ) -> str:
        value = row.get(name, "")
        if not isinstance(value, str):
            raise self.error(f"{name} must be text", "Text stands in quotes.", kind, at, name)
        line = clean_line(value, limit=300)
        if required and not line:
            raise self.error(f"{name} is missing in [[{kind}]]", _EXAMPLE, kind, at)
        return line


def add_fact(text: str, fact: HouseFact, *, file: str = FILE) -> str:
    """Return the text with one more figure; of one that is there for this entity, a newer word."""
    for known in read_house(text, file=file).facts:
        if (known.figure, known.entity.casefold()) == (fact.figure, fact.entity.casefold()):
            text = remove(text, "facts", known.figure, entity=known.entity, file=file)
    lines = [f"figure = {quoted(fact.figure)}"]
    lines += [f"entity = {quoted(fact.entity)}"] if fact.entity else []
    lines += [f"url = {quoted(fact.url)}"] if fact.url else []
    lines += [f"until = {fact.expires.isoformat()}"] if fact.expires else []
    return _with(text, "facts", lines, file)


def add_coined(text: str, phrase: str, *, file: str = FILE) -> str:
    """Return the text with one more phrase of ours; it is there once."""
    known = {one.casefold() for one in read_house(text, file=file).coined}
    if phrase.casefold() in known:
        return text
    return _with(text, "coined", [f"phrase = {quoted(phrase)}"], file)


def add_word(text: str, word: str, *, file: str = FILE) -> str:
    """Return the text with one more word of ours; it is there once, whatever its capitals."""
    known = {one.casefold() for one in read_house(text, file=file).words}
    if word.casefold() in known:
        return text
    return _with(text, "words", [f"word = {quoted(word)}"], file)


def remove(text: str, kind: Kind, value: str, *, entity: str | None = None, file: str) -> str:
    """Return the text without a figure, phrase or word and the comment right above it.

    Without an entity, the first with that figure. Raises NotFoundError.
    """
    name = _KEYS[kind][0]
    rows: list[dict[str, object]] = tomli.loads(text.removeprefix("\ufeff")).get(kind, [])
    read_house(text, file=file)
    for at, row in enumerate(rows):
        same = clean_line(str(row[name])).casefold() == value.casefold()
        if same and (entity is None or str(row.get("entity", "")).casefold() == entity.casefold()):
            return _without(text, kind, at, file)
    whose = f" of {entity}" if entity else ""
    raise NotFoundError(
        f"{file} has no {name} {shown(value)}{whose}", hint="`reewriter facts list` shows them."
    )


def _with(text: str, kind: Kind, lines: list[str], file: str) -> str:
    before = read_house(text, file=file) if text.strip() else House()
    end = "\r\n" if "\r\n" in text else "\n"
    start = text if text.strip() else _HEAD.replace("\n", end)
    joined = end.join(["", f"[[{kind}]]", *lines, ""])
    changed = f"{start.rstrip()}{end}{joined}"
    after = read_house(changed, file=file)
    if _size(after) != _size(before) + 1:
        raise _too_odd(file)
    return changed


def _without(text: str, kind: Kind, at: int, file: str) -> str:
    found = locate(text.removeprefix("\ufeff"))
    lines = text.split("\n")
    start = found.of(kind, at) - 1
    if not lines[start].lstrip("\ufeff \t").startswith("[["):
        raise _too_odd(file)
    others = (line - 1 for path, line in found.table.items() if path[:2] != (kind, at))
    end = min((line for line in others if line > start), default=len(lines))
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip()[:1] == "#"):
        end -= 1
    table = start
    while start and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    if start == 0:  # a comment at the top is about the whole file
        start = table
    if end < len(lines) and not lines[end].strip() and (not start or not lines[start - 1].strip()):
        end += 1
    del lines[start:end]
    changed = "\n".join(lines)
    before, after = read_house(text, file=file), read_house(changed, file=file)
    if _size(after) != _size(before) - 1:
        raise _too_odd(file)
    return changed


def _size(house: House) -> int:
    return len(house.facts) + len(house.coined) + len(house.words)


def _too_odd(file: str) -> ConfigError:
    return ConfigError(
        "is written in a way that is not changed here",
        file=file,
        hint="Change it in a text editor.",
    )
