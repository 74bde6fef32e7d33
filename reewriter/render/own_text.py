"""The editor's own plain text in the place of the template's; made safe for every service."""

from __future__ import annotations

from reewriter.render.mergetags import PLACEHOLDERS, neutralise
from reewriter.text import clean

__all__ = ["own_text"]


def own_text(written: str) -> str:
    """Return what the editor wrote as it goes out: only our own placeholders are tags in it."""
    text = neutralise(clean(written))
    for tag in PLACEHOLDERS:
        text = text.replace(neutralise(tag), tag)
    return text.strip() + "\n"
