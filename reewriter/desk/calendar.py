"""Decides which issue is open now, from the publication's days and hour; reads no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from reewriter.errors import UsageError
from reewriter.model import Issue, IssueStatus, Publication
from reewriter.patterns import pattern
from reewriter.week import DAYS, WEEKDAYS

__all__ = [
    "YEARS",
    "before",
    "due_at",
    "gaps",
    "is_over",
    "is_overdue",
    "later_choices",
    "later_than",
    "next_date",
    "next_number",
    "parse_date",
    "weekdays",
    "zone",
]

_FAR = 366
YEARS = range(1900, 3000)
"""Other years are slips of the hand, and the very first and last have no time in every zone."""
_SPAN = pattern(r"([1-9]\d{0,2})([hdw])")
_CLOCK = pattern(r"\d{1,2}:\d\d")
_LATER = "Write 3h, 2d, 1w, 18:30, monday 14:00, or a day to come as 2026-03-05."
"""How it is said until when something is put off."""
_HOURS = {"afternoon": time(13), "evening": time(18)}
"""Parts of today until which something is put off."""


def zone(publication: Publication) -> ZoneInfo:
    """Return the workspace's time zone, in which a person sees every time."""
    return ZoneInfo(publication.timezone)


def due_at(publication: Publication, day: date) -> datetime:
    """Return when the issue of a day must go out, in UTC."""
    hour, minute = (int(part) for part in publication.due.split(":"))
    local = datetime.combine(day, time(hour, minute), tzinfo=zone(publication))
    return local.astimezone(UTC)


def weekdays(publication: Publication) -> set[int]:
    """Return the days on which issues go out, Monday being 0; all of them where none is named."""
    return {DAYS.index(name) for name in publication.publishing_days} or set(range(7))


def next_date(
    publication: Publication,
    now: datetime,
    taken: Mapping[date, IssueStatus],
    *,
    postponed: Mapping[date, datetime] | None = None,
) -> date:
    """Return the next publishing day whose due time has not passed and which is not sent.

    `taken` is the status of the issues there are, `postponed` when they must go out, where that
    is later than usual.
    """
    days = weekdays(publication)
    day = now.astimezone(zone(publication)).date()
    for _ in range(_FAR):
        open_still = taken.get(day) is not IssueStatus.SENT
        usual = due_at(publication, day)
        due = max(usual, (postponed or {}).get(day, usual))
        if day.weekday() in days and due > now and open_still:
            return day
        day += timedelta(days=1)
    return day


def next_number(publication: Publication, numbers: Iterable[int]) -> int:
    """Return the number of the next new issue: one more than the highest, or the first."""
    return max(numbers, default=publication.first_number - 1) + 1


def gaps(numbers: Iterable[int]) -> list[int]:
    """Return the numbers that were left out between the lowest and the highest."""
    given = set(numbers)
    return [n for n in range(min(given), max(given)) if n not in given] if given else []


def parse_date(text: str) -> date:
    """Read `2026-03-02`; raises UsageError with the form it must have."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"“{text}” is no date", hint="Write it as 2026-03-02.") from None
    if day.year not in YEARS:
        raise UsageError(f"“{text}” is no year of ours", hint="Write it as 2026-03-02.")
    return day


def later_than(publication: Publication, now: datetime, written: str) -> datetime:
    """Read until when something is put off: `3h`, or a day, which begins at midnight here.

    Days are `tomorrow`, `monday`, `2d`, `1w` and `2026-03-05`; `afternoon` and `evening` are
    today's. Behind a day may stand a time, `monday 14:00`; `18:30` alone is the next there is.
    Raises UsageError, also for the past.
    """
    local = now.astimezone(zone(publication))
    word, clock = _with_clock(written.strip().lower(), local)
    span = _SPAN.fullmatch(word.replace("tomorrow", "1d"))
    if span and span[2] == "h" and clock is None:
        return now + timedelta(hours=int(span[1]))
    if span and span[2] != "h":
        day = local.date() + timedelta(days=int(span[1]) * (7 if span[2] == "w" else 1))
    elif word in _HOURS:
        day = local.date()
    elif word[:3] in DAYS and WEEKDAYS[DAYS.index(word[:3])].lower().startswith(word):
        day = _next_weekday(local.date(), DAYS.index(word[:3]))
    else:
        try:
            day = parse_date(word)
        except UsageError:
            raise UsageError(f"“{written}” is no date", hint=_LATER) from None
    hour = _HOURS.get(word, time()) if clock is None else clock
    until = datetime.combine(day, hour, tzinfo=zone(publication)).astimezone(UTC)
    if until <= now:
        raise UsageError(f"“{written}” is past", hint=_LATER)
    return until


def _with_clock(word: str, local: datetime) -> tuple[str, time | None]:
    """Part the time of day from the day before it; a time alone is of today, else of tomorrow."""
    day, _, last = word.rpartition(" ")
    try:
        clock = time.fromisoformat(last.zfill(5)) if _CLOCK.fullmatch(last) else None
    except ValueError:  # 25:00
        clock = None
    if clock is None:
        return word, None
    if not day.strip():
        day = (local.date() + timedelta(days=clock <= local.time())).isoformat()
    return day.strip(), clock


def later_choices(publication: Publication, now: datetime) -> list[tuple[str, datetime]]:
    """Return what `later_than` reads, with the times: what an editor may mean by later."""
    words = ("afternoon", "evening", "tomorrow", "monday", "1w")
    found: dict[datetime, str] = {}
    for word in words:
        try:
            until = later_than(publication, now, word)
        except UsageError:  # this afternoon has begun
            continue
        found.setdefault(until, word)
    return [(word, until) for until, word in found.items()]


def _next_weekday(today: date, weekday: int) -> date:
    """Return the next such day after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def before(issue: Issue, others: Iterable[Issue]) -> list[Issue]:
    """Return the earlier issues of the same kind, newest first.

    The daily ones are one kind; those named `DATE-weekly` are another, and so on.
    """
    kind = issue.edition.removeprefix(issue.date.isoformat())
    earlier = [
        other
        for other in others
        if other.date < issue.date and other.edition == f"{other.date.isoformat()}{kind}"
    ]
    return sorted(earlier, key=lambda other: other.date, reverse=True)


def is_over(issue: Issue, now: datetime) -> bool:
    """Tell whether nothing more comes into an issue: it was sent, or its hour has passed."""
    return issue.status is IssueStatus.SENT or issue.due_at is None or issue.due_at <= now


def is_overdue(issue: Issue, now: datetime) -> bool:
    """Tell whether an issue should have gone out by now and has not."""
    return issue.due_at is not None and issue.due_at <= now and issue.status is not IssueStatus.SENT
