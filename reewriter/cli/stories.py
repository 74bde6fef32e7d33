"""`story …`: write and place stories without the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reewriter.cli.citing import cite, new_highlights
from reewriter.cli.coverage import related
from reewriter.cli.fixing import fix
from reewriter.cli.full_texts import story_text
from reewriter.cli.grouping import adopt
from reewriter.cli.helping import moves, suggest
from reewriter.cli.inputs import (
    ID,
    LINE,
    LINK,
    TEXT,
    issue_option,
    read_text,
    section_option,
)
from reewriter.cli.output import echo, one_line
from reewriter.cli.past import story_diff, story_history, story_restore, take_over
from reewriter.cli.placing import (
    bench,
    move,
    place,
    rm,
    stories_argument,
    story_argument,
)
from reewriter.cli.proposing import draft
from reewriter.cli.session import Session, as_json, pass_session
from reewriter.cli.story_lists import answer, answer_one, shapes_of
from reewriter.cli.times import local
from reewriter.cli.tree import Group
from reewriter.errors import UsageError
from reewriter.formats import CHOICES, FORMATS

if TYPE_CHECKING:
    from reewriter.model import Story
    from reewriter.workspace import Workspace

__all__ = ["story"]

_FORMATS = ", ".join(FORMATS)


@click.group(cls=Group, no_args_is_help=False)
def story() -> None:
    """Write stories and place them."""


@story.command()
@click.option("--item", "item_id", type=ID, metavar="ITEM", help="The item it judges.")
@issue_option
@section_option
@click.option("--format", "story_format", type=LINE, default="critique", metavar="FORMAT",
              help=f"{_FORMATS}.")  # fmt: skip
@as_json
@pass_session
def new(
    session: Session,
    *,
    item_id: int | None,
    edition: str | None,
    section: str | None,
    story_format: str,
) -> None:
    """Make a story of an item, or an empty one.

    An item has one story, never a second.

    With --issue it stands above the line there, else on the bench of the current issue.
    """
    workspace = session.workspace()
    made = workspace.writing.new(
        item_id=item_id,
        issue=None if edition is None else workspace.issues.get(edition),
        section=section,
        story_format=story_format,
    )
    answer_one(session, made.id)


@story.command()
@story_argument
@click.option("--headline", type=LINE, metavar="TEXT", help="Ours, not the source's.")
@click.option("--deck", type=LINE, metavar="TEXT", help="One sentence under the headline.")
@click.option("--tldr", type=TEXT, metavar="TEXT", help="The story in two sentences.")
@click.option("--format", type=LINE, metavar="FORMAT", help=f"{_FORMATS}.")
@click.option("--section", type=LINE, metavar="NAME", help="Its section in the issue.")
@issue_option
@click.option("--tag", "tags", multiple=True, type=LINE, help="Replaces all; repeatable.")
@click.option("--author", "authors", multiple=True, type=LINE, help="Replaces all; repeatable.")
@click.option("--highlight", "highlights", multiple=True, type=LINE, metavar="TEXT",
              help="Replaces all; repeatable.")  # fmt: skip
@click.option(
    "--add-highlight", "added", multiple=True, type=LINE, metavar="TEXT", help="Repeatable."
)
@click.option("--evidence", multiple=True, type=TEXT, metavar="WORDS",
              help="What of a source an added highlight rests on; repeatable.")  # fmt: skip
@click.option("--critique-file", metavar="FILE|-", help="The critique, as Markdown.")
@click.option("--part", "parts", multiple=True, type=(LINE, TEXT), metavar="NAME TEXT",
              help="A part of its format, as sponsor or overview; repeatable.")  # fmt: skip
@click.option("--part-file", "part_files", multiple=True, type=(LINE, str), metavar="NAME FILE|-",
              help="The same from a file; repeatable.")  # fmt: skip
@click.option("--runs", type=click.Choice(CHOICES["runs"]),
              help="All of it, or a teaser up to the line <!-- more -->.")  # fmt: skip
@click.option("--headline-link", type=click.Choice(CHOICES["headline_link"]),
              help="Where the headline leads: to our own page, or to the source.")  # fmt: skip
@click.option("--source-outlet", type=LINE, metavar="TEXT", help="Who published the source.")
@click.option("--source-reporter", type=LINE, metavar="TEXT", help="Who wrote it.")
@click.option("--source-url", type=LINK, metavar="URL", help="Where it stands.")
@click.option("--source-date", type=LINE, metavar="DATE", help="When it was published.")
@click.option("--own-url", type=LINK, metavar="URL", help="Where we published it ourselves.")
@click.option("--embargo", type=LINE, metavar="TIME", help="Not to go out before; empty for none.")
@click.option("--note", type=TEXT, metavar="TEXT", help="Internal, never printed.")
@click.option("--editor", is_flag=True, help="Open the story in $EDITOR.")
@as_json
@pass_session
def edit(session: Session, /, *, story_id: int, editor: bool, **options: object) -> None:
    """Change a story; what is not named stays."""
    workspace = session.workspace()
    given = {name: value for name, value in options.items() if value not in (None, ())}
    edition = given.pop("edition", None)
    if editor and given:
        raise UsageError("--editor takes no other option", hint="Change the rest in the editor.")
    if editor:
        from reewriter.cli.editor import edit_story

        edit_story(session, story_id)
    elif given:
        with workspace.together(f"edited story {story_id}"):
            _edit(workspace, story_id, given, None if edition is None else str(edition))
    else:
        raise UsageError("nothing to change", hint="`reewriter story edit --help` lists it all.")
    answer_one(session, story_id)


def _edit(
    workspace: Workspace, story_id: int, given: dict[str, object], edition: str | None
) -> None:
    from reewriter.desk.calendar import zone
    from reewriter.desk.moments import moment_of
    from reewriter.model import Highlight

    writing, here = workspace.writing, zone(workspace.brand.publication)
    section = given.pop("section", None)
    if section is not None:
        _into_section(workspace, story_id, str(section), edition)
    wanted = given.pop("highlights", None)
    added, evidence = (_texts(given.pop(name, ())) for name in ("added", "evidence"))
    if wanted is not None or added or evidence:
        kept = writing.story(story_id).highlights
        if isinstance(wanted, tuple):
            known = {highlight.text: highlight for highlight in kept}
            kept = tuple(known.get(text, Highlight(text)) for text in wanted if text)
        more = new_highlights(workspace, story_id, added, evidence)
        writing.set_highlights(story_id, [*kept, *more])
    source = {
        name.removeprefix("source_"): given.pop(name)
        for name in list(given)
        if name.startswith("source_")
    }
    if "date" in source:
        source["published"] = moment_of(str(source.pop("date")), here)
    if source:
        writing.edit_source(story_id, source)
    if "critique_file" in given:
        given["critique"] = read_text(str(given.pop("critique_file"))).strip("\n")
    if "embargo" in given:
        given["embargo_until"] = moment_of(str(given.pop("embargo")), here)
    parts = _parts(given.pop("parts", ()), given.pop("part_files", ()))
    parts += [(name, str(given.pop(name))) for name in CHOICES if name in given]
    writing.edit(story_id, given)
    for name, text in parts:  # now that it has the format it is to have
        writing.edit_part(story_id, name, text)


def _parts(texts: object, files: object) -> list[tuple[str, str]]:
    read = [(name, read_text(file).strip("\n")) for name, file in _pairs(files)]
    return [*_pairs(texts), *read]


def _texts(value: object) -> list[str]:
    return [str(text) for text in value] if isinstance(value, tuple) else []


def _pairs(value: object) -> list[tuple[str, str]]:
    return [(str(name), str(text)) for name, text in value] if isinstance(value, tuple) else []


def _into_section(workspace: Workspace, story_id: int, section: str, edition: str | None) -> None:
    into = workspace.issues.section_named(section)
    issue = workspace.issues.get(edition)
    here = next(
        (p for p in workspace.issues.composition(issue).placed if p.story.id == story_id), None
    )
    workspace.issues.place(story_id, issue=issue, section=into, bench=here.bench if here else True)


@story.command(name="list")
@click.option(
    "--issue", "edition", type=LINE, metavar="EDITION", help="Only the stories of this issue."
)
@as_json
@pass_session
def list_(session: Session, *, edition: str | None) -> None:
    """List stories, newest first."""
    workspace = session.workspace()
    if edition is None:
        found = workspace.writing.listed()
    else:
        placed = workspace.issues.composition(workspace.issues.get(edition)).placed
        found = [entry.story for entry in placed]
    answer(session, found)
    if not found:
        session.note("No stories yet: `reewriter item keep ID` makes the first.")


@story.command()
@stories_argument
@as_json
@pass_session
def show(session: Session, *, ids: tuple[int, ...]) -> None:
    """Print stories whole."""
    workspace = session.workspace()
    found = [workspace.writing.story(story_id) for story_id in ids]
    session.answer(shapes_of(workspace, found), lambda: _show(workspace, found))


def _show(workspace: Workspace, found: Sequence[Story]) -> None:
    for at, one in enumerate(found):
        if at:
            echo()
        first, _, rest = workspace.copydesk.dump_story(one).partition("\n")
        echo(one_line(first), look="head")
        echo(rest.rstrip("\n"))
        for source in one.sources:
            kind = "whole" if source.complete else "teaser only"
            name = source.outlet or source.url or "source"
            when = local(source.published, workspace.brand.publication)
            facts = (name, source.reporter, when, f"{len(source.text)} characters, {kind}")
            echo("source: " + " · ".join(fact for fact in facts if fact), look="dim")


for command in (
    story_history,
    story_restore,
    story_diff,
    take_over,
    *(place, bench, move, rm, adopt, story_text, fix, related),
    *(moves, suggest, draft, cite),
):
    story.add_command(command)
