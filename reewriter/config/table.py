"""What a table of feeds.toml is made of; must not know any table."""

from __future__ import annotations

from typing import Literal

from reewriter.values import dataclass

__all__ = ["Key", "Kind", "Table", "Value"]

Kind = Literal[
    "action",
    "clock",
    "colour",
    "contact",
    "copyright",
    "count",
    "date",
    "days",
    "email",
    "feed",
    "flag",
    "fonts",
    "full-text",
    "lines",
    "list-id",
    "locale",
    "logo",
    "look",
    "prose",
    "query",
    "section",
    "tags",
    "text",
    "page",
    "url",
    "weight",
    "window",
    "word",
    "zone",
]
"""What may stand behind a key; `kinds` reads each."""

Value = str | int | float | bool | tuple[str, ...] | None
"""A value that has been read."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of one table."""

    name: str
    kind: Kind
    doc: str
    example: str
    """As it is written in TOML."""
    default: Value = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the file: its header as people write it, and the keys it may hold."""

    header: str
    doc: str
    keys: tuple[Key, ...] = ()
    free: str = ""
    """What the keys are where the user chooses them, as in `[keywords]`."""
    required: bool = False

    @property
    def name(self) -> str:
        """The header without its brackets."""
        return self.header.strip("[]")

    @property
    def top(self) -> str:
        """The name under which the document holds it, or what it is part of."""
        return self.name.split(".")[0]

    def names(self) -> list[str]:
        """The keys this table knows, in the order of the documentation."""
        return [key.name for key in self.keys]
