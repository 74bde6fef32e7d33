"""A feed that has moved for good: its address is rewritten, or it is said why it is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reewriter.errors import NotFoundError, UsageError
from reewriter.feeds.outcome import FeedOutcome
from reewriter.model import FeedStatus
from reewriter.store import feeds
from reewriter.workspace import Workspace
from tests.conftest import Clock
from tests.farm import Farm, page, queue, redirect
from tests.workshop import CONFIG

RSS = (
    '<rss version="2.0"><channel><title>Ore Wire</title>'
    "<item><title>Magnets wait</title><guid>1</guid></item></channel></rss>"
)


class House:
    """A workspace of one feed that has moved, with a comment at each of its lines."""

    def __init__(self, root: Path, clock: Clock, farm: Farm) -> None:
        self.file, self.clock, self.farm = root / "feeds.toml", clock, farm
        self.new = farm.add("/new", page(RSS))
        self.old = farm.add("/old", redirect("/new", 301))
        base = CONFIG[: CONFIG.index("[[feeds]]")]
        self.text = (
            base + "# Reads slowly.\n[[feeds]] # the only one\n"
            f'url = "{self.old}" # since 2019\ntitle = "Ours" # not theirs\n\n# -- end\n'
        )
        self.file.write_text(self.text, encoding="utf-8")
        self.workspace = Workspace.open(root, now=clock)

    def fetch(self) -> FeedOutcome:
        (outcome,) = self.workspace.wire.fetch(force=True)
        return outcome

    def next_day(self) -> FeedOutcome:
        self.clock.forward(days=1)
        return self.fetch()

    def written(self) -> str:
        return self.file.read_text(encoding="utf-8")


@pytest.fixture
def house(tmp_path: Path, clock: Clock) -> Iterator[House]:
    with Farm() as farm:
        house = House(tmp_path, clock, farm)
        yield house
        house.workspace.close()


def test_an_address_that_has_moved_on_two_days_is_rewritten(house: House) -> None:
    first, second = house.fetch(), house.next_day()

    assert first.error == f"has moved for good to {house.new}"
    assert second.error == f"moved from {house.old} to {house.new}"
    assert house.written() == house.text.replace(house.old, house.new)
    (health,) = house.workspace.wire.health()
    assert (health.feed.url, health.feed.title) == (house.new, "Ours")
    assert (health.feed.status, health.feed.error) == (FeedStatus.OK, "")
    assert health.remarks == (f"moved from {house.old}",)
    assert health.yielded.items == 1

    house.farm.seen.clear()
    third = house.next_day()
    assert house.farm.paths() == ["/new"]
    assert (third.status, third.new, third.error) == (FeedStatus.UNCHANGED, 0, "")
    with Workspace.open(house.file.parent, now=house.clock) as again:
        assert [feed.url for feed in again.wire.feeds()] == [house.new]


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_feed_that_is_elsewhere_for_now_keeps_its_address(house: House, status: int) -> None:
    house.farm.add("/old", redirect("/new", status))
    for outcome in (house.fetch(), house.next_day(), house.next_day()):
        assert outcome.error == ""
    assert house.written() == house.text


def test_twice_within_a_night_is_not_two_days(house: House) -> None:
    house.clock.forward(hours=11, minutes=50)  # ten to midnight
    house.fetch()
    for _ in range(3):
        house.clock.forward(minutes=20)
        assert house.fetch().error.startswith("has moved for good")
    assert house.written() == house.text
    house.clock.forward(hours=12)
    assert house.fetch().error.startswith("moved from")


def test_each_time_to_another_address_is_no_move(house: House) -> None:
    for day in range(4):
        house.farm.add(f"/{day}", page(RSS))
        house.farm.add("/old", redirect(f"/{day}", 308))
        assert house.next_day().error.startswith("has moved for good")
    assert house.written() == house.text


def test_an_answer_of_its_own_in_between_starts_it_anew(house: House) -> None:
    house.fetch()
    house.farm.add("/old", page(RSS))
    assert house.next_day().error == ""
    house.farm.add("/old", redirect("/new", 301))
    assert house.next_day().error.startswith("has moved for good")
    assert house.written() == house.text


def test_an_address_where_no_feed_is_read_is_not_followed(house: House) -> None:
    house.farm.add("/new", page("<html><title>Log in to the hotel</title></html>"))
    for outcome in (house.fetch(), house.next_day(), house.next_day()):
        assert outcome.status is FeedStatus.ERROR
    assert house.written() == house.text


def test_a_move_to_a_private_address_is_not_followed(house: House) -> None:
    with Farm() as inside:
        house.farm.add("/old", redirect(inside.add("/feed", page(RSS)), 301))
        for outcome in (house.fetch(), house.next_day(), house.next_day()):
            assert outcome.status is FeedStatus.ERROR
        assert inside.seen == []
    with pytest.raises(UsageError, match="private"):
        house.workspace.subscriptions.follow(house.old, "http://10.0.0.1/feed")
    assert house.written() == house.text


def test_a_move_to_the_address_of_another_feed_is_not_followed(house: House) -> None:
    text = house.text + f'\n[[feeds]]\nurl = "{house.new}"\n'
    house.file.write_text(text, encoding="utf-8")
    with Workspace.open(house.file.parent, now=house.clock) as both:
        both.wire.fetch(force=True)
        house.clock.forward(days=1)
        outcomes = both.wire.fetch(force=True)
        (told,) = [one for one in outcomes if one.url == house.old]
        assert "feeds.toml still has the old address: another feed has the new one" in told.error
        assert [h.remarks for h in both.wire.health() if h.feed.url == house.old] == [(told.error,)]
    assert house.written() == text


def test_a_feed_that_was_removed_still_has_its_address(house: House) -> None:
    with house.workspace.store.write():
        house.workspace.store.insert("INSERT INTO feed (url, configured) VALUES (?, 0)",
                                     (house.new,))  # fmt: skip
    house.fetch()
    assert "another feed has the new one" in house.next_day().error
    assert house.written() == house.text


def test_where_feeds_toml_cannot_be_written_that_is_said(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.fetch()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "feeds.toml")

    with monkeypatch.context() as patched:
        patched.setattr("reewriter.atomic._write_new", full)
        told = house.next_day()
    assert "still has the old address" in told.error
    assert "No space left" in told.error
    (health,) = house.workspace.wire.health()
    assert (health.feed.url, health.feed.error) == (house.old, told.error)
    assert house.written() == house.text
    assert house.next_day().error.startswith("moved from"), "and the next fetch tries again"


@pytest.mark.parametrize("broken", ["[[feeds]\n", '[publication]\nnmae = "x"\n', ""])
def test_a_feeds_toml_that_is_being_edited_is_left_alone(house: House, broken: str) -> None:
    house.fetch()
    house.file.write_text(broken, encoding="utf-8")
    assert "still has the old address" in house.next_day().error
    assert house.written() == broken


def test_a_feed_that_is_no_longer_written_down_is_left_alone(house: House) -> None:
    text = house.text.replace(house.old, "https://else.example/feed")
    house.file.write_text(text, encoding="utf-8")
    with pytest.raises(NotFoundError):
        house.workspace.subscriptions.follow(house.old, house.new)
    assert house.written() == text


def test_an_encrypted_feed_does_not_lose_its_encryption(house: House) -> None:
    text = house.text.replace(house.old, "https://wire.example/feed")
    house.file.write_text(text, encoding="utf-8")
    with Workspace.open(house.file.parent, now=house.clock) as workspace:
        with pytest.raises(UsageError, match="not encrypted"):
            workspace.subscriptions.follow("https://wire.example/feed", "http://wire.example/f")
        workspace.subscriptions.follow("https://wire.example/feed", "https://wire.example/f")
    assert house.written() == text.replace("wire.example/feed", "wire.example/f")


def test_an_address_nobody_typed_may_not_become_private(house: House) -> None:
    workspace, store = house.workspace, house.workspace.store
    (feed,) = workspace.wire.feeds()
    workspace.subscriptions.follow(house.old, "http://wire.example/feed")
    workspace.subscriptions.follow("http://wire.example/feed", "http://wire.example:81/feed")
    hosts = workspace.allowed_hosts
    assert house.farm.host_port in hosts, "that one was typed"
    assert not any("wire.example" in host for host in hosts)
    moved = feeds.get(store, feed.id)
    assert moved is not None
    assert moved.moved_from == house.old, "the one that was typed, however often it moves"

    workspace.subscriptions.remove([str(feed.id)])
    house.farm.add("/old", queue(page(RSS)))
    text = house.written() + '\n[[feeds]]\nurl = "http://wire.example:81/feed"\n'
    house.file.write_text(text, encoding="utf-8")
    with Workspace.open(house.file.parent, now=house.clock) as again:
        assert "wire.example:81" in again.allowed_hosts, "now it was"


def test_a_paused_feed_stays_paused_when_it_moves(house: House) -> None:
    store = house.workspace.store
    (feed,) = house.workspace.wire.feeds()
    feeds.record(store, replace(feed, status=FeedStatus.PAUSED))
    assert feeds.move(store, feed.id, "https://wire.example/feed")
    moved = feeds.get(store, feed.id)
    assert moved is not None
    assert moved.status is FeedStatus.PAUSED
