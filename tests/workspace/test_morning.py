"""What both front ends do to a workspace: keep, skip, undo, write, compose, check, export."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from reewriter.errors import (
    ConflictError,
    LockedError,
    NotFoundError,
    ReadOnlyError,
    UsageError,
)
from reewriter.model import Action, Delivery, Highlight, IssueStatus, ItemState, Severity
from reewriter.store import deliveries, issues
from reewriter.workspace import Workspace
from tests.workshop import CONFIG, NOW, bring, invent, make_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_workspace(tmp_path / "desk", [invent(n) for n in range(1, 13)])


def on_bench(workspace: Workspace) -> list[int]:
    found = workspace.issues.composition(workspace.issues.current())
    return [p.story.id for p in found.bench]


def test_kept_item_becomes_a_story_on_the_bench_once(workspace: Workspace) -> None:
    assert workspace.triage.keep([3]).label.startswith("kept “Rare earth")
    workspace.triage.keep([3])
    assert on_bench(workspace) == [1]
    story = workspace.writing.story(1)
    assert story.headline == "Rare earth licence count reaches 3 as magnet makers wait"
    assert story.source is not None
    assert (story.source.outlet, story.source.reporter) == ("The Basin Ledger", "Ida Renn")
    assert "3 tonnes a year" in story.source.text


def test_very_many_are_kept_with_what_each_of_them_says(tmp_path: Path) -> None:
    workspace = make_workspace(
        tmp_path / "many", [invent(n, text=f"It says {n}, no more. " * 40) for n in range(1, 221)]
    )
    ids = sorted(workspace.triage.ids(folded=False))
    workspace.triage.keep(ids)
    told = [workspace.writing.story(n).source for n in range(1, len(ids) + 1)]
    texts = {source.item_id: source.text for source in told if source is not None}
    assert texts == {i: workspace.triage.markdown(workspace.triage.item(i)) for i in ids}
    assert all(f"It says {n}, no more." in text for n, text in enumerate(texts.values(), start=1))
    workspace.undo()
    assert {item.state for item in workspace.triage.items(ids)} == {ItemState.NEW}
    assert not on_bench(workspace)


def test_kept_item_stands_in_its_feeds_section_or_the_one_named(workspace: Workspace) -> None:
    workspace.triage.keep([1])
    workspace.triage.keep([2], section="markets")
    placed = workspace.issues.composition(workspace.issues.current()).placed
    assert {p.story.id: p.section for p in placed} == {1: "Policy", 2: "Markets"}
    with pytest.raises(NotFoundError, match="Did you mean “Markets”"):
        workspace.triage.keep([3], section="market")
    assert workspace.triage.item(3).state is ItemState.NEW


def test_feeds_later_edit_never_changes_a_story(workspace: Workspace) -> None:
    workspace.triage.keep([1])
    before = workspace.writing.story(1)
    bring(workspace, [replace(invent(1), title="Retracted", text="Gone.", item_hash="other")])
    assert workspace.triage.item(1).title == "Retracted"
    assert workspace.writing.story(1) == before


def test_items_of_one_event_become_one_story_with_several_sources(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "desk", [invent(1)])
    bring(workspace, [replace(invent(2), url_key=invent(1).url_key)], feed=1)
    assert [row.others for row in workspace.triage.rows(workspace.triage.ids())] == [1]
    workspace.triage.keep([2])
    story = workspace.writing.story(1)
    assert [(s.outlet, s.primary) for s in story.sources] == [
        ("Oxide & Alloy", True),
        ("The Basin Ledger", False),
    ]
    assert [i.state for i in workspace.triage.items([1, 2])] == [ItemState.KEPT] * 2


def test_items_kept_together_are_told_apart_or_as_one(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "desk", [invent(n) for n in range(1, 5)])
    twins = [replace(invent(n + 10), url_key=invent(n).url_key) for n in (1, 2)]
    bring(workspace, twins, feed=1)
    workspace.triage.keep([1, 5, 2, 3, 3])
    told = {
        story.headline[-24:]: [source.item_id for source in story.sources]
        for story in workspace.writing.listed()
    }
    assert sorted(told.values()) == [[1, 5], [2, 6], [3]]
    assert len(on_bench(workspace)) == 3
    assert workspace.undo() == "kept 4 items"
    assert workspace.writing.listed() == []


def test_kept_item_of_a_feed_without_a_section_stands_in_the_first(tmp_path: Path) -> None:
    config = CONFIG.replace('section = "Policy"\n', "")
    workspace = make_workspace(tmp_path / "desk", [invent(1)], config=config)
    workspace.triage.keep([1])
    (placed,) = workspace.issues.composition(workspace.issues.current()).placed
    assert placed.section == "Top Story"


def test_full_text_goes_to_the_items_own_source(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "desk", [invent(1)])
    bring(workspace, [replace(invent(2), url_key=invent(1).url_key)], feed=1)
    workspace.triage.attach(2, "The whole of what the second outlet wrote.")
    (story,) = workspace.writing.listed()
    texts = {source.item_id: source.text for source in story.sources}
    assert texts[2] == "The whole of what the second outlet wrote."
    assert "licence" in texts[1]


def test_undo_and_redo_walk_through_a_whole_morning(workspace: Workspace) -> None:
    def state() -> object:
        composition = workspace.issues.composition(workspace.issues.current())
        return (
            [(i.id, i.state) for i in workspace.triage.items(range(1, 13))],
            [(p.story.headline, p.section, p.position, p.bench) for p in composition.placed],
            [p.story.highlights for p in composition.placed],
            composition.issue.subject,
        )

    workspace.issues.current()
    seen = [state()]
    for step in (
        lambda: workspace.triage.keep([1, 2, 3]),
        lambda: workspace.triage.skip([4, 5, 6, 7, 8]),
        lambda: workspace.triage.later([9], NOW + timedelta(days=1)),
        lambda: workspace.issues.place(2),
        lambda: workspace.issues.place(1),
        lambda: workspace.issues.move(1, -1),
        lambda: workspace.writing.edit(1, {"headline": "Ours", "critique": "Thin."}),
        lambda: workspace.writing.set_highlights(1, [Highlight("One."), Highlight("Two.")]),
        lambda: workspace.issues.edit(None, {"subject": "Licences"}),
        lambda: workspace.writing.new(item_id=10, issue=workspace.issues.current()),
    ):
        step()
        seen.append(state())
    for expected in reversed(seen[:-1]):
        assert workspace.undo() is not None
        assert state() == expected
    assert workspace.undo() is None
    for expected in seen[1:]:
        assert workspace.redo() is not None
        assert state() == expected
    assert workspace.redo() is None


def test_autosaves_of_one_field_are_one_undo(workspace: Workspace) -> None:
    workspace.triage.keep([1])
    for text in ("W", "We", "We doubt"):
        workspace.writing.edit(1, {"critique": text}, merge=True)
    assert workspace.undo() == "critique of “Rare earth licence count reaches 1 as…”"
    assert workspace.writing.story(1).critique == ""


def test_undo_waits_until_the_database_can_be_written(workspace: Workspace) -> None:
    workspace.triage.skip([1])
    other = Workspace.open(workspace.root, now=lambda: NOW)
    workspace.store.patience = 0
    with other.store.write(), pytest.raises(LockedError):
        workspace.undo()
    workspace.store.read_only = True
    with pytest.raises(ReadOnlyError):
        workspace.undo()
    workspace.store.read_only = False
    assert str(workspace.undo()).startswith("skipped “Rare earth")
    assert workspace.triage.item(1).state is ItemState.NEW
    other.close()


def test_what_could_not_be_committed_is_not_offered_for_undo(workspace: Workspace) -> None:
    workspace.triage.later([9], NOW + timedelta(days=1))
    workspace.store._connection.execute(
        "CREATE TRIGGER broken AFTER UPDATE ON item"
        " BEGIN INSERT INTO highlight (story_id, position) VALUES (999, 0); END"
    )
    for step in (workspace.triage.keep, workspace.triage.skip):
        with pytest.raises(ConflictError):
            step([1])
    workspace.store._connection.execute("DROP TRIGGER broken")
    assert workspace.triage.item(1).state is ItemState.NEW
    assert str(workspace.undo()).startswith("put off “Rare earth")
    assert workspace.undo() is None


def test_feed_is_named_by_its_id_or_not_at_all(workspace: Workspace) -> None:
    assert workspace.wire.feed("1").id == 1
    for name in ("²", "9" * 30, "-1"):
        with pytest.raises(NotFoundError, match="there is no feed"):
            workspace.wire.feed(name)


def test_skipped_kept_item_leaves_its_story_and_says_so(workspace: Workspace) -> None:
    workspace.triage.keep([1])
    done = workspace.triage.skip([1])
    assert done.left == (1,)
    assert on_bench(workspace) == [1]


def test_failed_step_of_a_joined_change_leaves_neither_rows_nor_undo(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        workspace.writing.new(item_id=1, section="Nowhere")
    with pytest.raises(NotFoundError):
        workspace.writing.new(item_id=99)
    assert workspace.writing.listed() == []
    assert workspace.undo() is None


def test_unknown_item_story_and_issue_are_named(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError, match="no item 99"):
        workspace.triage.keep([99])
    with pytest.raises(NotFoundError, match="no story 7"):
        workspace.writing.edit(7, {"headline": "x"})
    workspace.issues.current()
    with pytest.raises(NotFoundError, match="Did you mean “2026-03-02”"):
        workspace.issues.get("2026-03-03")
    workspace.issues.new(date(2026, 3, 4), edition="2026-03-04-weekly")
    for typed, meant in (("2026-03-04", "-04-weekly"), ("2026-3-2", "-02"), ("20260302", "-02")):
        with pytest.raises(NotFoundError, match=f"Did you mean “2026-03{meant}”"):
            workspace.issues.get(typed)
    for unlike in ("2020-01-01", "2025-12-02"):
        with pytest.raises(NotFoundError) as told:
            workspace.issues.get(unlike)
        assert "Did you mean" not in told.value.hint


def test_next_issue_takes_over_the_bench(workspace: Workspace) -> None:
    workspace.triage.keep([1, 2, 3])
    workspace.issues.place(1)
    workspace.press.export(workspace.issues.current(), "file")
    workspace.now = lambda: NOW + timedelta(hours=2)
    tuesday = workspace.issues.current()
    assert (tuesday.edition, tuesday.number) == ("2026-03-03", 215)
    assert on_bench(workspace) == [2, 3]


def test_issue_that_never_went_out_hands_everything_on(workspace: Workspace) -> None:
    workspace.triage.keep([1, 2])
    workspace.issues.place(1)
    workspace.now = lambda: NOW + timedelta(hours=2)
    assert sorted(on_bench(workspace)) == [1, 2]


def placed(workspace: Workspace, edition: str) -> list[tuple[int, bool]]:
    found = workspace.issues.composition(workspace.issues.get(edition))
    return [(p.story.id, p.bench) for p in found.placed]


def test_issue_marked_ready_that_never_went_out_hands_everything_on(workspace: Workspace) -> None:
    workspace.triage.keep([1])
    workspace.issues.place(1)
    workspace.issues.edit(None, {"status": IssueStatus.READY})
    workspace.now = lambda: NOW + timedelta(hours=2)
    assert on_bench(workspace) == [1]


def test_postponed_issue_stays_the_current_one_until_its_hour(workspace: Workspace) -> None:
    workspace.triage.keep([1])
    workspace.issues.edit(None, {"due_at": NOW + timedelta(hours=4)})
    workspace.now = lambda: NOW + timedelta(hours=3)
    assert workspace.issues.current().edition == "2026-03-02"
    workspace.now = lambda: NOW + timedelta(hours=5)
    assert workspace.issues.current().edition == "2026-03-03"
    assert on_bench(workspace) == [1]


def test_weekly_edition_does_not_come_between_one_daily_issue_and_the_next(
    workspace: Workspace,
) -> None:
    workspace.triage.keep([1, 2])
    daily = workspace.issues.current()
    weekly = workspace.issues.new(daily.date, edition=f"{daily.edition}-weekly")
    workspace.issues.place(1, issue=weekly, bench=True)
    workspace.now = lambda: NOW + timedelta(days=7)
    assert on_bench(workspace) == [1, 2]
    later = workspace.issues.current()
    assert placed(workspace, later.edition) == [(1, True), (2, True)]
    workspace.issues.new(later.date, edition=f"{later.edition}-weekly")
    assert placed(workspace, f"{later.edition}-weekly") == [(1, True)]


def test_issue_made_ahead_takes_over_when_its_turn_comes_and_only_once(
    workspace: Workspace,
) -> None:
    workspace.triage.keep([1])
    workspace.issues.new(date(2026, 3, 3))
    far = workspace.issues.new(date(2026, 3, 20))
    workspace.triage.keep([2, 3])
    workspace.issues.place(2)
    assert placed(workspace, "2026-03-02") == [(2, False), (1, True), (3, True)]
    assert placed(workspace, "2026-03-03") == placed(workspace, far.edition) == []
    workspace.now = lambda: NOW + timedelta(hours=2)
    assert on_bench(workspace) == [2, 1, 3]
    workspace.writing.remove(3)
    assert on_bench(workspace) == [2, 1]
    assert workspace.undo() is not None
    assert on_bench(workspace) == [2, 1, 3]
    assert placed(workspace, far.edition) == []


def test_issues_that_nobody_opened_hand_on_what_came_before_them(workspace: Workspace) -> None:
    workspace.triage.keep([1])
    workspace.issues.new(date(2026, 3, 3))
    workspace.issues.new(date(2026, 3, 4))
    workspace.now = lambda: NOW + timedelta(days=3)
    assert workspace.issues.current().edition == "2026-03-05"
    assert on_bench(workspace) == [1]


def test_existing_edition_is_returned_and_second_edition_of_a_day_is_another(
    workspace: Workspace,
) -> None:
    daily = workspace.issues.current()
    assert workspace.issues.new(daily.date) == daily
    weekly = workspace.issues.new(daily.date, edition=f"{daily.edition}-weekly")
    assert (weekly.number, weekly.edition) == (215, "2026-03-02-weekly")
    for name in ("../../etc", "2026-03-021", "2026-03-02-", f"2026-03-02-{'x' * 300}"):
        with pytest.raises(UsageError, match="cannot name an edition"):
            workspace.issues.new(daily.date, edition=name)


def written(workspace: Workspace) -> None:
    workspace.triage.keep([1])
    workspace.issues.place(1)
    sentence = (
        "A licence queue at one ministry now decides which magnet plants in Europe can run at all."
    )
    workspace.writing.set_highlights(1, [Highlight(sentence), Highlight(f"Second, {sentence}")])
    workspace.writing.edit(1, {"critique": "The report counts plants. It does not count magnets."})
    workspace.issues.edit(
        None,
        {"subject": "One ministry, one queue", "preheader": "What the licence count leaves out"},
    )


def test_export_is_recorded_and_the_second_one_unchanged(workspace: Workspace) -> None:
    written(workspace)
    issue = workspace.issues.current()
    first = workspace.press.export(issue, "file")
    assert [f for f in first.findings if f.severity is Severity.ERROR] == []
    assert first.receipt.action is Action.WRITTEN
    assert workspace.press.export(issue, "file").receipt.action is Action.UNCHANGED
    assert workspace.issues.deliveries(issue)[0].status == "delivered"
    workspace.issues.edit(None, {"subject": "Another subject line"})
    again = workspace.press.export(workspace.issues.current(), "file").receipt
    assert again.action is Action.WRITTEN
    assert "Another subject line" in (workspace.root / "out/2026-03-02/2026-03-02.md").read_text()


def test_sent_issue_stays_what_went_out(workspace: Workspace) -> None:
    written(workspace)
    draft = workspace.issues.current()
    went_out = workspace.press.render(draft)
    issues.freeze(workspace.store, draft.id, went_out, at=NOW)
    workspace.writing.edit(1, {"headline": "Another headline", "critique": "Second thoughts."})
    sent = workspace.issues.get(draft.edition)
    assert workspace.press.render(sent) == went_out
    html = workspace.press.write(sent)["html"].read_text()
    assert "Another headline" not in html
    assert 'href="https://example.org/unsubscribe"' in html


def test_working_copies_do_not_stand_in_the_way_of_an_export(workspace: Workspace) -> None:
    written(workspace)
    issue = workspace.issues.current()
    workspace.press.write(issue)
    workspace.press.export(issue, "file")
    workspace.issues.edit(None, {"subject": "Another subject line"})
    paths = workspace.press.write(workspace.issues.current())
    assert sorted(path.name for path in paths.values()) == ["issue.html", "issue.md", "issue.txt"]
    assert "⟦" not in paths["html"].read_text()
    assert (
        workspace.press.export(workspace.issues.current(), "file").receipt.action is Action.WRITTEN
    )


def test_story_that_ran_before_is_found(workspace: Workspace) -> None:
    written(workspace)
    workspace.press.export(workspace.issues.current(), "file")
    workspace.now = lambda: NOW + timedelta(hours=2)
    tuesday = workspace.issues.current()
    workspace.issues.place(1, issue=tuesday)
    messages = [f.message for f in workspace.press.check(tuesday)]
    assert any("2026-03-02" in message for message in messages)


def test_a_source_that_ran_is_found_by_its_page_and_not_by_its_letters(
    workspace: Workspace,
) -> None:
    written(workspace)
    workspace.press.export(workspace.issues.current(), "file")
    url = workspace.writing.story(1).sources[0].url
    workspace.now = lambda: NOW + timedelta(hours=2)
    tuesday = workspace.issues.current()
    again = workspace.writing.new(issue=tuesday)
    workspace.writing.edit(again.id, {"headline": "Another angle"})
    workspace.writing.edit_source(again.id, {"url": f"{url}?utm_medium=feed"})
    workspace.issues.place(again.id, issue=tuesday, bench=False)
    found = [f.message for f in workspace.press.check(tuesday) if f.id == "content.ran_before"]
    assert found == ["The source of “Another angle” ran in 2026-03-02"]


def test_story_of_an_issue_that_never_went_out_has_not_run(workspace: Workspace) -> None:
    written(workspace)
    workspace.now = lambda: NOW + timedelta(hours=2)
    tuesday = workspace.issues.current()
    workspace.issues.place(1, issue=tuesday)
    assert [f for f in workspace.press.check(tuesday) if f.id == "content.ran_before"] == []


@pytest.mark.parametrize(
    ("target", "url", "status", "out"),
    [
        ("eml", "file:///out.eml", "delivered", True),
        ("weekly", "https://there.example/1", "changed", True),
        ("tests", "mailto:you@example.org", "delivered", False),
        ("weekly", "", "refused", False),
        ("site/1", "https://site.example/1", "delivered", False),
    ],
)
def test_what_never_left_the_house_has_not_run_and_is_no_recent_news(
    workspace: Workspace, target: str, url: str, status: str, out: bool
) -> None:
    written(workspace)
    monday = workspace.issues.current()
    delivery = Delivery(
        issue_id=monday.id, target=target, remote_id="1", remote_version="", intent="rw-1 d",
        digest="d", url=url, at=NOW, status=status,
    )  # fmt: skip
    deliveries.record(workspace.store, delivery)
    workspace.now = lambda: NOW + timedelta(hours=2)
    tuesday = workspace.issues.current()
    assert bool(workspace.issues.composition(tuesday).recent) is out
    workspace.issues.place(1, issue=tuesday)
    ran = [f for f in workspace.press.check(tuesday) if f.id == "content.ran_before"]
    assert bool(ran) is out


def test_waived_finding_stays_visible_and_no_longer_counts(workspace: Workspace) -> None:
    written(workspace)
    issue = workspace.issues.edit(None, {"subject": ""})
    (error,) = [f for f in workspace.press.check(issue) if f.severity is Severity.ERROR]
    if error.waivable:
        workspace.issues.waive(issue, error.id, error.where, "An empty subject is the joke.")
        (waived,) = [f for f in workspace.press.check(issue) if f.id == error.id]
        assert waived.waived
        workspace.issues.unwaive(issue, error.id, error.where)
    with pytest.raises(UsageError, match="needs a reason"):
        workspace.issues.waive(issue, error.id, error.where, "  ")


def test_earlier_version_of_a_field_can_be_restored(workspace: Workspace) -> None:
    workspace.triage.keep([1])
    workspace.writing.edit(1, {"critique": "First thoughts."})
    workspace.now = lambda: NOW + timedelta(minutes=5)
    workspace.writing.edit(1, {"critique": "Second thoughts."})
    kept = workspace.writing.history(1)
    (version,) = [r for r in kept if r.field == "critique"]
    assert workspace.writing.restore(1, version.id).critique == "First thoughts."
    workspace.undo()
    assert workspace.writing.story(1).critique == "Second thoughts."


def test_two_desks_on_one_workspace_do_not_overwrite_each_other(workspace: Workspace) -> None:
    workspace.triage.keep([1])
    with Workspace.open(workspace.root, now=lambda: NOW) as second:
        seen = second.writing.story(1)
        workspace.writing.edit(1, {"critique": "First desk."})
        with pytest.raises(ConflictError):
            second.writing.edit(1, {"critique": "Second desk."}, base=seen)
    assert workspace.writing.story(1).critique == "First desk."


def test_file_of_an_issue_does_not_overwrite_what_another_desk_said_of_a_source(
    workspace: Workspace,
) -> None:
    workspace.triage.keep([1])
    workspace.issues.place(1)
    seen = workspace.issues.composition(workspace.issues.current())
    file = workspace.copydesk.dump(seen).replace("reporter: Ida Renn", "reporter: Ida Wren")
    with Workspace.open(workspace.root, now=lambda: NOW) as second:
        second.writing.edit_source(1, {"reporter": "Somebody else"})
    with pytest.raises(ConflictError):
        workspace.copydesk.load(file, file="issue.md", base=seen)
    source = workspace.writing.story(1).source
    assert source is not None
    assert source.reporter == "Somebody else"


def test_first_word_about_a_source_is_one_undo(workspace: Workspace) -> None:
    story = workspace.writing.new()
    before = workspace.writing.story(story.id)
    workspace.writing.edit_source(story.id, {"outlet": "The Ledger"})
    workspace.undo()
    assert workspace.writing.story(story.id).sources == before.sources == ()


def test_search_and_explanation_of_a_score(workspace: Workspace) -> None:
    assert list(workspace.triage.ids("dysprosium reaches sort:new", limit=2)) == [1, 2]
    labels = {reason.label for reason in workspace.triage.why(1)}
    assert labels == {"rare earth", "magnet"}


def test_items_put_off_come_back_by_themselves(workspace: Workspace) -> None:
    workspace.triage.later([1], NOW + timedelta(hours=1))
    assert workspace.triage.wake() == 0
    workspace.now = lambda: NOW + timedelta(hours=2)
    # The triage reads the workspace's clock each time.
    assert workspace.triage.wake() == 1


def test_retention_archives_after_a_fetch_and_only_where_it_is_set(tmp_path: Path) -> None:
    later = NOW + timedelta(days=91)
    for days, left in (("", 2), ("[retention]\ndays = 90\n", 0)):
        desk = make_workspace(
            tmp_path / f"desk{left}", [invent(1), invent(2)], config=CONFIG + days
        )
        desk.now = lambda: later
        desk.wire.fetch()
        assert len(desk.triage.ids()) == left
        assert len(desk.triage.ids("state:archived")) == 2 - left
        desk.close()


def test_edited_config_is_taken_over_with_its_keywords(workspace: Workspace) -> None:
    from reewriter import config

    edited = config.check_text(CONFIG.replace('"magnet" = 3', '"dysprosium" = 9'), "feeds.toml")
    workspace.use(edited)
    said = {r.label for r in workspace.triage.why(1)}
    assert said == {"rare earth", "dysprosium", "new since, counted at the next fetch"}
