"""What publishers change is told; what was kept and written stays until the editor says so."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from reewriter.desk import past
from reewriter.desk.writing import called
from reewriter.errors import NotFoundError, UsageError
from reewriter.model import Highlight
from reewriter.text.differ import Piece
from reewriter.workspace import Workspace
from tests.workshop import ARTICLE, NOW, bring, invent, make_workspace

OLD = ARTICLE.format(n=1)
NEW = OLD.replace("on Monday", "on Tuesday")


class Desk:
    """A workspace with one item, and a clock that is turned by hand."""

    def __init__(self, root: Path) -> None:
        self.time = NOW
        self.workspace: Workspace = make_workspace(root, [invent(1)])
        self.workspace.now = self.workspace.store.now = lambda: self.time

    def later(self, text: str, *, title: str = "") -> datetime:
        self.time += timedelta(hours=1)
        bring(self.workspace, [invent(1, url="https://news.example/1", text=text, title=title)])
        return self.time


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def changes(pieces: tuple[Piece, ...]) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in pieces if piece.kind != "same"]


def test_a_change_is_compared_by_words_with_the_title(desk: Desk) -> None:
    versions = desk.workspace.triage.versions
    assert versions.of_item(1) == []
    when = desk.later(NEW, title="Licence count reaches 2")
    (version,) = versions.of_item(1)
    compared = versions.compare(version)
    assert changes(compared.text) == [("removed", "Monday"), ("added", "Tuesday")]
    assert changes(compared.title)
    assert (compared.since, compared.replaced_at) == (NOW, when)
    assert not compared.is_typographic
    with pytest.raises(NotFoundError):
        versions.of_item(99)


def test_the_editor_is_shown_everything_since_the_last_look(desk: Desk) -> None:
    versions = desk.workspace.triage.versions
    desk.later(NEW)
    assert versions.looked(1)
    desk.later(NEW + " And more.")
    desk.later(NEW + " And more. And more.")
    before = versions.of_item(1)
    assert len(before) == 3
    assert versions.first_unseen(1, before) == 1
    assert versions.looked(1)
    assert not versions.looked(1)
    assert versions.first_unseen(1, before) == 0


def test_a_story_keeps_its_source_until_the_new_text_is_taken_over(desk: Desk) -> None:
    workspace = desk.workspace
    workspace.triage.keep([1])
    story = workspace.writing.of_item(1)
    assert story is not None
    source = story.source
    assert source is not None
    at = source.text.index("Three traders")
    quoted = Highlight("Ours.", source.id, (at, at + 13))
    monday = source.text.index("Monday")
    gone = Highlight("Monday it was.", source.id, (monday, monday + 6))
    workspace.writing.set_highlights(story.id, [quoted, gone])
    assert workspace.triage.versions.news_of(workspace.writing.story(story.id)) == []

    desk.later("A new beginning. " + NEW)
    kept = workspace.writing.story(story.id)
    assert kept.source == source
    assert (kept.headline, kept.highlights) == (story.headline, (quoted, gone))
    (news,) = workspace.triage.versions.news_of(kept)
    assert news.before[-1].text.strip() in source.text

    label = workspace.triage.versions.take_over(story.id)
    taken = workspace.writing.story(story.id)
    assert taken.source is not None
    assert taken.source.text.startswith("A new beginning.")
    assert taken.source.captured_at == desk.time
    assert taken.highlights[0].span == (at + 18, at + 31)
    assert taken.highlights[1] == Highlight("Monday it was.", source.id, None)
    assert taken.revision > kept.revision
    assert workspace.triage.versions.news_of(taken) == []
    with pytest.raises(UsageError, match="no publisher has changed"):
        workspace.triage.versions.take_over(story.id)

    assert workspace.undo() == label
    back = workspace.writing.story(story.id)
    assert (back.source, back.highlights) == (source, (quoted, gone))
    assert len(workspace.triage.versions.news_of(back)) == 1


def test_an_attached_article_does_not_give_way_to_a_teaser(desk: Desk) -> None:
    workspace = desk.workspace
    workspace.triage.attach(1, OLD * 4)
    desk.later("The ministry spoke.")
    story = workspace.writing.of_item(1)
    assert story is not None
    assert len(workspace.triage.versions.news_of(story)) == 1
    with pytest.raises(UsageError, match="whole article"):
        workspace.triage.versions.take_over(story.id)
    assert workspace.writing.story(story.id) == story


def test_what_is_restored_over_goes_into_the_history(desk: Desk) -> None:
    writing, issues = desk.workspace.writing, desk.workspace.issues
    story = writing.new()
    writing.edit(story.id, {"critique": "First."})
    desk.time += timedelta(minutes=1)
    writing.edit(story.id, {"critique": "Second."})
    (version,) = writing.history(story.id)
    assert version.value == "First."
    assert writing.restore(story.id, version.id).critique == "First."
    assert [one.value for one in writing.history(story.id)] == ["Second.", "First."]
    assert desk.workspace.undo() == f"restored critique of story {story.id}"
    assert writing.story(story.id).critique == "Second."

    issue = issues.edit(None, {"subject": "One"})
    issues.edit(issue.edition, {"subject": "Two"})
    (version,) = issues.history(issue)
    assert issues.restore(issue, version.id).subject == "One"
    assert [one.value for one in issues.history(issue)] == ["Two", "One"]
    with pytest.raises(NotFoundError, match="no version 99"):
        issues.restore(issue, 99)


def test_restored_highlights_keep_their_evidence(desk: Desk) -> None:
    writing = desk.workspace.writing
    desk.workspace.triage.keep([1])
    story = writing.of_item(1)
    assert story is not None
    assert story.source is not None
    first = Highlight("One.", story.source.id, (0, 5))
    writing.set_highlights(story.id, [first, Highlight("Two.")])
    writing.set_highlights(story.id, [first])
    (version,) = writing.history(story.id)
    assert writing.restore(story.id, version.id).highlights == (first, Highlight("Two."))


def test_what_is_said_of_a_source_and_its_text_are_versions_too(desk: Desk) -> None:
    writing = desk.workspace.writing
    desk.workspace.triage.keep([1])
    story = writing.of_item(1)
    assert story is not None
    assert story.source is not None
    at = story.source.text.index("Three traders")
    quoted = Highlight("Ours.", story.source.id, (at, at + 13))
    writing.set_highlights(story.id, [quoted])
    writing.edit_source(story.id, {"outlet": "The Ledger"})
    desk.later("Now at last. " + NEW)
    desk.workspace.triage.versions.take_over(story.id)
    kept = {past.called(one.field): one for one in writing.history(story.id)}
    assert kept["outlet"].value == "The Basin Ledger"
    text = kept[f"text of source {story.source.id}"]
    assert past.text_of(text) == story.source.text
    assert past.present(writing.story(story.id), text.field).startswith("Now at last.")
    assert past.of_field(writing.history(story.id), "outlet") == [kept["outlet"]]

    back = writing.restore(story.id, text.id)
    assert back.source is not None
    assert back.source.text == story.source.text
    assert back.source.text_hash == story.source.text_hash
    assert back.highlights == (quoted,)
    assert desk.workspace.undo() == (
        f"restored text of source {story.source.id} of {called(story)}"
    )
    assert past.present(writing.story(story.id), text.field).startswith("Now at last.")
    restored = writing.restore(story.id, kept["outlet"].id)
    assert restored.source is not None
    assert restored.source.outlet == "The Basin Ledger"


def test_subjects_that_were_offered_are_versions_too(desk: Desk) -> None:
    issues = desk.workspace.issues
    issue = issues.edit(None, {"subjects": ("One", "Two")})
    issues.edit(issue.edition, {"subjects": ("Three",)})
    (version,) = issues.history(issue)
    assert past.text_of(version) == "One\nTwo"
    assert issues.restore(issue, version.id).subjects == ("One", "Two")
