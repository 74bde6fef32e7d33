"""A repository of issues: a whole file is the same issue in any workspace, with the same drafts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from reewriter.desk.manuscript import ManuscriptError
from reewriter.errors import RemoteError, UsageError
from reewriter.model import Action, Citation, Composition, Highlight, Image, Story
from reewriter.store import deliveries
from reewriter.workspace import Workspace
from tests.export.conftest import PIXEL
from tests.export.fakes_first import FakeButtondown
from tests.workshop import NOW, invent, make_workspace
from tests.workspace.conftest import weekly


def _empty(root: Path, fake: FakeButtondown) -> Workspace:
    return make_workspace(root, config=weekly(fake))


@pytest.fixture
def first(tmp_path: Path, fake: FakeButtondown) -> Workspace:
    """Three stories with all that stories can rest on."""
    config = weekly(fake)
    made = make_workspace(tmp_path / "one", [invent(n) for n in (1, 2, 3)], config=config)
    made.triage.keep([3, 1, 2])
    made.issues.place(1, section="Policy")
    made.issues.place(2, section="Markets")
    made.issues.layout.move_section(made.issues.current(), "Markets", -1)
    story = made.writing.story(1)
    source = story.sources[0]
    made.writing.set_highlights(
        1, (Highlight("Plants apply again", source.id, (4, 20)), Highlight("No evidence here"))
    )
    (made.root / "media").mkdir(exist_ok=True)
    (made.root / "media" / "mine.png").write_bytes(PIXEL)
    made.writing.edit(
        1,
        {
            "headline": "One ministry decides which plants run",
            "critique": "The count is real; **what is counted** is not said.\n\n\\## no heading",
            "citations": (Citation(source.id, (4, 20)),),
            "images": (Image("media/mine.png", "A mine", 1, 1, "Dana"),),
            "moves": ({"move": "concede", "text": "It counts."},),
            "tags": ("licences",),
        },
    )
    made.writing.edit_source(1, {"text": "| A table |\n\n# A heading\n## 7: no story\nabout: {}\n"})
    issue = made.issues.edit(
        None,
        {"subject": "What the count leaves out", "preheader": "Plants", "intro": "Good morning.",
         "due_at": NOW + timedelta(hours=3)},
    )  # fmt: skip
    for one in made.press.check(issue):
        if one.severity.value == "error" and not one.waived and one.waivable:
            made.issues.waive(issue, one.id, one.place, "We know, and say so.")
    odd = "story/1/critique#https://a.example/a%20b c"
    made.issues.waive(issue, "links.broken", odd, "It is mended tomorrow.")
    return made


def _whole(workspace: Workspace) -> str:
    issue = workspace.issues.current()
    return workspace.copydesk.dump(workspace.issues.composition(issue), whole=True)


def _said(story: Story) -> Story:
    """Leave out what is of one database only."""
    place = {source.id: at for at, source in enumerate(story.sources)}
    return replace(
        story,
        revision=0, suggested=(), thread_id=None,
        sources=tuple(replace(s, id=place[s.id], item_id=None) for s in story.sources),
        highlights=tuple(
            replace(h, source_id=None if h.source_id is None else place[h.source_id])
            for h in story.highlights
        ),
        citations=tuple(replace(c, source_id=place[c.source_id]) for c in story.citations),
    )  # fmt: skip


def _composition(workspace: Workspace) -> Composition:
    return workspace.issues.composition(workspace.issues.current())


def _push(workspace: Workspace) -> Action:
    return workspace.press.export(workspace.issues.current(), "weekly").receipt.action


def test_an_empty_workspace_gets_the_same_issue_and_updates_the_same_draft(
    first: Workspace, tmp_path: Path, fake: FakeButtondown
) -> None:
    assert _push(first) is Action.CREATED
    (draft,) = fake.drafts
    text = _whole(first)

    second = _empty(tmp_path / "two", fake)
    (second.root / "media").mkdir(exist_ok=True)
    (second.root / "media" / "mine.png").write_bytes(PIXEL)
    loaded = second.copydesk.load(text, file="issue.md")
    assert loaded.changed == (2, 1, 3)
    assert loaded.waived == len(_composition(first).waivers) > 1
    assert _whole(second) == text
    ours, theirs = _composition(first), _composition(second)
    assert [_said(one.story) for one in theirs.placed] == [_said(one.story) for one in ours.placed]
    assert [(p.section, p.bench) for p in theirs.placed] == [
        (p.section, p.bench) for p in ours.placed
    ]
    assert theirs.waivers == ours.waivers
    assert replace(theirs.issue, id=0, revision=0, status=ours.issue.status) == replace(
        ours.issue, id=0, revision=0
    )
    found = [f for f in second.press.check(theirs.issue) if f.id != "links.unknown"]
    assert found == [f for f in first.press.check(ours.issue) if f.id != "links.unknown"]
    assert second.press.render(theirs.issue).html == first.press.render(ours.issue).html

    (state,) = second.services.states(second.issues.current(), look=True)
    assert (state.state, state.remote_id) == ("in sync", draft)
    assert _push(second) is Action.UNCHANGED
    second.issues.edit(None, {"subject": "Another subject"})
    assert _push(second) is Action.UPDATED
    assert list(fake.drafts) == [draft]

    # And back again, as after a pull: the first machine takes over what the second wrote.
    first.copydesk.load(_whole(second), file="issue.md")
    assert first.issues.current().subject == "Another subject"
    assert [_said(one.story) for one in _composition(first).placed] == [
        _said(one.story) for one in theirs.placed
    ]


@pytest.mark.parametrize("said", ["no", "maybe", "", "Yes, to all"])
def test_whether_it_went_out_is_said_in_one_word_or_not_at_all(first: Workspace, said: str) -> None:
    """Passed over, it would mean the contrary of what was written, and nobody would know."""
    text = _whole(first).replace("\npreheader:", f"\nwent_out: {said}\npreheader:", 1)
    with pytest.raises(ManuscriptError, match=r"issue\.md:\d+: .*went_out"):
        first.copydesk.load(text, file="issue.md")


def test_what_went_out_by_hand_has_gone_out_elsewhere_too(
    first: Workspace, tmp_path: Path, fake: FakeButtondown
) -> None:
    """Else its stories would wait on the bench of the next issue, and the mail be another."""
    monday = first.issues.current()
    first.press.export(monday, "eml")
    first.now = lambda: NOW + timedelta(hours=4)
    first.issues.edit(None, {"subject": "A day later"})
    tuesday = first.issues.current()
    assert tuesday.id != monday.id
    both = [
        first.copydesk.dump(first.issues.composition(issue), whole=True)
        for issue in (first.issues.get(monday.edition), first.issues.get(tuesday.edition))
    ]
    assert ["went_out: yes" in text for text in both] == [True, False]

    second = _empty(tmp_path / "two", fake)
    second.now = first.now
    for number, text in enumerate(both):
        loaded = second.copydesk.load(text, file="issue.md").issue
        assert second.copydesk.dump(second.issues.composition(loaded), whole=True) == text, number
    ours, theirs = first.issues.get(tuesday.edition), second.issues.get(tuesday.edition)
    assert second.issues.composition(theirs).recent == first.issues.composition(ours).recent
    assert first.issues.composition(ours).recent
    assert second.press.render(theirs).html == first.press.render(ours).html
    before = second.issues.get(monday.edition)
    assert second.copydesk.load(both[0], file="issue.md").issue == before


def test_loading_a_whole_file_where_it_came_from_changes_nothing(
    first: Workspace, fake: FakeButtondown
) -> None:
    text = _whole(first)
    before = _composition(first)
    loaded = first.copydesk.load(text, file="issue.md")
    assert loaded.changed == ()
    assert _composition(first) == before
    assert _whole(first) == text


def test_what_was_captured_later_is_taken_and_a_new_story_comes_along(
    first: Workspace, tmp_path: Path, fake: FakeButtondown
) -> None:
    second = _empty(tmp_path / "two", fake)
    second.copydesk.load(_whole(first), file="issue.md")
    first.writing.edit(2, {"critique": "Three traders moved stock."})
    first.copydesk.load(
        _whole(first).replace("# Bench\n", "## new: A fourth story\n\n# Bench\n"), file="x"
    )
    text = _whole(first)
    second.copydesk.load(text, file="issue.md")
    second.copydesk.load(text, file="issue.md")
    assert _whole(second) == text
    assert second.writing.story(4).headline == "A fourth story"


def test_a_number_that_is_another_story_here_is_not_written_over(
    first: Workspace, tmp_path: Path, fake: FakeButtondown
) -> None:
    config = weekly(fake)
    second = make_workspace(tmp_path / "two", [invent(7), invent(8)], config=config)
    own = second.issues.new(NOW.date() + timedelta(days=4))
    second.writing.new(item_id=1, issue=own)
    second.writing.edit(1, {"headline": "Our own first story", "critique": "Ours."})
    text = _whole(first)
    with pytest.raises(ManuscriptError, match="number 214 is that of 2026-03-06 here"):
        second.copydesk.load(text, file="issue.md")
    text = text.replace("number: 214", "number: 999")
    second.copydesk.load(text, file="issue.md")
    assert second.writing.story(1).headline == "Our own first story"
    issue = second.issues.get(first.issues.current().edition)
    placed = second.issues.composition(issue).placed
    headlines = [one.story.headline for one in placed]
    assert headlines == [one.story.headline for one in _composition(first).placed]
    assert 1 not in [one.story.id for one in placed]
    waived = second.issues.composition(issue).waivers
    named = {w.where.split("/")[1] for w in waived if w.where.startswith("story/")}
    assert named <= {str(one.story.id) for one in placed}
    second.copydesk.load(text, file="issue.md")  # twice makes nothing twice
    again = second.issues.composition(issue).placed
    assert [one.story.id for one in again] == [one.story.id for one in placed]


def test_what_was_left_as_it_was_edited_there_is_no_draft_of_ours_elsewhere(
    first: Workspace, tmp_path: Path, fake: FakeButtondown
) -> None:
    from reewriter.export import Choice

    _push(first)
    (draft,) = fake.drafts
    fake.edit(draft)
    first.press.export(first.issues.current(), "weekly", choice=Choice.KEEP)
    second = _empty(tmp_path / "two", fake)
    (second.root / "media").mkdir(exist_ok=True)
    (second.root / "media" / "mine.png").write_bytes(PIXEL)
    second.copydesk.load(_whole(first), file="issue.md")
    with pytest.raises(RemoteError, match="as you chose"):
        _push(second)
    fake.send(draft)
    first.services.states(first.issues.current(), look=True)
    third = _empty(tmp_path / "three", fake)
    third.copydesk.load(_whole(first), file="issue.md")
    known = deliveries.latest(third.store, third.issues.current().id, "weekly")
    assert known is not None
    assert known.status == "sent"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kept: {", "kept: [{", "no JSON object"),
        ('"captured_at": "2', '"captured_at": "x', "captured_at is no time"),
        ("\n### 1\n", "\nwhat is this\n", "nothing that a story rests on"),
        ("\nwaived: ", "\nwaived: x\nwaived: ", "a check, a place and a reason"),
        ("edition: 2026", "edition: 20x6", "is no edition"),
        ("number: 214", "number: ²", "this is number 214, not ²"),
        ("format: critique", "format: nonsense", "no story format"),
    ],
)
def test_a_broken_file_makes_nothing(
    first: Workspace, tmp_path: Path, fake: FakeButtondown, old: str, new: str, told: str
) -> None:
    text = _whole(first)
    assert old in text
    second = _empty(tmp_path / "two", fake)
    with pytest.raises(UsageError, match=told):
        second.copydesk.load(text.replace(old, new, 1), file="issue.md")
    assert second.writing.listed() == []
    assert second.issues.listed() == []


NO_EVIDENCE = (
    '["Plants apply again", 0, 4, 999999]',
    '["Plants apply again", 0, -4, 20]',
    '["Plants apply again", 0, 4]',
    '["Plants apply again", true]',
    '["Plants apply again"]',
    "[7, 0]",
    "7",
)


def test_what_a_file_rests_on_is_hostile(
    first: Workspace, tmp_path: Path, fake: FakeButtondown
) -> None:
    text = _whole(first)
    bad = (
        text.replace("media/mine.png", "media/../../../etc/passwd")
        .replace('"url": "https://', '"url": "javascript:https://')
        .replace('["Plants apply again", 0, 4, 20]', ", ".join(NO_EVIDENCE))
        .replace("[[0, 4, 20]]", "[[7, 4, 20], [0, -1, 3], [0, true, 3], 7]")
        .replace('"outlet": "', '"outlet": "\\u001b[2J\\u202e')
    )
    assert bad != text
    second = _empty(tmp_path / "two", fake)
    second.copydesk.load(bad, file="issue.md")
    story = second.writing.story(1)
    assert story.images == ()
    assert story.citations == ()
    assert [h.source_id for h in story.highlights] == [None, None]
    assert all(s.outlet.isprintable() for s in story.sources)
    assert all(not s.url.startswith("javascript") for s in story.sources)


def test_an_issue_without_stories_has_no_part_for_sources(
    tmp_path: Path, fake: FakeButtondown
) -> None:
    empty = _empty(tmp_path / "none", fake)
    text = _whole(empty)
    assert "# Sources" not in text
    assert empty.copydesk.load(text, file="issue.md").changed == ()


def test_the_sources_may_stand_before_the_stories(
    first: Workspace, tmp_path: Path, fake: FakeButtondown
) -> None:
    text = _whole(first)
    body, sources = text.split("\n# Sources\n")
    head, heading, stories = body.partition("\n# Markets\n")
    assert heading
    second = _empty(tmp_path / "two", fake)
    moved = f"{head}\n# Sources\n{sources.rstrip()}\n{heading}{stories}"
    second.copydesk.load(moved, file="issue.md")
    ours, theirs = _composition(first), _composition(second)
    assert [_said(one.story) for one in theirs.placed] == [_said(one.story) for one in ours.placed]
