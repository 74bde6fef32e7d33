"""Lessons: counted by difference, forgotten exactly, one a group."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reewriter.model import Feed
from reewriter.store import Store, feeds, learning
from reewriter.store.learning import Lesson
from tests.store.conftest import NOW, bring, parsed


@pytest.fixture(scope="module")
def five_items(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("lessons") / "reewriter.db"
    with Store.open(path, now=lambda: NOW, create=True) as store:
        feeds.sync(store, [Feed(0, "https://a.example/feed", "Ledger")])
        bring(store, feeds.listed(store)[0], *(parsed(str(n)) for n in range(5)))
        yield store


def counted(store: Store) -> dict[str, tuple[int, int]]:
    return learning.counts(store)


def test_counts_are_of_items_that_hold_a_word(store: Store, feed: Feed) -> None:
    bring(store, feed, parsed("1"), parsed("2"), parsed("3"))
    with store.write():
        learning.learn(store, [Lesson(1, True, {"a", "b"}), Lesson(2, False, {"b", "c"})])
        learning.learn(store, [Lesson(3, False, {"b"})])
    assert counted(store) == {"": (1, 2), "a": (1, 0), "b": (1, 2), "c": (0, 1)}
    assert learning.counts(store, ["b", "never"]) == {"b": (1, 2)}


def test_forgetting_leaves_nothing_behind(store: Store, feed: Feed) -> None:
    bring(store, feed, parsed("1"), parsed("2"))
    with store.write():
        learning.learn(store, [Lesson(1, True, {"a", "b"})])
        before = counted(store)
        learning.learn(store, [Lesson(2, False, {"b", "“odd”", "ß"})])
        learning.forget(store, [2, 1_000])
        assert counted(store) == before
        learning.forget(store, [1])
    assert counted(store) == {}
    assert store.value("SELECT count(*) FROM lesson") == 0


@given(
    st.lists(st.tuples(st.integers(1, 5), st.booleans(), st.frozensets(st.sampled_from("abcd"))))
)
def test_lessons_taken_back_leave_what_the_others_taught(
    five_items: Store, lessons: list[tuple[int, bool, frozenset[str]]]
) -> None:
    taught: dict[int, Lesson] = {}
    with five_items.write():
        learning.forget(five_items, [1, 2, 3, 4, 5])
        assert counted(five_items) == {}
        for item_id, kept, words in lessons:
            learning.forget(five_items, [item_id])
            taught[item_id] = Lesson(item_id, kept, words)
            learning.learn(five_items, [taught[item_id]])
    expected: dict[str, list[int]] = {}
    for lesson in taught.values():
        for word in ("", *lesson.words):
            expected.setdefault(word, [0, 0])[not lesson.kept] += 1
    assert counted(five_items) == {word: (n[0], n[1]) for word, n in expected.items()}


def test_only_the_lead_of_a_group_teaches(store: Store, feed: Feed) -> None:
    again = parsed("2", title="Title 1", text="Text of 1.", key="k")
    bring(store, feed, parsed("1", key="k"), again, parsed("3", text="x" * 5000))
    leads = learning.leads(store, [1, 2, 3])
    assert [(row[0], row[1], row[2]) for row in leads] == [
        (1, feed.id, "Title 1"),
        (3, feed.id, "Title 3"),
    ]
    assert len(leads[1][3]) == 1000


def test_what_is_noted_counts_only_when_it_is_learnt(store: Store, feed: Feed) -> None:
    bring(store, feed, *(parsed(str(n)) for n in range(1, 5)))
    with store.write():
        learning.note(store, [1, 2, 3], kept=False)
    assert learning.waits(store)
    assert counted(store) == {}
    assert [row[:3] for row in learning.noted(store, limit=2)] == [
        (1, False, feed.id),
        (2, False, feed.id),
    ]
    with store.write():
        learning.complete(store, [Lesson(1, False, {"a"}), Lesson(3, False, {"a", "b"})])
        learning.forget(store, [2])  # taken back before anything was learnt from it
        learning.complete(store, [])
    assert not learning.waits(store)
    assert counted(store) == {"": (0, 2), "a": (0, 2), "b": (0, 1)}
    with store.write():
        learning.forget(store, [1, 3])
    assert counted(store) == {}
