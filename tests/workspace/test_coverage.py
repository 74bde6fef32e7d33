"""What we ran before is found by what both are about, and only what readers have."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from reewriter.errors import UsageError
from reewriter.model import Rendered
from reewriter.store import issues
from reewriter.workspace import Workspace
from tests.workshop import CONFIG, NOW, bring, invent, make_workspace

OWN = CONFIG.replace("[keywords]", '[[feeds]]\nurl = "https://example.org/feed"\n\n[keywords]')
OWN = OWN.replace('"https://example.org/archive"', '"https://example.org/{edition}.html"')


def ran(workspace: Workspace, day: date, headline: str, critique: str, **fields: object) -> int:
    """Send an issue with one story."""
    issue = workspace.issues.new(day)
    story = workspace.writing.new(issue=issue)
    workspace.writing.edit(story.id, {"headline": headline, "critique": critique, **fields})
    issues.freeze(workspace.store, issue.id, Rendered(issue.edition, "", "", "h", "m", "t"), at=NOW)
    return story.id


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = make_workspace(tmp_path / "desk", [invent(1)], config=OWN)
    ran(workspace, date(2026, 2, 2), "Lynas Opens a Kiln", "Lynas paid $400 million for terbium.")
    ran(workspace, date(2026, 2, 3), "China Sells Toys", "China sold many toys.")
    workspace.triage.keep([1])
    story = workspace.writing.of_item(1)
    assert story is not None
    workspace.writing.edit(
        story.id, {"headline": "Lynas Doubles Terbium", "critique": "In China Lynas pays more."}
    )
    return workspace


def open_story(workspace: Workspace) -> int:
    story = workspace.writing.of_item(1)
    assert story is not None
    return story.id


def test_earlier_coverage_is_found_by_what_both_name(workspace: Workspace) -> None:
    story = workspace.writing.story(open_story(workspace))
    (found,) = workspace.coverage.related(story)
    assert (found.headline, found.number, found.date) == (
        "Lynas Opens a Kiln",
        214,
        date(2026, 2, 2),
    )
    assert found.shared[0] == "Lynas Rare Earths"
    assert "China" not in found.shared
    assert found.url == "https://example.org/2026-02-02.html"


def test_what_has_not_gone_out_is_no_coverage(workspace: Workspace) -> None:
    draft = workspace.writing.new()
    workspace.writing.edit(draft.id, {"headline": "Lynas Doubles Terbium Twice"})
    found = workspace.coverage.related(workspace.writing.story(open_story(workspace)))
    assert [one.headline for one in found] == ["Lynas Opens a Kiln"]


def test_our_own_feed_counts(workspace: Workspace) -> None:
    item = invent(9, title="Lynas in Court", text="Lynas is sued over terbium. " * 9)
    bring(workspace, [item], feed=2)
    found = workspace.coverage.related(workspace.writing.story(open_story(workspace)))
    assert ("Lynas in Court", "https://news.example/9") in [(o.headline, o.url) for o in found]


def test_a_sentence_tells_of_it_and_is_undone(workspace: Workspace) -> None:
    story_id = open_story(workspace)
    (found,) = workspace.coverage.related(workspace.writing.story(story_id))
    after = workspace.coverage.insert(story_id, found).critique
    assert after == (
        "In China Lynas pays more.\n\nRare Earth Exchanges previously reported: [Lynas Opens a"
        " Kiln](https://example.org/2026-02-02.html) (No. 214, February 2, 2026)."
    )
    with pytest.raises(UsageError):
        workspace.coverage.insert(story_id, found)
    workspace.undo()
    assert workspace.writing.story(story_id).critique == "In China Lynas pays more."


def test_a_text_that_was_corrected_is_found_by_its_new_words(workspace: Workspace) -> None:
    story = workspace.writing.story(open_story(workspace))
    (found,) = workspace.coverage.related(story)
    assert found.story_id is not None
    workspace.writing.edit(found.story_id, {"headline": "A Kiln", "critique": "It opens."})
    assert workspace.coverage.related(story) == []


def test_the_issue_a_story_stands_in_is_no_earlier_one(workspace: Workspace) -> None:
    today = workspace.issues.new(date(2026, 2, 5))
    ours = workspace.writing.new(issue=today)
    workspace.writing.edit(ours.id, {"headline": "Lynas Doubles Terbium", "critique": "It does."})
    beside = workspace.writing.new(issue=today)
    workspace.writing.edit(beside.id, {"headline": "Lynas Hires", "critique": "Lynas hires 9."})
    issues.freeze(workspace.store, today.id, Rendered(today.edition, "", "", "h", "m", "t"), at=NOW)
    story = workspace.writing.story(ours.id)
    assert [one.headline for one in workspace.coverage.related(story)] == ["Lynas Opens a Kiln"]
    assert [one.name for one in workspace.coverage.past_texts(story)] == ["No. 214"]
    # Of an issue that comes after, it is.
    later = workspace.writing.story(open_story(workspace))
    found = [one.headline for one in workspace.coverage.related(later)]
    assert sorted(found) == ["Lynas Doubles Terbium", "Lynas Hires", "Lynas Opens a Kiln"]


def test_an_issue_of_today_is_no_earlier_one_though_it_has_gone_out(workspace: Workspace) -> None:
    today = workspace.issues.new(workspace.facts.today)
    beside = workspace.writing.new(issue=today)
    workspace.writing.edit(beside.id, {"headline": "Lynas Hires", "critique": "Lynas hires 9."})
    issues.freeze(workspace.store, today.id, Rendered(today.edition, "", "", "h", "m", "t"), at=NOW)
    story = workspace.writing.story(open_story(workspace))  # in no issue yet
    assert [one.headline for one in workspace.coverage.related(story)] == ["Lynas Opens a Kiln"]


def test_what_the_house_answers_for_has_all_names_of_the_beat(workspace: Workspace) -> None:
    workspace.facts.vouch("90%", entity="Lynas Rare Earths")
    story = workspace.writing.story(open_story(workspace))
    story = workspace.writing.edit(story.id, {"critique": "Lynas digs 90% of it and 80% of that."})
    said = [
        one.message for one in workspace.facts.review(story) if "is in no source" in one.message
    ]
    assert len(said) == 1
    assert said[0].startswith("80%")


def test_the_evening_before_this_mornings_issue_is_an_earlier_one(workspace: Workspace) -> None:
    today = workspace.facts.today
    ran(workspace, today, "Lynas Fires a Kiln", "Lynas made terbium.")
    tomorrow = workspace.issues.new(today + timedelta(days=1))
    story = workspace.writing.new(issue=tomorrow)
    story = workspace.writing.edit(story.id, {"headline": "Lynas Sells Terbium"})
    found = [one.headline for one in workspace.coverage.related(story)]
    assert found == ["Lynas Fires a Kiln", "Lynas Opens a Kiln"]
