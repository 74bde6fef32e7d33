"""Stories as posts of their own on the publication's site: drafts, one a story, always the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reewriter.errors import NotFoundError, ReewriterError
from reewriter.model import Issue, Rendered, Severity, Story

if TYPE_CHECKING:
    from reewriter.export import Choice, Receipt
    from reewriter.workspace.workspace import Workspace

__all__ = ["Posted", "Posts", "post_of"]


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of one story."""

    story: Story
    receipt: Receipt | None
    """None where it did not get there."""
    trouble: str = ""
    """Why, in one line."""


class Posts:
    """Brings the stories that go out to a site, one after another; one failing stops no other."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def push(
        self, issue: Issue, target: str, *, dry_run: bool = False, choice: Choice | None = None
    ) -> list[Posted]:
        """Make or update a draft post for each story above the line.

        Where a story has no page of its own yet, that of its post becomes it. Raises NotFoundError
        for a target that keeps no posts.
        """
        workspace = self._workspace
        if workspace.services.type_of(target) != "wordpress":
            raise NotFoundError(
                f"{target} keeps no posts", hint="Name a target of type wordpress in feeds.toml."
            )
        composition = workspace.issues.composition(issue)
        absolute = [
            found
            for found in workspace.press.check(issue, composition=composition)
            if found.severity is Severity.ERROR and not found.waivable
        ]
        done = []
        for placed in composition.above:
            # The law and embargoes hold for posts, too.
            where = f"story/{placed.story.id}/"
            against = next((one for one in absolute if one.where.startswith(where)), None)
            if against is not None:
                done.append(Posted(placed.story, None, f"{against.message} ({against.id})"))
                continue
            try:
                receipt = self._push_one(issue, target, placed.story, dry_run, choice)
            except ReewriterError as error:
                done.append(Posted(placed.story, None, str(error)))
            else:
                done.append(Posted(placed.story, receipt))
        return done

    def _push_one(
        self, issue: Issue, target: str, story: Story, dry_run: bool, choice: Choice | None
    ) -> Receipt:
        from reewriter.export import Choice, ExportContext, deliver

        workspace = self._workspace
        service = workspace.services.part(target, str(story.id))
        folder = workspace.press.out_folder(issue)
        receipt = deliver(
            workspace.store,
            service,
            post_of(story, issue),
            issue=issue,
            ctx=ExportContext.of(issue, workspace.brand.publication, out_dir=folder),
            now=workspace.now(),
            dry_run=dry_run,
            choice=choice or Choice.ASK,
        )
        page = receipt.remote.page if receipt.remote else ""
        if page and not story.own_url:
            workspace.writing.edit(story.id, {"own_url": page}, base=story)
        return receipt


def post_of(story: Story, issue: Issue) -> Rendered:
    """Render one story for a page of its own: deck, critique, and what it is about."""
    from reewriter.render.markdown import to_html

    source = story.source
    about = (
        f"[{_plain(source.outlet) or source.url}]({source.url})" if source and source.url else ""
    )
    parts = [f"*{_plain(story.deck)}*" if story.deck else "", story.critique, about]
    markdown = "\n\n".join(part for part in parts if part) + "\n"
    return Rendered(
        edition=f"{issue.edition}-{story.id}",
        subject=story.headline,
        preheader=story.tldr or story.deck,
        html=to_html(markdown),
        markdown=markdown,
        text=markdown,
    )


def _plain(text: str) -> str:
    """Keep a line from meaning anything in Markdown."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>#" else char for char in text)
