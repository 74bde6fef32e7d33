"""Makes the demonstration workspace: sample feeds, fetched, and an issue half made of them."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from reewriter.desk.calendar import weekdays
from reewriter.errors import WorkspaceError
from reewriter.model import Highlight, Publication
from reewriter.store import issues, items
from reewriter.workspace.folder import CONFIG, DATABASE

if TYPE_CHECKING:
    from reewriter.feeds.outcome import FeedOutcome
    from reewriter.model import Issue
    from reewriter.samples import EarlierIssue, SampleStory
    from reewriter.workspace.workspace import Workspace

__all__ = ["default_folder", "open_demo"]

_MARK = ".reewriter-demo"
_MARK_TEXT = "This folder was made by `reewriter demo`; `reewriter demo --fresh` makes it anew.\n"
_UNFINISHED = "This folder is being made by `reewriter demo`.\n"
"""Stands there until all is done: what was killed meanwhile is made anew."""
_BESIDE = ("", "-wal", "-shm", "-lock", "-hosts")
_MADE = (*(f"{DATABASE}{end}" for end in _BESIDE), "feeds", "out", "logs")


def default_folder(here: Path) -> Path:
    """Return `demo/` beside the files of the checkout around `here`, else right here."""
    for folder in (here, *here.parents):
        with contextlib.suppress(OSError):  # none there, or not ours to read
            if b'name = "reewriter"' in (folder / "pyproject.toml").read_bytes():
                return folder / "demo"
    return here / "demo"


def open_demo(
    root: Path,
    *,
    now: Callable[[], datetime],
    fresh: bool = False,
    on_outcome: Callable[[FeedOutcome], None] | None = None,
) -> Workspace:
    """Open the demonstration, made when it is not there, or anew if `fresh`.

    One of its feeds fails, so that one sees what that looks like. Raises WorkspaceError for a
    folder that holds somebody's real workspace.
    """
    from reewriter.samples import build
    from reewriter.workspace.workspace import Workspace

    if (root / CONFIG).exists() and not (root / _MARK).exists():
        raise WorkspaceError(
            f"{root}: is a workspace, but not the demonstration",
            hint="Name another folder: `reewriter demo DIR`.",
        )
    made = (root / CONFIG).exists() and (root / DATABASE).exists() and _is_whole(root)
    if made and not fresh:
        return Workspace.open(root, now=now)
    try:
        _clear(root)
        root.mkdir(parents=True, exist_ok=True)
        (root / _MARK).write_text(_UNFINISHED, encoding="utf-8")
        build(root, now())
    except OSError as error:
        raise WorkspaceError(
            f"{root}: the demonstration cannot be made here ({error.strerror})",
            hint="Name a folder you may write: `reewriter demo DIR`.",
        ) from error
    workspace = Workspace.open(root, now=now)
    try:
        workspace.wire.fetch(on_outcome=on_outcome)
        _compose(workspace)
        workspace.forget()  # the editor has done none of it
        (root / _MARK).write_text(_MARK_TEXT, encoding="utf-8")
    except BaseException:
        workspace.close()
        (root / DATABASE).unlink(missing_ok=True)  # half a demonstration is made anew next time
        raise
    return workspace


def _is_whole(root: Path) -> bool:
    return (root / _MARK).read_text(encoding="utf-8", errors="replace") != _UNFINISHED


def _clear(root: Path) -> None:
    """Remove what an earlier demonstration made, and nothing else."""
    if not (root / _MARK).exists():
        return
    for name in _MADE:
        path = root / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _compose(workspace: Workspace) -> None:
    """Write the half-made issue as an editor would have, on top of the issues before it."""
    from reewriter.samples import half_made

    sample = half_made()
    publication = workspace.brand.publication
    day = date.fromisoformat(_next_edition(workspace))
    for earlier in sample.earlier:
        _publish(workspace, earlier, _before(publication, day, earlier.days))
    issue = workspace.issues.new(
        day,
        changes={
            "subject": sample.subject,
            "subjects": sample.subjects,
            "preheader": sample.preheader,
            "intro": sample.intro,
        },
    )
    with workspace.together("the half-made issue"):
        _write(workspace, issue, sample.stories, bench=False)
        _write(workspace, issue, sample.bench, bench=True)
    workspace.triage.rescore()


def _next_edition(workspace: Workspace) -> str:
    from reewriter.desk.calendar import next_date

    taken = issues.dates(workspace.store)
    return next_date(workspace.brand.publication, workspace.now(), taken).isoformat()


def _before(publication: Publication, day: date, steps: int) -> date:
    """Return the publishing day so many publishing days before."""
    days = weekdays(publication)
    while steps > 0:
        day -= timedelta(days=1)
        steps -= day.weekday() in days
    return day


def _publish(workspace: Workspace, earlier: EarlierIssue, day: date) -> None:
    """Make an issue that has gone out."""
    words = {"subject": earlier.subject, "preheader": earlier.preheader}
    issue = workspace.issues.new(day, changes=words)
    for told in earlier.stories:
        story = workspace.writing.new(issue=issue, section=told.section)
        workspace.writing.edit(story.id, {"headline": told.headline})
        workspace.writing.edit_source(story.id, {"outlet": told.outlet, "url": told.url})
    rendered = workspace.press.render(issue)
    issues.freeze(workspace.store, issue.id, rendered, at=issue.due_at or workspace.now())


def _write(
    workspace: Workspace, issue: Issue, samples: Sequence[SampleStory], *, bench: bool
) -> None:
    for sample in samples:
        item_id = _item_of(workspace, sample.guid)
        if item_id is None:  # its feed could not be read here
            continue
        workspace.triage.keep([item_id], section=sample.section, issue=issue)
        story = workspace.writing.of_item(item_id)
        if story is None:
            continue
        workspace.issues.place(story.id, issue=issue, section=sample.section, bench=bench)
        workspace.writing.edit(
            story.id,
            {"headline": sample.headline, "tags": sample.tags, "critique": sample.critique},
        )
        workspace.writing.edit_source(
            story.id, {"outlet": sample.outlet, "reporter": sample.reporter}
        )
        workspace.writing.set_highlights(story.id, [Highlight(text) for text in sample.highlights])


def _item_of(workspace: Workspace, guid: str) -> int | None:
    for feed in workspace.wire.feeds():
        if guid in items.known_hashes(workspace.store, feed.id, [guid]):
            return items.id_of(workspace.store, feed.id, guid)
    return None
