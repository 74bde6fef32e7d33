"""Whether those who are criticised are named."""

from __future__ import annotations

from collections.abc import Iterator

from reewriter.checks.spec import CheckSpec, Examined, named
from reewriter.formats import format_of
from reewriter.model import Finding, Severity

__all__ = ["CHECKS", "find"]

OUTLET = CheckSpec(
    "attribution.outlet",
    Severity.WARNING,
    "a critique does not name the outlet it judges",
    "Fill in the source's outlet.",
)
REPORTER = CheckSpec(
    "attribution.reporter",
    Severity.INFO,
    "a critique does not name the reporter",
    "Fill in the source's reporter, if the piece is signed.",
)
CHECKS = (OUTLET, REPORTER)


def find(examined: Examined) -> Iterator[Finding]:
    """Look at the source of every story that judges one."""
    for placed in examined.composition.above:
        story = placed.story
        if not format_of(story).judges or not story.critique.strip():
            continue
        source = story.source
        place = f"story/{story.id}/source"
        if source is None or not source.outlet.strip():
            yield OUTLET.finding(f"{place}/outlet", f"{named(story)} does not name its outlet")
        elif not source.reporter.strip():
            yield REPORTER.finding(
                f"{place}/reporter", f"{named(story)} does not name the reporter"
            )
