"""What of a story's texts goes out: all of them, or the beginning up to the editor's cut mark.

Knows no format of output.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reewriter.formats import Part, format_of, is_teaser, text_of
from reewriter.model import Story

__all__ = ["is_cut", "texts", "unmarked", "whole"]

_CUT = re.compile(r"^[ \t]*<!--[ \t]*more[ \t]*-->[ \t]*$", re.IGNORECASE | re.MULTILINE)
"""Alone on a line of a text: a teaser ends here."""
_HEADING = re.compile(r"[ \t]*#{1,6}(?:\s|$)")
_FENCE = re.compile(r"[ \t]*(?:```|~~~)")


def texts(story: Story) -> Iterator[tuple[Part, str]]:
    """Yield the parts of a story with what readers get of each, marks taken out.

    A teaser without a mark ends after the first paragraph of its first text.
    """
    written = [(part, text_of(story, part.name)) for part in format_of(story).parts]
    if not is_teaser(story):
        yield from whole(story)
        return
    marked = any(_CUT.search(text) for part, text in written if part.kind == "text")
    for part, text in written:
        cut = _CUT.search(text) if marked else None
        if part.kind == "text" and cut:
            yield part, text[: cut.start()]
            return
        body = part.kind == "text" and part.name != "tldr" and text.strip()
        if body and not marked:
            yield part, _first_paragraph(text)
            return
        yield part, text


def whole(story: Story) -> Iterator[tuple[Part, str]]:
    """Yield the parts of a story with all that is written, where a teaser leads to it."""
    for part in format_of(story).parts:
        yield part, unmarked(text_of(story, part.name))


def unmarked(text: str) -> str:
    """Return a text without its cut marks; what only looks like one is left in it."""
    return _CUT.sub("", text)


def is_cut(story: Story) -> bool:
    """Tell whether anything that is written stays behind."""
    runs, written = (
        [text.strip() for _, text in each if text.strip()] for each in (texts(story), whole(story))
    )
    return runs != written


def _first_paragraph(text: str) -> str:
    """Return the text up to the end of its first paragraph, with the headings before it."""
    kept: list[str] = []
    fenced = begun = False
    for line in text.strip().splitlines():
        if _FENCE.match(line):
            fenced = not fenced
        if begun and not fenced and not line.strip():
            break
        begun = begun or bool(line.strip() and not _HEADING.match(line))
        kept.append(line)
    return "\n".join(kept)
