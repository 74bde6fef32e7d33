"""The values of `--json`, key by key: scripts rely on them, so none is ever renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reewriter.cli.times import utc
from reewriter.formats import CHOICES, chosen

if TYPE_CHECKING:
    from reewriter.cli.output import Json
    from reewriter.feeds.account import Health
    from reewriter.model import (
        Composition,
        Delivery,
        Finding,
        FullText,
        Issue,
        ItemRow,
        Placed,
        Revision,
        Source,
        Story,
    )
    from reewriter.workspace.services import ServiceState

__all__ = [
    "delivery",
    "feed",
    "finding",
    "full_text",
    "issue",
    "item",
    "placed",
    "revision",
    "service_state",
    "story",
    "whole_issue",
]

Shape = dict[str, "Json"]


def item(row: ItemRow) -> Shape:
    """One line of `items`."""
    return {
        "id": row.id,
        "title": row.title,
        "url": row.url,
        "feed": row.feed,
        "published": utc(row.published),
        "state": row.state.value,
        "score": row.score,
        "group": row.group_id,
        "changed": row.changed,
        "lang": row.lang,
    }


def feed(health: Health) -> Shape:
    """A feed with its health; a key in its address is masked, since answers are passed on."""
    from reewriter.net import redact

    value, counts = health.feed, health.yielded
    return {
        "id": value.id,
        "url": redact(value.url),
        "title": value.title,
        "site": value.site,
        "section": value.section,
        "tags": list(value.tags),
        "weight": value.weight,
        "status": value.status.value,
        "error": value.error,
        "failures": value.failures,
        "checked_at": utc(value.checked_at),
        "due_at": utc(value.due_at),
        "items": counts.items,
        "kept": counts.kept,
        "ran": counts.ran,
        "kept_90_days": counts.kept_lately,
        "per_week": round(counts.a_week, 1),
        "silent_days": health.silent,
        "summary": health.brought,
        "succeeded_at": utc(value.succeeded_at),
        "next_at": utc(health.next.at),
        "next_why": health.next.why,
        "live": value.live,
        "moved_from": redact(value.moved_from),
    }


def story(value: Story, editions: list[str] | None = None) -> Shape:
    """A whole story, but for the texts of its sources."""
    return {
        "id": value.id,
        "format": value.format,
        "headline": value.headline,
        "deck": value.deck,
        "tldr": value.tldr,
        "critique": value.critique,
        "extra": {name: text for name, text in value.extra.items() if name not in CHOICES},
        "highlights": [highlight.text for highlight in value.highlights],
        "evidence": [_passage(value, one.source_id, one.span) for one in value.highlights],
        "citations": [_passage(value, one.source_id, one.span) for one in value.citations],
        "tags": list(value.tags),
        "authors": list(value.authors),
        "own_url": value.own_url,
        **{name: chosen(value, name) for name in CHOICES},
        "embargo_until": utc(value.embargo_until),
        "note": value.note,
        "revision": value.revision,
        "editions": list(editions or []),
        "sources": [_source(source) for source in value.sources],
    }


def _passage(value: Story, source_id: int | None, span: tuple[int, int] | None) -> Shape | None:
    """What of a source something rests on; None where that is not known."""
    source = next((one for one in value.sources if one.id == source_id), None)
    if source is None or span is None:
        return None
    return {"source": source.id, "text": source.text[slice(*span)]}


def full_text(value: FullText) -> Shape:
    """What the page of an article holds."""
    return {
        "url": value.url,
        "page": value.page,
        "title": value.title,
        "author": value.author,
        "outlet": value.outlet,
        "published": utc(value.published),
        "words": value.words,
        "missing": value.missing,
        "fetched_at": utc(value.fetched_at),
        "markdown": value.markdown,
    }


def _source(value: Source) -> Shape:
    return {
        "id": value.id,
        "item": value.item_id,
        "outlet": value.outlet,
        "reporter": value.reporter,
        "url": value.url,
        "published": utc(value.published),
        "captured_at": utc(value.captured_at),
        "characters": len(value.text),
        "complete": value.complete,
        "primary": value.primary,
    }


def issue(value: Issue) -> Shape:
    """An issue without its stories."""
    return {
        "edition": value.edition,
        "date": value.date.isoformat(),
        "number": value.number,
        "status": value.status.value,
        "due_at": utc(value.due_at),
        "subject": value.subject,
        "subjects": list(value.subjects),
        "preheader": value.preheader,
        "intro": value.intro,
        "sections": list(value.sections),
        "own_text": bool(value.own_text),
        "revision": value.revision,
    }


def placed(value: Placed) -> Shape:
    """Where a story stands in an issue."""
    return {
        "id": value.story.id,
        "headline": value.story.headline,
        "format": value.story.format,
        "section": value.section,
        "position": value.position,
        "bench": value.bench,
    }


def whole_issue(composition: Composition, deliveries: list[Delivery] | None = None) -> Shape:
    """An issue with what stands in it and where it went."""
    return {
        **issue(composition.issue),
        "stories": [placed(entry) for entry in composition.placed],
        "deliveries": [delivery(one) for one in deliveries or []],
    }


def delivery(value: Delivery) -> Shape:
    """The record of one export."""
    return {
        "target": value.target,
        "status": value.status,
        "at": utc(value.at),
        "url": value.url,
        "remote_id": value.remote_id,
        "digest": value.digest,
        "reason": value.reason,
    }


def service_state(value: ServiceState) -> Shape:
    """How an issue stands at a mailing service."""
    return {
        "target": value.target,
        "type": value.type,
        "state": value.state,
        "url": value.url,
        "remote_id": value.remote_id,
        "at": utc(value.at),
        "trouble": value.trouble,
        "gone": value.gone,
        "kept": value.kept,
        "wants": [finding(one) for one in value.wants],
    }


def finding(value: Finding) -> Shape:
    """What a check found."""
    return {
        "id": value.id,
        "severity": value.severity.value,
        "message": value.message,
        "where": value.where,
        "hint": value.hint,
        "waived": value.waived,
        "about": value.about,
        "span": list(value.span) if value.span else None,
        "source": value.source_id,
        "source_span": list(value.source_span) if value.source_span else None,
    }


def revision(value: Revision) -> Shape:
    """A field as it was."""
    return {
        "id": value.id,
        "field": value.field,
        "value": value.value,
        "saved_at": utc(value.saved_at),
    }
