"""The names a beat is written about, and where they stand in a text; knows no stories.

The glossary we ship is data beside this module; an editor's own file changes and adds to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path

import tomli

from reewriter.errors import ConfigError
from reewriter.text.clean import clean_line

__all__ = ["Entry", "Glossary", "Tag", "find_tags", "read_glossary", "shipped_glossary"]

_TOKEN = re.compile(r"\w+")
# One sign for one sign, so that places stay what they are.
_ALIKE = str.maketrans({"’": "'", "‘": "'", "‑": "-", "‐": "-", "–": "-", "\n": " ", "\t": " "})
_HYPHENS = ("-", "‑", "‐")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing with all its names."""

    name: str
    kind: str = "term"
    aliases: tuple[str, ...] = ()
    aliases_case_sensitive: tuple[str, ...] = ()
    """Found only as they are written: US is not us."""
    name_case_sensitive: bool = False
    note: str = ""
    drop: bool = False
    """In an editor's file: takes the shipped entry of this name away."""


@dataclass(frozen=True, slots=True)
class Tag:
    """An entry that a text names."""

    name: str
    kind: str
    spans: tuple[tuple[int, int], ...]
    """Where it is named, under whichever name."""


@dataclass(frozen=True, slots=True)
class _Form:
    text: str
    entry: Entry
    exact: bool


@dataclass(frozen=True)
class Glossary:
    """Entries, ready to be looked for."""

    entries: tuple[Entry, ...]
    _forms: dict[str, tuple[_Form, ...]] = field(init=False, repr=False, compare=False)
    _hash: int = field(init=False, repr=False, compare=False)

    def __hash__(self) -> int:
        """Return what was counted once: answers are remembered by text and glossary."""
        return self._hash

    def __post_init__(self) -> None:
        """Sort all names under their first words, the longest first."""
        forms: dict[str, list[_Form]] = {}
        for entry in self.entries:
            loose = (*(() if entry.name_case_sensitive else (entry.name,)), *entry.aliases)
            exact = (*((entry.name,) if entry.name_case_sensitive else ()),)
            named = [_Form(_small(name), entry, exact=False) for name in loose]
            named += [
                _Form(name.translate(_ALIKE), entry, exact=True)
                for name in (*exact, *entry.aliases_case_sensitive)
            ]
            for form in named:
                if first := _TOKEN.match(form.text):
                    forms.setdefault(_small(first[0]), []).append(form)
        for found in forms.values():
            found.sort(key=lambda form: (-len(form.text), not form.exact))
        object.__setattr__(self, "_forms", {key: tuple(found) for key, found in forms.items()})
        object.__setattr__(self, "_hash", hash(self.entries))

    def changed(self, own: Iterable[Entry]) -> Glossary:
        """Return the glossary with an editor's entries: those of a known name replace it."""
        entries = {entry.name.casefold(): entry for entry in self.entries}
        for entry in own:
            entries[entry.name.casefold()] = entry
        return Glossary(tuple(entry for entry in entries.values() if not entry.drop))

    def found(self, text: str) -> list[tuple[int, int, Entry]]:
        """Return what is named where, in order; of names that overlap the longest."""
        plain = text.translate(_ALIKE)
        small = _small(plain)
        hits: list[tuple[int, int, Entry]] = []
        for token in _TOKEN.finditer(small):
            at = token.start()
            for form in self._forms.get(token[0], ()):
                if _stands(form, plain, small, at) and (
                    # "pre-Lynas" is another word; but as it is written, "Sino-U.S." names the U.S.
                    form.exact or text[at - 1 : at] not in _HYPHENS
                ):
                    hits.append((at, at + len(form.text), form.entry))
                    break
        hits.sort(key=lambda hit: hit[0] - hit[1])
        taken: list[tuple[int, int, Entry]] = []
        covered = bytearray(len(text))
        for start, end, entry in hits:
            if not any(covered[start:end]):
                covered[start:end] = b"\1" * (end - start)
                taken.append((start, end, entry))
        return sorted(taken, key=lambda hit: hit[0])


def _stands(form: _Form, plain: str, small: str, at: int) -> bool:
    """Tell whether a name stands here as words of its own."""
    if not (plain if form.exact else small).startswith(form.text, at):
        return False
    behind = small[at + len(form.text) : at + len(form.text) + 1]
    return not (behind.isalnum() or behind == "_")


def _small(text: str) -> str:
    """Return small letters, as many as there were."""
    small = text.translate(_ALIKE).lower()
    if len(small) == len(text):
        return small
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text.translate(_ALIKE))


def find_tags(
    text: str,
    glossary: Glossary | Mapping[str, object] | Sequence[Mapping[str, object]] | None = None,
) -> list[Tag]:
    """Return what of the glossary a text names, in the order of the first mention.

    Without a glossary the shipped one is used; a mapping is what its file holds (`entries`), a
    list is those entries alone.

    >>> [tag.name for tag in find_tags("China’s curbs on Dy hit MP Materials and Lynas.")]
    ['China', 'dysprosium', 'MP Materials', 'Lynas Rare Earths']
    """
    if glossary is None:
        glossary = shipped_glossary()
    elif not isinstance(glossary, Glossary):
        written = glossary if isinstance(glossary, Mapping) else {"entries": list(glossary)}
        glossary = Glossary(_entries(written, "the glossary"))
    found: dict[str, tuple[Entry, list[tuple[int, int]]]] = {}
    for start, end, entry in glossary.found(text):
        found.setdefault(entry.name, (entry, []))[1].append((start, end))
    return [Tag(entry.name, entry.kind, tuple(spans)) for entry, spans in found.values()]


@cache
def shipped_glossary() -> Glossary:
    """Return the glossary of the beat that comes with the program."""
    entries = json.loads(Path(__file__).with_name("glossary.json").read_text(encoding="utf-8"))
    return Glossary(_entries({"entries": entries}, "glossary.json"))


def read_glossary(text: str, *, file: str = "glossary.toml") -> tuple[Entry, ...]:
    """Read an editor's own entries; raises ConfigError."""
    try:
        written = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise ConfigError(
            str(error), file=file, hint="An entry begins with [[entries]]."
        ) from error
    return _entries(written, file)


def _entries(written: Mapping[str, object], file: str) -> tuple[Entry, ...]:
    listed = written.get("entries", [])
    if not isinstance(listed, list):
        raise ConfigError("`entries` is no list", file=file, hint="Each begins with [[entries]].")
    return tuple(_Reader(one, file, f"entry {at}").entry() for at, one in enumerate(listed, 1))


class _Reader:
    """Reads one entry; says what is wrong with it."""

    def __init__(self, written: object, file: str, place: str) -> None:
        self._written: dict[str, object] = written if isinstance(written, dict) else {}
        self._file = file
        self._place = place

    def entry(self) -> Entry:
        known = [one.name for one in fields(Entry)]
        for key in self._written:
            if key not in known:
                raise self._wrong(f"unknown key “{key}”", f"Known are {', '.join(known)}.")
        name = self._text("name", "")
        if not name:
            raise self._wrong("there is no name", 'Write name = "Lynas Rare Earths".')
        return Entry(
            name=name,
            kind=self._text("kind", "term"),
            aliases=self._names("aliases"),
            aliases_case_sensitive=self._names("aliases_case_sensitive"),
            name_case_sensitive=self._flag("name_case_sensitive"),
            note=self._text("note", ""),
            drop=self._flag("drop"),
        )

    def _wrong(self, message: str, hint: str) -> ConfigError:
        return ConfigError(f"{self._place}: {message}", file=self._file, hint=hint)

    def _text(self, key: str, default: str) -> str:
        value = self._written.get(key, default)
        if not isinstance(value, str):
            raise self._wrong(f"{key} is no text", f'Write {key} = "…".')
        return clean_line(value)

    def _flag(self, key: str) -> bool:
        value = self._written.get(key, False)
        if not isinstance(value, bool):
            raise self._wrong(f"{key} is neither true nor false", f"Write {key} = true.")
        return value

    def _names(self, key: str) -> tuple[str, ...]:
        value = self._written.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self._wrong(f"{key} is no list of names", f'Write {key} = ["…", "…"].')
        return tuple(name for one in value if (name := clean_line(one)))
