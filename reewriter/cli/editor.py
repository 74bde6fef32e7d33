"""Opens a story or a whole issue in the person's editor and loads what comes back."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reewriter.cli.session import Session
from reewriter.errors import ReewriterError, UsageError

if TYPE_CHECKING:
    from reewriter.model import Issue
    from reewriter.workspace.copydesk import Loaded

__all__ = ["edit_issue", "edit_story"]

T = TypeVar("T")


def edit_issue(session: Session, issue: Issue) -> Loaded | None:
    """Edit a whole issue; None where nothing was changed."""
    desk = session.workspace().copydesk
    base = session.workspace().issues.composition(issue)

    def load(text: str, file: str) -> Loaded:
        return desk.load(text, file=file, base=base)

    return _edited(
        session, f"{issue.edition}-edit", desk.dump(base), load, again="reewriter issue load"
    )


def edit_story(session: Session, story_id: int) -> None:
    """Edit one story."""
    desk = session.workspace().copydesk
    story = session.workspace().writing.story(story_id)

    def load(text: str, file: str) -> object:
        return desk.load_story(text, story, file=file)

    _edited(session, f"story-{story_id}-edit", desk.dump_story(story), load, again="")


def _edited(
    session: Session, name: str, text: str, load: Callable[[str, str], T], *, again: str
) -> T | None:
    """Write a file, open it, load it; the file is there until what was typed is stored."""
    from reewriter.cli.inputs import decode
    from reewriter.workspace.copydesk import editor_command

    command = editor_command()
    path = session.workspace().copydesk.set_aside(name, text)
    try:
        _run([*command, str(path)])
        edited = decode(path.read_bytes())
        loaded = None if edited == text else load(edited, str(path))
    except ReewriterError as error:
        if path.exists() and decode(path.read_bytes()) != text:
            hint = f"Mend it and `{again} {path}`." if again else f"What you wrote is in {path}."
            error.hint = f"{error.hint} {hint}".strip()
        else:
            path.unlink(missing_ok=True)
        raise
    path.unlink()
    if loaded is None:
        session.note("Nothing was changed.")
    return loaded


def _run(command: list[str]) -> None:
    try:
        # The person's own editor, as a list of arguments: no shell sees it.
        done = subprocess.run(command, check=False)  # noqa: S603
    except OSError as error:
        reason = (error.strerror or "").lower()
        raise UsageError(
            f"{Path(command[0]).name}: the editor cannot be started ({reason})",
            hint="Name yours in $EDITOR.",
        ) from None
    if done.returncode:
        raise UsageError(
            f"{Path(command[0]).name}: the editor ended with an error ({done.returncode})",
            hint="Nothing was loaded.",
        )
