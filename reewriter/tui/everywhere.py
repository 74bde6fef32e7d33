"""What can be done in every room: the commands of the whole desk. Knows no room."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from reewriter.tui.picture import Pictured
from reewriter.tui.text_fields import is_text_field

if TYPE_CHECKING:
    from reewriter.tui.app import DeskApp

__all__ = ["UP_TO_DATE", "Everywhere"]

UP_TO_DATE = "up to date"
"""What is said where a screen was read anew: mostly nothing on it is otherwise."""


class Everywhere(Pictured, inherit_bindings=False, piece=True):
    """A screen that can do what the command table has for everywhere."""

    @property
    def desk(self) -> DeskApp:
        """The app, by its own type."""
        return cast("DeskApp", self.app)  # such a screen is only ever shown by the DeskApp

    def refresh_data(self) -> None:
        """Read again what is shown: something was changed, undone, fetched, or done elsewhere."""

    def save_now(self, *, patient: bool = False) -> None:
        """Save what is being typed, at once; called before undo, leaving, quitting, signals.

        Patient means: wait for another program that is writing, instead of trying again later.
        """

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In a text field, undo and redo are the field's own."""
        del parameters
        return not (action in ("undo", "redo") and is_text_field(self.focused))

    def action_go(self, room: str) -> None:
        """Go to another room."""
        self.desk.go(room)

    def action_undo(self) -> None:
        """Take the last change back."""
        self.save_now(patient=True)
        self.desk.undo()

    def action_redo(self) -> None:
        """Make the last undone change again."""
        self.desk.redo()

    def action_fetch(self) -> None:
        """Fetch what is due."""
        self.desk.fetch()

    def action_fetch_all(self) -> None:
        """Fetch everything."""
        self.desk.fetch(force=True)

    def action_add(self) -> None:
        """Ask for the address of a web page."""
        self.desk.ask_page()

    def action_rules(self) -> None:
        """Show what each rule would do."""
        self.desk.show_rules()

    def action_reload(self) -> None:
        """Bring the screen up to date."""
        self.refresh_data()
        self.desk.say(UP_TO_DATE)

    def action_search(self) -> None:
        """Search where there is something to search: the inbox, unless the room has its own."""
        self.desk.go("inbox", "/")

    def action_preview(self) -> None:
        """Show the issue as its readers will see it."""
        self.desk.go("issue", "preview")

    def action_export(self) -> None:
        """Go to where the issue is exported."""
        self.desk.go("issue", "export")

    def action_live(self) -> None:
        """Show the issue in the browser, and every change of it."""
        self.desk.show_live()

    def action_theme(self) -> None:
        """Take the next theme."""
        self.desk.next_theme()

    def action_next(self) -> None:
        """Focus the next pane or field."""
        self.focus_next()

    def action_previous(self) -> None:
        """Focus the pane or field before."""
        self.focus_previous()

    def action_back(self) -> None:
        """Leave the field that is focused."""
        self.save_now()
        if is_text_field(self.focused):
            self.set_focus(None)

    def action_quit(self) -> None:
        """Save and close the desk."""
        self.desk.leave()
