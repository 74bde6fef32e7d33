"""Changes: undo is the inverse, nobody is overwritten silently, earlier texts are kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from reewriter.desk import writing
from reewriter.errors import ConflictError, NotFoundError
from reewriter.model import (
    Change,
    Edit,
    Feed,
    Highlight,
    Image,
    Issue,
    ItemState,
    Placement,
    Source,
    Story,
)
from reewriter.store import Store, changes, issues, items, revisions, stories
from tests.store.conftest import NOW, bring, parsed


def apply(store: Store, *edits: Edit, seconds: int = 0) -> Change:
    change = Change("test", tuple(edits))
    changes.apply(store, change, now=NOW + timedelta(seconds=seconds))
    return change


def new_story(store: Store) -> Story:
    ids = stories.next_ids(store)
    apply(store, *writing.new_story(None, ids))
    return stories.get(store, [ids[0]])[ids[0]]


def new_issue(store: Store, status: str = "draft") -> Issue:
    values = {"date": date(2026, 3, 2), "edition": "2026-03-02", "number": 1, "status": status}
    apply(store, Edit("issue", (1,), None, values))
    found = issues.get(store, 1)
    assert found is not None
    return found


def everything(store: Store) -> list[list[tuple[object, ...]]]:
    return [
        store.rows(f"SELECT * FROM {table} ORDER BY 1, 2")
        for table in ("item", "source", "highlight", "placement")
    ] + [store.rows("SELECT id, headline, critique, tags FROM story")]


def test_undo_restores_every_row(store: Store, feed: Feed) -> None:
    bring(store, feed, parsed("1"))
    story = new_story(store)
    new_issue(store)
    before = everything(store)
    change = apply(
        store,
        Edit("item", (1,), {"state": ItemState.NEW}, {"state": ItemState.KEPT}),
        *writing.edit_story(story, {"headline": "New", "tags": ("a", "b")}),
        *writing.set_highlights(story, [Highlight("One."), Highlight("Two.")]),
        Edit("placement", (1, story.id), None, {"section": "P", "position": 0, "bench": True}),
    )
    after = everything(store)
    assert after != before
    changes.apply(store, change.inverse(), now=NOW)
    assert everything(store) == before
    changes.apply(store, change, now=NOW)
    assert everything(store) == after


def test_second_desk_does_not_overwrite_the_first(store: Store) -> None:
    story = new_story(store)
    apply(store, *writing.edit_story(story, {"critique": "First desk."}))
    with pytest.raises(ConflictError, match="changed elsewhere"):
        apply(
            store,
            *writing.edit_story(story, {"headline": "Lost?"}),
            *writing.edit_story(story, {"critique": "Second desk."}),
        )
    (kept,) = stories.get(store, [story.id]).values()
    assert (kept.critique, kept.headline) == ("First desk.", "")


def test_two_desks_may_edit_different_fields(store: Store) -> None:
    story = new_story(store)
    apply(store, *writing.edit_story(story, {"critique": "One"}))
    apply(store, *writing.edit_story(story, {"headline": "Two"}))
    (both,) = stories.get(store, [story.id]).values()
    assert (both.critique, both.headline, both.revision) == ("One", "Two", story.revision + 2)


def test_highlights_and_sources_raise_the_revision_of_their_story(store: Store) -> None:
    new_story(store)
    story = new_story(store)

    def revision() -> int:
        return stories.get(store, [story.id])[story.id].revision

    apply(store, *writing.set_highlights(story, [Highlight("One."), Highlight("Two.")]))
    assert revision() == story.revision + 1
    source = Source(7, story.id, None, "Ledger", "", "", None, "", "", NOW, True, True)
    apply(store, writing.new_source(source))
    assert revision() == story.revision + 2
    assert stories.get(store, [1])[1].revision == story.revision


def test_edit_of_what_is_gone_says_so(store: Store) -> None:
    with pytest.raises(NotFoundError, match="no story 7"):
        apply(store, Edit("story", (7,), {"headline": ""}, {"headline": "x"}))


def test_sent_issue_never_changes(store: Store) -> None:
    issue = new_issue(store, status="sent")
    story = new_story(store)
    with pytest.raises(ConflictError, match="has been sent"):
        apply(store, *writing.edit_issue(issue, {"subject": "Too late"}))
    with pytest.raises(ConflictError, match="has been sent"):
        apply(store, Edit("placement", (1, story.id), None, {"section": "", "position": 0}))
    with pytest.raises(ConflictError, match="has been sent"):
        apply(store, Edit("waiver", (1, "subject.length", "issue.subject"), None, {"reason": "x"}))


def test_taking_back_a_new_story_does_not_take_what_was_written(store: Store) -> None:
    ids = stories.next_ids(store)
    made = apply(store, *writing.new_story(None, ids))
    story = stories.get(store, [ids[0]])[ids[0]]
    apply(store, *writing.edit_story(story, {"critique": "An hour's work."}))
    with pytest.raises(ConflictError):
        changes.apply(store, made.inverse(), now=NOW)
    assert stories.get(store, [ids[0]])[ids[0]].critique == "An hour's work."


@pytest.mark.parametrize(
    "written",
    [
        {"tags": ("lithium",)},
        {"own_url": "https://example.org/ours"},
        {"embargo_until": NOW},
        {"images": (Image("media/pit.jpg", "A pit"),)},
        {"format": "note"},
    ],
    ids=lambda written: next(iter(written)),
)
def test_taking_back_a_new_story_stops_at_anything_written_since(
    store: Store, written: dict[str, object]
) -> None:
    ids = stories.next_ids(store)
    made = apply(store, *writing.new_story(None, ids))
    story = stories.get(store, [ids[0]])[ids[0]]
    apply(store, *writing.edit_story(story, written))
    with pytest.raises(ConflictError):
        changes.apply(store, made.inverse(), now=NOW)
    changed = stories.get(store, [ids[0]])[ids[0]]
    assert writing.edit_story(changed, written) == ()


def test_taking_back_a_new_story_stops_where_another_desk_has_used_it(store: Store) -> None:
    issue = new_issue(store)
    ids = stories.next_ids(store)
    made = apply(store, *writing.new_story(None, ids))
    story = stories.get(store, [ids[0]])[ids[0]]
    apply(store, *writing.set_highlights(story, [Highlight("Pinned.")]))
    place = {"section": "P", "position": 0, "bench": True}
    apply(store, Edit("placement", (issue.id, story.id), None, place))
    with pytest.raises(ConflictError, match="hangs on"):
        changes.apply(store, made.inverse(), now=NOW)
    assert [h.text for h in stories.get(store, [ids[0]])[ids[0]].highlights] == ["Pinned."]


@pytest.mark.parametrize("year", [1, 203, 999, 9999])
def test_any_year_that_is_stored_can_be_read_back(store: Store, year: int) -> None:
    story = new_story(store)
    when = datetime(year, 3, 2, 12, 30, 15, tzinfo=UTC)
    apply(store, *writing.edit_story(story, {"embargo_until": when}))
    assert stories.get(store, [story.id])[story.id].embargo_until == when


def test_overwritten_text_is_kept_as_a_version_but_not_every_keystroke(store: Store) -> None:
    story = new_story(store)
    for seconds, text in ((0, "A"), (1, "AB"), (2, "ABC"), (60, "Other"), (120, "Third")):
        story = stories.get(store, [story.id])[story.id]
        apply(store, *writing.edit_story(story, {"critique": text}), seconds=seconds)
    kept = [r.value for r in revisions.listed(store, "story", story.id) if r.field == "critique"]
    assert kept == ["Other", "ABC", "A"]


def test_passage_taken_out_at_once_is_a_version_however_young_it_is(store: Store) -> None:
    story = new_story(store)
    passage = "A passage. " * 30
    for seconds, text in ((0, "A"), (1, f"A {passage}"), (2, "A"), (3, "AB")):
        story = stories.get(store, [story.id])[story.id]
        apply(store, *writing.edit_story(story, {"critique": text}), seconds=seconds)
    kept = [r.value for r in revisions.listed(store, "story", story.id) if r.field == "critique"]
    assert kept == [f"A {passage}", "A"]


def test_replaced_highlights_are_kept_as_a_version(store: Store) -> None:
    story = new_story(store)
    apply(store, *writing.set_highlights(story, [Highlight("One."), Highlight("Two.")]))
    story = stories.get(store, [story.id])[story.id]
    apply(store, *writing.set_highlights(story, [Highlight("Only.", span=(3, 9), source_id=None)]))
    story = stories.get(store, [story.id])[story.id]
    assert story.highlights == (Highlight("Only.", span=(3, 9)),)
    (kept,) = revisions.listed(store, "story", story.id)
    assert (kept.field, kept.value) == ("highlights", '["One.", "Two."]')


def test_only_fields_that_editors_own_can_be_edited(store: Store) -> None:
    with pytest.raises(KeyError, match="title"):
        apply(store, Edit("item", (1,), {"title": "x"}, {"title": "y"}))


def test_composition_is_in_reading_order(store: Store) -> None:
    issue = new_issue(store)
    wanted = [("Markets", 0, False), ("Policy", 1, False), ("Policy", 0, False), ("Old", 0, False),
              ("Policy", 0, True)]  # fmt: skip
    for at, (section, position, bench) in enumerate(wanted):
        story = new_story(store)
        apply(
            store,
            *writing.edit_story(story, {"headline": str(at)}),
            Edit(
                "placement",
                (1, story.id),
                None,
                {"section": section, "position": position, "bench": bench},
            ),
        )
    found = issues.composition(store, issue, ["Policy", "Markets"])
    assert [p.story.headline for p in found.above] == ["2", "1", "0", "3"]
    assert [p.story.headline for p in found.bench] == ["4"]
    assert issues.placements(store, 1)[-1] == Placement(1, 5, "Policy", 0, True)


def test_states_of_many_items_change_in_one_transaction(store: Store, feed: Feed) -> None:
    bring(store, feed, *(parsed(str(n)) for n in range(50)))
    edits = [
        Edit("item", (n,), {"state": ItemState.NEW}, {"state": ItemState.SKIPPED})
        for n in range(1, 51)
    ]
    broken = [*edits, Edit("item", (99,), {"state": ItemState.NEW}, {"state": ItemState.KEPT})]
    with pytest.raises(NotFoundError):
        apply(store, *broken)
    assert items.count_states(store)[ItemState.NEW] == 50
    apply(store, *edits)
    assert items.count_states(store)[ItemState.SKIPPED] == 50


def of_item(item_id: int, before: ItemState, after: ItemState) -> Edit:
    empty = {"until": None}
    return Edit("item", (item_id,), {"state": before, **empty}, {"state": after, **empty})


def states(store: Store) -> list[str]:
    return [row[0] for row in store.rows("SELECT state FROM item ORDER BY id")]


def test_many_items_that_are_not_alike_are_changed_each_as_it_says(
    store: Store, feed: Feed
) -> None:
    bring(store, feed, *(parsed(str(n)) for n in range(100)))
    ids = range(1, 101)
    apply(store, *(of_item(i, ItemState.NEW, ItemState.SKIPPED) for i in ids if i % 2))

    change = apply(
        store,
        *(
            of_item(i, ItemState.SKIPPED if i % 2 else ItemState.NEW, ItemState.ARCHIVED)
            for i in ids
        ),
    )
    assert states(store) == ["archived"] * 100
    changes.apply(store, change.inverse(), now=NOW)
    assert states(store) == ["skipped", "new"] * 50


def test_of_many_items_none_is_changed_when_one_was_changed_elsewhere(
    store: Store, feed: Feed
) -> None:
    bring(store, feed, *(parsed(str(n)) for n in range(50)))
    apply(store, of_item(40, ItemState.NEW, ItemState.KEPT))

    with pytest.raises(ConflictError, match="item 40 was changed elsewhere"):
        apply(store, *(of_item(i, ItemState.NEW, ItemState.SKIPPED) for i in range(1, 51)))
    assert states(store).count("new") == 49


def test_an_item_that_is_changed_twice_is_changed_in_order(store: Store, feed: Feed) -> None:
    bring(store, feed, *(parsed(str(n)) for n in range(50)))
    first = [of_item(i, ItemState.NEW, ItemState.SKIPPED) for i in range(1, 51)]
    again = [of_item(i, ItemState.SKIPPED, ItemState.KEPT) for i in range(1, 51)]

    apply(store, *first, *again)
    assert states(store) == ["kept"] * 50
