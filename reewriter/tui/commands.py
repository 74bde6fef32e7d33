"""What a command is, and what is made of the table: bindings, keymap, names of keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

from textual.binding import Binding, BindingType

from reewriter.patterns import pattern
from reewriter.values import dataclass

if TYPE_CHECKING:
    from reewriter.config import Config

__all__ = [
    "GROUPS",
    "Command",
    "Group",
    "bindings",
    "bindings_of",
    "chord_starts",
    "command",
    "commands_at",
    "default_keys",
    "first_key",
    "first_keys",
    "key_name",
    "keyed",
    "keymap_of",
    "keys_of",
    "room_of",
    "shown_keys",
    "table",
]

Group = Literal["everywhere", "list", "reader", "story", "issue"]
GROUPS: tuple[Group, ...] = get_args(Group)

ROOM_PLACES = {
    **{room: room for room in ("inbox", "story", "issue", "feeds")},
    **{
        "highlights": "story",
        "suggestions": "story",
        "choice": "story",
        "list": "inbox",
        "reader": "inbox",
        "source": "inbox",
    },
}
"""Where a place of the table is to be found."""

_SHOWN = {
    "escape": "esc",
    "delete": "del",
    "backspace": "bksp",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "down": "↓",
    "up": "↑",
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "exclamation_mark": "!",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "equals_sign": "=",
    "comma": ",",
}
"""How keys are written on screen, where Textual's own name is not what is printed on the key."""
_ID_IN_BRACES = pattern(r"\{([a-z.-]+)\}")


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the editor can tell the desk to do. One key means one command, everywhere."""

    id: str
    """Its name in `[keymap]`."""
    keys: str
    """Default keys with commas between them; "g i" is g, then i."""
    label: str
    """At most fourteen letters, for the key bar."""
    help: str
    """One sentence."""
    group: Group
    places: tuple[str, ...]
    """Who binds it: `everywhere`, `list`, `reader`, or the room of a screen."""
    action: str = ""
    """What Textual calls; the last part of the id unless told."""
    also: str | None = None
    """The keys as help shows them for a family of commands; "" leaves the others of it out."""

    @property
    def call(self) -> str:
        """The action string."""
        if self.action:
            return self.action
        head, _, tail = self.id.partition(".")
        return f"go('{tail}')" if head == "go" else tail.replace("-", "_")


@cache
def table() -> tuple[Command, ...]:
    """Return every command, in the order of help."""
    from reewriter.tui.command_table import COMMANDS

    return COMMANDS


def command(command_id: str) -> Command:
    """Return the command of this id; raises KeyError."""
    return {c.id: c for c in table()}[command_id]


def commands_at(*places: str) -> list[Command]:
    """Return the commands that one of these places binds."""
    wanted = set(places)
    return [c for c in table() if wanted & set(c.places)]


def bindings(place: str) -> list[BindingType]:
    """Return what a screen or widget puts into its BINDINGS."""
    return [_binding(each) for each in commands_at(place)]


def bindings_of(*command_ids: str) -> list[BindingType]:
    """Return the bindings of these commands only: what a pop-up needs of them."""
    return [_binding(command(command_id)) for command_id in command_ids]


def _binding(each: Command) -> Binding:
    return Binding(each.keys, each.call, each.label, show=False, id=each.id, system=True)


def room_of(each: Command) -> str:
    """Return the room in which a command works, where it does not everywhere."""
    for place in each.places:
        if place in ROOM_PLACES:
            return ROOM_PLACES[place]
    return ""


def default_keys() -> dict[str, str]:
    """Return command id → default keys, as `[keymap]` writes them."""
    return {c.id: c.keys for c in table()}


def keymap_of(config: Config) -> dict[str, str]:
    """Return the overrides of feeds.toml as Textual wants them.

    Raises ConfigError for an unknown command, or a key that two commands share.
    """
    known = default_keys()
    written = {name: ", ".join(keys_of(keys)) for name, keys in known.items()}
    config.validate_keymap(known, defaults=written)
    return {name: ",".join(keys_of(keys)) for name, keys in config.keymap.items()}


def keys_of(keys: str) -> list[str]:
    """Split "f1,g i" into its keys; a lone comma is the comma key."""
    if keys.strip() == ",":
        return ["comma"]
    return [part.strip() for part in keys.split(",") if part.strip()]


def chord_starts(keymap: Mapping[str, str]) -> dict[str, dict[str, Command]]:
    """Return first key → second key → command, of all keys that are two keys in a row."""
    starts: dict[str, dict[str, Command]] = {}
    for each in table():
        for key in keys_of(keymap.get(each.id, each.keys)):
            first, _, second = key.partition(" ")
            if second:
                starts.setdefault(first, {})[second.strip()] = each
    return starts


def shown_keys(each: Command, keymap: Mapping[str, str]) -> list[str]:
    """Return a command's keys as they are written on screen."""
    if each.also is not None and each.id not in keymap:
        return [each.also] if each.also else []
    return [key_name(key) for key in keys_of(keymap.get(each.id, each.keys))]


def keyed(text: str, keymap: Mapping[str, str]) -> str:
    """Put the key of a command where its id stands in braces; other braces are left alone.

    >>> keyed("{desk.undo} takes {it} back", {"desk.undo": "ctrl+r"})
    '^r takes {it} back'
    """

    def key(found: re.Match[str]) -> str:
        each = next((one for one in table() if one.id == found[1]), None)
        return next(iter(shown_keys(each, keymap)), each.label) if each else found[0]

    return _ID_IN_BRACES.sub(key, text) if "{" in text else text


def first_key(command_id: str, keymap: Mapping[str, str]) -> str:
    """Return the key of a command; where it has none, what finds it in the palette: ":our word"."""
    each = command(command_id)
    return next(iter(shown_keys(each, keymap)), f":{each.label}")


def key_name(key: str) -> str:
    """Return how a key is written on screen: "g i", "esc", "^p"."""
    if " " in key:
        return " ".join(key_name(part) for part in key.split())
    if key.startswith("ctrl+") and len(key) == 6:
        return f"^{key[-1]}"
    if len(key) > 1 and key[0] == "f" and key[1:].isdecimal():
        return key.upper()
    return _SHOWN.get(key, key)


def first_keys(
    ids: Sequence[str], keymap: Mapping[str, str], *, typing: bool = False
) -> Iterable[tuple[str, Command]]:
    """Return the first key of each command with the command: what a key bar shows.

    Where somebody types, that is the first one that is no letter.
    """
    for command_id in ids:
        each = command(command_id)
        shown = shown_keys(each, keymap)
        if typing:
            shown = [key for key in shown if len(key) > 1 and " " not in key]
        if shown:
            yield shown[0], each
