"""Posts of the site from the desk: shown first, then brought there; undo takes pages back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reewriter.tui import autosave
from reewriter.tui.handing_over import post_entries
from reewriter.tui.screens.issue_press import PressRoom
from reewriter.workspace import Workspace
from reewriter.workspace.posts import PostState
from tests.export.fake_service import KEY
from tests.export.fakes_site import FakeWordPress
from tests.sample_issue import sample_composition
from tests.tui.morning import WIDE, at_desk
from tests.workshop import CONFIG, invent, make_workspace

STORY = sample_composition().above[0].story


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeWordPress]:
    monkeypatch.setattr(autosave, "PAUSE", 60.0)
    monkeypatch.setattr(PressRoom, "PROOF_AFTER", 0.001)
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.setenv("REEWRITER_SITE_KEY", KEY)
    with FakeWordPress() as made:
        yield made


@pytest.fixture
def workspace(tmp_path: Path, fake: FakeWordPress) -> Workspace:
    target = f'\n[targets.site]\ntype = "wordpress"\nurl = "{fake.url}"\nuser = "desk"\n'
    made = make_workspace(tmp_path / "desk", [invent(1), invent(2)], config=CONFIG + target)
    made.triage.keep([1, 2])
    for story in (1, 2):
        made.writing.edit(story, {"headline": f"Story {story}", "critique": "So **it** is."})
        made.issues.place(story, section="Policy")
    return made


async def test_posts_are_shown_before_they_are_brought_and_undo_takes_their_pages_back(
    workspace: Workspace, fake: FakeWordPress
) -> None:
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("g", "s", "w")
        assert "site: posts" in editor.text
        await editor.press("1")
        assert "makes a draft post" in editor.text
        assert fake.drafts == {}
        await editor.press("2")
        assert "site has no post of it to open" in editor.said, "no key is silent"
        await editor.press("w", "1")
        assert fake.drafts == {}
        await editor.press("escape")
        assert fake.drafts == {}

        await editor.press("1", "1")
        assert editor.said == "site: 2 stories are there as posts"
        assert {one["status"] for one in fake.drafts.values()} == {"draft"}
        assert all(workspace.writing.story(n).own_url for n in (1, 2))
        await editor.press("escape", "u")
        assert not any(workspace.writing.story(n).own_url for n in (1, 2))

        fake.edit(next(iter(fake.drafts)))
        await editor.press("w", "1")
        assert "was edited there; enter shows what" in editor.text
        await editor.press("4")
        assert "+Edited there" in editor.text
        assert "the post was edited there" in editor.text
        await editor.press("escape", "3")
        assert editor.said == "site: 2 stories are there as posts"
        assert "Edited there" not in {one["title"] for one in fake.drafts.values()}


@pytest.mark.parametrize(
    ("states", "ways"),
    [
        (["never pushed", "in sync", "local ahead", "unknown", "sent", "scheduled"], ["bring"]),
        (["remote changed"], ["bring", "keep", "overwrite"]),
        (["gone"], ["bring", "new"]),
    ],
)
def test_only_what_helps_is_offered(states: list[str], ways: list[str]) -> None:
    found = [
        PostState(STORY, "remote changed", gone=True) if one == "gone" else PostState(STORY, one)
        for one in states
    ]
    entries = post_entries(found)
    assert [one.value for one in entries[: -len(states)]] == ways
    assert all(one.note for one in entries)


def test_what_must_not_leave_says_why() -> None:
    (_, entry) = post_entries([PostState(STORY, "in sync", trouble="under embargo")])
    assert (entry.note, entry.tone) == ("under embargo", "error")
