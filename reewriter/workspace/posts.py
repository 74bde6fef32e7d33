"""Stories as posts of their own on the publication's site: drafts, one a story, always the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from reewriter.errors import DeadlineError, NotFoundError, ReewriterError, RemoteError
from reewriter.model import Delivery, Issue, Severity, Story
from reewriter.store import deliveries
from reewriter.text import safe_url, url_key
from reewriter.workspace.looking import LOOK_SECONDS

if TYPE_CHECKING:
    from reewriter.export import Choice, ExportContext, Receipt, ServiceTarget
    from reewriter.model import Rendered
    from reewriter.net import Deadline
    from reewriter.workspace.workspace import Workspace

__all__ = ["PostState", "Posted", "Posts"]

_SPONSOR = "sponsor"


@dataclass(frozen=True, slots=True)
class PostState:
    """How one story stands at the site, as far as was looked, and so what a push would do."""

    story: Story
    state: str
    """A word of `Standing`; "sent" is published."""
    url: str = ""
    """Where a person edits it."""
    gone: bool = False
    """The post was deleted there."""
    difference: str = ""
    """What was edited there, as lines of a diff, where it was looked."""
    trouble: str = ""
    """Why nothing can be told, or nothing may leave, in one line."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of one story."""

    story: Story
    receipt: Receipt | None
    """None where nothing was written there."""
    trouble: str = ""
    """Why it is not there as it is here, in one line."""
    difference: str = ""
    """What was edited there, as lines of a diff."""


class Posts:
    """Brings the stories that go out to a site, one after another; one failing stops no other."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def targets(self) -> list[str]:
        """List the targets that keep posts."""
        specs = self._workspace.config.targets
        return [spec.name for spec in specs if spec.type == "wordpress"]

    def states(self, issue: Issue, target: str, *, look: bool = False) -> list[PostState]:
        """Say how each story above the line stands at the site; with `look` it is asked first.

        One deadline holds for all of them.
        """
        from reewriter.net import Deadline

        found, deadline = [], Deadline(LOOK_SECONDS)
        for story, against in self._leaving(issue, target):
            try:
                state = self._state(issue, target, story, look=look, deadline=deadline)
            except ReewriterError as error:
                state = PostState(story, "unknown", trouble=_said(error, target, story))
            found.append(replace(state, trouble=against or state.trouble))
        return found

    def counts(self, issue: Issue, *, look: bool = False) -> dict[str, dict[str, int]]:
        """Count the stories by how they stand, for each site where there is a post of any."""
        found: dict[str, dict[str, int]] = {}
        for target in self.targets():
            states = [
                "trouble" if one.trouble else "published" if one.state == "sent" else one.state
                for one in self.states(issue, target, look=look)
            ]
            if set(states) - {"never pushed"}:
                found[target] = {state: states.count(state) for state in dict.fromkeys(states)}
        return found

    def push(self, issue: Issue, target: str, *, choice: Choice | None = None) -> list[Posted]:
        """Make or update a draft post for each story above the line.

        Where a story has no page of its own yet, that of its post becomes it: one change for all
        of them. What is published there is left alone. Raises NotFoundError for a target that
        keeps no posts.
        """
        done, silent = [], ""
        for story, against in self._leaving(issue, target):
            against = against or silent
            if against:
                done.append(Posted(story, None, against))
                continue
            try:
                done.append(self._push_one(issue, target, story, choice))
            except RemoteError as error:
                done.append(Posted(story, None, _said(error, target, story), error.difference))
            except DeadlineError as error:
                silent = f"not tried: {target} does not answer"
                done.append(Posted(story, None, _said(error, target, story)))
            except ReewriterError as error:
                done.append(Posted(story, None, _said(error, target, story)))
        self._take_pages(issue, done)
        return done

    def _leaving(self, issue: Issue, target: str) -> Iterator[tuple[Story, str]]:
        """Yield the stories that go out, each with what forbids it; advertisements are no posts."""
        if target not in self.targets():
            raise NotFoundError(
                f"{target} keeps no posts", hint="Name a target of type wordpress in feeds.toml."
            )
        workspace = self._workspace
        composition = workspace.issues.composition(issue)
        # The law and embargoes hold for posts, too.
        absolute = [
            found
            for found in workspace.press.check(issue, composition=composition)
            if found.severity is Severity.ERROR and not found.waivable
        ]
        for placed in composition.above:
            where = f"story/{placed.story.id}/"
            against = next((one for one in absolute if one.where.startswith(where)), None)
            if placed.story.format != _SPONSOR:
                yield placed.story, f"{against.message} ({against.id})" if against else ""

    def _prepared(
        self, issue: Issue, target: str, story: Story
    ) -> tuple[ServiceTarget, Rendered, Issue, ExportContext]:
        """Return the post and where it is kept: a story that moved to another issue has one."""
        from reewriter.export import ExportContext
        from reewriter.render import post
        from reewriter.workspace.showing import with_files

        workspace = self._workspace
        service = workspace.services.part(target, str(story.id))
        publication = workspace.brand.publication
        home = replace(issue, id=deliveries.home(workspace.store, service.name) or issue.id)
        source = story.source
        # By its source and not by its number: that is another one in another workspace.
        about = url_key(source.url) if source and source.url else f"story {story.id}"
        ctx = ExportContext.of(issue, publication, out_dir=workspace.press.out_folder(issue))
        rendered = with_files(post(story, publication), workspace.root)
        return service, rendered, home, replace(ctx, edition=f"post {about}")

    def _state(
        self,
        issue: Issue,
        target: str,
        story: Story,
        *,
        look: bool,
        deadline: Deadline | None = None,
    ) -> PostState:
        from reewriter.export import Standing, difference_there, standing, watch

        store, now = self._workspace.store, self._workspace.now()
        service, rendered, home, ctx = self._prepared(issue, target, story)
        service.begin(deadline)
        known: Delivery | None = deliveries.latest(store, home.id, service.name)
        if look:
            known = watch(store, service, rendered, issue=home, ctx=ctx, now=now)
        state = standing(known, service.prepare(rendered, ctx).digest)
        gone = known is not None and known.status == "gone"
        edited = ""
        if look and state is Standing.CHANGED and not gone:
            edited = difference_there(store, service, rendered, issue=home, ctx=ctx, now=now)
        return PostState(story, state.value, known.url if known else "", gone, edited)

    def _push_one(self, issue: Issue, target: str, story: Story, choice: Choice | None) -> Posted:
        from reewriter.export import Choice, Standing, deliver

        if choice is Choice.NEW:
            there = self._state(issue, target, story, look=True)
            # Only where somebody edited or deleted the post: all others would be there twice.
            choice = choice if there.state == Standing.CHANGED else None
        service, rendered, home, ctx = self._prepared(issue, target, story)
        store, now = self._workspace.store, self._workspace.now()
        bring = partial(deliver, store, service, rendered, issue=home, ctx=ctx, now=now)
        try:
            return Posted(story, bring(choice=choice or Choice.ASK))
        except ReewriterError:
            known = deliveries.latest(store, home.id, service.name)
            if known is None or known.status not in ("sent", "scheduled"):
                raise
            if known.digest == service.prepare(rendered, ctx).digest:
                return Posted(story, None)  # as it should be
            how = "published" if known.status == "sent" else "scheduled"
            return Posted(story, None, f"{how} there, and not touched: {known.url}")

    def _take_pages(self, issue: Issue, done: Sequence[Posted]) -> None:
        workspace = self._workspace
        with workspace.together(f"pages of the stories of {issue.edition}"):
            for one in done:
                remote = one.receipt.remote if one.receipt else None
                page = safe_url(remote.page) if remote else ""
                if page.startswith("http") and not workspace.writing.story(one.story.id).own_url:
                    workspace.writing.edit(one.story.id, {"own_url": page})


def _said(error: ReewriterError, target: str, story: Story) -> str:
    """Say what went wrong with a story, which is named beside it anyhow."""
    said = error.message if isinstance(error, RemoteError) else str(error)
    return said.removeprefix(f"{target}/{story.id}: ")
