"""Whether the HTML fits where Gmail would cut it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from reewriter.checks.spec import CheckSpec, Examined, named, words_of
from reewriter.model import Composition, Finding, Placed, Severity

__all__ = ["CHECKS", "CLIP_BYTES", "LARGE_BYTES", "clipped_at", "find"]

LARGE_BYTES = 92_160
"""From here on a service's tracking links may push the mail over the limit."""
CLIP_BYTES = 102_400
"""Gmail shows no more than this and hides the rest, footer and unsubscribe link included."""

CLIPPED = CheckSpec(
    "size.clipped",
    Severity.ERROR,
    "the HTML is over 102,400 bytes: Gmail cuts it",
    "Move stories to the bench or shorten the longest.",
)
LARGE = CheckSpec(
    "size.large",
    Severity.WARNING,
    "the HTML is over 92,160 bytes: tracking links may push it over Gmail's limit",
    "Move a story to the bench or shorten the longest.",
)
CHECKS = (CLIPPED, LARGE)

_HEADING = re.compile(r"<h[1-6]\b[^>]*>(.*?)</h[1-6]\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def find(examined: Examined) -> Iterator[Finding]:
    """Weigh the HTML; name the story at which it would be cut."""
    markup = examined.rendered.html
    size = len(markup.encode("utf-8", "surrogatepass"))
    if size > CLIP_BYTES:
        where, at = "html", "before its first story"
        if placed := clipped_at(examined.composition, markup):
            where, at = (
                f"story/{placed.story.id}/critique",
                f"at {named(placed.story)}",
            )
        yield CLIPPED.finding(where, f"The HTML has {size:,} bytes: Gmail cuts it {at}")
    elif size > LARGE_BYTES:
        yield LARGE.finding("html", f"The HTML has {size:,} bytes of Gmail's {CLIP_BYTES:,}")


def clipped_at(composition: Composition, markup: str) -> Placed | None:
    """Return the last story that begins before Gmail's cut; None if none does."""
    kept = markup.encode("utf-8", "surrogatepass")[:CLIP_BYTES].decode("utf-8", "ignore")
    begun = {words_of(html.unescape(_TAG.sub(" ", m[1]))) for m in _HEADING.finditer(kept)}
    last = None
    for placed in composition.above:
        if words_of(placed.story.headline) in begun:
            last = placed
    return last
