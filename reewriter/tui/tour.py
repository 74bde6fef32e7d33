"""What to press first in a room where nothing is yet, by the keys in force. Knows no widget."""

from __future__ import annotations

from collections.abc import Mapping

from reewriter.tui import commands
from reewriter.workspace import Workspace

__all__ = ["STEPS", "nothing", "tour"]

STEPS: dict[str, tuple[str, ...]] = {
    "no feeds": (
        "Nothing can come in yet: there are no feeds.",
        "{go.feeds}, then {desk.add}, adds one; {desk.add} here adds a single page",
        "{list.open} reads an item, {inbox.keep} keeps it for the issue, {inbox.skip} skips it",
        "{go.issue} orders what you kept; {desk.help} shows every key",
    ),
    "inbox": (
        "Nothing has come in yet.",
        "{desk.fetch} fetches what your feeds have; {go.feeds} shows which they are",
        "{list.open} reads an item, {inbox.keep} keeps it for the issue, {inbox.skip} skips it",
        "{go.issue} orders what you kept; {desk.help} shows every key",
    ),
    "story": (
        "No story yet.",
        "Keep an item in the inbox ({go.inbox}, then {inbox.keep}): its story opens here",
        "{story.highlight} writes a highlight, {story.critique} the critique beside the source",
        "what you type is saved at once; {desk.undo} takes it back",
    ),
    "issue": (
        "Nothing in this issue yet.",
        "Keep items in the inbox ({go.inbox}, then {inbox.keep}): stories come to the bench here",
        "{issue.line} brings a story above the line: it goes out; {issue.section} moves it",
        "{story.headline} writes the subject, {desk.preview} shows the mail, {desk.export} exports",
    ),
    "archive": (
        "No issue yet.",
        "{go.issue} makes the one of the next publishing day",
        "{desk.export} exports it as files or as a draft; nothing is ever sent",
        "what went out stands here, with where and when",
    ),
    "feeds": (
        "No feeds yet.",
        "{desk.add} adds one by its address, or by that of its site",
        "`reewriter feeds import FILE` brings the list of another feed reader",
        "{desk.fetch} fetches the feed under the cursor; elsewhere, all that are due",
    ),
}
"""One line of what is missing, three of what to press."""


def tour(room: str, keymap: Mapping[str, str]) -> tuple[str, ...]:
    """Return the lines of a room."""

    return tuple(commands.keyed(line, keymap) for line in STEPS[room])


def nothing(
    workspace: Workspace, empty: tuple[str, ...], typed: str, keymap: Mapping[str, str]
) -> tuple[str, ...]:
    """Say why a list of items is empty; before the first fetch, what to press."""
    if typed:
        return ("Nothing found.", commands.keyed("{desk.back} clears the search", keymap))
    if any(workspace.triage.counts().values()):
        return tuple(commands.keyed(line, keymap) for line in empty)
    return tour("inbox" if workspace.config.feeds else "no feeds", keymap)
