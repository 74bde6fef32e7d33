"""Stories as draft posts of the site: one each, always the same, and their pages come back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from reewriter.errors import NotFoundError
from reewriter.export import Choice
from reewriter.model import Action, Image
from reewriter.workspace import Workspace
from reewriter.workspace.deliveries import standings
from tests.export.conftest import PIXEL
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
    assert {workspace.writing.story(n).own_url for n in (1, 2)} == {""}

    writes = sum(asked.writes for asked in fake.seen)
    workspace.posts.push(issue, "site")
    assert sum(asked.writes for asked in fake.seen) == writes
    assert {workspace.writing.story(n).own_url for n in (1, 2)} == pages  # asked for again
    workspace.writing.edit(1, {"critique": "So it was.", "own_url": "https://mine.example/"})
    workspace.posts.push(issue, "site")
    assert workspace.writing.story(1).own_url == "https://mine.example/"
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
    done = workspace.posts.push(issue, "site")
    assert "published there, and not touched" in done[0].trouble
    assert "edited there" in done[1].trouble
    assert "+Edited there" in done[1].difference
    again = workspace.posts.push(issue, "site", choice=Choice.OVERWRITE)
    assert [bool(posted.trouble) for posted in again] == [True, False]
    assert "Another." in fake.drafts[two]["content"]
    assert "Another." not in fake.drafts[one]["content"]


def test_a_new_draft_is_made_only_of_what_was_edited_or_deleted_there(
    workspace: Workspace, fake: FakeWordPress
) -> None:
    issue = workspace.issues.current()
    workspace.posts.push(issue, "site")
    one, two = fake.drafts
    del fake.drafts[one]
    done = workspace.posts.push(issue, "site")
    assert "deleted there" in done[0].trouble
    done = workspace.posts.push(issue, "site", choice=Choice.NEW)
    assert [each.receipt and each.receipt.action for each in done] == [
        Action.CREATED, Action.UNCHANGED,
    ]  # fmt: skip
    assert len(fake.drafts) == 2
    assert two in fake.drafts


def test_what_is_published_as_it_is_here_is_no_trouble(
    workspace: Workspace, fake: FakeWordPress
) -> None:
    issue = workspace.issues.current()
    workspace.posts.push(issue, "site")
    for name in fake.drafts:
        fake.send(name)
    assert [one.trouble for one in workspace.posts.push(issue, "site")] == ["", ""]
    assert {one["status"] for one in fake.drafts.values()} == {"publish"}


def test_before_anything_is_written_it_is_told_what_would_be(
    workspace: Workspace, fake: FakeWordPress
) -> None:
    issue = workspace.issues.current()

    def told() -> list[str]:
        return [one.state for one in workspace.posts.states(issue, "site", look=True)]

    assert told() == ["never pushed"] * 2
    assert workspace.posts.counts(issue) == {}
    assert fake.drafts == {}
    workspace.posts.push(issue, "site")
    assert told() == ["in sync"] * 2
    workspace.writing.edit(1, {"critique": "Another."})
    fake.edit(list(fake.drafts)[1])
    assert told() == ["local ahead", "remote changed"]
    assert workspace.posts.counts(issue) == {"site": {"local ahead": 1, "remote changed": 1}}
    assert standings(workspace, issue, workspace.press.render(issue)) == []
    workspace.writing.edit(2, {"embargo_until": NOW + timedelta(days=9)})
    assert "embargo" in workspace.posts.states(issue, "site")[1].trouble


def test_a_story_that_moves_to_another_issue_keeps_its_post(
    workspace: Workspace, fake: FakeWordPress
) -> None:
    workspace.posts.push(workspace.issues.current(), "site")
    later = workspace.issues.new(workspace.issues.current().date + timedelta(days=1))
    workspace.issues.place(1, issue=later, section="Policy")
    workspace.writing.edit(1, {"critique": "A day later."})
    (one,) = workspace.posts.push(later, "site")
    assert one.receipt
    assert one.receipt.action is Action.UPDATED
    assert len(fake.drafts) == 2
    assert not workspace.issues.went_out(later)


def test_a_lost_database_finds_the_posts_though_stories_have_other_numbers(
    workspace: Workspace, fake: FakeWordPress, tmp_path: Path
) -> None:
    workspace.posts.push(workspace.issues.current(), "site")
    config = (workspace.root / "feeds.toml").read_text(encoding="utf-8")
    anew = make_workspace(tmp_path / "anew", [invent(2), invent(1)], config=config)
    anew.triage.keep([2])
    anew.writing.edit(1, {"headline": "Story 1", "deck": "A *deck*", "critique": "So **it** is."})
    anew.issues.place(1, section="Policy")
    (one,) = anew.posts.push(anew.issues.current(), "site", choice=Choice.OVERWRITE)
    assert not one.trouble
    assert len(fake.drafts) == 2
    assert anew.writing.story(1).own_url == workspace.writing.story(1).own_url


def test_pictures_go_along_and_content_is_no_code_of_the_site(
    workspace: Workspace, fake: FakeWordPress
) -> None:
    (workspace.root / "media").mkdir(exist_ok=True)
    (workspace.root / "media" / "mine.png").write_bytes(PIXEL)
    picture = Image("media/mine.png", 'A "mine"', 8, 8, "Ida Renn")
    written = "All of [gallery] it.\n\n<!-- more -->\n\nThe rest of it."
    workspace.writing.edit(
        1, {"images": (picture,), "headline": "<b>Bold</b> & new", "critique": written,
            "extra": {"runs": "teaser"}},
    )  # fmt: skip
    one = workspace.posts.push(workspace.issues.current(), "site")[0]
    assert not one.trouble
    assert fake.uploads == [PIXEL]
    post = next(each for each in fake.drafts.values() if "Bold" in each["title"])
    assert post["title"] == "&lt;b&gt;Bold&lt;/b&gt; &amp; new"
    assert '<img src="https://cdn.example/1.png" alt="A &quot;mine&quot;"' in post["content"]
    assert "Ida Renn" in post["content"]
    assert "The rest of it" in post["content"]
    assert "[gallery]" not in post["content"]
    assert "&#91;gallery]" in post["content"]
    assert "slug" not in post


def test_an_address_that_is_none_does_not_become_a_storys_page(
    workspace: Workspace, fake: FakeWordPress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fake, "page", "javascript:alert({name})")
    assert not any(one.trouble for one in workspace.posts.push(workspace.issues.current(), "site"))
    assert workspace.writing.story(1).own_url == ""


def test_what_is_under_embargo_does_not_leave(workspace: Workspace, fake: FakeWordPress) -> None:
    workspace.writing.edit(1, {"embargo_until": NOW + timedelta(days=9)})
    done = workspace.posts.push(workspace.issues.current(), "site")
    assert ["embargo" in posted.trouble for posted in done] == [True, False]
    assert [one["title"] for one in fake.drafts.values()] == ["Story 2"]


def test_only_a_site_keeps_posts(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError, match="keeps no posts"):
        workspace.posts.push(workspace.issues.current(), "eml")
