"""`init`: a new workspace."""

from __future__ import annotations

from pathlib import Path

import click

from reewriter.cli.output import echo
from reewriter.cli.session import Session, as_json, pass_session

__all__ = ["init"]


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@click.option("--empty", is_flag=True, help="Without the starter's feeds.")
@as_json
@pass_session
def init(session: Session, *, folder: Path | None, empty: bool) -> None:
    """Make a folder a workspace.

    It gets a commented feeds.toml with Rare Earth Exchanges' masthead and feeds to start from.
    """
    from reewriter.config import starter_text
    from reewriter.workspace import Workspace, create

    root = create((folder or session.folder or Path()).expanduser(), starter_text(empty=empty))
    with Workspace.open(root, now=session.now) as workspace:
        feeds = len(workspace.wire.feeds())

    def human() -> None:
        echo(f"Made a workspace in {root} ({feeds} feeds).")
        echo("Change feeds.toml to your masthead, then: reewriter fetch", look="dim")

    session.answer({"workspace": str(root)}, human)
