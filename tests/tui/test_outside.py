"""What happens outside the desk: fetches, other processes, edits of feeds.toml, closing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from reewriter.errors import LockedError
from reewriter.workspace import Workspace
from tests import farm as manners
from tests.conftest import Clock
from tests.farm import Farm, page
from tests.tui.morning import Editor, at_desk
from tests.workshop import CONFIG, NOW, bring, invent, make_workspace

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Basin</title>{}</channel></rss>"""
ITEM = "<item><title>{0}</title><guid>{0}</guid><link>https://news.example/{0}</link></item>"


@pytest.fixture
def farm() -> Iterator[Farm]:
    farm = Farm()
    yield farm
    farm.close()


def with_feeds(root: Path, *urls: str) -> Workspace:
    """Make a workspace with these feeds only."""
    head, _, rest = CONFIG.partition("[[feeds]]")
    tail = rest[rest.index("[keywords]") :]
    feeds = "".join(f'[[feeds]]\nurl = "{url}"\ntitle = "Feed {n}"\n' for n, url in enumerate(urls))
    return make_workspace(root, config=head + feeds + tail)


def write_feed(root: Path, *titles: str) -> None:
    (root / "feeds").mkdir(exist_ok=True)
    items = "".join(ITEM.format(title) for title in titles)
    (root / "feeds" / "basin.xml").write_text(FEED.format(items), encoding="utf-8")


async def fetched(editor: Editor) -> None:
    """Wait for the fetch under way, and for its words."""
    await editor.until(lambda: not editor.app.standing.fetching)
    await editor.rest()


async def test_one_key_fetches_behind_the_screen(tmp_path: Path, farm: Farm) -> None:
    gate = Event()
    slow = farm.add("/slow", manners.held(gate, page(FEED.format(""))))
    workspace = with_feeds(tmp_path, slow, "feeds/basin.xml", "feeds/missing.xml")
    write_feed(tmp_path, "one", "two")
    async with at_desk(workspace) as editor:
        await editor.pilot.press("f")
        assert editor.app.standing.fetching
        await editor.until(lambda: editor.app.standing.fetching == "fetching 2/3")
        await editor.pilot.press("f")
        await editor.pilot.pause()
        assert editor.said == "a fetch is under way"
        gate.set()
        await fetched(editor)
        assert editor.said == "fetched 3 feeds: 2 new, 1 failed: F5 says why"
        assert editor.items.count == 2, "an empty list fills by itself"
        assert "fetching" not in editor.lines[0]
        await editor.press("f")
        await fetched(editor)
        assert editor.said == (
            "fetched 2 feeds: 0 new, 1 failed: F5 says why; 1 left out: asked 0 s ago"
        )


async def test_the_feeds_room_fetches_the_feed_under_the_cursor(tmp_path: Path, farm: Farm) -> None:
    url = farm.add("/feed", page(FEED.format(ITEM.format("only"))))
    workspace = with_feeds(tmp_path, url, "feeds/basin.xml")
    write_feed(tmp_path, "one", "two")
    async with at_desk(workspace) as editor:
        await editor.press("g", "f", "f")
        await fetched(editor)
        assert editor.said == "fetched 1 feed: 1 new"
        assert "✓ ok     Feed 0" in editor.lines[2]
        assert "○ never" in editor.lines[3]
        await editor.press("F")
        await fetched(editor)
        assert len(workspace.triage.ids()) == 3


async def test_a_person_asks_due_or_not_but_no_server_twice_in_two_minutes(
    tmp_path: Path, farm: Farm, clock: Clock
) -> None:
    one, other = (farm.add(path, page(FEED.format(""))) for path in ("/one", "/other"))
    with_feeds(tmp_path, one, other).close()
    with Workspace.open(tmp_path, now=clock) as workspace:
        async with at_desk(workspace) as editor:

            async def press(key: str) -> str:
                farm.seen.clear()
                await editor.press(key)
                await fetched(editor)
                return editor.said

            assert await press("f") == "fetched 2 feeds: 0 new"
            clock.forward(seconds=40)
            assert await press("f") == "nothing fetched: asked 40 s ago; F fetches all the same"
            assert farm.seen == []
            clock.forward(seconds=80)
            assert await press("f") == "fetched 2 feeds: 0 new", "though nothing is due"
            assert len(farm.seen) == 2
            clock.forward(seconds=1)
            await editor.press("f5")
            assert await press("f") == "nothing fetched: asked 1 s ago; F fetches all the same"
            assert await press("F") == "fetched 2 feeds: 0 new"
            with Workspace.open(tmp_path, now=clock) as cron:
                assert {one.why for one in cron.wire.fetch()} == {"due in 60 min (hourly)"}
                clock.forward(hours=1)
                cron.wire.fetch()
            assert await press("f") == "nothing fetched: asked 0 s ago; F fetches all the same"


async def test_a_hung_feed_holds_up_neither_keys_nor_closing(tmp_path: Path, farm: Farm) -> None:
    urls = [farm.add(f"/{n}", manners.hang) for n in range(12)]
    workspace = with_feeds(tmp_path, *urls)
    bring(workspace, [invent(n) for n in range(5)])
    async with at_desk(workspace) as editor:
        await editor.pilot.press("F")
        await editor.until(lambda: len(farm.seen) > 0)
        await editor.press("y")
        assert editor.said.startswith("kept “")
        start = time.monotonic()
        await editor.pilot.press("q")
        await editor.pilot.pause()
        editor.app.stop_fetching()
        assert time.monotonic() - start < 10
    assert editor.app.return_code == 0


async def test_what_another_process_brings_is_seen(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [invent(1)])
    async with at_desk(workspace) as editor:
        with Workspace.open(tmp_path, now=lambda: NOW) as other:
            bring(other, [invent(2), invent(3)])
            other.triage.skip([1])
        editor.app.look_around()
        await editor.rest()
        assert "2 new" in editor.lines[0]
        assert "◦ skip" in editor.lines[2]
        assert "2 more — press r" not in editor.lines[1] or editor.items.count == 1


async def test_an_edited_feeds_toml_is_taken_up(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [invent(1)])
    async with at_desk(workspace) as editor:
        config = CONFIG.replace('name = "Markets"', 'name = "Magnets"')
        config = config.replace('section = "Markets"', 'section = "Magnets"')
        (tmp_path / "feeds.toml").write_text(config + '\n[keymap]\n"inbox.keep" = "f7"\n')
        editor.app.look_around()
        await editor.rest()
        assert editor.said == "feeds.toml was edited: taken up"
        await editor.press("g", "v")
        assert "Magnets" in editor.text
        await editor.press("escape", "f7")
        assert "kept “" in editor.said


async def test_a_broken_feeds_toml_is_said_and_the_last_good_one_stays(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [invent(1)])
    async with at_desk(workspace, (200, 40)) as editor:
        (tmp_path / "feeds.toml").write_text(CONFIG.replace('due = "08:00"', 'dew = "08:00"'))
        editor.app.look_around()
        await editor.rest()
        assert "feeds.toml:" in editor.said
        assert "dew" in editor.said
        assert "The last good feeds.toml stays in use" in editor.said
        (tmp_path / "feeds.toml").write_text(CONFIG.replace('due = "08:00"', "due = [[1]]"))
        editor.app.look_around()
        await editor.rest()
        assert "feeds.toml:" in editor.said
        assert ". The last good" in editor.said
        (tmp_path / "feeds.toml").write_text(CONFIG)
        editor.app.look_around()
        await editor.rest()
        assert editor.said == "feeds.toml can be read again: it says what is in use"
        assert workspace.config.publication.due == "08:00"
        await editor.press("y")
        assert "kept “" in editor.said


async def test_a_database_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [invent(n) for n in range(3)])
    workspace.issues.current()
    workspace.store.read_only = True
    async with at_desk(workspace, (160, 40)) as editor:
        assert editor.items.count == 3
        await editor.press("y")
        assert "may not be written" in editor.said
        assert "● new" in editor.text or " new" in editor.lines[3]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            LockedError("another program is writing", hint="Try again."),
            "another program is writing",
        ),
        (RuntimeError("oops"), "unexpected RuntimeError; the log says more"),
    ],
)
async def test_what_goes_wrong_behind_the_screen_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    workspace = make_workspace(tmp_path, [invent(1)])

    def refuse(*, durable: bool = True) -> Workspace:
        raise error

    async with at_desk(workspace) as editor:
        monkeypatch.setattr(workspace, "fork", refuse)
        await editor.pilot.press("r")
        await editor.until(lambda: words in editor.said)
        assert editor.items.count == 1


async def test_an_unexpected_error_closes_the_desk_without_a_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from reewriter.tui.screens.feeds import FeedsScreen

    def fall_over(self: FeedsScreen) -> None:
        secret = "hunter2"
        raise ValueError("it broke " + secret[:0])

    monkeypatch.setattr(FeedsScreen, "refresh_data", fall_over)
    workspace = make_workspace(tmp_path, [invent(1)])
    with pytest.raises(ValueError, match="it broke"):
        async with at_desk(workspace) as editor:
            await editor.press("f5")
    captured = capsys.readouterr()
    assert "hunter2" not in captured.out + captured.err
    assert isinstance(editor.app.failure, ValueError)
    assert editor.app.return_code == 1
