"""The plain text of an issue in the person's own editor."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from reewriter.tui.app import DeskApp
from tests.tui.morning import at_desk
from tests.tui.test_lending import editor
from tests.workshop import invent, make_workspace


async def test_it_is_written_by_one_key_and_given_back_by_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = make_workspace(tmp_path / "desk", [invent(1)])
    workspace.triage.keep([1])
    workspace.issues.place(1)
    monkeypatch.setattr(DeskApp, "suspend", lambda _: nullcontext())
    async with at_desk(workspace) as desk:
        await desk.press("g", "s", "g", "T")
        assert "the plain text is the template's" in desk.said
        editor(monkeypatch, tmp_path, "Rare earth", "Rarest earth")
        await desk.press("g", "t")
        assert "goes out by hand" in desk.said
        assert "Rarest earth" in workspace.press.render(workspace.issues.current()).text
        await desk.press("g", "t")  # the editor finds nothing to change
        assert desk.said == "nothing was changed"
        workspace.issues.edit(None, {"intro": "New."})
        await desk.press("g", "t")
        assert "! lets it stand" in desk.said
        await desk.press("r", "g", "T")
        assert "the template's again" in desk.said
        await desk.press("u")
        assert workspace.issues.current().own_text
