"""`issue posts`: the stories of an issue as draft posts of the publication's site."""

from __future__ import annotations

import click

from reewriter.cli.inputs import LINE, edition_argument
from reewriter.cli.output import Cell, Column, Json, table
from reewriter.cli.session import Session, as_json, pass_session

__all__ = ["posts"]

_CHOICES = {"": "", "keep-theirs": "keep", "overwrite": "overwrite", "new-draft": "new"}


@click.command()
@edition_argument
@click.option("--to", "target", required=True, type=LINE, metavar="TARGET",
              help="A target of type wordpress.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Look and write nothing.")
@click.option("--edited", type=click.Choice([name for name in _CHOICES if name]),
              help="What becomes of posts that were edited there.")  # fmt: skip
@as_json
@pass_session
def posts(
    session: Session, *, edition: str | None, target: str, dry_run: bool, edited: str | None
) -> None:
    """Bring each story that goes out to the site, as a draft post.

    Its address becomes the story's own page, where it has none. Nothing is published.
    """
    from reewriter.export import Choice

    workspace = session.workspace()
    issue = session.issue(edition)
    choice = Choice(_CHOICES[edited or ""])
    done = workspace.posts.push(issue, target, dry_run=dry_run, choice=choice)
    value: list[Json] = []
    rows = []
    for one in done:
        action = one.receipt.action.value if one.receipt else "error"
        url = one.receipt.url if one.receipt else ""
        value.append({"story": one.story.id, "action": action, "url": url, "trouble": one.trouble})
        look = Cell(action, "bad" if one.trouble else "good")
        rows.append((str(one.story.id), look, one.story.headline, one.trouble or url))
    columns = (Column("id", right=True), Column("post"), Column("story", gives=True), Column(""))
    session.answer(value, lambda: table(columns, rows))
    if not done:
        session.note(f"No story of {issue.edition} stands above the line yet.")
    session.fail(1 if any(one.trouble for one in done) else 0)
