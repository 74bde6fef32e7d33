"""One story, many feeds: copies fold, skipped ones come back with news, and the editor decides."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from reewriter.errors import NotFoundError, UsageError
from reewriter.model import ItemState, ParsedItem
from reewriter.store import groups as stored
from reewriter.store import items, once, progress
from reewriter.store.rekeying import REKEYED
from reewriter.text.novelty import novelty
from reewriter.workspace import Workspace, folding
from reewriter.workspace.triage import Triage
from tests.text.grouping_set import labelled_pairs
from tests.workshop import NOW, bring, invent, make_workspace

PAIRS = labelled_pairs()
SAME = next(p for p in PAIRS if p.kind == "same" and p.one.title != p.other.title)
PRICES = next(p for p in PAIRS if p.kind == "price")


def told(n: int, title: str, text: str, *, key: str = "") -> ParsedItem:
    item = invent(n, title=title, text=text)
    return replace(item, url_key=key) if key else item


def fetched(workspace: Workspace, *parsed: ParsedItem, feed: int = 0) -> None:
    """Let a feed bring items, and do what follows every fetch."""
    bring(workspace, parsed, feed=feed)
    workspace.folding.catch_up()


def groups_of(workspace: Workspace) -> list[list[int]]:
    """Return the ids of each line of the inbox, whatever its state, lead first."""
    lines = workspace.triage.ids("state:any", sort="new", folded=True)
    return sorted([row.id for row in workspace.triage.group(line)] for line in lines)


def states(workspace: Workspace, *ids: int) -> set[str]:
    return {row.state.value for row in workspace.triage.rows(ids)}


def test_a_copy_in_another_feed_is_the_same_line(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    fetched(workspace, told(1, SAME.one.title, SAME.one.text))
    fetched(workspace, told(2, SAME.other.title, SAME.other.text), invent(9), feed=1)
    assert groups_of(workspace) == [[1, 2], [3]]


def test_what_cannot_be_compared_in_time_is_compared_the_next_time(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    bring(workspace, [told(1, SAME.one.title, SAME.one.text), *map(invent, range(2, 320))])
    bring(workspace, [told(999, SAME.other.title, SAME.other.text)], feed=1)
    workspace.folding.catch_up(seconds=0)
    assert [1, 320] not in groups_of(workspace)
    workspace.folding.catch_up(seconds=0)
    assert [1, 320] in groups_of(workspace)


def test_prints_that_came_with_the_items_are_believed(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    bring(workspace, [told(1, SAME.one.title, SAME.one.text)])
    bring(workspace, [told(2, SAME.other.title, SAME.other.text)], feed=1)
    bring(workspace, [told(3, f"Again: {SAME.one.title}", SAME.one.text)], feed=1)
    workspace.folding.catch_up({2: ()})  # It is no copy then of anything, and 3 is of the first.
    assert groups_of(workspace) == [[1, 3], [2]]


def test_a_search_tells_a_story_once_by_the_source_that_holds_the_words(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    fetched(workspace, told(1, SAME.one.title, SAME.one.text))
    fetched(workspace, told(2, f"Zinc: {SAME.one.title}", SAME.one.text), invent(9), feed=1)
    fetched(workspace, told(3, "Zinc in short supply", "There is little zinc.", key="zinc"))
    word = SAME.one.title.split()[0]
    assert list(workspace.triage.ids(word)) == [1]
    assert list(workspace.triage.ids(word, folded=False)) == [2, 1]
    assert workspace.triage.count(word) == 1
    (first, second) = sorted(workspace.triage.ids("zinc"))
    assert [row.title for row in workspace.triage.rows([first, second])] == [
        f"Zinc: {SAME.one.title}",
        "Zinc in short supply",
    ]
    assert workspace.triage.count("zinc") == 2
    assert len(workspace.triage.ids("zinc", limit=1)) == 1


def test_long_lists_and_short_ones_tell_the_same_of_a_story(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = make_workspace(tmp_path)
    for feed in (0, 1):
        parts = [
            invent(n + 20 * feed, title=f"{'Zinc' if n % 2 == feed else 'Tin'} {n}")
            for n in range(1, 7)
        ]
        keyed = [replace(one, url_key=f"https://n.example/{n}") for n, one in enumerate(parts)]
        fetched(workspace, *keyed, feed=feed)
    short = [list(workspace.triage.ids(word)) for word in ("zinc", "tin", "zinc OR tin")]
    counts = [workspace.triage.count(word) for word in ("zinc", "tin", "zinc OR tin")]
    monkeypatch.setattr(once, "LARGEST_PAGE", 2)
    long = [list(workspace.triage.ids(word)) for word in ("zinc", "tin", "zinc OR tin")]
    assert long == short
    assert counts == [len(one) for one in short] == [6, 6, 6]


def test_a_page_of_a_search_is_full_though_stories_are_told_once(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    for feed in (0, 1):
        parts = [invent(n + 20 * feed, text=f"Part {n} of it.") for n in range(1, 7)]
        keyed = [replace(one, url_key=f"https://n.example/{n}") for n, one in enumerate(parts)]
        fetched(workspace, *keyed, feed=feed)
    whole = workspace.triage.ids("part", sort="new")
    assert (len(workspace.triage.ids("part", sort="new", folded=False)), len(whole)) == (12, 6)
    for limit in range(1, 7):
        assert workspace.triage.ids("part", sort="new", limit=limit) == whole[:limit]


def test_copies_that_come_in_one_fetch_are_one_line(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    one = told(1, SAME.one.title, SAME.one.text)
    fetched(workspace, one, told(2, f"Again: {SAME.one.title}", SAME.one.text))
    assert groups_of(workspace) == [[1, 2]]


def test_what_one_feed_says_under_two_titles_is_two_lines(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    one = told(1, SAME.one.title, SAME.one.text)
    fetched(workspace, one, told(2, SAME.other.title, SAME.one.text))
    assert groups_of(workspace) == [[1], [2]]


def test_prices_of_another_day_are_another_line(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    fetched(workspace, told(1, PRICES.one.title, PRICES.one.text))
    fetched(workspace, told(2, PRICES.other.title, PRICES.other.text), feed=1)
    assert groups_of(workspace) == [[1], [2]]


def test_all_items_of_one_address_go_along_with_a_copy(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    fetched(workspace, told(1, SAME.one.title, SAME.one.text))
    copy = told(2, SAME.other.title, SAME.other.text, key="k")
    fetched(workspace, copy, told(3, SAME.other.title, SAME.other.text[:40], key="k"), feed=1)
    assert groups_of(workspace) == [[1, 2, 3]]


def test_a_copy_takes_the_state_of_what_it_copies(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    fetched(workspace, told(1, SAME.one.title, SAME.one.text))
    workspace.triage.skip([1])
    fetched(workspace, told(2, SAME.other.title, SAME.other.text), feed=1)
    assert states(workspace, 1, 2) == {"skipped"}


def test_what_many_share_is_boilerplate_and_is_not_even_compared(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    same = SAME.one.text.split(". ")[0] + ". "
    many = stored.MOST_MARKED + 5
    fetched(workspace, *(told(n, f"Title {n}", same * 2 + f"w{n} " * 60) for n in range(1, many)))
    sql = "SELECT count(*) FROM item_print GROUP BY print ORDER BY 1 DESC LIMIT 1"
    assert workspace.store.value(sql) == stored.MOST_MARKED


def test_many_long_copies_at_once_take_little_memory(tmp_path: Path) -> None:
    """One feed under two addresses: each of its texts is compared with one of the other's."""
    workspace = make_workspace(tmp_path)
    texts = [
        " ".join(f"Report {n} says that mine {n}x{k} ships ore north to port {n}p{k}." for k in r)
        for r in [range(250)]
        for n in range(60)
    ]
    for feed in (0, 1):
        tellings = [told(100 * feed + n, f"Mine report {n}", text) for n, text in enumerate(texts)]
        bring(workspace, tellings, feed=feed)
    tracemalloc.start()
    try:
        workspace.folding.catch_up()
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(groups_of(workspace)) == 60
    assert most < 25_000_000


def test_looking_again_changes_nothing(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    fetched(workspace, told(1, SAME.one.title, SAME.one.text), invent(7))
    before = workspace.store.value("SELECT total_changes()")
    workspace.folding.catch_up()
    assert workspace.store.value("SELECT total_changes()") == before


def test_a_skipped_story_comes_back_with_a_new_figure_only(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    text = "The bridge cost $500 million, said the port. It has 4 lanes, and opens in 2031."
    fetched(workspace, told(1, "Bridge", text, key="k"))
    workspace.triage.skip([1])
    fetched(workspace, told(2, "The bridge again", text, key="k"), feed=1)
    assert states(workspace, 1, 2) == {"skipped"}
    costs = told(3, "The bridge again", text.replace("500", "550"), key="k")
    fetched(workspace, costs, feed=1)
    assert states(workspace, 1, 2, 3) == {"new"}
    (line,) = workspace.triage.rows([1])
    assert line.news == "new figure: $550 million"
    workspace.triage.skip([1])
    assert workspace.triage.rows([1])[0].news == ""


def test_what_two_new_sources_say_alike_is_news_all_the_same(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    fetched(workspace, told(1, "Bridge", "It cost $500 million.", key="k"))
    workspace.triage.skip([1])
    more = "Now it costs $550 million."
    fetched(workspace, told(2, "More", more, key="k"), told(3, "More", more, key="k"), feed=1)
    assert states(workspace, 1, 2, 3) == {"new"}


def test_what_was_skipped_before_there_were_groups_stays_away(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    bring(workspace, [told(1, "Bridge", "$500 million", key="k")])
    bring(workspace, [told(2, "Bridge", "$550 million", key="k")], feed=1)
    workspace.triage.skip([1])
    workspace.folding.catch_up()
    assert states(workspace, 1, 2) == {"skipped"}


def test_joined_items_are_one_line_and_undo_parts_them(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [invent(n) for n in (1, 2, 3)])
    assert workspace.groups.join([2, 3]).label == "joined 2 items to one story"
    assert groups_of(workspace) == [[1], [2, 3]]
    workspace.triage.skip([2])
    assert states(workspace, 2, 3) == {"skipped"}
    workspace.undo()
    workspace.undo()
    assert groups_of(workspace) == [[1], [2], [3]]
    workspace.redo()
    assert groups_of(workspace) == [[1], [2, 3]]


def test_groups_are_joined_whole_and_the_line_named_first_stays(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [invent(n) for n in range(1, 6)])
    workspace.groups.join([2, 1])
    workspace.groups.join([4, 5])
    workspace.groups.join([5, 1])
    assert groups_of(workspace) == [[3], [4, 1, 2, 5]]
    assert workspace.store.value("SELECT count(*) FROM item_group") == 1
    workspace.undo()
    assert groups_of(workspace) == [[2, 1], [3], [4, 5]]


def test_what_is_joined_to_a_kept_item_is_kept(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [invent(n) for n in (1, 2, 3)])
    workspace.triage.keep([3])
    workspace.groups.join([1, 2, 3])
    assert states(workspace, 1, 2, 3) == {"kept"}
    assert len(workspace.writing.listed()) == 1


def test_one_item_or_one_story_cannot_be_joined(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [invent(n) for n in (1, 2)])
    with pytest.raises(UsageError):
        workspace.groups.join([1, 1])
    with pytest.raises(NotFoundError):
        workspace.groups.join([1, 99])
    workspace.groups.join([1, 2])
    with pytest.raises(UsageError, match="one story already"):
        workspace.groups.join([1, 2])


def test_a_split_item_stays_apart_whatever_is_fetched(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    one = told(1, SAME.one.title, SAME.one.text, key="k")
    other = told(2, SAME.other.title, SAME.other.text, key="k")
    bring(workspace, [one])
    bring(workspace, [other], feed=1)
    workspace.groups.split(2)
    assert groups_of(workspace) == [[1], [2]]
    assert [row.group_id for row in workspace.triage.rows([1, 2])] == [None, None]
    assert workspace.store.value("SELECT count(*) FROM item_group") == 0
    workspace.folding.catch_up()  # looks at both for the first time
    fetched(workspace, replace(other, title="Changed", item_hash="x"), feed=1)
    assert groups_of(workspace) == [[1], [2]]
    fetched(workspace, told(3, SAME.other.title, SAME.other.text), feed=1)
    assert groups_of(workspace) == [[1, 3], [2]]


def test_the_lead_can_be_split_from_three(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [invent(n) for n in (1, 2, 3)])
    workspace.groups.join([1, 2, 3])
    workspace.groups.split(1)
    assert groups_of(workspace) == [[1], [2, 3]]
    with pytest.raises(UsageError, match="stands alone"):
        workspace.groups.split(1)
    workspace.undo()
    assert groups_of(workspace) == [[1, 2, 3]]
    assert not stored.apart(workspace.store, [1])


def test_joining_forgets_a_refusal(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [invent(n) for n in (1, 2)])
    workspace.groups.refuse(2, 1)
    assert stored.apart(workspace.store, [1]) == {(1, 2)}
    workspace.groups.join([1, 2])
    assert not stored.apart(workspace.store, [1])


def test_a_later_headline_suggests_and_never_joins(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    fetched(workspace, told(1, "Fensdal drilling stopped as water floods gallery", "One."))
    fetched(workspace, told(2, "Water stops cooperative's drilling at Fensdal", "Two."), invent(3))
    assert groups_of(workspace) == [[1], [2], [3]]
    found = workspace.groups.suggest([1, 2, 3])
    assert list(found) == [2]
    assert (found[2].row.id, found[2].why) == (1, "both say drilling, Fensdal, Water, stops")
    workspace.groups.join([1, 2])
    assert workspace.groups.suggest([1, 2, 3]) == {}


def test_a_refused_suggestion_never_comes_again_also_not_for_their_groups(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    title = "Fensdal drilling stopped as water floods gallery"
    fetched(workspace, told(1, title, "One."), told(2, title, "Two."), told(3, "Else", "Three."))
    workspace.groups.refuse(2, 1)
    assert workspace.groups.suggest([1, 2]) == {}
    workspace.groups.join([3, 2])
    assert workspace.groups.suggest([1, 3]) == {}
    workspace.undo()
    workspace.undo()
    assert list(workspace.groups.suggest([1, 2])) == [2]


def test_a_late_source_is_told_until_noticed_and_can_be_added(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    fetched(workspace, told(1, SAME.one.title, SAME.one.text))
    workspace.triage.keep([1])
    (story,) = workspace.writing.listed()
    assert workspace.groups.late([story.id]) == {}
    fetched(workspace, told(2, SAME.other.title, SAME.other.text), feed=1)
    assert workspace.triage.rows([2])[0].state is ItemState.KEPT
    (late,) = workspace.groups.late([story.id])[story.id]
    assert late.id == 2
    workspace.groups.notice([late])
    bring(workspace, [invent(30)])
    with pytest.raises(UsageError, match="” does not tell “"):
        workspace.groups.adopt(story.id, [3])
    assert workspace.groups.late([story.id]) == {}
    assert workspace.groups.late([story.id], noticed=True) == {story.id: [late]}
    workspace.groups.adopt(story.id)
    added = workspace.writing.story(story.id).sources[1]
    assert (added.item_id, added.outlet, added.primary) == (2, "Oxide & Alloy", False)
    assert SAME.other.text[:30] in added.text
    with pytest.raises(UsageError):
        workspace.groups.adopt(story.id)
    workspace.undo()
    assert len(workspace.writing.story(story.id).sources) == 1


def test_a_late_source_that_was_added_and_taken_back_is_not_told_again(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [invent(1), invent(2)])
    workspace.triage.keep([1])
    workspace.groups.join([1, 2])
    assert workspace.groups.late([1])[1][0].id == 2
    workspace.groups.adopt(1, [2])
    workspace.undo()
    assert workspace.groups.late([1]) == {}
    assert list(workspace.groups.late([1], noticed=True)) == [1]


def test_undoing_a_keep_is_not_hindered_by_what_was_noticed(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [invent(1), invent(2)])
    workspace.triage.keep([1])
    workspace.groups.join([1, 2])
    workspace.groups.notice(workspace.groups.late([1])[1])
    workspace.undo()
    workspace.undo()
    assert workspace.writing.listed() == []


@pytest.mark.parametrize(
    ("decide", "state"),
    [
        (lambda triage: triage.keep([2]), "kept"),
        (lambda triage: triage.skip([2]), "skipped"),
        (lambda triage: triage.later([1], NOW + timedelta(days=1)), "later"),
    ],
)
def test_a_group_is_decided_as_one_and_undone_as_one(
    tmp_path: Path, decide: Callable[[Triage], object], state: str
) -> None:
    workspace = make_workspace(tmp_path, [invent(n) for n in (1, 2, 3)])
    workspace.groups.join([1, 2])
    decide(workspace.triage)
    assert states(workspace, 1, 2) == {state}
    assert states(workspace, 3) == {"new"}
    if state == "kept":
        assert [s.item_id for s in workspace.writing.listed()[0].sources] == [2, 1]
    workspace.undo()
    assert states(workspace, 1, 2, 3) == {"new"}


def test_what_was_added_by_hand_is_not_hidden_under_a_skipped_story(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    fetched(workspace, told(1, SAME.one.title, SAME.one.text))
    workspace.triage.skip([1])
    added = workspace.by_hand.text(f"{SAME.other.title}\n\n{SAME.other.text}")
    fetched(workspace, invent(7))
    assert states(workspace, added.id) == {"new"}


def rekeyed(workspace: Workspace, *ids: int, key: str = "https://n.example/one") -> None:
    """Give items the key that later rules make of their addresses, and fetch once more."""
    with workspace.store.write():
        for item_id in ids:
            workspace.store.execute("UPDATE item SET url_key = ? WHERE id = ?", (key, item_id))
        progress.reach(workspace.store, REKEYED, 1)
    workspace.folding.catch_up()


def test_lines_that_are_one_page_by_later_rules_become_one(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    fetched(workspace, told(1, "Quota set", "The quota is set."), invent(8))
    fetched(workspace, told(2, "Quota set", "The quota is set. So it is."), invent(9), feed=1)
    fetched(workspace, told(3, "Ore from Tarn sells out", "There is none left at all."), feed=1)
    rekeyed(workspace, 1, 3, 5)
    assert groups_of(workspace) == [[1, 3], [2], [4], [5]]
    workspace.triage.skip([5])
    rekeyed(workspace, 4, 5, key="https://n.example/other")
    assert groups_of(workspace) == [[1, 3], [2], [4], [5]], (
        "one is decided, one tells another thing"
    )


def test_later_rules_take_nobodys_decision_back(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    for n in range(1, 7):
        fetched(workspace, told(n, "Quota set", "The quota is set."), feed=n % 2)
    workspace.groups.refuse(1, 2)
    workspace.triage.keep([3])
    workspace.groups.join([4, 5])
    rekeyed(workspace, 1, 2)
    assert groups_of(workspace) == [[1], [2], [3], [4, 5], [6]]
    rekeyed(workspace, 1, 3, 4, 5)
    assert groups_of(workspace) == [[1], [2], [3], [4, 5], [6]]
    rekeyed(workspace, 3, 6, key="https://n.example/other")
    assert groups_of(workspace) == [[1], [2], [3, 6], [4, 5]]
    assert states(workspace, 3, 6) == {"kept"}


def test_a_skipped_page_takes_what_later_rules_find_of_it_unless_it_has_news(
    tmp_path: Path,
) -> None:
    workspace = make_workspace(tmp_path)
    fetched(workspace, told(1, "Quota set", "The quota is set."))
    workspace.triage.skip([1])
    fetched(workspace, told(2, "Quota set", "The quota is set. So it is."), feed=1)
    rekeyed(workspace, 1, 2)
    assert states(workspace, 1, 2) == {"skipped"}
    fetched(workspace, told(3, "Quota set", "The quota is set at 5,500 tons."), feed=1)
    rekeyed(workspace, 3)
    assert groups_of(workspace) == [[1, 2, 3]]
    assert states(workspace, 1, 2, 3) == {"new"}


def test_what_is_split_from_a_kept_story_and_has_none_is_undecided(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    fetched(workspace, told(1, SAME.one.title, SAME.one.text))
    workspace.triage.keep([1])
    fetched(workspace, told(2, SAME.other.title, SAME.other.text), feed=1)
    fetched(workspace, told(3, f"Again: {SAME.one.title}", SAME.one.text), feed=1)
    assert states(workspace, 1, 2, 3) == {"kept"}
    workspace.groups.split(3)
    assert states(workspace, 1, 2) == {"kept"}
    assert states(workspace, 3) == {"new"}, "it was in no list and in no issue"
    workspace.undo()
    assert states(workspace, 3) == {"kept"}
    workspace.groups.split(1)
    assert states(workspace, 1) == {"kept"}
    assert states(workspace, 2, 3) == {"new"}
    assert groups_of(workspace) == [[1], [2, 3]]


def test_what_is_split_from_a_kept_story_and_is_a_source_of_it_stays_kept(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    fetched(workspace, told(1, SAME.one.title, SAME.one.text))
    workspace.triage.keep([1])
    fetched(workspace, told(2, SAME.other.title, SAME.other.text), feed=1)
    workspace.groups.adopt(1)
    workspace.groups.split(2)
    assert states(workspace, 1, 2) == {"kept"}


def in_the_way_of_a_page(workspace: Workspace) -> None:
    """Let a teaser come, a copy of its article, and only then the article itself, of one page."""
    fetched(workspace, told(1, SAME.one.title, SAME.one.text[:90], key="k"))
    fetched(workspace, told(2, SAME.other.title, SAME.other.text), feed=1)
    assert groups_of(workspace) == [[1], [2]]


def article(workspace: Workspace) -> None:
    fetched(workspace, told(3, SAME.one.title, SAME.one.text, key="k"))


def test_what_came_with_a_page_brings_its_line_to_the_copy_of_its_text(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    in_the_way_of_a_page(workspace)
    article(workspace)
    assert groups_of(workspace) == [[1, 2, 3]]


@pytest.mark.parametrize("kept", [1, 2])
def test_a_new_line_goes_to_the_kept_one_that_a_page_shows_to_be_its_own(
    tmp_path: Path, kept: int
) -> None:
    workspace = make_workspace(tmp_path)
    in_the_way_of_a_page(workspace)
    workspace.triage.keep([kept])
    article(workspace)
    assert len(groups_of(workspace)) == 1
    assert states(workspace, 1, 2, 3) == {"kept"}


@pytest.mark.parametrize("skipped", [1, 2])
def test_no_line_in_the_inbox_is_put_away_by_a_page(tmp_path: Path, skipped: int) -> None:
    workspace = make_workspace(tmp_path)
    in_the_way_of_a_page(workspace)
    workspace.triage.skip([skipped])
    article(workspace)
    assert groups_of(workspace) == [[1, 3], [2]]
    assert states(workspace, 3 - skipped) == {"new"}


def test_what_is_two_stories_is_not_made_one_by_a_page(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    in_the_way_of_a_page(workspace)
    workspace.groups.refuse(1, 2)
    article(workspace)
    assert groups_of(workspace) == [[1, 3], [2]]


def test_what_was_archived_comes_back_with_news_as_what_was_skipped(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    fetched(workspace, told(1, "Quota set", "The quota is set.", key="k"))
    items.archive(workspace.store, workspace.now() + timedelta(days=1))
    fetched(workspace, told(2, "Quota set", "The quota is set. So it is.", key="k"), feed=1)
    assert states(workspace, 1, 2) == {"archived"}
    text = "The quota is set at 5,500 tons. So it is."
    fetched(workspace, told(3, "Quota set", text, key="k"), feed=1)
    assert states(workspace, 1, 2, 3) == {"new"}


def test_tellings_of_a_skipped_story_are_not_compared_with_all_there_ever_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A feed that gives its items new ids at each fetch took a second more each day."""
    asked: list[int] = []

    def noted(text: str, others: list[str]) -> str:
        asked.append(len(others))
        return novelty(text, others)

    monkeypatch.setattr(folding, "novelty", noted)
    workspace = make_workspace(tmp_path)
    said = "The quota is set for all plants of the north, and so are the tolls at the port."
    fetched(workspace, told(1, "Quota set", said, key="k"))
    workspace.triage.skip([1])
    for n in range(2, 6):
        once_more = replace(told(1, "Quota set", said, key="k"), guid=f"again {n}")
        fetched(workspace, once_more)
    assert asked == []
    for n in range(100, 160):
        letters = f"{chr(97 + n % 26)}{chr(97 + n // 26)}"
        fetched(workspace, told(n, "Quota set", f"{said} Edition {letters}.", key="k"), feed=n % 2)
    assert states(workspace, *range(1, 66)) == {"skipped"}
    assert len(asked) == 60
    assert max(asked) == 40
