"""A disk that is full, a database that may not be written: words stay, it is said, and retried."""

from __future__ import annotations

import contextlib
import resource
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from textual.widgets import TextArea

from reewriter.workspace import Workspace
from tests.tui.morning import at_desk
from tests.workshop import invent, make_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """One kept story."""
    workspace = make_workspace(tmp_path / "desk", [invent(n) for n in range(1, 4)])
    workspace.triage.keep([1])
    return workspace


@contextlib.contextmanager
def full_disk(workspace: Workspace) -> Iterator[None]:
    """Let no file of this process grow, as on a disk that is full."""
    size = (workspace.root / "reewriter.db-wal").stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextlib.contextmanager
def read_only(workspace: Workspace) -> Iterator[None]:
    """Let the database be one that may not be written."""
    workspace.store.read_only = True
    try:
        yield
    finally:
        workspace.store.read_only = False


@pytest.mark.parametrize(
    ("trouble", "words"),
    [(full_disk, "Is the disk full?"), (read_only, "may not be written")],
    ids=["full", "read-only"],
)
async def test_what_is_typed_stays_is_told_and_lands_later(
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    trouble: Callable[[Workspace], AbstractContextManager[None]],
    words: str,
) -> None:
    monkeypatch.setattr("reewriter.tui.autosave.PAUSE", 0.02)
    monkeypatch.setattr("reewriter.tui.autosave._AGAIN", 0.02)
    text = "Typed meanwhile"
    async with at_desk(workspace) as editor:
        await editor.press("f2", "c")
        with trouble(workspace):
            await editor.write(text)
            await editor.until(lambda: words in " ".join(editor.text.split()))
            assert "NOT SAVED" in editor.lines[0]
            assert editor.app.screen.query_one("#critique", TextArea).text == text
            await editor.press("f3")
            await editor.press("f2")
            assert editor.app.screen.query_one("#critique", TextArea).text == text
            assert workspace.writing.story(1).critique == ""
        await editor.until(lambda: workspace.writing.story(1).critique == text)
        await editor.until(lambda: "NOT SAVED" not in editor.lines[0])
