"""How a room asks the story room to pin or to go on from a citation. Knows neither room."""

from __future__ import annotations

from reewriter.model import Source, Story
from reewriter.text.words import counted
from reewriter.tui.widgets.source_reader import SourceReader

__all__ = ["CITED", "PIN", "Span", "chosen", "cite_target", "pin_target"]

Span = tuple[int, int]
PIN, CITED = "pin", "cited"


def pin_target(story: Story, source: Source, span: Span) -> str:
    """Return what the room is asked for to begin a highlight that rests on a passage."""
    return f"{story.id}/{PIN}/{source.id}/{span[0]}/{span[1]}"


def cite_target(story: Story, end: int) -> str:
    """Return what the room is asked for to go on in the critique behind a quotation."""
    return f"{story.id}/{CITED}/{end}"


def chosen(event: SourceReader.Marked) -> str:
    """Say how much is chosen: "2 sentences, 41 words"."""
    return f"{counted(event.several, 'sentence')}, {counted(event.words, 'word')}"
