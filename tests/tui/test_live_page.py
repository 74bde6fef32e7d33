"""The issue in the browser beside the desk: one key opens it, what is typed is on it at once."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from urllib.request import urlopen

import pytest

from reewriter.workspace import Workspace
from tests.tui.morning import at_desk
from tests.workshop import invent, make_workspace


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the browser was given."""
    found: list[str] = []
    monkeypatch.setattr("reewriter.tui.live_page.browse", found.append)
    return found


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = make_workspace(tmp_path / "desk", [invent(1)])
    workspace.triage.keep([1])
    workspace.issues.place(1)
    return workspace


def state(url: str) -> dict[str, str]:
    with urlopen(f"{url}state", timeout=5) as answer:  # noqa: S310 - our own page
        found: dict[str, str] = json.load(answer)
        return found


async def test_one_key_opens_the_page_and_it_follows_what_is_typed(
    workspace: Workspace, opened: list[str]
) -> None:
    edition = workspace.issues.current().edition
    async with at_desk(workspace) as editor:
        await editor.press("g", "o")  # from the inbox
        await editor.until(lambda: bool(opened))
        (url,) = opened
        assert url.startswith("http://127.0.0.1:")
        await editor.until(lambda: url in editor.said)
        assert state(url)["edition"].startswith(edition)
        await editor.press("g", "s", "o")
        await editor.until(lambda: len(opened) == 2)
        assert opened == [url, url]  # the same page, not a second one
        await editor.press("H")
        await editor.write("A floor")
        await editor.until(lambda: state(url)["subject"] == "A floor")
        assert workspace.issues.get(edition).subject == "A floor"  # saved, not only shown
        other = workspace.issues.new(date(2026, 3, 9))
        editor.app.show_live(other.edition)
        await editor.until(lambda: state(url)["edition"].startswith(other.edition))
        live = editor.app._live
    editor.app.stop_fetching(5)
    assert live is not None
    assert not live.running
    with pytest.raises(OSError, match="refused"):
        state(url)


async def test_a_page_that_cannot_be_made_says_why(workspace: Workspace, opened: list[str]) -> None:
    async with at_desk(workspace) as editor:
        editor.app.show_live("2020-01-01")
        await editor.until(lambda: "there is no issue “2020-01-01”" in editor.said)
        assert opened == []
