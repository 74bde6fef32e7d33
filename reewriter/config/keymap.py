"""Reads [keymap]; must not know which commands there are."""

from __future__ import annotations

from reewriter.config import keys
from reewriter.config.clashes import split_keys
from reewriter.config.document import Document, Values
from reewriter.config.lines import KeyPath
from reewriter.config.mistakes import named, shown
from reewriter.patterns import pattern
from reewriter.text import clean_line

__all__ = ["read_keymap"]

# Modifiers, then a key's name or a single character. Two in a row, with a blank, are pressed one
# after the other.
_KEY = (
    r"(?:(?:ctrl|alt|shift|super|hyper|meta)\+)*(?!(?:ctrl|alt|super|hyper|meta)\b)(?:\w+|[^\s\w,])"
)
_KEYS = pattern(rf"{_KEY}(?: {_KEY})?")
_CAPITAL = pattern(r"(.*\+)([A-Z])")
_HINT = 'As "ctrl+k"; "k,f7" is two keys for it, "g k" is g and then k.'


def read_keymap(document: Document) -> dict[str, str]:
    """Return command to keys, each key as Textual names it."""
    path, values = document.one(keys.KEYMAP)
    return dict(_commands(document, path, values))


def _commands(document: Document, path: KeyPath, values: Values) -> list[tuple[str, str]]:
    """Read commands written as "inbox.keep" or, without quotes, as tables within tables."""
    found: list[tuple[str, str]] = []
    for name, value in values.items():
        here = (*path, name)
        if isinstance(value, dict):
            found += _commands(document, here, value)
            continue
        if not isinstance(value, str):
            message = f"the key of {shown(name)} in [keymap] must be text, not {named(value)}"
            raise document.error(here, message, _HINT)
        pressed = split_keys(clean_line(value))
        for key in pressed or [""]:
            capital = _CAPITAL.fullmatch(key)
            if capital or not _KEYS.fullmatch(key):
                message = f"the key of {shown(name)} in [keymap] cannot be {shown(key)}"
                hint = f'Write "{capital[1]}shift+{capital[2].lower()}".' if capital else _HINT
                raise document.error(here, message, hint)
        found.append((".".join(map(str, here[1:])), ",".join(pressed)))
    return found
