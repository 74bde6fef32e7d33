"""Says what publishers changed, and lays it beside what they say now; paints nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from reewriter.desk.calendar import zone
from reewriter.model import Item, ItemVersion, Source
from reewriter.tui import commands
from reewriter.tui.article import Article
from reewriter.tui.comparing import Compared
from reewriter.tui.when import day_and_time, in_words
from reewriter.workspace import Workspace

if TYPE_CHECKING:
    from reewriter.workspace.versions import News

__all__ = ["comparison_of", "item_note", "source_note"]


def item_note(workspace: Workspace, item: Item) -> str:
    """Say when an item was changed, if it was."""
    if item.changed_at is None:
        return ""
    shows = commands.keyed("{reader.changes} shows how", workspace.config.keymap)
    return f"The publisher changed this {_ago(workspace, item.changed_at)}: {shows}."


def source_note(workspace: Workspace, news: News, main: Source) -> str:
    """Say of a source that it was changed since it was taken."""
    when = _ago(workspace, news.before[0].replaced_at)
    whose = "" if news.source.id == main.id else f" of {news.source.outlet}"
    keys = "{reader.changes} shows how, {reader.take-over} takes the new text over"
    keys = commands.keyed(keys, workspace.config.keymap)
    return f"The publisher{whose} changed this {when}: {keys}."


def _ago(workspace: Workspace, when: datetime) -> str:
    said = in_words(when, workspace.now())
    return "a moment ago" if said == "now" else said


def comparison_of(workspace: Workspace, versions: Sequence[ItemVersion], at: int) -> Article:
    """Return how a version (they come newest first) became what its item says now."""
    version = versions[at]
    compared = workspace.triage.versions.compare(version)
    item = workspace.triage.item(version.item_id)
    local = zone(workspace.brand.publication)
    then = day_and_time(compared.since, local)
    until = day_and_time(compared.replaced_at, local)
    note = f"How the text of {then}, which stood until {until}, became that of now."
    if len(versions) > 1:
        note += f" Version {len(versions) - at} of {len(versions)}."
    if compared.is_typographic:
        note += " Only quotation marks, dashes or blanks differ."
    return Article(
        title=item.title,
        source=workspace.triage.outlet(item),
        note=note,
        compared=Compared(compared.title, compared.text),
    )
