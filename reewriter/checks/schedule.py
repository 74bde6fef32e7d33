"""Whether the issue and its stories may go out at this time."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from reewriter.checks.spec import CheckSpec, Examined, named
from reewriter.model import Finding, IssueStatus, Severity
from reewriter.week import DAYS

__all__ = ["CHECKS", "find"]

EMBARGO = CheckSpec(
    "schedule.embargo",
    Severity.ERROR,
    "a story is under embargo",
    "Move the story to the bench, or wait until the embargo ends.",
    waivable=False,
)
WEEKDAY = CheckSpec(
    "schedule.weekday",
    Severity.INFO,
    "the issue is dated on a day without an issue",
    "Check the date, or add the day to publishing_days in feeds.toml.",
)
PAST = CheckSpec(
    "schedule.past",
    Severity.WARNING,
    "the issue is dated in the past",
    "Make an issue of today, or leave this one as it went out.",
)
CHECKS = (EMBARGO, WEEKDAY, PAST)


def find(examined: Examined) -> Iterator[Finding]:
    """Compare embargoes with now and the date with the publishing days."""
    publication = examined.brand.publication
    for placed in examined.composition.above:
        until = placed.story.embargo_until
        if until is not None and until > examined.facts.now:
            local = until.astimezone(ZoneInfo(publication.timezone))
            yield EMBARGO.finding(
                f"story/{placed.story.id}/embargo_until",
                f"{named(placed.story)} is under embargo until {local:%Y-%m-%d %H:%M %Z}",
            )
    date = examined.composition.issue.date
    day = DAYS[date.weekday()]
    if day not in publication.publishing_days:
        yield WEEKDAY.finding("issue.date", f"{date.isoformat()} is a {day}, no publishing day")
    today = examined.facts.now.astimezone(ZoneInfo(publication.timezone)).date()
    if date < today and examined.composition.issue.status is not IssueStatus.SENT:
        yield PAST.finding("issue.date", f"{date.isoformat()} is over")
