"""Whether the texts hold what they promise: text under headings, an attachment, enough words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reewriter.checks.spec import CheckSpec, Examined, excerpt, passages
from reewriter.model import Finding, Severity

__all__ = ["CHECKS", "find"]

WORDS = (50, 5000)

EMPTY_SECTION = CheckSpec(
    "content.empty_section",
    Severity.WARNING,
    "a heading with nothing under it",
    "Write what belongs there, or take the heading out.",
)
LENGTH = CheckSpec(
    "content.length",
    Severity.INFO,
    "an issue of fewer than 50 or more than 5,000 words",
    "Readers give a daily mail a few minutes.",
)
ATTACHMENT = CheckSpec(
    "content.attachment",
    Severity.INFO,
    "a text speaks of an attachment, and mails of a list have none",
    "Link to the file instead.",
)
CHECKS = (EMPTY_SECTION, LENGTH, ATTACHMENT)

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_ATTACHED = re.compile(
    r"\b(?:(?:is|are|see|find|the) attached|attached (?:is|are|file|pdf|document)"
    r"|in the attachment)\b",
    re.IGNORECASE,
)


def find(examined: Examined) -> Iterator[Finding]:
    """Read every text of the editor's that goes out, and count the words of them all."""
    for passage in passages(examined.composition):
        for heading in _empty(passage.text):
            said = f"Nothing stands under “{excerpt(heading, 40)}” in {passage.name}"
            yield EMPTY_SECTION.finding(passage.where, said, about=heading)
        if found := _ATTACHED.search(passage.text):
            yield ATTACHMENT.finding(passage.where, f"“{found[0]}” stands in {passage.name}")
    count = examined.words["text"].count(" ") - 1
    if examined.composition.above and not WORDS[0] <= count <= WORDS[1]:
        yield LENGTH.finding("issue.stories", f"The issue has {count:,} words")


@lru_cache(512)
def _empty(text: str) -> tuple[str, ...]:
    """Return the headings after which the text ends, or another of their level or above comes."""
    empty: list[str] = []
    open_: tuple[int, str] | None = None
    fenced = False
    for line in text.splitlines():
        fenced = fenced != bool(_FENCE.match(line))
        found = None if fenced else _HEADING.match(line)
        if found:
            if open_ and len(found[1]) <= open_[0]:
                empty.append(open_[1])
            open_ = (len(found[1]), found[2])
        elif line.strip():
            open_ = None
    return (*empty, open_[1]) if open_ else tuple(empty)
