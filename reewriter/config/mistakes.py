"""A mistake in one value, before it is known where it stands; must not know files or lines."""

from __future__ import annotations

from collections.abc import Mapping

from reewriter.text import clean_line

__all__ = ["Mistake", "named", "shown"]


class Mistake(Exception):
    """A value that cannot be right: the sentence goes on from the key, as "must be text"."""

    def __init__(self, message: str, hint: str = "", *, at: tuple[int, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.at = at
        """Where in a list it stands."""


def shown(value: str) -> str:
    """Quote what somebody wrote, short and harmless, for a message."""
    return f"“{clean_line(value, limit=60)}”"


def named(value: object) -> str:
    """Say what kind of value TOML found."""
    if isinstance(value, bool):
        return "true or false"
    for kind, words in _KINDS_OF_TOML.items():
        if isinstance(value, kind):
            return words
    return "a date or time"


_KINDS_OF_TOML: Mapping[type, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    list: "a list",
    dict: "a table",
}
