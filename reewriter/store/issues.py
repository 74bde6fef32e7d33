"""Issues and placements, read; they are written through `changes`, except for the sent bytes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from reewriter.model import (
    Composition,
    Issue,
    IssueStatus,
    Placed,
    Placement,
    RecentStory,
    Rendered,
    Waiver,
)
from reewriter.store import stories
from reewriter.store.database import Store
from reewriter.store.deliveries import REACHED
from reewriter.store.rows import Column, day, decode_json, moment, moment_or_none, stamp

__all__ = [
    "WENT_OUT",
    "Ran",
    "by_edition",
    "composition",
    "dates",
    "due_times",
    "editions_of",
    "freeze",
    "get",
    "gone_out",
    "has_taken_over",
    "listed",
    "next_id",
    "numbers",
    "placements",
    "ran",
    "recent",
    "sent",
    "waivers",
    "went_out",
]

_COLUMNS = (
    "id, date, edition, number, subject, subjects, preheader, intro, status, due_at, revision,"
    " sections, own_text, own_text_of"
)

WENT_OUT = (
    "(issue.status IN ('sent', 'pushed', 'scheduled') OR EXISTS (SELECT 1 FROM delivery"
    f" WHERE delivery.issue_id = issue.id AND {REACHED}))"
)
"""What is true of an issue that readers have, or may have."""


def _issue(row: tuple[Any, ...]) -> Issue:
    values = list(row)
    values[1] = day(row[1])
    values[5] = tuple(decode_json(row[5], list))
    values[8] = IssueStatus(row[8])
    values[9] = moment_or_none(row[9])
    values[11] = tuple(decode_json(row[11], list))
    return Issue(*values)


def get(store: Store, issue_id: int) -> Issue | None:
    """Return one issue."""
    row = store.row(f"SELECT {_COLUMNS} FROM issue WHERE id = ?", (issue_id,))
    return _issue(row) if row else None


def by_edition(store: Store, edition: str) -> Issue | None:
    """Return the issue of this name."""
    row = store.row(f"SELECT {_COLUMNS} FROM issue WHERE edition = ?", (edition,))
    return _issue(row) if row else None


def listed(store: Store, *, limit: int = -1) -> list[Issue]:
    """Return issues, newest first."""
    found = store.rows(
        f"SELECT {_COLUMNS} FROM issue ORDER BY date DESC, id DESC LIMIT ?", (limit,)
    )
    return [_issue(row) for row in found]


def gone_out(store: Store) -> list[Issue]:
    """Return the issues that readers have, newest first."""
    found = store.rows(f"SELECT {_COLUMNS} FROM issue WHERE {WENT_OUT} ORDER BY date DESC, id DESC")
    return [_issue(row) for row in found]


def next_id(store: Store) -> int:
    """Return the id the next issue will get; ask inside `Store.write()`."""
    return int(store.value("SELECT coalesce(max(id), 0) + 1 FROM issue"))


def has_taken_over(store: Store, issue_id: int) -> bool:
    """Tell whether what the issues before left unfinished has been brought into this one."""
    return bool(store.value("SELECT taken_over FROM issue WHERE id = ?", (issue_id,)))


def numbers(store: Store) -> list[int]:
    """Return the numbers given so far, rising: a gap is something to report."""
    return [row[0] for row in store.rows("SELECT number FROM issue ORDER BY number")]


def placements(store: Store, issue_id: int) -> list[Placement]:
    """Return where every story of an issue stands."""
    found = store.rows(
        "SELECT issue_id, story_id, section, position, bench FROM placement WHERE issue_id = ?"
        " ORDER BY bench, section, position, story_id",
        (issue_id,),
    )
    return [Placement(row[0], row[1], row[2], row[3], bool(row[4])) for row in found]


def editions_of(store: Store, story_ids: Sequence[int]) -> dict[int, list[str]]:
    """Return story id → the editions it stands in, oldest first."""
    marks = ",".join("?" * len(story_ids))
    found: dict[int, list[str]] = {}
    for story_id, edition in store.rows(
        "SELECT placement.story_id, issue.edition FROM placement JOIN issue"
        f" ON issue.id = placement.issue_id WHERE placement.story_id IN ({marks})"
        " ORDER BY issue.date, issue.id",
        list(story_ids),
    ):
        found.setdefault(story_id, []).append(edition)
    return found


def composition(store: Store, issue: Issue, sections: Sequence[str]) -> Composition:
    """Return the whole issue in the order it is read: its sections of those given, then others."""
    placed = placements(store, issue.id)
    found = stories.get(store, [placement.story_id for placement in placed])
    order = {name: at for at, name in enumerate(issue.ordered(sections))}
    placed.sort(key=lambda p: (p.bench, order.get(p.section, len(order)), p.section, p.position))
    return Composition(
        issue=issue,
        placed=tuple(
            Placed(found[p.story_id], p.section, p.position, p.bench)
            for p in placed
            if p.story_id in found
        ),
        recent=tuple(recent(store, before=issue)),
        waivers=waivers(store, issue.id),
    )


def waivers(store: Store, issue_id: int) -> tuple[Waiver, ...]:
    """Return the findings of an issue that somebody answers for."""
    rows = store.rows(
        'SELECT issue_id, check_id, "where", reason FROM waiver WHERE issue_id = ?', (issue_id,)
    )
    return tuple(Waiver(*row) for row in rows)


def recent(store: Store, *, before: Issue, limit: int = 5) -> list[RecentStory]:
    """Return the last headlines that went out before this issue, newest first, each once."""
    found = store.rows(
        "SELECT story.headline, coalesce(nullif(story.own_url, ''), source.url, ''),"
        " max(issue.date)"
        " FROM placement JOIN issue ON issue.id = placement.issue_id"
        " JOIN story ON story.id = placement.story_id"
        ' LEFT JOIN source ON source.story_id = story.id AND source."primary" = 1'
        " WHERE placement.bench = 0 AND story.headline <> '' AND issue.date < ?"
        f" AND {WENT_OUT}"
        " AND story.id NOT IN (SELECT story_id FROM placement WHERE issue_id = ? AND bench = 0)"
        " GROUP BY story.id ORDER BY max(issue.date) DESC, placement.position, story.id LIMIT ?",
        (before.date.isoformat(), before.id, limit),
    )
    return [RecentStory(row[0], row[1], day(row[2])) for row in found]


class Ran(NamedTuple):
    """The source of a story that went out, and where."""

    url: str
    url_key: str
    """"" where only the address itself can tell: it was written by hand."""
    edition: str
    number: int


def ran(store: Store, *, before: Issue | None = None) -> list[Ran]:
    """Return every source that went out, the first time it did last; or that did before an issue.

    A few thousand in years of days, so all are read: two addresses may name the same page, which
    only `url_key` tells.
    """
    besides = ""
    values: tuple[Column, ...] = ()
    if before is not None:
        besides = " AND issue.id <> ? AND issue.date <= ?"
        values = (before.id, before.date.isoformat())
    found = store.rows(
        "SELECT source.url, CASE WHEN item.url = source.url THEN item.url_key ELSE '' END,"
        " issue.edition, issue.number FROM issue"
        " JOIN placement ON placement.issue_id = issue.id AND placement.bench = 0"
        " JOIN source ON source.story_id = placement.story_id AND source.url <> ''"
        " LEFT JOIN item ON item.id = source.item_id"
        f" WHERE {WENT_OUT}{besides} ORDER BY issue.date DESC, issue.id DESC",
        values,
    )
    return [Ran(row[0], row[1] or "", row[2], row[3]) for row in found]


def went_out(store: Store, issue: Issue) -> bool:
    """Tell whether readers have an issue, or may have it."""
    return store.value(f"SELECT 1 FROM issue WHERE id = ? AND {WENT_OUT}", (issue.id,)) is not None


def freeze(store: Store, issue_id: int, rendered: Rendered, *, at: datetime) -> None:
    """Mark an issue as sent and keep exactly what went out; it never changes again."""
    with store.write():
        store.execute(
            "UPDATE issue SET status = 'sent', sent_at = ?, sent_html = ?, sent_markdown = ?,"
            " sent_text = ?, revision = revision + 1 WHERE id = ? AND status <> 'sent'",
            (stamp(at), rendered.html, rendered.markdown, rendered.text, issue_id),
        )


def sent(store: Store, issue: Issue) -> Rendered | None:
    """Return what went out, byte for byte; None for an issue that has not been sent."""
    row = store.row(
        "SELECT sent_html, sent_markdown, sent_text FROM issue"
        " WHERE id = ? AND status = 'sent' AND sent_html IS NOT NULL",
        (issue.id,),
    )
    if row is None:
        return None
    html, markdown, text = row
    return Rendered(issue.edition, issue.subject, issue.preheader, html, markdown, text)


def dates(store: Store) -> dict[date, IssueStatus]:
    """Return the dates that have an issue named by its date alone, with that issue's status."""
    found = store.rows("SELECT date, status FROM issue WHERE edition = date")
    return {day(row[0]): IssueStatus(row[1]) for row in found}


def due_times(store: Store) -> dict[date, datetime]:
    """Return when the latest issues named by their date alone must go out, as far as it is set."""
    found = store.rows(
        "SELECT date, due_at FROM issue WHERE edition = date AND due_at IS NOT NULL"
        " ORDER BY date DESC, id DESC LIMIT 60"
    )
    return {day(row[0]): moment(row[1]) for row in found}
