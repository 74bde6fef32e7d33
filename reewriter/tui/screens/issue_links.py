"""Has the links of the open issue asked behind the screen. Judges none of them."""

from __future__ import annotations

from textual import on

from reewriter.tui.behind.link_asking import LinkAsker, LinksEnded, LinksSeen
from reewriter.tui.screens.issue_text import TextRoom

__all__ = ["LinkRoom"]


class LinkRoom(TextRoom, piece=True):
    """A room that finds out whether links lead somewhere, when it is told to."""

    _asker: LinkAsker | None = None

    def action_links(self) -> None:
        """Ask every link that was not asked lately."""
        self.save_now(patient=True)
        if self._issue is None:
            return
        if self._asker is None:
            self._asker = LinkAsker(self.workspace, self.post_message)
        new = self._asker.start(self._issue.edition)
        self.say("asking the links …" if new else "the links are being asked")

    @on(LinksSeen)
    def _links_seen(self, event: LinksSeen) -> None:
        self.say(f"asking the links {event.done}/{event.total}")

    @on(LinksEnded)
    def _links_ended(self, event: LinksEnded) -> None:
        if event.problem:
            self.say(event.problem, "error")
            return
        self.proof_soon()
        self.say(event.said, "good" if event.sound else "attention")

    def on_unmount(self) -> None:
        """Ask no further when the desk closes."""
        if self._asker is not None:
            self._asker.stop()
