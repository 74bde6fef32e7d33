"""What each story of an issue weighs in the mail, and where Gmail would cut; asks nobody."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from reewriter.checks.size import CLIP_BYTES
from reewriter.checks.spec import words_of
from reewriter.model import Composition

__all__ = ["HEADING", "Weight", "weigh"]

HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1\s*>", re.DOTALL | re.IGNORECASE)
"""A heading of HTML: its level, and what it says."""
_TAG = re.compile(r"<[^>]*>")
_ANY_TAG = re.compile(r"<!--.*?-->|<(/?)([a-z][a-z0-9]*)\b[^>]*>", re.DOTALL | re.IGNORECASE)
_VOID = frozenset({"br", "hr", "img", "wbr"})


@dataclass(frozen=True, slots=True)
class Weight:
    """The bytes of a mail."""

    total: int
    limit: int = CLIP_BYTES
    stories: dict[int, int] = field(default_factory=dict)
    """Story id → its bytes, of those whose place in the mail is known."""
    cut: int | None = None
    """The story in, or after, which Gmail cuts; None where it does not, or before the first."""
    hidden: int = 0
    """Bytes of that story that nobody sees; 0 where the cut comes after it."""

    @property
    def is_cut(self) -> bool:
        """Whether Gmail hides the end of the mail, the unsubscribe link with it."""
        return self.total > self.limit

    @property
    def kilobytes(self) -> float:
        """All of it."""
        return self.total / 1024


def weigh(composition: Composition, markup: str, *, limit: int = CLIP_BYTES) -> Weight:
    """Weigh a rendered issue story by story.

    A story begins at its headline and ends with the element that holds both it and the story's
    text, or at the next heading of its rank or a higher one; so what stands after the last one
    belongs to none.
    """
    marks = list(_marks(markup))
    total = _bytes(markup)
    begun: list[tuple[int, int]] = []
    found: dict[int, int] = {}
    at = 0
    for placed in composition.above:
        wanted = words_of(placed.story.headline)
        there = range(at, len(marks)) if wanted.strip() else ()
        here = next((n for n in there if marks[n][2] == wanted), None)
        if here is None:
            continue
        start, rank, _ = marks[here]
        end = next((mark[0] for mark in marks[here + 1 :] if mark[1] <= rank), len(markup))
        closed = _closing(markup, start, end)
        if closed - start > len(placed.story.critique) // 2:
            end = closed
        found[placed.story.id] = _bytes(markup[start:end])
        begun.append((_bytes(markup[:start]), placed.story.id))
        at = here + 1
    cut, hidden = _cut(begun, found, limit) if total > limit else (None, 0)
    return Weight(total, limit, found, cut, hidden)


def _closing(markup: str, start: int, end: int) -> int:
    """Return where the element ends in which `start` stands, at most `end`.

    A template may close it right behind the headline: then the text of the story is elsewhere.
    """
    depth = 0
    for tag in _ANY_TAG.finditer(markup, start, end):
        if tag[2] is None or tag[2].lower() in _VOID:
            continue
        depth += -1 if tag[1] else 1
        if depth < 0:
            return tag.start()
    return end


def _cut(begun: list[tuple[int, int]], found: dict[int, int], limit: int) -> tuple[int | None, int]:
    """Return the last story that begins before the limit, and how much of it is behind that."""
    last = bisect_right([start for start, _ in begun], limit) - 1
    if last < 0:
        return None, 0
    start, story_id = begun[last]
    return story_id, max(start + found[story_id] - limit, 0)


def _marks(markup: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each heading begins, its rank, and its words."""
    for match in HEADING.finditer(markup):
        words = words_of(html.unescape(_TAG.sub(" ", match[2])))
        yield match.start(), int(match[1]), words


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
