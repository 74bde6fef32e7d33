"""Items of one page: one line where they tell one story, and one each where they do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reewriter.model import Feed
from reewriter.store import Store, feeds, items
from reewriter.text import reposts
from tests.store.conftest import bring, parsed

PAGE = "https://a.example/latest"
HOME = "https://a.example"
TEXT = (
    "The ministry said on Monday that the smelter at Altenburg had applied for a licence to export"
    " magnets. Nobody at the port could say how long a shipment now waits. Three traders said they"
    " had moved stock to Rotterdam before the rule was known, and that neither plant has a second"
    " supplier of dysprosium."
)


@pytest.fixture
def second(store: Store, feed: Feed) -> Feed:
    feeds.sync(store, [feed, Feed(0, "https://b.example/feed", "Second")])
    found = feeds.by_url(store, "https://b.example/feed")
    assert found is not None
    return found


def lines(store: Store) -> list[list[int]]:
    """Return the ids of each line, lead first."""
    leads = [row[0] for row in store.rows("SELECT id FROM item WHERE folded = 0 ORDER BY id")]
    return [items.group_members(store, [lead]) for lead in leads]


@pytest.mark.parametrize("page", [PAGE, HOME])
def test_twelve_stories_that_a_feed_links_to_one_page_are_twelve_lines(
    store: Store, feed: Feed, page: str
) -> None:
    bring(store, feed, *(parsed(str(n), key=page) for n in range(1, 8)))
    bring(store, feed, *(parsed(str(n), key=page) for n in range(8, 13)))
    assert lines(store) == [[n] for n in range(1, 13)]


@pytest.mark.parametrize(
    ("title", "again"),
    [
        ("Smelter asks for licence", "Smelter asks for licence"),
        ("Smelter asks for licence", "SMELTER asks for a licence"),
        ("Smelter asks for licence", "Smelter asks for licence: 12 wait"),
    ],
)
def test_a_story_that_is_posted_again_is_one_line(
    store: Store, feed: Feed, title: str, again: str
) -> None:
    bring(store, feed, parsed("1", title=title, text=TEXT, key=PAGE))
    bring(store, feed, parsed("2", title=again, text=TEXT, key=PAGE))
    assert lines(store) == [[1, 2]]


@pytest.mark.parametrize("page", [PAGE, HOME])
@pytest.mark.parametrize(
    "again",
    [
        TEXT[:90],  # a teaser
        TEXT.replace("Three traders", "Four traders"),
        f"{TEXT} A decision is expected by the end of the year.",
        "",
    ],
)
def test_a_story_that_is_posted_again_and_edited_is_one_line(
    store: Store, feed: Feed, page: str, again: str
) -> None:
    bring(store, feed, parsed("1", title="Smelter asks", text=TEXT, key=page))
    bring(store, feed, replace(parsed("2", title="Smelter asks", key=page), text=again))
    assert lines(store) == [[1, 2]]


@pytest.mark.parametrize("title", ["Morning call", "Price of the day", " "])
def test_a_column_of_one_title_and_one_page_is_a_line_each_time(
    store: Store, feed: Feed, second: Feed, title: str
) -> None:
    texts = (
        "Copper closed at 9,410 dollars a tonne in London, and nickel fell by 2.1 per cent.",
        "Copper closed at 9,388 dollars a tonne in London, and nickel fell by 0.4 per cent.",
        "Nobody traded: the exchange was closed, as it is on every first of May.",
    )
    column = [
        parsed(str(n), title=title, text=text, key=PAGE) for n, text in enumerate(texts, start=1)
    ]
    bring(store, feed, *column[:2])
    bring(store, feed, column[2])
    assert lines(store) == [[1], [2], [3]]

    # Another feed of the house brings one of them, and the guids of the first feed change.
    bring(store, second, replace(column[1], guid="b"))
    bring(store, feed, *(replace(one, guid=f"new {one.guid}") for one in column))
    assert lines(store) == [[1, 5], [2, 4, 6], [3, 7]]


@pytest.mark.parametrize(
    ("title", "again"),
    [
        ("Copper price 20 November", "Copper price 21 November"),
        ("Episode 4: ores", "Episode 5: ores"),
        ("Spring report of the mines", "Autumn report of the mines"),
    ],
)
def test_titles_with_other_figures_are_two_lines(
    store: Store, feed: Feed, title: str, again: str
) -> None:
    bring(store, feed, parsed("1", title=title, key=PAGE), parsed("2", title=again, key=PAGE))
    assert lines(store) == [[1], [2]]


def test_a_text_that_stands_in_the_other_is_the_same_story_under_another_title(
    store: Store, feed: Feed
) -> None:
    longer = f"{TEXT} A decision is expected by the end of the year."
    bring(store, feed, parsed("1", title="Altenburg smelter wants licence", text=TEXT, key=PAGE))
    bring(store, feed, parsed("2", title="Traders move magnets away", text=longer, key=PAGE))
    bring(store, feed, parsed("3", title="The weather in Rotterdam", text="Rain.", key=PAGE))
    assert lines(store) == [[1, 2], [3]]


def test_a_description_that_stands_under_every_episode_makes_no_story(
    store: Store, feed: Feed
) -> None:
    bring(store, feed, parsed("1", title="Peru and its copper", text=TEXT, key=PAGE))
    bring(store, feed, parsed("2", title="Who owns Greenland", text=TEXT, key=PAGE))
    assert lines(store) == [[1], [2]]


def test_an_aggregator_joins_its_original_but_no_page_of_several_stories(
    store: Store, feed: Feed, second: Feed
) -> None:
    bring(store, feed, parsed("1", key=PAGE), parsed("2"))
    bring(store, second, parsed("3", title="What others say", key=PAGE))
    bring(store, second, parsed("4", title="Something else", key=PAGE))
    bring(store, feed, parsed("5", title="Something else", key=PAGE))
    assert lines(store) == [[1, 3], [2], [4, 5]]
    bring(store, second, parsed("6", title="Unlike all of them", key=PAGE))
    assert lines(store)[-1] == [6]


def test_a_home_page_joins_only_what_has_one_title(store: Store, feed: Feed, second: Feed) -> None:
    bring(store, feed, parsed("1", title="Smelter asks for licence", key=HOME))
    bring(store, second, parsed("2", title="Smelter asks for a licence", key=HOME))
    bring(store, second, parsed("3", title="Smelter asks for licence", key=HOME))
    query = "https://a.example?p=7"
    bring(store, feed, parsed("4", key=query))
    bring(store, second, parsed("5", key=query))
    assert lines(store) == [[1, 3], [2], [4, 5]]


def test_skipping_one_story_of_a_page_hides_no_other(store: Store, feed: Feed) -> None:
    bring(store, feed, parsed("1", key=PAGE))
    with store.write():
        store.execute("UPDATE item SET state = 'skipped'")
    bring(store, feed, parsed("2", key=PAGE))
    assert [str(row.state) for row in items.rows(store, [1, 2])] == ["skipped", "new"]


def test_a_text_is_read_once_however_many_of_its_page_it_is_compared_with(
    store: Store, feed: Feed
) -> None:
    """Else a feed that links a thousand briefings to one page keeps all others waiting."""
    reposts._read.cache_clear()
    for n in range(24):
        text = " ".join(f"{word}{n}" for word in TEXT.split())
        bring(store, feed, parsed(f"g{n}", title="Morning briefing", text=text, key=PAGE))
    assert len(lines(store)) == 24
    assert 24 <= reposts._read.cache_info().misses <= 48
