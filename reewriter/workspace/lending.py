"""Lends an issue or a story to the person's own editor and takes back whatever is saved there.

The file is watched while the editor is open: each saved version is stored at once, and a preview
moves with it. A version that cannot be taken is nobody's loss: it stays in its file.
"""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reewriter.desk.manuscript import edition_of
from reewriter.errors import ReewriterError, UsageError
from reewriter.files import read_file
from reewriter.model import Issue, Story
from reewriter.text import clean

if TYPE_CHECKING:
    from reewriter.workspace.workspace import Workspace

__all__ = ["Lent", "Noun", "Returned", "kept", "lend", "lent_as"]

_GLANCE = 0.2
"""Seconds between two looks at the file; one that stands still for so long has been saved."""
_LARGEST = 2_000_000
_BEFORE = ".before"
"""The ending of the file that holds what was lent, beside what is written."""

Noun = Issue | Story


@dataclass(frozen=True, slots=True)
class Returned:
    """What came of a text that was lent."""

    loaded: tuple[object, ...]
    """What storing each saved version returned."""
    problem: ReewriterError | None
    """Why the last version could not be taken."""


class Lent:
    """A text that is out at the editor's, in a file of the workspace."""

    def __init__(self, workspace: Workspace, path: Path, before: str, noun: Noun) -> None:
        self._workspace = workspace
        self.noun = noun
        self.path = path
        self.before = before
        """What the file said when it last agreed with what is stored."""
        self._shown: tuple[int, int] | None = None
        self._loaded: list[object] = []
        self._problem: ReewriterError | None = None
        self._failed = False

    @property
    def text(self) -> str:
        """What the file says; raises UsageError where that is no text."""
        return _text_of(self.path)

    @property
    def shown(self) -> str:
        """What can be shown of the file, whatever is in it."""
        try:
            return clean(self.path.read_bytes()[:_LARGEST].decode("utf-8", errors="replace"))
        except OSError:
            return ""

    @property
    def changed(self) -> bool:
        """Whether the file holds what is stored nowhere else."""
        try:
            return self.path.exists() and self.text != self.before
        except ReewriterError:
            return True

    def edit(
        self,
        command: Sequence[str],
        *,
        label: str,
        aside: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> Returned:
        """Open the editor and wait for it, storing what it saves; one undo takes all back.

        `aside` makes room for it on the terminal. The file goes when all of it is stored. Raises
        UsageError when the editor does not start.
        """
        self._loaded, self._problem, over = [], None, threading.Event()
        self._shown, self._failed = self._look(), True
        try:
            with ThreadPoolExecutor(1) as pool:
                fork = pool.submit(self._watch, over)
                try:
                    with aside():
                        code = _run(command, self.path)
                    self._failed = bool(code)
                finally:
                    over.set()
            self._workspace.adopt(fork.result(), label=label)
        finally:
            if not self.changed:
                self.give_up()
        if code:
            program = Path(command[0]).name
            said = f"{program}: the editor ended with an error ({code})"
            self._problem = UsageError(said, hint="" if self._loaded else "Nothing was loaded.")
        return Returned(tuple(self._loaded), self._problem)

    def _watch(self, over: threading.Event) -> Workspace:
        with self._workspace.fork() as workspace:
            seen = self._shown
            while not over.wait(_GLANCE):
                now = self._look()
                if now == seen and now != self._shown:
                    self._take(workspace)
                    self._shown = now
                seen = now
            if not self._failed:
                self._take(workspace)
        return workspace

    def _look(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:  # between two files, as many editors save
            return None
        return found.st_mtime_ns, found.st_size

    def _take(self, workspace: Workspace) -> None:
        self._problem = None
        try:
            text = self.text
            if text != self.before:
                self._store(workspace, text, over=False)
        except ReewriterError as error:
            self._problem = error

    def _store(self, workspace: Workspace, text: str, *, over: bool) -> None:
        self._loaded.append(self._load(workspace, text, over=over))
        self.before = text
        self.path.with_suffix(_BEFORE).write_text(text, encoding="utf-8", newline="")

    def _load(self, workspace: Workspace, text: str, *, over: bool) -> object:
        desk, file = workspace.copydesk, str(self.path)
        if isinstance(self.noun, Issue):
            return desk.load(text, file=file, before=self.before, over=over)
        story = workspace.writing.story(self.noun.id)
        return desk.load_story(text, story, file=file, before=self.before, over=over)

    def versions(self) -> tuple[str, str]:
        """Return what is stored now, and what would be if this were written over it."""
        workspace = self._workspace
        theirs = _dump(workspace, self.noun)
        mine = ""
        with suppress(_TakenBack), workspace.together("never done"):
            self._load(workspace, self.text, over=True)
            mine = _dump(workspace, self.noun)
            raise _TakenBack
        return theirs, mine

    def load(self, *, over: bool = False) -> object:
        """Store what the file says without an editor; with `over`, also over what came since."""
        self._store(self._workspace, self.text, over=over)
        self.give_up()
        return self._loaded[-1]

    def give_up(self) -> None:
        """Put the file away."""
        self.path.unlink(missing_ok=True)
        self.path.with_suffix(_BEFORE).unlink(missing_ok=True)

    def leave(self) -> Path:
        """Keep the file, but under a name by which it is not offered again; return that."""
        path = self._workspace.copydesk.set_aside(f"{self.path.stem}-kept", "")
        path.write_bytes(self.path.read_bytes())
        self.give_up()
        return path


def _run(command: Sequence[str], path: Path) -> int:
    try:
        # The person's own editor, as a list of arguments: no shell sees it.
        return subprocess.run([*command, str(path)], check=False).returncode  # noqa: S603
    except OSError as error:
        reason = (error.strerror or "").lower()
        raise UsageError(
            f"{Path(command[0]).name}: the editor cannot be started ({reason})",
            hint="Name yours in $EDITOR.",
        ) from None


def _text_of(path: Path) -> str:
    raw = read_file(path, most=_LARGEST)
    try:
        return clean(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{path}:{line}: this is not UTF-8", hint="Save it as UTF-8.") from None


def lend(workspace: Workspace, noun: Noun) -> Lent:
    """Write a whole issue, or one story, into a file to be edited."""
    path = workspace.copydesk.set_aside(_name(noun), _dump(workspace, noun))
    before = path.with_suffix(_BEFORE)
    before.write_bytes(path.read_bytes())
    return Lent(workspace, path, _text_of(before), noun)


def kept(workspace: Workspace, noun: Noun) -> Lent | None:
    """Return what was written about this in an editor and could not be stored, if anything."""
    for before in sorted((workspace.root / "backups").glob(f"{_name(noun)}*{_BEFORE}")):
        lent = Lent(workspace, before.with_suffix(".md"), _text_of(before), noun)
        if lent.changed:
            return lent
    return None


def lent_as(workspace: Workspace, path: Path) -> Lent | None:
    """Return the issue that was lent as this file, if one was."""
    before = path.with_suffix(_BEFORE)
    if path.suffix != ".md" or not before.exists():
        return None
    text = _text_of(before)
    edition = edition_of(text, file=str(before))
    return Lent(workspace, path, text, workspace.issues.get(edition))


def _name(noun: Noun) -> str:
    return f"{noun.edition}-edit" if isinstance(noun, Issue) else f"story-{noun.id}-edit"


def _dump(workspace: Workspace, noun: Noun) -> str:
    """Return what a manuscript of this says now."""
    if isinstance(noun, Issue):
        issue = workspace.issues.get(noun.edition)
        return workspace.copydesk.dump(workspace.issues.composition(issue))
    return workspace.copydesk.dump_story(workspace.writing.story(noun.id))


class _TakenBack(Exception):
    """What was only tried is not to stay."""
