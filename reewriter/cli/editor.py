"""Opens a story or a whole issue in the person's editor and loads what is saved there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reewriter.cli.session import Session
from reewriter.errors import ReewriterError

if TYPE_CHECKING:
    from reewriter.model import Issue
    from reewriter.workspace.copydesk import Loaded
    from reewriter.workspace.lending import Lent

__all__ = ["edit_issue", "edit_story", "load_issue"]


def edit_issue(session: Session, issue: Issue) -> list[Loaded]:
    """Edit a whole issue; returns what each version that was saved changed."""
    from reewriter.workspace.copydesk import Loaded
    from reewriter.workspace.lending import lend

    lent = lend(session.workspace(), issue)
    found = _edited(session, lent, again="reewriter issue load")
    return [one for one in found if isinstance(one, Loaded)]


def edit_story(session: Session, story_id: int) -> None:
    """Edit one story."""
    from reewriter.workspace.lending import lend

    story = session.workspace().writing.story(story_id)
    _edited(session, lend(session.workspace(), story), again="")


def load_issue(session: Session, file: str, text: str) -> Loaded:
    """Load a file; one that an editor left behind is compared with what it was made from."""
    from pathlib import Path

    from reewriter.workspace.copydesk import Loaded
    from reewriter.workspace.lending import lent_as

    lent = lent_as(session.workspace(), Path(file)) if file != "-" else None
    if lent is None:
        name = "stdin" if file == "-" else file
        return session.workspace().copydesk.load(text, file=name)
    loaded = lent.load()
    if not isinstance(loaded, Loaded):
        raise TypeError(file)
    return loaded


def _edited(session: Session, lent: Lent, *, again: str) -> tuple[object, ...]:
    """Open the file; it is there until all that was typed is stored."""
    from reewriter.workspace.copydesk import editor_command

    try:
        done = lent.edit(editor_command(), label="in the editor")
    except ReewriterError as error:
        raise _told(error, lent, again) from None
    if done.problem is not None:
        raise _told(done.problem, lent, again)
    if not done.loaded:
        session.note("Nothing was changed.")
    return done.loaded


def _told(error: ReewriterError, lent: Lent, again: str) -> ReewriterError:
    """Say where the text is, if it stands nowhere else."""
    if lent.changed:
        path = lent.path
        hint = f"Mend it and `{again} {path}`." if again else f"What you wrote is in {path}."
        error.hint = f"{error.hint} {hint}".strip()
    else:
        lent.give_up()
    return error
