"""`serve`: the desk in a browser."""

from __future__ import annotations

import webbrowser

import click

from reewriter.cli.output import echo
from reewriter.cli.session import Session, pass_session
from reewriter.errors import UsageError

__all__ = ["serve"]


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N",
              help="Else any that is free.")  # fmt: skip
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", show_default=True,
              help="The address to listen at.")  # fmt: skip
@click.option("--let-others-in", is_flag=True,
              help="Listen at an address that other machines reach.")  # fmt: skip
@click.option("--open", "open_browser", is_flag=True, help="Open the browser, too.")
@pass_session
def serve(
    session: Session, *, port: int, host: str, let_others_in: bool, open_browser: bool
) -> None:
    """Show the desk in a browser.

    The address that is printed holds a new token each time; without it nothing is answered. Only
    this machine can reach it, unless --host and --let-others-in say otherwise.
    """
    from reewriter.net.address import is_loopback
    from reewriter.tui import serve as serve_desk

    here = is_loopback(host)
    if not here and not let_others_in:
        raise UsageError(
            f"{host} can be reached by other machines",
            hint="--let-others-in does it all the same: whoever sees the address with its token"
            " has your desk, and nothing between you is encrypted.",
        )
    root = session.root()
    title = session.workspace().brand.publication.title
    session.close()  # each desk opens it for itself

    def ready(url: str) -> None:
        echo(url)
        if not here:
            session.note(
                "Other machines reach this. Whoever knows the address has your desk; what is sent"
                " can be read on the way: use a network that you trust, or a tunnel."
            )
        session.note("Press ctrl+c to end.")
        if open_browser:
            webbrowser.open(url)

    serve_desk(root, host=host, port=port, title=title, ready=ready)
