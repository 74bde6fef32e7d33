"""Decides whether what is pasted onto a source is the article. Attaches nothing."""

from __future__ import annotations

from reewriter.desk.evidence import prose_words
from reewriter.errors import UsageError
from reewriter.text import import_paste
from reewriter.text.words import counted

__all__ = ["pasted"]

_LEAST = 40
"""Words; fewer are a slip of the mouse, and no article."""


def pasted(text: str, there: int, *, hint: str) -> str:
    """Return a pasted article as Markdown; raises UsageError where it is not more than is there.

    `hint` says how a text that is shorter is taken nevertheless.
    """
    markdown = import_paste(text).markdown
    words = prose_words(markdown)
    if words < _LEAST:
        raise UsageError(
            f"{counted(words, 'word')} pasted: too few for an article",
            hint=hint,
        )
    if words <= there:
        raise UsageError(
            f"{counted(words, 'word')} pasted; the {there:,} of the source stay",
            hint=hint,
        )
    return markdown
