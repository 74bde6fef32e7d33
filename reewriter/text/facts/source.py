"""The texts that quotations and figures are compared with; knows nothing of stories."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reewriter.text.facts.pasted import without_draft
from reewriter.text.facts.reading import Page, page

__all__ = ["Given", "Page", "SourceText", "Sources", "given", "looks_partial", "page"]


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source with what is known about it; a plain `str` does where nothing is."""

    text: str
    """Plain text or Markdown."""
    name: str = ""
    """The outlet, or a file's name: how an answer refers to it."""
    partial: bool = False
    """Whether there is more of it than we have: a teaser, or the beginning before a paywall."""
    published: date | None = None
    """Its day counts as a date the source has."""


Sources = str | SourceText | Sequence[str | SourceText]
"""One source or several."""

_LONGEST_STUB = 450
"""Words; a longer text is no teaser whatever stands at its end."""
_LONGEST_CUT = 200
"""Words; of a longer text three dots at the end mean nothing."""
_PAYWALL = re.compile(
    r"(?:subscribe|subscription|sign (?:in|up)|log ?in|register|become a (?:member|subscriber))"
    r"[^.\n]{0,60}(?:read|continue|access|unlock|full|rest|required)"
    r"|(?:continue|keep) reading|read (?:more|the (?:full|whole|rest|entire))"
    r"|(?:subscribers?|members?) only|(?:for|to) (?:subscribers|members)\b"
    r"|already a (?:subscriber|member)"
    r"|\[\+?\d+ (?:more )?char(?:acter)?s\]",
    re.IGNORECASE,
)
_CUT_OFF = re.compile(r"(?:…|\.{3,}|\[…\]|\[\.\.\.\]|\(more\))[)\]\s]*\Z", re.IGNORECASE)


def looks_partial(text: str) -> bool:
    """Say whether a text is only the beginning of one, by how it ends.

    >>> looks_partial("The mine will close in May. Subscribe to continue reading.")
    True
    """
    words = len(page(text).words)
    if words > _LONGEST_STUB:
        return False
    return bool(
        _PAYWALL.search(text, max(0, len(text) - 300))
        or (words <= _LONGEST_CUT and _CUT_OFF.search(text))
    )


@dataclass(frozen=True, slots=True)
class Given:
    """A source as a check works on it."""

    page: Page
    name: str
    partial: bool
    published: date | None


def given(source: Sources, draft: str) -> list[Given]:
    """Read all sources, without the draft itself in them."""
    if isinstance(source, (str, SourceText)):
        source = [source]
    found: list[Given] = []
    for one in source:
        whole = one if isinstance(one, SourceText) else SourceText(one)
        text = without_draft(whole.text, draft)
        partial = whole.partial or not page(text).words.keys or looks_partial(text)
        found.append(Given(page(text), whole.name, partial, whole.published))
    return found
