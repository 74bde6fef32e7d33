"""`items`, `item …` and `add`: the inbox without the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reewriter.cli import grouping, shapes
from reewriter.cli.full_texts import item_text, load_kept
from reewriter.cli.inputs import (
    ID,
    LINE,
    issue_option,
    read_bytes,
    section_option,
)
from reewriter.cli.output import Cell, Column, Json, Paint, echo, table
from reewriter.cli.past import item_diff
from reewriter.cli.session import Session, as_json, pass_session
from reewriter.cli.times import local
from reewriter.cli.tree import Group

if TYPE_CHECKING:
    from reewriter.model import Item, ItemRow
    from reewriter.workspace import Done, Workspace

__all__ = ["add", "item", "items"]

_PAGE = 500
_LOOKS: dict[str, Paint] = {"kept": "good", "skipped": "dim", "archived": "dim", "later": "note"}

ids_argument = click.argument("ids", nargs=-1, required=True, type=ID, metavar="ID…")


@click.command()
@click.option(
    "--query",
    type=LINE,
    default="",
    metavar="QUERY",
    help='Words, "phrases", state: feed: section: tag: score:>3 newer:2d older:12h; ~ negates.',
)
@click.option(
    "--limit", type=click.IntRange(1, 10_000_000), metavar="N", help="Print at most so many."
)
@as_json
@pass_session
def items(session: Session, *, query: str, limit: int | None) -> None:
    """List items, newest first.

    Those of state new, unless the query says otherwise.
    """
    workspace = session.workspace()
    workspace.triage.wake()
    workspace.triage.compile(query, typing=False)  # all of it is there: what is open stays open
    ids = workspace.triage.ids(query, sort="new", folded=False, limit=limit)
    rows = _rows(workspace, ids)
    session.answer([shapes.item(row) for row in rows], lambda: _list(workspace, rows))
    if not rows:
        said = "nothing matches" if query else "nothing new; `reewriter fetch` looks for more"
        session.note(f"No items: {said}.")


@click.group(cls=Group, no_args_is_help=False)
def item() -> None:
    """Read items and decide about them."""


@item.command()
@ids_argument
@as_json
@pass_session
def show(session: Session, *, ids: tuple[int, ...]) -> None:
    """Print items whole, as Markdown."""
    workspace = session.workspace()
    found = workspace.triage.items(ids)
    rows = _rows(workspace, ids)
    answers: list[Json] = [
        {
            **shapes.item(row),
            "author": one.author,
            "story": _story_of(workspace, one.id),
            "body_markdown": workspace.triage.markdown(one),
            "text": one.text,
            "full_text": _full_text(workspace, one),
        }
        for one, row in zip(found, rows, strict=True)
    ]
    session.answer(answers, lambda: _show(workspace, found, rows))


@item.command()
@ids_argument
@issue_option
@section_option
@as_json
@pass_session
def keep(
    session: Session, *, ids: tuple[int, ...], edition: str | None, section: str | None
) -> None:
    """Keep items: each gets its story on the bench."""
    workspace = session.workspace()
    issue = session.issue(edition)
    done = workspace.triage.keep(ids, section=section, issue=issue)
    load_kept(session, ids)
    _decided(session, done, ids)


@item.command()
@ids_argument
@as_json
@pass_session
def skip(session: Session, *, ids: tuple[int, ...]) -> None:
    """Skip items."""
    _decided(session, session.workspace().triage.skip(ids), ids)


@item.command()
@ids_argument
@click.option(
    "--until",
    type=LINE,
    default="1d",
    metavar="WHEN",
    help="When they come back: 3h, 2d, 18:30, evening, monday 14:00 or 2026-03-05; "
    "else with the next day.",
)
@as_json
@pass_session
def later(session: Session, *, ids: tuple[int, ...], until: str) -> None:
    """Hide items until a time."""
    from reewriter.desk.calendar import later_than

    workspace = session.workspace()
    when = later_than(workspace.brand.publication, workspace.now(), until)
    _decided(session, workspace.triage.later(ids, when), ids)


@item.command()
@ids_argument
@as_json
@pass_session
def reset(session: Session, *, ids: tuple[int, ...]) -> None:
    """Make items new again."""
    _decided(session, session.workspace().triage.reset(ids), ids)


@click.command()
@click.argument("source", metavar="URL|FILE|-")
@click.option("--whole", is_flag=True, help="Cut nothing: what the site printed stays.")
@as_json
@pass_session
def add(session: Session, *, source: str, whole: bool) -> None:
    """Add an item by hand.

    A web page, a file, or - for a pasted text, which is read as `paste` reads it. A file may be a
    text, a saved page, or with `reewriter[import]` a Word file or a PDF.
    """
    workspace = session.workspace()
    if "://" in source:
        added = workspace.by_hand.page(source)
    else:
        from reewriter.cli.texts import text_in

        content = text_in(read_bytes(source), source)
        name = "" if source == "-" else source
        added = workspace.by_hand.text(content, name=name, whole=whole)
    row = _rows(workspace, [added.id])[0]
    session.answer(shapes.item(row), lambda: _list(workspace, [row]))
    if "://" not in source and not session.json:
        from reewriter.cli.texts import tell_of

        pasted = workspace.by_hand.pasted(content, whole=whole)
        if pasted:
            tell_of(session, pasted, "`reewriter paste --part source` takes one of them.")
        elif behind := workspace.by_hand.behind_title(content, added):
            session.note(f"Left out behind the title: “{behind}” (--whole keeps it)")


def _rows(workspace: Workspace, ids: Sequence[int]) -> list[ItemRow]:
    pages = (ids[start : start + _PAGE] for start in range(0, len(ids), _PAGE))
    return [row for page in pages for row in workspace.triage.rows(page)]


for command in (item_diff, item_text, grouping.join, grouping.split, grouping.apart):
    item.add_command(command)


def _full_text(workspace: Workspace, one: Item) -> Json:
    found = workspace.full_texts.of(one.url)
    return shapes.full_text(found) if found else None


def _story_of(workspace: Workspace, item_id: int) -> int | None:
    story = workspace.writing.of_item(item_id)
    return story.id if story else None


def _decided(session: Session, done: Done, ids: Sequence[int]) -> None:
    """Answer with the items as they are now."""
    workspace = session.workspace()
    rows = _rows(workspace, list(dict.fromkeys(ids)))
    answers: list[Json] = [
        {**shapes.item(row), "story": _story_of(workspace, row.id)} for row in rows
    ]

    def human() -> None:
        echo(f"{done.label}:")
        _list(workspace, rows)

    session.answer(answers, human)
    if done.left:
        names = ", ".join(str(story_id) for story_id in done.left)
        what = f"story {names} stays" if len(done.left) == 1 else f"stories {names} stay"
        session.note(f"{what} in the issue; `story bench` or `story rm` takes it out")


def _tell_of_story(workspace: Workspace, row: ItemRow) -> None:
    """Say why it came back, and which other line may tell the same story."""
    if row.news:
        echo(f"came back: {row.news}", look="note")
    if found := workspace.groups.suggest([row.id]).get(row.id):
        other = found.row
        echo(
            f"possibly the same story: {other.id} {other.feed}: {other.title} ({found.why})",
            look="note",
        )


def _list(workspace: Workspace, rows: Sequence[ItemRow]) -> None:
    publication = workspace.brand.publication
    columns = (
        Column("id", right=True),
        Column("state"),
        Column("score", right=True),
        Column("published"),
        Column("feed", gives=True),
        Column("title", gives=True),
    )
    table(
        columns,
        (
            (
                str(row.id),
                Cell(_state(row), _LOOKS.get(row.state.value, "")),
                f"{row.score:.1f}",
                local(row.published, publication),
                row.feed,
                row.title,
            )
            for row in rows
        ),
    )


def _state(row: ItemRow) -> str:
    return f"{row.state.value}, changed" if row.changed else row.state.value


def _show(workspace: Workspace, found: Sequence[Item], rows: Sequence[ItemRow]) -> None:
    for at, (one, row) in enumerate(zip(found, rows, strict=True)):
        if at:
            echo()
        echo(row.title, look="head")
        when = local(row.published, workspace.brand.publication)
        facts = (row.feed, one.author, when, row.state.value, f"score {row.score:.1f}")
        echo(" · ".join(fact for fact in facts if fact), look="dim")
        if one.url:
            echo(one.url, look="dim")
        if row.changed:
            echo(f"changed by the publisher: reewriter item diff {one.id}", look="warn")
        reasons = "  ".join(map(str, workspace.triage.why(one.id)))
        if reasons:
            echo(f"why: {reasons}", look="dim")
        for other in workspace.triage.group(one.id)[1:]:
            echo(f"also: {other.id} {other.feed}: {other.title}", look="dim")
        _tell_of_story(workspace, row)
        text, full = workspace.full_texts.markdown(one)
        if full is not None:
            from reewriter.workspace.fulltexts import told

            echo(told(full), look="dim")
        echo()
        echo(text.strip() or "(no text: only the title)")
