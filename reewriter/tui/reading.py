"""Turns an item into what a reader shows; asks the workspace, paints nothing."""

from __future__ import annotations

import contextlib

from reewriter.desk.calendar import zone
from reewriter.desk.evidence import find_passage, prose_words
from reewriter.desk.writing import looks_complete
from reewriter.errors import NotFoundError
from reewriter.model import FullText, Item, ItemRow, ItemState, Source, Story
from reewriter.text import safe_url
from reewriter.text.words import counted, truncate
from reewriter.tui import changed, commands
from reewriter.tui.article import Article
from reewriter.tui.when import day_and_time
from reewriter.workspace import Workspace
from reewriter.workspace.fulltexts import told

__all__ = ["article_of", "named", "source_of", "why_line"]


def article_of(workspace: Workspace, item: Item) -> Article:
    """Return an item as a reader shows it, times in the workspace's zone."""
    local = zone(workspace.brand.publication)
    when = day_and_time(item.published or item.seen_at, local)
    source = (workspace.triage.outlet(item), item.author, when)
    markdown, full = workspace.full_texts.markdown(item)
    part = _part(workspace, full) if full else ""
    kept = _source_kept(workspace, item)
    if kept and kept[1].complete and prose_words(kept[1].text) > prose_words(markdown):
        markdown, part = kept[1].text, ""  # somebody has attached it
    elif full is None and item.text.strip() and not looks_complete(item.text):
        part = _teaser(workspace, item.text, item.url)
    return Article(
        title=item.title,
        source=" · ".join(part for part in source if part),
        url=safe_url(item.url),
        markdown=markdown,
        note=" ".join(filter(None, (changed.item_note(workspace, item), part))),
        key=("item", item.id),
        used=_used(*kept, markdown) if kept else (),
    )


def how_much(full: FullText) -> str:
    """Say of a full text how much of it there is, where that is not all."""
    return f"{told(full)[:1].upper()}{told(full)[1:]}." if full.missing else ""


def _part(workspace: Workspace, full: FullText) -> str:
    """Say so of a page, and how the rest is had."""
    said = how_much(full)
    return f"{said[:-1]}; {_key(workspace, 'story.source-text')} pastes the rest." if said else ""


def _teaser(workspace: Workspace, text: str, url: str) -> str:
    """Say how much a feed brought, and how the rest is had."""
    brought = f"{counted(prose_words(text), 'word')} from the feed"
    paste = f"{_key(workspace, 'story.source-text')} pastes"
    if not safe_url(url):
        brought = counted(prose_words(text), "word")  # no feed need have brought it
        return f"Only {brought}, and no page that has more: {paste} it."
    load = f"{_key(workspace, 'reader.full-text')} loads it"
    return f"{brought}; the page may have more: {load}, {paste}."


def _key(workspace: Workspace, command_id: str) -> str:
    return commands.first_key(command_id, workspace.config.keymap)


def _source_kept(workspace: Workspace, item: Item) -> tuple[Story, Source] | None:
    """Return the story that was begun with an item, and what that is as its source."""
    story = workspace.writing.of_item(item.id) if item.state is ItemState.KEPT else None
    source = next((s for s in story.sources if s.item_id == item.id), None) if story else None
    return (story, source) if story is not None and source is not None else None


def _used(story: Story, source: Source, markdown: str) -> tuple[tuple[int, int], ...]:
    """Return what of a text our story rests on."""
    from reewriter.desk import citing

    spans = citing.used(story, source.id)
    if source.text == markdown:
        return tuple(spans)
    passages = (source.text[slice(*span)] for span in spans)
    return tuple(span for one in passages if (span := find_passage(one, markdown)))


def source_of(workspace: Workspace, story: Story) -> Article | None:
    """Return what a story rests on, as it was when it was kept; None where it has no source."""
    source = story.source
    if source is None:
        return None
    from reewriter.desk import citing

    title = story.headline
    if source.item_id is not None:
        with contextlib.suppress(NotFoundError):
            title = workspace.triage.item(source.item_id).title
    news = workspace.triage.versions.news_of(story)
    # As it was when it was kept, also where it says something else now.
    title = next((one.before[-1].title for one in news if one.source.id == source.id), title)
    said = [changed.source_note(workspace, one, source) for one in news]
    part = "" if source.complete else _partial(workspace, source)
    local = zone(workspace.brand.publication)
    when = day_and_time(source.published, local) if source.published else ""
    others = [s.outlet for s in story.sources if s.outlet and s.outlet != source.outlet]
    also = f"also in {', '.join(dict.fromkeys(others))}" if others else ""
    return Article(
        title=title,
        source=" · ".join(part for part in (source.outlet, source.reporter, when, also) if part),
        url=safe_url(source.url),
        markdown=source.text,
        key=("source", source.id),
        used=tuple(citing.used(story, source.id)),
        note=" ".join(filter(None, (part, *said))),
    )


def named(row: ItemRow) -> str:
    """Name a line by its outlet and headline: AP, “Water stops drilling”."""
    return f"{row.feed}, “{truncate(row.title, 60)}”"


def _partial(workspace: Workspace, source: Source) -> str:
    """Say how much of a source there is."""
    full = workspace.full_texts.of(source.url)
    if full is not None and full.markdown == source.text:
        return _part(workspace, full)
    return _teaser(workspace, source.text, source.url)


def why_line(workspace: Workspace, item: Item) -> str:
    """Return "why 9.1: +5 rare earth  +3 magnet  also: FT, Reuters"."""
    reasons = " · ".join(str(reason) for reason in workspace.triage.why(item.id))
    others = [row.feed for row in workspace.triage.group(item.id)[1:]] if item.group_id else []
    also = f" · also in {', '.join(dict.fromkeys(others))}" if others else ""
    return f"why {item.score:.1f}: {reasons or 'no keyword of yours occurs'}{also}"
