"""Prints an issue as an outline: sections, the line, the bench. For people only."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby
from typing import TYPE_CHECKING

from reewriter.cli.output import echo, one_line
from reewriter.cli.times import local
from reewriter.desk.skeleton import subjects_of

if TYPE_CHECKING:
    from reewriter.model import Issue, Placed
    from reewriter.workspace import Workspace

__all__ = ["outline"]


def outline(workspace: Workspace, issue: Issue, *, marked: Collection[int] = ()) -> None:
    """Print what stands where; the stories `marked` were just changed."""
    composition = workspace.issues.composition(issue)
    late = workspace.groups.late([entry.story.id for entry in composition.placed])
    more = {story_id: len(rows) for story_id, rows in late.items()}
    due = local(issue.due_at, workspace.brand.publication, none="no hour")
    echo(f"{issue.edition} · No. {issue.number} · {issue.status.value} · due {due}", look="head")
    echo(f"subject    {issue.subject or '(none yet)'}")
    if issue.subjects:
        for number, text in enumerate(filter(None, subjects_of(issue)), 1):
            echo(f"{'>' if text == issue.subject else ' '} {number}        {text}", look="dim")
    echo(f"preheader  {issue.preheader or '(none yet)'}")
    if issue.own_text:
        echo("text       by hand: `reewriter issue text` prints it")
    for section, entries in groupby(composition.above, key=lambda entry: entry.section):
        echo()
        echo(section, look="head")
        for entry in entries:
            _line(entry, marked, more.get(entry.story.id, 0))
    if not composition.above:
        echo()
        echo("(nothing above the line yet: `reewriter story place ID`)", look="dim")
    if composition.bench:
        echo()
        echo("On the bench", look="head")
        for entry in composition.bench:
            _line(entry, marked, more.get(entry.story.id, 0))


def _line(entry: Placed, marked: Collection[int], more: int) -> None:
    from reewriter.desk.skeleton import words_written
    from reewriter.text.words import counted

    story = entry.story
    mark = ">" if story.id in marked else " "
    words = words_written(story)
    facts = f"{counted(len(story.highlights), 'highlight')}, {counted(words, 'word')}"
    if more:
        facts += f", +{counted(more, 'source')}: `reewriter story adopt {story.id}`"
    headline = one_line(story.headline) or "(no headline)"
    where = f" [{entry.section}]" if entry.bench else ""
    echo(f"{mark} {story.id:>4}  {headline}{where}  ({facts})")
