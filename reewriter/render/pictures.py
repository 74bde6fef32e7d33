"""Pictures of stories as templates see them: files of the media folder, and no others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from reewriter.model import Composition, Image, Look, Story
from reewriter.text import clean_line

__all__ = ["files", "is_ours", "pictures"]

_OURS = re.compile(r"media/[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9]+)+")
_COLUMN = 552
"""Pixels between the margins of the mail's one column."""
_BOX = 509
"""The same inside a box, as that of a sponsor."""
_UNKNOWN = (600, 400)


def is_ours(image: Image) -> bool:
    """Tell whether a picture is a file of the media folder, which nothing leads out of."""
    return bool(_OURS.fullmatch(image.path))


def pictures(story: Story, address: Callable[[str], str]) -> Iterator[dict[str, object]]:
    """Describe the pictures of a story; none is shown wider than it is, or than there is room."""
    for image in filter(is_ours, story.images):
        room = _BOX if story.format == "sponsor" else _COLUMN
        width, height = image.width or _UNKNOWN[0], image.height or _UNKNOWN[1]
        shown = min(width, room)
        facts = (clean_line(image.credit), clean_line(image.rights))
        yield {
            "src": address(image.path),
            "alt": clean_line(image.alt),
            "width": shown,
            "height": max(1, round(height * shown / width)),
            "credit": facts[0],
            "rights": facts[1],
            "caption": " · ".join(filter(None, facts)),
        }


def files(composition: Composition, look: Look) -> tuple[Path, ...]:
    """Return the picture files that an issue names, in reading order, each once."""
    logo = Image(look.logo, "")
    images = (logo, *(image for placed in composition.above for image in placed.story.images))
    return tuple(dict.fromkeys(Path(image.path) for image in images if is_ours(image)))
