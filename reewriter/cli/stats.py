"""`stats`: how an issue was read, as its mailing services tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reewriter.cli.inputs import edition_argument
from reewriter.cli.output import Column, Json, echo, one_line, table
from reewriter.cli.session import Session, as_json, pass_session

if TYPE_CHECKING:
    from reewriter.export.readership import Readership

__all__ = ["stats"]

_MOST_LINKS = 30


@click.command()
@edition_argument
@as_json
@pass_session
def stats(session: Session, *, edition: str | None) -> None:
    """Tell how an issue was read: opens, and clicks by link.

    Asks the services that it was sent from; sums only, nobody's name. The exit code is 5 where
    none of them could be asked, 1 where some could not.
    """
    issue = session.issue(edition)
    found, silent, failed = session.workspace().services.readers(issue)
    value: list[Json] = [_shape(name, one) for name, one in found.items()]

    def human() -> None:
        names = ("service", "sent", "opens", "clicks", "left")
        columns = tuple(Column(name, right=name != "service") for name in names)
        table(columns, [(name, *map(_number, _sums(one))) for name, one in found.items()])
        for name, one in found.items():
            for url, clicks in one.links[:_MOST_LINKS]:
                echo(f"{clicks:>7}  {one_line(url)}  ({name})")

    session.answer(value, human)
    for why in silent.values():
        session.note(one_line(why))
    if failed:
        session.fail(1 if found else 5)
    if not found and not silent:
        session.note(f"No service knows {issue.edition}.")


def _sums(one: Readership) -> tuple[int | None, ...]:
    return one.sent, one.opens, one.clicks, one.unsubscribed


def _number(value: int | None) -> str:
    return "?" if value is None else f"{value:,}"


def _shape(name: str, one: Readership) -> dict[str, Json]:
    return {
        "target": name,
        "sent": one.sent,
        "opens": one.opens,
        "clicks": one.clicks,
        "unsubscribed": one.unsubscribed,
        "links": [{"url": url, "clicks": clicks} for url, clicks in one.links],
    }
