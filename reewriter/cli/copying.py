"""`copy`: an issue on the clipboard, to be pasted where no target leads."""

from __future__ import annotations

import os
from pathlib import Path

import click

from reewriter.cli.inputs import LINE, edition_argument
from reewriter.cli.session import Session, as_json, pass_session
from reewriter.errors import UsageError

__all__ = ["copy"]

_LARGE = 70_000
"""Bytes; several terminals take no more than about 75,000, and say nothing."""


@click.command()
@edition_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(("html", "markdown", "text", "subject")),
    default="html",
    show_default=True,
    help="What is copied.",
)
@click.option(
    "--for",
    "target",
    type=LINE,
    metavar="TARGET",
    help="With this service's own merge tags; else with the publication's addresses.",
)
@click.option("--out", type=LINE, metavar="FILE", help="Into a file instead.")
@as_json
@pass_session
def copy(
    session: Session, *, edition: str | None, form: str, target: str | None, out: str | None
) -> None:
    """Put an issue on the clipboard, to be pasted by hand.

    For a service that is down, or that no target leads to. It works over ssh and in tmux: the
    clipboard is that of the machine you sit at.
    """
    from reewriter.workspace.clipboard import TERMINAL, put

    workspace = session.workspace()
    issue = session.issue(edition)
    if target is not None:
        copies = workspace.services.copies(issue, target)
    else:
        proof = workspace.press.proof(issue)
        copies = {
            "subject": proof.subject,
            "html": proof.html,
            "markdown": proof.markdown,
            "text": proof.text,
        }
    text = copies[form]
    if not text.strip():
        raise UsageError(f"{issue.edition} has no {form} yet", hint="Nothing was copied.")
    by = _written(text, Path(out).expanduser()) if out else put(text, os.environ)
    size = len(text.encode("utf-8", "replace"))
    how = f"into {by}" if out else f"by {by}"
    session.answer(
        {"edition": issue.edition, "format": form, "target": target, "bytes": size, "by": by},
        lambda: session.note(f"Copied the {form} of {issue.edition} {how} ({size:,} bytes)."),
    )
    if by == TERMINAL:
        large = " and many take no more than 75 kB" if size > _LARGE else ""
        session.note(f"A terminal that keeps no clipboard says nothing{large}: paste it and look.")


def _written(text: str, path: Path) -> str:
    from reewriter.atomic import write_files

    write_files({path: text.encode("utf-8", "replace")})
    return str(path)
