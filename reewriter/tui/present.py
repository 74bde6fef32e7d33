"""What most keys of the story room need: that there is a story."""

from __future__ import annotations

from reewriter.errors import UsageError
from reewriter.model import Story

__all__ = ["present"]


def present(story: Story | None) -> Story:
    """Return the story of the room; raises UsageError where it is empty."""
    if story is None:
        raise UsageError(
            "there is no story here", hint="Keep an item of the inbox, or open one of the issue."
        )
    return story
