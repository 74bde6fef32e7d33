"""Names the key of the desk where a text names what the command line would do. Runs nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from reewriter.patterns import pattern
from reewriter.tui import commands
from reewriter.tui.elsewhere import PLACES

__all__ = ["INSTEAD", "at_desk"]

INSTEAD: dict[str, str] = {
    "facts word": "story.word",
    "image add": "story.pictures",
    "image list": "story.pictures",
    "issue history": "story.history",
    "issue list": "go.archive",
    "issue text": "issue.plain-text",
    "issue text --clear": "issue.made-text",
    "issue text --keep": "issue.waive",
    "item join": "inbox.join",
    "item text": "reader.full-text",
    "rules list": "desk.rules",
    "story history": "story.history",
    "story moves": "story.moves-form",
    "story place": "issue.line",
    "story suggest": "story.suggest",
    "story text": "reader.full-text",
}
"""Command of the command line, with options where they make it another → command of the desk."""

_CALL = pattern(r"`(?:reewriter )?([a-z]+ [a-z]+[^`\n]*)`")
_WORD = pattern(r"(?:--)?[a-z][a-z-]*")


def at_desk(
    text: str, keymap: Mapping[str, str], here: Collection[str], *, typing: bool = False
) -> str:
    """Write a hint of the checks or the workspace as the desk says it.

    `here` are the places of the command table in sight; a key that works elsewhere says where.
    Where somebody types, escape comes before a letter.

    >>> at_desk("Put it on the list: `reewriter facts word`.", {}, {"story"})
    'Put it on the list: O.'
    >>> at_desk("`item join` makes it part of a story.", {}, {"story"})
    '& in the inbox makes it part of a story.'
    """

    def key(found: re.Match[str]) -> str:
        words = [word for word in found[1].split() if _WORD.fullmatch(word)]
        names = (" ".join(words[:count]) for count in range(len(words), 1, -1))
        command_id = next((INSTEAD[name] for name in names if name in INSTEAD), "")
        if not command_id:
            return found[0]
        name = commands.first_key(command_id, keymap)
        places = commands.command(command_id).places
        if not {"everywhere", *here}.isdisjoint(places):
            return f"esc {name}" if typing and name[:1].isalnum() and len(name) < 4 else name
        where = next((PLACES[place] for place in places if place in PLACES), "")
        return f"{name} in {where}" if where else name

    return _CALL.sub(key, text) if "`" in text else text
