"""`feeds …`: the list of feeds and their health."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reewriter.cli import shapes
from reewriter.cli.inputs import LINE, read_bytes, section_option, wrong_kind
from reewriter.cli.output import Cell, Column, Paint, echo, table
from reewriter.cli.session import Session, as_json, pass_session
from reewriter.cli.tree import Group

if TYPE_CHECKING:
    from reewriter.feeds.account import Health
    from reewriter.feeds.schedule import NextLook
    from reewriter.model import Feed

__all__ = ["feeds"]

_LOOKS: dict[str, Paint] = {
    "ok": "good", "unchanged": "good", "error": "bad", "gone": "bad", "moved": "warn",
    "limited": "warn", "paused": "dim", "never": "dim",
}  # fmt: skip

names_argument = click.argument("names", nargs=-1, required=True, type=LINE, metavar="FEED…")


@click.group(cls=Group, no_args_is_help=False)
def feeds() -> None:
    """List, add, remove and pause feeds.

    They stand in feeds.toml; FEED is an id or an address.
    """


@feeds.command(name="list")
@as_json
@pass_session
def list_(session: Session) -> None:
    """List the feeds with their health."""
    found = session.workspace().wire.feeds()
    _answer(session, found)
    if not found:
        session.note("No feeds yet: `reewriter feeds add ADDRESS` adds one.")


@feeds.command()
@click.argument("address", type=LINE)
@click.option("--title", type=LINE, default="", metavar="TEXT", help="Else the feed's own.")
@section_option
@click.option("--tag", "tags", multiple=True, type=LINE, metavar="TEXT", help="Repeatable.")
@click.option("--weight", type=click.FloatRange(-100, 100), default=0.0, metavar="N",
              help="Added to the score of each of its items.")  # fmt: skip
@as_json
@pass_session
def add(
    session: Session,
    *,
    address: str,
    title: str,
    section: str | None,
    tags: tuple[str, ...],
    weight: float,
) -> None:
    """Find the feed of a site and add it.

    It is read once to see whether it can be, and written into feeds.toml; its items come with the
    next fetch.
    """
    subscriptions = session.workspace().subscriptions
    before = len(session.workspace().wire.feeds())
    found = subscriptions.add(address, title=title, section=section or "", tags=tags, weight=weight)
    _answer(session, [found])
    if len(session.workspace().wire.feeds()) == before:
        session.note("It was there already: nothing was changed.")


@feeds.command()
@names_argument
@as_json
@pass_session
def remove(session: Session, *, names: tuple[str, ...]) -> None:
    """Remove feeds; the items they brought stay."""
    _answer(session, session.workspace().subscriptions.remove(names))


@feeds.command()
@names_argument
@as_json
@pass_session
def pause(session: Session, *, names: tuple[str, ...]) -> None:
    """Keep feeds without fetching them."""
    _answer(session, session.workspace().subscriptions.pause(names))


@feeds.command()
@names_argument
@as_json
@pass_session
def resume(session: Session, *, names: tuple[str, ...]) -> None:
    """Fetch paused feeds again, and those that were gone."""
    _answer(session, session.workspace().subscriptions.resume(names))


@feeds.command(name="import")
@click.argument("file", metavar="FILE|-")
@click.option("--allow-private", is_flag=True, help="Also addresses of this network.")
@as_json
@pass_session
def import_(session: Session, *, file: str, allow_private: bool) -> None:
    """Add the feeds of an OPML file; fetches nothing."""
    workspace, content = session.workspace(), read_bytes(file)
    with wrong_kind(file):
        done = workspace.subscriptions.read_opml(content, allow_private=allow_private)
    _answer(session, [workspace.wire.feed(url) for url in done.added])
    session.note(f"{len(done.added)} added, {done.known} there already.")
    for dropped in done.dropped:
        session.note(f"left out: {dropped.title or dropped.url}: {dropped.reason}")
    session.fail(1 if done.dropped else 0)


@feeds.command()
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@as_json
@pass_session
def export(session: Session, *, file: Path | None) -> None:
    """Print the feeds as OPML, or write them into a file.

    Keys in addresses are masked, so that the list can be passed on.
    """
    from reewriter.net import redact

    workspace = session.workspace()
    text = workspace.subscriptions.write_opml()
    if file is not None:
        from reewriter.atomic import write_files

        write_files({file.expanduser(): text.encode()})
    session.answer(
        [shapes.feed(health) for health in workspace.wire.health()],
        lambda: echo(str(file) if file else text.rstrip("\n")),
    )
    masked = sum(redact(feed.url) != feed.url for feed in workspace.wire.feeds())
    if masked:
        session.note(f"Addresses whose key is masked as ***: {masked}.")


def _answer(session: Session, found: Sequence[Feed]) -> None:
    from reewriter.feeds.schedule import span
    from reewriter.net import redact

    workspace = session.workspace()
    now = workspace.now()
    columns = (
        Column("id", right=True),
        Column("state"),
        Column("a week", right=True),
        Column("last had", right=True),
        Column("next"),
        Column("title", gives=True),
        Column("trouble, items, section, address", gives=True),
    )

    def row(health: Health) -> tuple[str | Cell, ...]:
        feed, status = health.feed, health.feed.status.value
        said = (*health.remarks, health.brought, feed.section, redact(feed.url))
        return (
            str(feed.id),
            Cell("odd", "warn") if feed.odd else Cell(status, _LOOKS.get(status, "")),
            f"{health.yielded.a_week:.0f}",
            f"{span(now - feed.succeeded_at)} ago" if feed.succeeded_at else "never",
            _when(health.next, now),
            feed.title,
            Cell("; ".join(filter(None, said)), "warn" if health.remarks else ""),
        )

    healths = workspace.wire.health(found)
    session.answer([shapes.feed(one) for one in healths], lambda: table(columns, map(row, healths)))


def _when(look: NextLook, now: datetime) -> str:
    """Say when a feed is looked at next, and why then: "in 40 min, hourly"."""
    from reewriter.feeds.schedule import span

    if look.at is None or look.why == "new":
        return look.why
    return f"{'now' if look.at <= now else 'in ' + span(look.at - now)}, {look.why}"
