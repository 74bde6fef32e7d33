"""The inbox: what the feeds brought, decided by one key a line. Holds no rule of triage."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import on

from reewriter.errors import UsageError
from reewriter.model import ItemState
from reewriter.text import safe_url
from reewriter.tui import commands, reading
from reewriter.tui.behind.loading import Wanted
from reewriter.tui.browser import browse
from reewriter.tui.frame import Target
from reewriter.tui.screens.comparing_room import COMPARING_KEYS, Compares, Versions
from reewriter.tui.screens.inbox_citing import CitingRoom
from reewriter.tui.views import VIEW
from reewriter.tui.widgets.note_line import NoteLine
from reewriter.tui.widgets.row_list import RowList
from reewriter.workspace import Done

__all__ = ["InboxScreen"]


class InboxScreen(Compares, CitingRoom):
    """Decide, one key a line, what is for us."""

    ROOM = "inbox"
    ABOUT = (
        "Decide, one key a line, what is for us: {inbox.keep} keeps, {inbox.skip} skips,"
        " {desk.undo} takes the last key back."
    )
    AUTO_FOCUS = "#items"
    BINDINGS = commands.bindings("inbox")

    def keys_shown(self) -> Sequence[str]:
        """Return what matters in the pane that has the focus."""
        if self.focused is self.items and not self.items.count:
            return ("desk.fetch", "inbox.views", "go.feeds", "go.issue", "desk.help")
        if self.versions is not None:
            return COMPARING_KEYS
        if self.focused is self.items:
            return ("inbox.keep", "inbox.skip", "inbox.later", "list.open", "desk.help")
        if self.focused is self.reader and self.reader.article and self.reader.article.tabs:
            return ("inbox.keep", "inbox.skip", "reader.source", "inbox.split", "desk.help")
        if self.focused is self.reader and self.reader.walk.cursor is not None:
            return ("inbox.keep", "story.highlight", "story.critique", "desk.back", "desk.help")
        if self.focused is self.reader:
            return ("inbox.keep", "inbox.skip", "reader.full-text", "desk.back", "desk.help")
        return ("list.open", "desk.back", "desk.help")

    def __init__(self) -> None:
        super().__init__()
        self._filled = (False, False)
        """Which of the panes beside the list had room when that was looked at last."""

    def on_resize(self) -> None:
        """Fill the panes that come with a wider terminal."""
        self.when_seen(partial(self.after_rest, "room", self._fill))

    def _fill(self) -> None:
        shown = (self.views.display, self.reader.display)
        if shown != self._filled:
            self._filled = shown
            self.count_soon()
            self._moved()

    def arrive(self, target: Target) -> None:
        """Show an item, the search field when the target is "/", or what a query finds."""
        self.when_seen(partial(self.after_rest, "room", self._fill))
        if target == "/":
            self.action_search()
        elif isinstance(target, str) and target.startswith(VIEW):
            self.query_text = ""
            self.head.done()
            self.open_view(target.removeprefix(VIEW))
        elif isinstance(target, str):
            self.show_list()
            self.seek(target)
        elif isinstance(target, int):
            self.items.find(target)
            self.action_read()

    @on(RowList.Moved, "#items")
    def _moved(self) -> None:
        self.when_seen(partial(self.after_rest, "follow", self._follow))

    def _follow(self) -> None:
        """Let the reader and the line below it show the item under the cursor."""
        with self.told():
            item_id, note = self.items.current, self.query_one("#why", NoteLine)
            if item_id is None:
                note.show("")
                self.reader.show(None)
                return
            item = self.workspace.triage.item(item_id)
            ran = self.items.ran_in(self.items.cursor)
            note.show(
                self.why_here(item),
                f"ran before: No. {ran}" if ran is not None else "",
            )
            if self.reader.display:
                article = self.comparison(self.source_shown()) or self.article_here()
                self.reader.show(article, words=self.items.words)

    @on(RowList.Opened, "#items")
    def _opened(self) -> None:
        self.action_read()

    def action_read(self) -> None:
        """Read the item: on a narrow screen its text takes the place of the list."""
        if self.items.current is not None:
            self.desk.ahead.going()
            self.add_class("-reading")
            self.reader.focus()
            self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """Show the item, its first sentence marked; the keys typed meanwhile are for it."""
        self._follow()
        self.reader.begin()
        self.desk.ahead.arrived()

    def action_back(self) -> None:
        """Leave the views, the search, the reader, the marks: one at a time."""
        if self.views.has_focus:
            self.remove_class("-views")
            self.items.focus()
        elif self.head.searching or (self.items.has_focus and self.query_text):
            self.clear_search()
        elif self.items.has_focus and self.items.clear_marks():
            self.show_head()
        elif not (self.leave_comparison() or self.reader.leave_selection()):
            self.remove_class("-reading", "-views")
            self.items.focus()

    def find_versions(self) -> Versions:
        """Take what its publisher changed in the item that is shown, and the mark off it."""
        item_id = self.source_shown()
        versions = self.workspace.triage.versions
        before = versions.of_item(item_id)
        if not before:
            raise UsageError("its publisher has not changed this item")
        at = versions.first_unseen(item_id, before)
        versions.looked(item_id)
        self.items.reread([item_id])
        if not self.reader.display:
            self.action_read()
        return Versions(before, at)

    def show_text(self) -> None:
        """Let the reader show the item, or how it was changed."""
        self._follow()

    def _step_source(self, by: int, *, around: bool = False) -> bool:
        stepped = super()._step_source(by, around=around)
        if stepped:  # to another article, of which no versions are shown
            self.versions = None
            self.show_keys()
        return stepped

    def action_browser(self) -> None:
        """Open the article that is shown in the web browser."""
        url = safe_url(self.workspace.triage.item(self.source_shown()).url)
        if not url:
            raise UsageError("this item has no address that a browser may open")
        browse(url)
        self.say(f"opening {url}")

    def action_full_text(self) -> None:
        """Load the article from its page, or what is there of it; once it is shown, anew."""
        item = self.workspace.triage.item(self.source_shown())
        known = self.workspace.full_texts.of(item.url) is not None
        if not self.reader.display:
            self.action_read()
        self.desk.load_full_text(Wanted(item_id=item.id, again=known))

    def show_article(self) -> None:
        """Show the item again, and leave the list as it is."""
        self._follow()

    def action_next_match(self) -> None:
        """Go to the next place in the text that the search found."""
        self._step_match(1)

    def action_last_match(self) -> None:
        """Go to the place before."""
        self._step_match(-1)

    def _step_match(self, by: int) -> None:
        if self.items.words is None:
            raise UsageError(
                "nothing is searched for", hint=self.keyed("{desk.search} begins a search.")
            )
        if not self.reader.display:
            self.action_read()
        self.call_after_refresh(self._show_match, by)

    def _show_match(self, by: int) -> None:
        self._follow()
        at, matches = self.reader.go_to_match(by)
        self.say(f"match {at} of {matches}" if matches else "the text does not hold these words")

    def action_why(self) -> None:
        """Say every reason of the score."""
        said = reading.why_line(self.workspace, self.workspace.triage.item(self._current()))
        note = self.query_one("#why", NoteLine)
        if note.is_whole and said in note.text:
            said = "every reason stands in the line above; their weights are yours: feeds.toml"
        self.say(said)

    def action_edit(self) -> None:
        """Keep the item under the cursor and open its story."""
        item_id = self._current()
        story = self.workspace.writing.of_item(item_id)
        said = "opened; it was kept before"
        if story is None:
            story = self.workspace.writing.new(item_id=item_id)
            self.decided(
                Done(self.workspace.triage.label("kept", [item_id])), [item_id], ItemState.KEPT
            )
            said = f"kept and opened · {self.undoable}"
        self.desk.greeting = (said, "good")
        self.desk.go("story", story.id)
