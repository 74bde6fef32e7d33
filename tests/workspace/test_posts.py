"""Stories as draft posts of the site: one each, always the same, and their pages come back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from reewriter.errors import NotFoundError
from reewriter.export import Choice
from reewriter.workspace import Workspace
from tests.export.fake_service import KEY
from tests.export.fakes_site import FakeWordPress
from tests.workshop import CONFIG, NOW, invent, make_workspace


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeWordPress]:
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.setenv("REEWRITER_SITE_KEY", KEY)
    with FakeWordPress() as made:
        yield made


@pytest.fixture
def workspace(tmp_path: Path, fake: FakeWordPress) -> Workspace:
    """Two stories go out, one waits."""
    target = f'\n[targets.site]\ntype = "wordpress"\nurl = "{fake.url}"\nuser = "desk"\n'
    made = make_workspace(tmp_path / "desk", [invent(n) for n in (1, 2, 3)], config=CONFIG + target)
    made.triage.keep([1, 2, 3])
    for story_id in (1, 2):
        made.writing.edit(
            story_id,
            {"headline": f"Story {story_id}", "deck": "A *deck*", "critique": "So **it** is."},
        )
        made.issues.place(story_id, section="Policy")
    return made


def test_each_story_has_one_post_and_its_page_comes_back(
    workspace: Workspace, fake: FakeWordPress
) -> None:
    issue = workspace.issues.current()
    assert all(one.receipt and not one.trouble for one in workspace.posts.push(issue, "site"))
    assert len(fake.drafts) == 2
    assert {one["status"] for one in fake.drafts.values()} == {"draft"}
    first = next(one for one in fake.drafts.values() if one["title"] == "Story 1")
    assert "<strong>it</strong>" in first["content"]
    assert "A *deck*" in first["content"]
    pages = {workspace.writing.story(n).own_url for n in (1, 2)}
    assert pages == {f"https://site.example/?p={name}" for name in fake.drafts}
    assert workspace.writing.story(3).own_url == ""
    workspace.undo()
    assert "" in {workspace.writing.story(n).own_url for n in (1, 2)}

    writes = sum(asked.writes for asked in fake.seen)
    workspace.posts.push(issue, "site")
    assert sum(asked.writes for asked in fake.seen) == writes
    workspace.writing.edit(1, {"critique": "So it was."})
    workspace.posts.push(issue, "site")
    assert len(fake.drafts) == 2
    assert sum(asked.writes for asked in fake.seen) == writes + 1


def test_what_is_published_or_edited_there_stops_only_its_own_story(
    workspace: Workspace, fake: FakeWordPress
) -> None:
    issue = workspace.issues.current()
    workspace.posts.push(issue, "site")
    one, two = fake.drafts
    fake.send(one)
    fake.edit(two)
    workspace.writing.edit(1, {"critique": "Another."})
    workspace.writing.edit(2, {"critique": "Another."})
    troubles = [posted.trouble for posted in workspace.posts.push(issue, "site")]
    assert "not touched" in troubles[0]
    assert "edited there" in troubles[1]
    again = workspace.posts.push(issue, "site", choice=Choice.OVERWRITE)
    assert [bool(posted.trouble) for posted in again] == [True, False]
    assert "Another." in fake.drafts[two]["content"]


def test_what_is_under_embargo_does_not_leave(workspace: Workspace, fake: FakeWordPress) -> None:
    workspace.writing.edit(1, {"embargo_until": NOW + timedelta(days=9)})
    done = workspace.posts.push(workspace.issues.current(), "site")
    assert ["embargo" in posted.trouble for posted in done] == [True, False]
    assert [one["title"] for one in fake.drafts.values()] == ["Story 2"]


def test_only_a_site_keeps_posts(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError, match="keeps no posts"):
        workspace.posts.push(workspace.issues.current(), "eml")
