"""Decides whether what is pasted onto a source is the article. Attaches nothing."""

from __future__ import annotations

from reewriter.desk.evidence import prose_words
from reewriter.errors import UsageError
from reewriter.text import import_paste
from reewriter.text.words import counted

__all__ = ["pasted"]

_LEAST = 40
"""Words; fewer are a slip of the mouse, and no article."""


def pasted(text: str, there: int) -> str:
    """Return a pasted article as Markdown; raises UsageError where it is not more than is there."""
    markdown = import_paste(text).markdown
    words = prose_words(markdown)
    if words < _LEAST:
        raise UsageError(
            f"{counted(words, 'word')} pasted: too few for an article",
            hint="P writes the source's text, however short.",
        )
    if words <= there:
        raise UsageError(
            f"{counted(words, 'word')} pasted; the {there:,} of the source stay",
            hint="P writes the source's text, however short.",
        )
    return markdown
