"""Shows both versions where two desks wrote into one field, and asks whose stays. Saves nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reewriter.tui.autosave import Autosave, in_words
from reewriter.tui.frame import DeskScreen
from reewriter.tui.screens.returned import ReturnedScreen, both_versions
from reewriter.tui.widgets.menu import Entry

__all__ = ["ask_whose"]

_STAYS = "Both stay until you have chosen."
_MINE = "yours stands there now · theirs is in the history"


def ask_whose(
    room: DeskScreen,
    autosave: Autosave,
    stored: Mapping[str, object],
    take_theirs: Callable[[], object],
) -> None:
    """Show what is stored beside what is typed; write the one over the other when told so.

    `stored` has the unsaved fields as the workspace holds them. Escape leaves both where they are.
    """
    mine = autosave.unsaved
    theirs = {name: stored.get(name, "") for name in mine}
    names = " and the ".join(mine)
    shown = both_versions(in_words(theirs), in_words(mine), f"Theirs and yours: the {names}")

    def answered(answer: str | None) -> None:
        with room.told():
            if answer == "mine":
                autosave.save(over=True, patient=True)
                room.say(f"{_MINE} · {room.undoable}", "good")
            elif answer == "theirs":
                take_theirs()
                room.say("theirs stands there", "good")
            else:
                undecided = room.keyed("nothing is decided yet: {desk.back} shows both again")
                room.say(undecided, "attention")

    entries = (
        Entry(
            "mine", "yours over theirs", "theirs goes into the history, {desk.undo} takes it back"
        ),
        Entry("theirs", "theirs", "what you typed goes"),
    )
    message = f"changed elsewhere meanwhile: the {names}; yours is not saved"
    room.app.push_screen(ReturnedScreen(message, _STAYS, shown, entries), answered)
