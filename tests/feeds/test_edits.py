"""What publishers change: corrections are shown, counters are not, and neither goes on for ever."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from reewriter.feeds.edits import MOST_AT_ONCE, MOST_OF_AN_ITEM, follow, is_quiet, worth_a_look
from reewriter.model import FeedStatus
from reewriter.store import items, versions
from reewriter.workspace import Workspace
from tests.workshop import ARTICLE, CONFIG, NOW

_FEED = """\
<?xml version="1.0"?><rss version="2.0"><channel><title>Ledger</title>{items}</channel></rss>
"""
_ITEM = """\
<item><title>{title}</title><link>https://news.example/{n}</link><guid>{n}</guid>
<description><![CDATA[<p>{text}</p>]]></description></item>
"""


class Publisher:
    """One feed of a workspace, that says something else at each look."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.time = NOW
        (root / "feeds").mkdir(parents=True)
        (root / "feeds" / "oxide.xml").write_text(_FEED.format(items=""))
        (root / "feeds.toml").write_text(CONFIG)
        self.say(lambda n: ARTICLE.format(n=n))
        self.workspace = Workspace.open(root, now=self.now)

    def now(self) -> datetime:
        return self.time

    def say(self, text: Callable[[int], str], *, title: str = "Licences", count: int = 2) -> None:
        told = "".join(_ITEM.format(title=title, n=n, text=text(n)) for n in range(1, count + 1))
        (self.root / "feeds" / "basin.xml").write_text(_FEED.format(items=told))

    def look(self) -> int:
        """Fetch, an hour later; return how many items changed for the editor."""
        self.time += timedelta(hours=1)
        outcomes = self.workspace.wire.fetch(force=True)
        assert not any(outcome.failed for outcome in outcomes)
        return sum(outcome.changed for outcome in outcomes)

    @property
    def health(self) -> str:
        (feed,) = [f for f in self.workspace.wire.feeds() if f.url == "feeds/basin.xml"]
        assert feed.status in (FeedStatus.OK, FeedStatus.UNCHANGED)
        return feed.error

    def marked(self) -> list[bool]:
        return [row.changed for row in items.rows(self.workspace.store, [1, 2])]

    def text(self, item_id: int = 1) -> str:
        return self.workspace.triage.item(item_id).text


def followed_by(more: str) -> Callable[[int], str]:
    return lambda n: ARTICLE.format(n=n) + more


@pytest.fixture
def publisher(tmp_path: Path) -> Iterator[Publisher]:
    publisher = Publisher(tmp_path / "desk")
    publisher.look()
    yield publisher
    publisher.workspace.close()


def test_a_correction_is_marked_until_it_is_looked_at(publisher: Publisher) -> None:
    assert publisher.marked() == [False, False]
    publisher.say(
        lambda n: ARTICLE.format(n=n).replace("Monday", "Tuesday" if n == 1 else "Monday")
    )
    assert publisher.look() == 1
    assert publisher.marked() == [True, False]
    assert publisher.health == ""
    store = publisher.workspace.store
    (version,) = versions.listed(store, 1)
    assert "on Monday" in version.text
    assert "on Tuesday" in publisher.text()
    assert version.replaced_at - version.seen_at == timedelta(hours=1)
    assert versions.look(store, 1, publisher.now())
    assert publisher.marked() == [False, False]
    assert not versions.look(store, 1, publisher.now())
    publisher.say(lambda n: ARTICLE.format(n=n).replace("Monday", "Friday"))
    assert publisher.look() == 2
    assert publisher.marked() == [True, True]
    assert [v.replaced_at for v in versions.listed(store, 1)] == [
        publisher.now(),
        publisher.now() - timedelta(hours=1),
    ]


def test_a_view_counter_marks_nothing_and_ends(publisher: Publisher) -> None:
    for views in range(1, 16):
        publisher.say(followed_by(f" {views * 37:,} views"))
        assert publisher.look() == 0
        assert publisher.marked() == [False, False]
        if views <= MOST_OF_AN_ITEM:
            told = "2 items keep changing only in counts" if views > 3 else ""
            assert publisher.health.startswith(told), views
            assert bool(publisher.health) == bool(told)
            assert publisher.text().endswith(f" {views * 37:,} views")
    assert publisher.health == (
        "2 items change at every look; these changes are no longer followed"
    )
    assert f"{12 * 37:,} views" in publisher.text()
    kept = publisher.workspace.store.value("SELECT count(*) FROM item_version WHERE item_id = 1")
    assert kept == MOST_OF_AN_ITEM
    # What is news is still seen, although the counter is no longer followed.
    publisher.say(followed_by(" The plants have been closed. 9,999 views"))
    assert publisher.look() == 2
    assert publisher.marked() == [True, True]
    assert "9,999 views" in publisher.text()


def test_every_figure_of_a_kept_item_is_shown_and_kept(publisher: Publisher) -> None:
    publisher.workspace.triage.keep([1])
    shares = [42, 24, *range(25, 40)]
    publisher.say(followed_by(f" The mine holds {shares[0]} percent."))
    publisher.look()
    changed = []
    for share in shares[1:]:
        publisher.say(followed_by(f" The mine holds {share} percent."))
        changed.append(publisher.look())
    assert changed == [2, 2, 2] + [1] * (MOST_OF_AN_ITEM - 4) + [0] * (len(changed) - 11)
    told = [version.text[-11:] for version in versions.listed(publisher.workspace.store, 1)]
    assert told[-2::-1] == [f"{share} percent." for share in shares[: MOST_OF_AN_ITEM - 1]]
    assert len(versions.listed(publisher.workspace.store, 2)) == 4


def test_a_counter_of_a_kept_item_marks_nothing(publisher: Publisher) -> None:
    publisher.workspace.triage.keep([1])
    for views in range(1, 6):
        publisher.say(followed_by(f" {views * 37:,} views"))
        assert publisher.look() == 0
    assert versions.listed(publisher.workspace.store, 1) == []


def test_figures_of_an_item_that_is_a_source_are_shown(publisher: Publisher) -> None:
    publisher.workspace.triage.keep([1])
    store = publisher.workspace.store
    with store.write():
        store.execute("UPDATE item SET state = 'new' WHERE id = 1")
    for share in range(1, 8):
        publisher.say(followed_by(f" The mine holds {share} percent."))
        assert publisher.look() >= 1


def test_a_rotating_text_is_capped_and_said_so(publisher: Publisher) -> None:
    words = "oak ash elm fir yew box bay fig nut gum tea ivy may hop rye".split()
    changed = []
    for word in words:
        publisher.say(followed_by(f" Read on: all about {word}."))
        changed.append(publisher.look())
    assert changed == [2] * MOST_OF_AN_ITEM + [0] * (len(words) - MOST_OF_AN_ITEM)
    assert publisher.health.startswith("2 items change at every look")


def test_a_bare_figure_is_a_correction_until_it_never_stops() -> None:
    tolls = [f"Mine collapse\n{n} people died at the mine." for n in (12, 14, 20, 21, 25)]
    assert not is_quiet(tolls[:1], tolls[1])
    assert not is_quiet(tolls[2::-1], tolls[3])
    assert is_quiet(tolls[3::-1], tolls[4])
    assert not is_quiet(tolls[3::-1], "Mine collapse\n25 people were hurt at the mine.")


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Ore\nWait.\n5 minutes ago", "Ore\nWait.\n2 hours ago"),
        ("Ore\nWait. 12 comments", "Ore\nWait. 13 comments"),
        ('Ore\nHe said "no" - twice', "Ore\nHe said “no” – twice"),
    ],
)
def test_counts_ages_and_typography_are_quiet(before: str, now: str) -> None:
    assert is_quiet([before], now)
    assert not is_quiet([before], f"{now} and left")


def test_a_redesign_is_taken_over_in_parts() -> None:
    guids = [str(n) for n in range(250)]
    counts = {"7": (MOST_OF_AN_ITEM, 0), "8": (MOST_OF_AN_ITEM, MOST_OF_AN_ITEM)}
    done = follow(guids, counts, {"1"})
    assert (len(done.now), done.later, done.given_up) == (MOST_AT_ONCE + 1, 148, 1)
    assert (done.quiet, "7" in done.now, "8" in done.now) == (frozenset({"1"}), True, False)
    assert done.now <= set(worth_a_look(guids, counts))
