"""A story, or the whole issue, goes to the person's own editor by one key, and comes back."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from reewriter.tui.app import DeskApp
from reewriter.workspace import Workspace
from tests.tui.morning import NARROW, at_desk
from tests.workshop import invent, make_workspace


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    workspace = make_workspace(tmp_path / "desk", [invent(n) for n in range(1, 3)])
    workspace.triage.keep([1])
    monkeypatch.setattr(DeskApp, "suspend", lambda _: nullcontext())
    return workspace


def editor(monkeypatch: pytest.MonkeyPatch, folder: Path, old: str, new: str) -> None:
    script = folder / "editor.py"
    script.write_text(
        "import sys\nfrom pathlib import Path\npath = Path(sys.argv[-1])\n"
        f"path.write_text(path.read_text().replace({old!r}, {new!r}, 1))\n"
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")


async def test_what_comes_back_broken_is_shown_and_mended_in_the_same_file(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_desk(workspace, NARROW) as desk:
        editor(monkeypatch, tmp_path, "\ntags:", "\ntgas: ports")
        await desk.press("f2", "E")
        assert "no field “tgas”" in desk.text
        (wrong,) = [line for line in desk.lines if "tgas: ports" in line]
        number = wrong.split()[1]
        assert wrong.startswith("✗")
        assert f"line {number}:" in desk.lines[1]
        await desk.press("escape")
        assert "kept in backups" in desk.said
        await desk.press("f3", "E")  # another day, from the issue: it is offered again
        assert "was not taken" in desk.text
        editor(monkeypatch, tmp_path, "tgas:", "tags:")
        await desk.press("1")
        assert workspace.writing.story(1).tags == ("ports",)
        assert "u takes it back" in desk.said
        await desk.press("u")
        assert desk.said == "undo: issue 2026-03-02 in your editor"
        assert workspace.writing.story(1).tags == ()


async def test_both_versions_are_shown_and_one_is_chosen(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_desk(workspace, NARROW) as desk:
        await desk.press("f2")
        editor(monkeypatch, tmp_path, "\ndeck:", "\ndeck: Ours")
        aside = workspace.fork()

        def meanwhile(_: DeskApp) -> nullcontext[None]:
            aside.writing.edit(1, {"deck": "Theirs"})
            return nullcontext()

        monkeypatch.setattr(DeskApp, "suspend", meanwhile)
        await desk.press("e")
        aside.close()
        assert workspace.writing.story(1).deck == "Theirs"
        assert "changed elsewhere" in desk.text
        assert "Theirs" in desk.text
        assert "Ours" in desk.text
        await desk.press("2")
        assert workspace.writing.story(1).deck == "Ours"
        assert "Theirs" in [version.value for version in workspace.writing.history(1)]
        await desk.press("u")
        assert workspace.writing.story(1).deck == "Theirs"
