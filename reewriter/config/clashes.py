"""Takes the keys of commands apart and finds two that get in each other's way; knows no command."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

__all__ = ["find_clash", "split_keys"]


def split_keys(keys: str) -> list[str]:
    """Split "f1,g i" into its keys; a lone comma is the comma key."""
    if keys.strip() == ",":
        return ["comma"]
    return [" ".join(part.split()) for part in keys.split(",") if part.strip()]


def find_clash(
    keymap: Mapping[str, str],
    *,
    own: Collection[str],
    meet: Callable[[str, str], bool] | None = None,
) -> tuple[str, str, str] | None:
    """Return a key, the command of the user's that has it, and the command that had it before.

    "g" gets in the way of "g i", too: which of them was meant when g is pressed? Two commands that
    are not the user's `own` are left to the test of the key table.
    """
    if not own:
        return None
    taken: list[tuple[str, str]] = []
    for command, keys in keymap.items():
        for key in split_keys(keys):
            for other_key, other in taken:
                if other == command or not _collide(key, other_key):
                    continue
                if (command in own or other in own) and (meet is None or meet(other, command)):
                    return (key, command, other) if command in own else (other_key, other, command)
            taken.append((key, command))
    return None


def _collide(one: str, two: str) -> bool:
    return one == two or one.startswith(f"{two} ") or two.startswith(f"{one} ")
