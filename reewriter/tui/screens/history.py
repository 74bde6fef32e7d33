"""Earlier versions of fields, each compared with what stands there now; one may be restored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from reewriter.desk import past
from reewriter.desk.calendar import zone
from reewriter.desk.writing import called
from reewriter.errors import UsageError
from reewriter.model import Issue, Revision, Story
from reewriter.text.differ import compare
from reewriter.text.words import count_words, counted
from reewriter.tui import commands, paint
from reewriter.tui.article import Article
from reewriter.tui.comparing import Compared
from reewriter.tui.frame import WIDE, DeskScreen
from reewriter.tui.screens.dialog import Dialog
from reewriter.tui.when import day_and_time
from reewriter.tui.widgets.key_bar import KeyBar
from reewriter.tui.widgets.note_line import NoteLine
from reewriter.tui.widgets.reader import Reader
from reewriter.tui.widgets.row_list import Piece, RowList
from reewriter.tui.widgets.status_row import StatusRow
from reewriter.workspace import Workspace

__all__ = ["HistoryScreen", "show_history"]

_BOUND = ("desk.back", "story.history", "desk.next", "desk.previous", "desk.quit")
_SHOWN = ("list.open", "list.down", "desk.next", "desk.back")


def show_history(room: DeskScreen, noun: Story | Issue, field: str) -> None:
    """Show the versions of one field of a story or an issue (of all for ""), and restore one.

    Raises UsageError where there is none.
    """
    workspace = room.workspace
    whose = called(noun) if isinstance(noun, Story) else noun.edition
    if isinstance(noun, Story):
        noun, found = workspace.writing.story(noun.id), workspace.writing.history(noun.id)
    else:
        noun, found = workspace.issues.get(noun.edition), workspace.issues.history(noun)
    found = past.of_field(found, field)
    if not found:
        raise UsageError(f"there is no earlier version of {field or whose} yet")

    def restore(version: int | None) -> None:
        if version is None:
            return
        with room.told():
            if isinstance(noun, Story):
                workspace.writing.restore(noun.id, version)
            else:
                workspace.issues.restore(noun, version)
            room.desk.changed()
            room.say(f"restored · what stood there is in the history · {room.undoable}", "good")

    heading = f"{field or 'all fields'} of {whose}"
    screen = HistoryScreen(workspace, found, partial(past.present, noun), heading=heading)
    room.app.push_screen(screen, restore)


class RevisionList(RowList, inherit_bindings=False):
    """One line a version, newest first."""

    BINDINGS = RowList.BINDINGS

    def __init__(self, revisions: Sequence[Revision], local: tzinfo, *, fields: bool) -> None:
        super().__init__(id="revisions")
        self._revisions = revisions
        self._local = local
        self._field = (
            max((len(past.called(r.field)) for r in revisions), default=0) + 1 if fields else 0
        )

    @property
    def count(self) -> int:
        """How many versions there are."""
        return len(self._revisions)

    @property
    def current(self) -> Revision:
        """The version under the cursor."""
        return self._revisions[self.cursor]

    def paint_row(self, index: int, width: int) -> list[list[Piece]]:
        """Write when it was saved, how long it is, and how it begins."""
        revision = self._revisions[index]
        text = past.text_of(revision)
        when = day_and_time(revision.saved_at, self._local)
        start = [
            (f"{self.bar if index == self.cursor else ' '} ", "bar"),
            (paint.fit(when, 17), "strong"),
            (paint.fit(past.called(revision.field), self._field), "info"),
            (f"{count_words(text):>6} words  ", "quiet"),
        ]
        room = max(width - 33 - self._field, 1)
        return [[*start, (paint.clip(text, room), "")]]


class HistoryScreen(Dialog[int | None], inherit_bindings=False):
    """The versions of one field, or of all; answers with the one to be restored."""

    BINDINGS = commands.bindings_of(*_BOUND)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - Textual's own type

    def __init__(
        self,
        workspace: Workspace,
        revisions: Sequence[Revision],
        present: Callable[[str], str],
        *,
        heading: str,
    ) -> None:
        super().__init__()
        self._revisions = revisions
        self._present = present
        self._heading = heading
        self._local = zone(workspace.brand.publication)

    def compose(self) -> ComposeResult:
        """Put the versions above, or at the left, and how they differ beside them."""
        fields = len({revision.field for revision in self._revisions}) > 1
        yield StatusRow()
        yield NoteLine(id="history-of")
        with Container(id="history"):
            yield RevisionList(self._revisions, self._local, fields=fields)
            yield Reader(id="version")
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin with the newest."""
        said = counted(len(self._revisions), "earlier version")
        self.query_one("#history-of", NoteLine).show(f"{self._heading} · {said}")
        keymap = getattr(self.app, "keymap", {})
        hints = commands.first_keys(_SHOWN, keymap)
        words = {"list.open": "restore", "desk.next": "text"}
        self.query_one(KeyBar).hints = tuple(
            (key, words.get(each.id, each.label), each.id) for key, each in hints
        )
        self.query_one(RevisionList).focus()
        self._show()

    def _show(self) -> None:
        revision = self.query_one(RevisionList).current
        now = self._present(revision.field)
        then = past.text_of(revision)
        when = day_and_time(revision.saved_at, self._local)
        same = "It stands there now as it was then." if then == now else ""
        since = "Since then: [-taken out] [+put in]. Enter brings the earlier text back."
        self.query_one(Reader).show(
            Article(
                title=f"{past.called(revision.field)} until {when}",
                note=same or since,
                compared=Compared(text=compare(then, now)),
            )
        )

    @on(RowList.Moved, "#revisions")
    def _moved(self) -> None:
        self._show()

    @on(RowList.Opened, "#revisions")
    def _chosen(self) -> None:
        self.dismiss(self.query_one(RevisionList).current.id)

    @on(KeyBar.Chosen)
    def _key_clicked(self, event: KeyBar.Chosen) -> None:
        event.stop()
        if event.command_id == "list.open":
            self._chosen()
        elif event.command_id == "desk.back":
            self.dismiss(None)

    def action_next(self) -> None:
        """Go from the versions to the text."""
        self.focus_next()

    def action_previous(self) -> None:
        """Go from the text to the versions."""
        self.focus_previous()

    def action_back(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)

    action_history = action_back
    action_quit = action_back
