"""Lends a text to the editor's own $EDITOR. Knows no story; whatever comes back is cleaned."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from textual.app import App, SuspendNotSupported

from reewriter.errors import ReewriterError
from reewriter.text import clean

__all__ = ["aside", "edit_text"]

_LARGEST = 2_000_000


@contextmanager
def aside(app: App[int]) -> Iterator[None]:
    """Give the terminal to another program for a while; raises ReewriterError where it cannot."""
    try:
        with app.suspend():
            yield
    except SuspendNotSupported:
        raise ReewriterError(
            "the desk cannot step aside on this terminal",
            hint="`reewriter story edit --editor` and `issue edit` do it outside.",
        ) from None


def edit_text(app: App[int], text: str, *, keep_in: Path, name: str = "critique.md") -> str | None:
    """Let the editor change a text in $VISUAL or $EDITOR; None when it came back as it was.

    The desk steps aside meanwhile. Raises ReewriterError when the editor does not start, it fails,
    or what came back is no text; the edited file is then kept in `keep_in` and named.
    """
    # Here: few desks open an editor, and each opens faster without it.
    from reewriter.workspace.copydesk import editor_command

    command = editor_command()
    with tempfile.TemporaryDirectory(prefix="reewriter-") as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8")
        try:
            with aside(app):
                done = subprocess.run([*command, str(path)], check=False)  # noqa: S603 - the user's own command, no shell
        except OSError as error:
            raise ReewriterError(
                f"{command[0]}: does not start ({error.strerror})", hint="Is EDITOR right?"
            ) from error
        return _read_back(path, text, command[0], done.returncode, keep_in)


def _read_back(path: Path, before: str, editor: str, code: int, keep_in: Path) -> str | None:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ReewriterError(
            f"{editor} left no file behind ({error.strerror})", hint="Nothing was changed."
        ) from error
    problem = ""
    if code != 0:
        problem = f"{editor} ended with {code}"
    elif len(raw) > _LARGEST:
        problem = f"the text is larger than {_LARGEST // 1_000_000} MB"
    else:
        try:
            after = clean(raw.decode("utf-8"))
        except UnicodeDecodeError as error:
            problem = f"the text is not UTF-8 (byte {error.start})"
    if problem:
        kept = keep_in / f"{path.stem}-kept.md"
        if raw != before.encode():
            keep_in.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(raw)
            raise ReewriterError(problem, hint=f"What you wrote is kept in {kept}.")
        raise ReewriterError(problem, hint="Nothing was changed.")
    after = after.rstrip("\n")
    return None if after == before.rstrip("\n") else after
