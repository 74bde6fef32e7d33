"""Brings the stories of the open issue to the publication's site: first shown, then done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import work

from reewriter.errors import ReewriterError
from reewriter.tui.browser import browse
from reewriter.tui.handing_over import post_entries
from reewriter.tui.screens.asking import Choosing
from reewriter.tui.screens.issue_services import HandingRoom
from reewriter.tui.widgets.menu import Entry

if TYPE_CHECKING:
    from reewriter.workspace.posts import Posted, PostState

__all__ = ["PostsRoom"]


class PostsRoom(HandingRoom, piece=True):
    """A room that knows a site with a post for each story."""

    def export_to(self, target: str) -> None:
        """Show what would become of the posts, where the menu's second word says so."""
        name, _, choice = target.partition(" ")
        if choice != "stories" or self._issue is None:
            super().export_to(target)
            return
        self.say(f"{name}: looking at the posts …")
        self._look_at_posts(self._issue.edition, name)

    @work(thread=True, group="export", exclusive=True, exit_on_error=False)
    def _look_at_posts(self, edition: str, target: str) -> None:
        try:
            with self.workspace.fork() as workspace:
                states = workspace.posts.states(workspace.issues.get(edition), target, look=True)
        except ReewriterError as error:
            self.app.call_from_thread(self.desk.say_error, error)
            return
        self.app.call_from_thread(self._show_posts, edition, target, states)

    def _show_posts(self, edition: str, target: str, states: Sequence[PostState]) -> None:
        if not self.is_attached:
            return
        if not states:
            self.say("no story stands above the line yet", "attention")
            return
        chosen = partial(self._posts_chosen, edition, target, states)
        self.app.push_screen(Choosing(f"posts at {target}", post_entries(states)), chosen)

    def _posts_chosen(
        self, edition: str, target: str, states: Sequence[PostState], choice: str | None
    ) -> None:
        edited = {f"edited {one.story.id}": one.difference for one in states}
        if choice in edited:
            self.show_difference(
                target,
                edited[choice],
                [Entry("", "back to the posts", "where it is decided what becomes of it")],
                lambda _: self._show_posts(edition, target, states),
                noun="post",
            )
        elif choice in ("bring", "keep", "overwrite", "new"):
            self.say(f"{target}: bringing the stories there …")
            self._push_posts(edition, target, choice.replace("bring", ""))
        elif choice:
            browse(choice)
            self.say(f"opened {choice}")
        elif choice is not None:
            self.say(f"{target} has no post of it to open; the first line brings them all there")

    @work(thread=True, group="export", exclusive=True, exit_on_error=False)
    def _push_posts(self, edition: str, target: str, choice: str) -> None:
        from reewriter.export import Choice

        try:
            with self.workspace.fork() as workspace:
                issue = workspace.issues.get(edition)
                done = workspace.posts.push(issue, target, choice=Choice(choice))
                self.app.call_from_thread(self.workspace.adopt, workspace)
        except ReewriterError as error:
            self.app.call_from_thread(self.desk.say_error, error)
            return
        self.app.call_from_thread(self._posted, target, done)

    def _posted(self, target: str, done: Sequence[Posted]) -> None:
        self.desk.changed()
        if not self.is_attached:
            return
        troubles = [f"{one.story.headline}: {one.trouble}" for one in done if one.trouble]
        if troubles:
            self.say(f"{target}: {'; '.join(troubles)}", "error")
        else:
            posts = "1 story is there as a post"
            if len(done) != 1:
                posts = f"{len(done)} stories are there as posts"
            self.say(f"{target}: {posts}", "good")
