"""Takes what is pasted onto the inbox: an address is fetched, a text is shown first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from textual import events, on

from reewriter.errors import ReewriterError
from reewriter.tui.behind.adding import add_page, is_address
from reewriter.tui.frame import DeskScreen, is_text_field

if TYPE_CHECKING:
    from reewriter.desk.pasted import Sheet
    from reewriter.model import Story
    from reewriter.text import Pasted

__all__ = ["PastingRoom"]


class PastingRoom(DeskScreen, piece=True):
    """A room onto which a text may be pasted."""

    @on(events.Paste)
    def _pasted(self, event: events.Paste) -> None:
        if is_text_field(self.focused):
            return
        event.stop()
        self.take_paste(event.text)

    def take_paste(self, content: str) -> None:
        """Fetch an address; of anything else show what was read."""
        text = content.strip()
        if not text:
            return
        if "\n" not in text and "://" in text and " " not in text:
            with self.told():
                url = is_address(text)
                self.say(f"fetching {url}")
                add_page(self.workspace, url, self.desk.post_message)
            return
        from reewriter.tui.screens.pasting import PastingScreen

        self.app.push_screen(PastingScreen(content), self._looked_through)

    def _looked_through(self, sheet: Sheet | None) -> None:
        if sheet is None:
            self.say("nothing was added")
            return
        try:
            text, source = sheet.finished()
            by_hand = self.workspace.by_hand
            if source is None:
                item = by_hand.add(text)
                self.desk.changed()
                self.show_item(item.id)
                self.say(f"added: {item.title}", "good")
                return
            written = by_hand.written_about(source)
        except ReewriterError as error:
            self.desk.say_error(error)
            return
        if written is None:
            self._take_briefing(text, source, "instead")
            return
        from reewriter.tui.screens.asking import Choosing
        from reewriter.tui.widgets.menu import Entry

        entries = [
            Entry("below", "put the briefing below it", "headline and format stay"),
            Entry(
                "instead",
                "put it in its place",
                self.keyed("{desk.undo}, or the history, brings the old text back"),
            ),
            Entry("leave", "leave it as it is", "nothing is taken but the article"),
        ]
        self.app.push_screen(
            Choosing(f"story {written.id} on this article has a text", entries),
            partial(self._answered_briefing, written, text, source),
        )

    def _answered_briefing(
        self, written: Story, text: Pasted, source: Pasted, answer: str | None
    ) -> None:
        if answer == "below" or answer == "instead":
            self._take_briefing(text, source, "below" if answer == "below" else "instead")
        else:
            self.desk.changed()
            self.say(f"story {written.id} stays as it is")

    def _take_briefing(
        self, text: Pasted, source: Pasted, onto: Literal["below", "instead"]
    ) -> None:
        try:
            story = self.workspace.by_hand.briefing(text, source, onto=onto)
        except ReewriterError as error:
            self.desk.say_error(error)
            return
        self.desk.greeting = ("the briefing is the draft, the article its source", "good")
        self.desk.changed()
        self.desk.go("story", story.id)
