"""`themes`: how the desk may look here, what is hard to read, and which theme it opens with."""

from __future__ import annotations

import click

from reewriter.cli.inputs import LINE
from reewriter.cli.output import Cell, Column, Json, table
from reewriter.cli.session import Session, as_json, pass_session

__all__ = ["themes"]


@click.command()
@click.option("--use", type=LINE, metavar="NAME", help="The desk opens with this one.")
@as_json
@pass_session
def themes(session: Session, *, use: str | None) -> None:
    """List the desk's themes, or choose one.

    Those of your own stand in themes/NAME.toml; the exit code is 1 where one is broken or hard to
    read.
    """
    from reewriter.config.colours import weak
    from reewriter.workspace.looks import choose, chosen, looks

    workspace = session.workspace()
    if use is not None:
        choose(workspace, use)
    found = looks(workspace)
    now = chosen(workspace) or found.themes[0].name
    value: list[Json] = [
        {"name": one.name, "dark": one.dark, "chosen": one.name == now, "weak": list(weak(one))}
        for one in found.themes
    ]

    def human() -> None:
        columns = (
            Column("theme"),
            Column("ground"),
            Column(""),
            Column("hard to read", gives=True),
        )
        rows = [
            (
                one.name,
                "dark" if one.dark else "light",
                Cell("chosen", "good") if one.name == now else "",
                Cell(", ".join(weak(one)), "warn"),
            )
            for one in found.themes
        ]
        table(columns, rows)

    session.answer(value, human)
    for problem in found.problems:
        session.note(problem)
    session.fail(1 if found.problems else 0)
