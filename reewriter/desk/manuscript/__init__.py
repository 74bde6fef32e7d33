"""A whole issue as one Markdown file: written, read back, and compared with what is stored.

A head, the intro, `# Section`, `## 12: Headline`, lines `field: value`, then the texts under
`### Highlights`, `### Critique`, `### TLDR`, `### Note`. A line of a text that looks like one of
these headings stands there with a backslash in front.
"""

from __future__ import annotations

from reewriter.desk.manuscript.collating import (
    StoryChanges,
    as_it_was,
    issue_changes,
    order,
    story_as_it_was,
    story_changes,
)
from reewriter.desk.manuscript.form import Manuscript, ManuscriptError, Written, sections_of
from reewriter.desk.manuscript.reading import edition_of, read, read_story
from reewriter.desk.manuscript.remotes import NamedDraft, remotes_of
from reewriter.desk.manuscript.rests import Rest
from reewriter.desk.manuscript.writing import dump, dump_story

__all__ = [
    "Manuscript",
    "ManuscriptError",
    "NamedDraft",
    "Rest",
    "StoryChanges",
    "Written",
    "as_it_was",
    "dump",
    "dump_story",
    "edition_of",
    "issue_changes",
    "order",
    "read",
    "read_story",
    "remotes_of",
    "sections_of",
    "story_as_it_was",
    "story_changes",
]
