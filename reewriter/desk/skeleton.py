"""Decides what an issue is made of besides its stories: its subjects, its order of sections."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from reewriter.formats import format_of, text_of
from reewriter.model import Issue, Story
from reewriter.text.words import count_words

__all__ = [
    "CUTS",
    "SUBJECTS",
    "another",
    "cuts",
    "like",
    "move_section",
    "pick",
    "rewritten",
    "subjects_of",
    "words_in",
    "words_written",
]

SUBJECTS = 3
"""How many subjects stand side by side."""
CUTS = (40, 90, 140)
"""Characters of a preheader that inboxes show: of a phone, of a narrow list, of a wide one."""


def subjects_of(issue: Issue) -> tuple[str, ...]:
    """Return the subjects to choose from, as they stand side by side; "" where none is yet.

    The subject that is taken keeps its place among them; one that is not among them comes first.
    """
    found = [text for text in issue.subjects if text]
    if issue.subject and issue.subject not in found:
        found.insert(0, issue.subject)
    return (*found, *("" for _ in range(SUBJECTS - len(found))))


def pick(issue: Issue, number: int) -> dict[str, object]:
    """Take one of the subjects, counted from 0; all of them stay where they stand.

    Returns nothing where there is none of that number, or it is taken already.
    """
    known = subjects_of(issue)
    wanted = known[number] if 0 <= number < len(known) else ""
    if not wanted or wanted == issue.subject:
        return {}
    changes: dict[str, object] = {"subject": wanted}
    kept = tuple(filter(None, known))
    if kept != issue.subjects:
        changes["subjects"] = kept
    return changes


def another(issue: Issue) -> dict[str, object]:
    """Put the subject aside and begin another one; nothing, where there is none to put aside."""
    if not issue.subject:
        return {}
    return {"subject": "", "subjects": tuple(filter(None, subjects_of(issue)))}


def rewritten(issue: Issue, subject: str) -> dict[str, object]:
    """Write the subject; where it stands among others, it is that one that is written.

    An emptied one goes, and leaves the others.
    """
    if issue.subject not in issue.subjects or subject == issue.subject:
        return {"subject": subject}
    at = issue.subjects.index(issue.subject)
    kept = [text for n, text in enumerate(issue.subjects) if n != at and text != subject]
    if subject:
        kept.insert(min(at, len(kept)), subject)
    return {"subject": subject, "subjects": tuple(kept)}


def cuts(preheader: str) -> list[tuple[int, str]]:
    """Return what inboxes show of a preheader, the shortest first, until one shows all of it."""
    found: list[tuple[int, str]] = []
    for most in CUTS:
        whole = len(preheader) <= most
        found.append((most, preheader if whole else preheader[: most - 1].rstrip() + "…"))
        if whole:
            break
    return found


def move_section(
    issue: Issue, house: Sequence[str], shown: Collection[str], name: str, by: int
) -> tuple[str, ...]:
    """Return the order in which a section has changed places with the next one that is shown.

    At the very top or bottom the order is what it was.
    """
    order = list(issue.ordered(house))
    order += [other for other in shown if other not in order]
    seen = [other for other in order if other in shown]
    at = seen.index(name) + (1 if by > 0 else -1)
    if 0 <= at < len(seen):
        other = seen[at]
        order.remove(name)
        order.insert(order.index(other) + (1 if by > 0 else 0), name)
    return tuple(order)


def like(issue: Issue, earlier: Issue) -> dict[str, object]:
    """Return what an issue takes from an earlier one: intro and order of sections.

    What has been written already stays, and so does an order of its own.
    """
    taken = {name: getattr(earlier, name) for name in ("intro", "sections")}
    return {name: value for name, value in taken.items() if value and not getattr(issue, name)}


def words_in(story: Story) -> int:
    """Count the words of a story that readers get."""
    texts = [story.headline, story.deck, *(h.text for h in story.highlights)]
    return sum(map(count_words, texts)) + words_written(story)


def words_written(story: Story) -> int:
    """Count the words of the texts of its format: of a new story there are none."""
    return sum(count_words(text_of(story, part.name)) for part in format_of(story).parts)
