"""`snippets …`: the boilerplate of the house."""

from __future__ import annotations

import click

from reewriter.cli.inputs import LINE
from reewriter.cli.output import Column, Json, echo, table
from reewriter.cli.session import Session, as_json, pass_session
from reewriter.cli.tree import Group

__all__ = ["snippets"]


@click.group(cls=Group, no_args_is_help=False)
def snippets() -> None:
    """List and print boilerplate.

    It stands under [snippets] in feeds.toml, or in files snippets/NAME.md of the workspace.
    """


@snippets.command(name="list")
@as_json
@pass_session
def list_(session: Session) -> None:
    """List all snippets and where each stands."""
    from reewriter.workspace.snippets import listed

    found = listed(session.workspace())
    value: list[Json] = [
        {"name": one.name, "text": one.text, "origin": one.origin} for one in found
    ]
    columns = (Column("name"), Column("origin"), Column("begins", gives=True))
    rows = [(one.name, one.origin, " ".join(one.text.split())) for one in found]
    session.answer(value, lambda: table(columns, rows))
    if not found:
        session.note('No snippets yet: [snippets] in feeds.toml, as position = "We hold that …".')


@snippets.command()
@click.argument("name", type=LINE, metavar="NAME")
@as_json
@pass_session
def show(session: Session, *, name: str) -> None:
    """Print a snippet, as Markdown."""
    from reewriter.workspace.snippets import named

    found = named(session.workspace(), name)
    value: dict[str, Json] = {"name": found.name, "text": found.text, "origin": found.origin}
    session.answer(value, lambda: echo(found.text))
