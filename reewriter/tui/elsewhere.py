"""Says where a key works that does nothing here; from the one table. Runs no command."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from reewriter.tui import commands
from reewriter.tui.commands import Command

__all__ = ["PLACES", "by_key", "elsewhere", "works_in"]

PLACES = {
    "inbox": "the inbox",
    "story": "the story",
    "issue": "the issue",
    "feeds": "the feeds",
    "highlights": "the list of highlights",
    "suggestions": "the list of suggestions",
    "choice": "a choice of values",
    "list": "a list",
    "reader": "an article",
}
"""Places of the table in words; those not named here are parts of one that is."""


def by_key(keymap: Mapping[str, str]) -> dict[str, Command]:
    """Return every key that is in force with its command."""
    return {
        key: each
        for each in commands.table()
        for key in commands.keys_of(keymap.get(each.id, each.keys))
    }


def works_in(each: Command, keymap: Mapping[str, str]) -> str:
    """Return where a command works, and how to go there: "the story (g r), the issue (g s)"."""
    rooms = {c.id: c for c in commands.table() if c.id.startswith("go.")}
    said = []
    for place in each.places:
        name = PLACES.get(place)
        go = rooms.get(f"go.{place}")
        if name and go is not None:
            keys = commands.shown_keys(go, keymap)
            name = f"{name} ({keys[-1]})" if keys else name
        if name:
            said.append(name)
    return ", ".join(said)


def elsewhere(
    pressed: Collection[str],
    known: Mapping[str, Command],
    here: Collection[str],
    keymap: Mapping[str, str],
) -> str:
    """Say where a key works that no command of these places has; "" for one that means nothing.

    `pressed` is what the key is called, as "exclamation_mark" and "!".
    """
    each = next((known[name] for name in pressed if name in known), None)
    if each is None or set(each.places) & set(here):
        return ""
    where = works_in(each, keymap)
    key = commands.key_name(next(name for name in pressed if name in known))
    return f"{key} {each.label}: works in {where}" if where else ""
