"""Whether the three formats tell the same stories."""

from __future__ import annotations

from collections.abc import Iterator

from reewriter.checks.spec import CheckSpec, Examined, excerpt, words_of
from reewriter.model import Finding, Severity

__all__ = ["CHECKS", "find"]

HEADLINE = CheckSpec(
    "parity.headline",
    Severity.ERROR,
    "a format leaves a story out",
    "Compare the templates: each format must show every story above the line.",
)
CHECKS = (HEADLINE,)

_NAMES = {"html": "HTML", "markdown": "Markdown", "text": "plain text"}


def find(examined: Examined) -> Iterator[Finding]:
    """Look for each headline in each format."""
    for placed in examined.composition.above:
        headline = words_of(placed.story.headline)
        for format_, name in _NAMES.items():
            if headline.strip() and headline not in examined.words[format_]:
                yield HEADLINE.finding(
                    format_, f"The {name} lacks “{excerpt(placed.story.headline)}”"
                )
