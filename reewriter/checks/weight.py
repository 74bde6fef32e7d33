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

__all__ = ["Weight", "weigh"]

_HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


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

    A story begins at its headline and ends at the next heading of its rank or a higher one; so
    what stands after the last one belongs to none.
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
        end = next((mark[0] for mark in marks[here + 1 :] if mark[1] <= rank), total)
        found[placed.story.id] = end - start
        begun.append((start, placed.story.id))
        at = here + 1
    cut, hidden = _cut(begun, found, limit) if total > limit else (None, 0)
    return Weight(total, limit, found, cut, hidden)


def _cut(begun: list[tuple[int, int]], found: dict[int, int], limit: int) -> tuple[int | None, int]:
    """Return the last story that begins before the limit, and how much of it is behind that."""
    last = bisect_right([start for start, _ in begun], limit) - 1
    if last < 0:
        return None, 0
    start, story_id = begun[last]
    return story_id, max(start + found[story_id] - limit, 0)


def _marks(markup: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each heading begins, in bytes, its rank, and its words."""
    done = size = 0
    for match in _HEADING.finditer(markup):
        size += _bytes(markup[done : match.start()])
        done = match.start()
        yield size, int(match[1]), words_of(html.unescape(_TAG.sub(" ", match[2])))


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
