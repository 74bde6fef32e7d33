"""Says in an editor's words what a change of a story is: what undo and redo will call it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reewriter.desk.writing import called
from reewriter.formats import PARTS
from reewriter.model import Edit, Highlight, Issue, Story
from reewriter.text.words import truncate

__all__ = ["called_noun", "edited", "fields_of", "of_highlights", "of_issue"]

_WORDS = {
    "tldr": "TL;DR",
    "url": "link",
    "own_url": "our link",
    "embargo_until": "embargo",
    "published": "date",
    "moves": "moves",
    "suggested": "suggestions",
    "extra": "parts",
    "subjects": "further subjects",
    "due_at": "due time",
    "sections": "order of sections",
    "own_text": "plain text",
    "own_text_of": "plain text",
    **{name: part.title.lower() for name, part in PARTS.items() if name != "tldr"},
}
"""Fields whose own names are not what an editor would say."""
_MANY = 3
"""So many fields are named; of more it is said how many they are."""


def edited(story: Story, fields: Iterable[str]) -> str:
    """Name a change of a story's fields: "headline and deck of “A port that waits”"."""
    return _said(fields, called(story))


def of_highlights(story: Story, lines: Sequence[Highlight]) -> str:
    """Name what one stroke did to highlights: removed, moved, wrote, reworded one; else ""."""
    old, new = [line.text for line in story.highlights], [line.text for line in lines]
    if len(new) == len(old) - 1:
        at = next((n for n, text in enumerate(new) if text != old[n]), len(new))
        if old[:at] + old[at + 1 :] == new:
            return f"removed the highlight “{truncate(old[at], 40)}”"
    if old != new and sorted(old) == sorted(new):
        return f"moved a highlight of {called(story)}"
    if len(new) == len(old) + 1 and any(new[:at] + new[at + 1 :] == old for at in range(len(new))):
        return f"wrote a highlight of {called(story)}"
    if len(new) == len(old) and sum(a != b for a, b in zip(old, new, strict=True)) == 1:
        return f"reworded a highlight of {called(story)}"
    return ""


def of_issue(issue: Issue, fields: Iterable[str]) -> str:
    """Name a change of an issue's fields: "subject and preheader of No. 214"."""
    return _said(fields, f"No. {issue.number}")


def _said(fields: Iterable[str], whose: str) -> str:
    words = list(dict.fromkeys(_WORDS.get(name, name.replace("_", " ")) for name in fields))
    if not words:
        return whose
    if len(words) > _MANY:
        return f"{len(words)} fields of {whose}"
    *some, last = words
    return f"{', '.join(some)} and {last} of {whose}" if some else f"{last} of {whose}"


def called_noun(noun: Issue | Story) -> str:
    """Name an issue by its edition, a story by its headline."""
    return f"issue {noun.edition}" if isinstance(noun, Issue) else called(noun)


def fields_of(edits: Iterable[Edit]) -> list[str]:
    """Return the fields that edits set; parts of a story's format by their own names."""
    found: dict[str, None] = {}
    for edit in edits:
        before, after = edit.before or {}, edit.after or {}
        for name in after:
            old, new = before.get(name), after[name]
            if name == "extra" and isinstance(old, dict) and isinstance(new, dict):
                changed = [key for key in {**old, **new} if old.get(key) != new.get(key)]
                found |= dict.fromkeys(changed)
            else:
                found[name] = None
    return list(found)
