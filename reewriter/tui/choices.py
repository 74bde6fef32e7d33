"""What the palette offers: commands, stories, issues, feeds, found by a few letters. No widget."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal

from textual.fuzzy import FuzzySearch

from reewriter.tui import commands, paint
from reewriter.tui.commands import Command
from reewriter.tui.views import views_for
from reewriter.values import dataclass
from reewriter.workspace import Workspace

__all__ = ["Choice", "choices_for", "matching"]

_MOST = 300
"""Stories and issues offered, newest first."""
_MOVING = ("list.", "desk.next", "desk.previous", "desk.back")
"""What is mostly a key; it stands last."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the palette."""

    kind: Literal["command", "view", "story", "issue", "feed"]
    label: str
    target: str
    """A command's or a story's id, a view's key, an edition, a feed's id."""
    key: str = ""
    help: str = ""


def choices_for(
    workspace: Workspace, places: Collection[str], keymap: Mapping[str, str]
) -> list[Choice]:
    """Return everything the palette can offer; what works on these places stands first."""
    found = _commands(workspace.config.sections, places, keymap)
    config = workspace.config
    found += [
        Choice("view", paint.clip(view.name, 200), view.key)
        for view in views_for(config.sections, saved=config.views)
    ]
    found += [
        Choice("story", paint.clip(story.headline or f"story {story.id}", 200), str(story.id))
        for story in workspace.writing.listed()[:_MOST]
    ]
    for issue in workspace.issues.listed()[:_MOST]:
        subject = f" · {issue.subject}" if issue.subject else ""
        label = paint.clip(f"No. {issue.number} {issue.edition}{subject}", 200)
        found.append(Choice("issue", label, issue.edition))
    for feed in workspace.wire.feeds():
        found.append(Choice("feed", paint.clip(feed.name, 200), str(feed.id)))
    return found


def _commands(
    sections: Sequence[str], places: Collection[str], keymap: Mapping[str, str]
) -> list[Choice]:
    """Return every command of the desk; one per section for those that keep into one."""
    here = {each.id for each in commands.commands_at(*places)}

    def rank(each: Command) -> tuple[bool, bool]:
        return each.id.startswith(_MOVING), each.id not in here

    found: list[Choice] = []
    for each in sorted(commands.table(), key=rank):
        key, about = next(iter(commands.shown_keys(each, keymap)), ""), each.help
        family, _, number = each.id.rpartition("-")
        if family == "inbox.keep" and number.isdecimal():
            if int(number) > len(sections):
                continue
            key = next(iter(commands.keys_of(keymap.get(each.id, each.keys))), "")
            about = f"Keep into {paint.clip(sections[int(number) - 1], 60)}."
        if each.id != "desk.palette":
            found.append(Choice("command", each.label, each.id, key, about))
    return found


def matching(choices: Sequence[Choice], typed: str, *, limit: int = 100) -> list[Choice]:
    """Return the choices that fit best first; all of them, as they stand, for nothing typed."""
    typed = typed.strip()
    if not typed:
        return list(choices[:limit])
    search = FuzzySearch()
    scored = [(_score(search, typed, choice), -at) for at, choice in enumerate(choices)]
    best: Iterable[tuple[float, int]] = sorted(scored, reverse=True)
    return [choices[-at] for score, at in best if score > 0][:limit]


def _score(search: FuzzySearch, typed: str, choice: Choice) -> float:
    text = f"{choice.label} {choice.help}" if choice.kind == "command" else choice.label
    if all(part in text.casefold() for part in typed.casefold().split()):
        return 1000 - text.casefold().find(typed.casefold().split()[0])
    return float(search.match(typed, choice.label)[0])
