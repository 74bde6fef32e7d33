"""`preview`: an issue in the browser, while it is edited elsewhere."""

from __future__ import annotations

import threading
import webbrowser

import click

from reewriter.cli.inputs import edition_argument
from reewriter.cli.output import echo
from reewriter.cli.session import Session, pass_session

__all__ = ["preview"]


@click.command()
@edition_argument
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N",
              help="Else any that is free.")  # fmt: skip
@click.option("--open", "open_browser", is_flag=True, help="Open the browser, too.")
@pass_session
def preview(session: Session, *, edition: str | None, port: int, open_browser: bool) -> None:
    """Show an issue in the browser.

    Of this machine only, reloaded on every change.
    """
    from reewriter.workspace.preview import EVERY, PreviewServer

    workspace = session.workspace()
    with PreviewServer(workspace, session.issue(edition), port=port) as shown:
        echo(shown.url)
        session.note("Press ctrl+c to end.")
        if open_browser:
            webbrowser.open(shown.url)
        waiting = threading.Event()
        try:
            while not waiting.wait(EVERY):
                shown.refresh()
        except KeyboardInterrupt:
            session.note("")
