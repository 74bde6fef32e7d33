"""Feeds are added, paused and taken out where they are listed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reewriter.tui.screens.feeds import FeedList
from reewriter.tui.views import views_for
from reewriter.workspace import Workspace
from tests.tui.morning import Editor, at_desk
from tests.workshop import CONFIG, invent, make_workspace

RSS = """<rss version="2.0"><channel><title>Ore Wire</title><item><title>Tin</title>
<guid>1</guid><description>Tin fell.</description></item></channel></rss>"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = make_workspace(tmp_path / "desk", [invent(n) for n in range(1, 4)])
    (workspace.root / "ore.xml").write_text(RSS, encoding="utf-8")
    return workspace


def written(workspace: Workspace) -> str:
    return (workspace.root / "feeds.toml").read_text(encoding="utf-8")


def feeds(editor: Editor) -> FeedList:
    return editor.app.screen.query_one(FeedList)


async def test_a_feed_is_added_by_its_address_and_fetched_at_once(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("f5", "a")
        await editor.type("javascript:x")
        await editor.press("enter")
        assert "is no address of a feed" in editor.text
        await editor.press("home", "ctrl+k")
        await editor.type("ore.xml")
        await editor.press("enter")
        await editor.until(lambda: "Ore Wire" in editor.text)
        assert 'url = "ore.xml"' in written(workspace)
        await editor.until(lambda: len(workspace.triage.ids("feed:ore")) == 1)
        current = feeds(editor).current
        assert current is not None
        assert current.feed.title == "Ore Wire", "the cursor is on what was added"
        editor.app.look_around()
        assert "was edited" not in editor.text, "nobody but the desk has written feeds.toml"

        await editor.press("a")
        await editor.type("ore.xml")
        await editor.press("enter")
        await editor.until(lambda: "was there already" in editor.text)


async def test_what_is_no_feed_is_said_and_not_written(workspace: Workspace) -> None:
    before = written(workspace)
    async with at_desk(workspace) as editor:
        await editor.press("f5", "a")
        await editor.type("nothing.xml")
        await editor.press("enter")
        await editor.until(lambda: "no such file in the workspace" in editor.text)
    assert written(workspace) == before


async def test_a_feed_waits_and_goes_on(workspace: Workspace) -> None:
    before = written(workspace)
    async with at_desk(workspace) as editor:
        await editor.press("f5")
        current = feeds(editor).current
        assert current is not None
        await editor.press("W")
        assert written(workspace).count("paused = true") == before.count("paused = true") + 1
        assert f"{current.feed.name} waits; W lets it go on" in editor.text
        assert "= paused" in editor.text
        await editor.press("W")
        assert written(workspace) == before
        editor.app.look_around()
        assert "was edited" not in editor.text


async def test_a_feed_is_taken_out_only_when_it_was_said_twice(workspace: Workspace) -> None:
    before = written(workspace)
    async with at_desk(workspace) as editor:
        await editor.press("f5")
        count, current = feeds(editor).count, feeds(editor).current
        assert current is not None
        await editor.press("delete")
        assert "take it out of feeds.toml" in editor.text
        await editor.press("enter")
        assert written(workspace) == before
        await editor.press("delete", "1")
        assert feeds(editor).count == count - 1
        assert current.feed.url not in written(workspace)
        assert f"{current.feed.name} is taken out: {current.feed.url}" in editor.text


async def test_a_desk_without_feeds_says_where_to_begin(tmp_path: Path) -> None:
    config = CONFIG[: CONFIG.index("[[feeds]]")]
    workspace = make_workspace(tmp_path / "desk", config=config)
    async with at_desk(workspace) as editor:
        assert "F5, then a, adds one" in editor.text
        await editor.press("f5")
        assert "a adds one by its address, or by that of its site" in editor.text
        assert editor.bar.lstrip().startswith("a add")


def test_a_feed_without_a_title_is_told_from_others_in_the_list_of_views(
    workspace: Workspace,
) -> None:
    feed = replace(workspace.wire.feeds()[0], title="", url="https://www.mine.example/ore/feed")
    (view,) = [one for one in views_for([], feeds=[feed]) if one.key.startswith("feed ")]
    assert view.name == "mine.example/ore/feed"
