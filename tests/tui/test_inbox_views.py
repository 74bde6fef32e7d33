"""The views of the inbox: of one's own, of feeds in trouble; their counts; what ran before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reewriter.model import FeedStatus
from reewriter.store import feeds
from reewriter.tui.behind import counting
from reewriter.tui.widgets.view_list import ViewList
from reewriter.workspace import Workspace
from tests.tui.morning import NARROW, WIDE, Editor, at_desk
from tests.workshop import CONFIG, bring, invent, make_workspace, thirty

VIEWS = """
[views]
"Harbours" = "harbour"
"Left over" = "state:kept ~has:critique sort:new"
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Thirty items, six of them about a harbour; the second feed does not answer."""
    workspace = make_workspace(
        tmp_path,
        thirty(),
        config=CONFIG + VIEWS,
    )
    oxide = next(feed for feed in workspace.wire.feeds() if feed.title == "Oxide & Alloy")
    broken = replace(oxide, status=FeedStatus.ERROR, error="the server answers 500", failures=3)
    feeds.record(workspace.store, broken)
    return workspace


def sidebar(editor: Editor) -> list[str]:
    return [line[:24].strip(" ▌") for line in editor.lines[2:-2]]


async def choose(editor: Editor, name: str) -> None:
    await editor.press("g", "v")
    views = editor.app.screen.query_one(ViewList)
    at = [n for n in range(views.count) if (v := views.view_at(n)) and v.name == name]
    views.move_to(at[0])
    await editor.press("enter")


async def test_the_sidebar_shows_every_kind_of_view_with_its_count(workspace: Workspace) -> None:
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("y", "x", "z", "z")
        shown = [" ".join(line.split()) for line in sidebar(editor)]
        for line in (
            *("New 27", "Kept 1", "Put off 1", "Policy 27", "Harbours 6", "Left over 1"),
            *("Skipped 1", "! Oxide & Alloy 0", "The Basin Ledger 27"),
        ):
            assert line in shown, line
        assert shown.index("Feeds in trouble") < shown.index("Feeds")


async def test_views_are_counted_before_any_key_is_pressed(workspace: Workspace) -> None:
    async with at_desk(workspace, WIDE) as editor:
        await editor.until(lambda: any(line.split() == ["New", "30"] for line in sidebar(editor)))


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_saved_query_is_a_view(workspace: Workspace, size: tuple[int, int]) -> None:
    async with at_desk(workspace, size) as editor:
        await choose(editor, "Harbours")
        assert editor.items.count == 6
        assert "Harbours ▾" in editor.text
        assert "6 items" in editor.text
        await editor.press("slash")
        await editor.type("day 15")
        assert editor.items.count == 1, "what is typed stays within the view"
        await editor.press("escape", "escape")
        await choose(editor, "Left over")
        assert "Nothing for Left over." in editor.text
        assert "newest first" in editor.text
        await editor.press("s")
        assert "sorted by its own query" in editor.said


async def test_a_kept_line_is_not_faded_in_a_view_of_kept_items(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("y")
        await choose(editor, "Left over")
        assert editor.items.count == 1
        (title,) = [p for p in editor.items.paint_row(0, 80)[0] if "note" in p[0]]
        assert title[1] == ""


async def test_a_feed_in_trouble_says_what_is_wrong(workspace: Workspace) -> None:
    async with at_desk(workspace, WIDE) as editor:
        await choose(editor, "Oxide & Alloy")
        assert editor.said == "Oxide & Alloy: the server answers 500"


async def test_the_sidebar_is_reached_by_tab_and_chosen_from_by_mouse(
    workspace: Workspace,
) -> None:
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("shift+tab")
        assert editor.focused == "views"
        await editor.press("j", "enter")
        assert "Kept ▾" in editor.text
        assert editor.focused == "items"
        row = next(n for n, line in enumerate(editor.lines) if line[:24].strip().startswith("New"))
        await editor.pilot.click(offset=(4, row))
        await editor.rest()
        assert "New ▾" in editor.text
        assert editor.items.count == 30


async def test_a_view_edited_in_feeds_toml_is_looked_up_again(workspace: Workspace) -> None:
    from reewriter.config import check_text

    async with at_desk(workspace, WIDE) as editor:
        await choose(editor, "Harbours")
        text = (CONFIG + VIEWS).replace('"harbour"', '"title:note"')
        workspace.use(check_text(text, str(workspace.root / "feeds.toml")))
        editor.app.changed()
        await editor.rest()
        await editor.rest()
        assert editor.items.count == 24
        workspace.use(check_text(CONFIG, str(workspace.root / "feeds.toml")))
        editor.app.changed()
        await editor.rest()
        await editor.rest()
        assert "New ▾" in editor.text
        assert editor.items.count == 30


def test_counts_agree_with_the_lists(workspace: Workspace) -> None:
    bring(workspace, [invent(n, title="A harbour elsewhere") for n in range(40, 44)], feed=1)
    listed = workspace.wire.feeds()
    views = counting.views_of(workspace, listed)
    counts = counting.counts_of(workspace, views, listed)
    for view in views:
        if view.key in counts:
            words = workspace.triage.compile(view.query, typing=False).words
            lines = workspace.triage.ids(view.query, folded=not words)
            assert counts[view.key] == len(lines), view.name


async def test_what_ran_before_says_so_whatever_its_address_carries(workspace: Workspace) -> None:
    first = workspace.triage.ids()[0]
    url = workspace.triage.item(first).url
    workspace.triage.keep([first])
    issue = workspace.issues.current()
    story = workspace.writing.of_item(first)
    assert story is not None
    workspace.issues.place(story.id, bench=False)
    workspace.writing.edit_source(story.id, {"url": f"{url}?utm_source=wire"})
    workspace.press.export(issue, "file", anyway="a test")
    again = invent(90, title="Rare earth rare earth magnet", url=url, text="Told again.", hours=1)
    bring(workspace, [replace(again, guid="again")], feed=1)
    workspace.triage.reset([first])
    async with at_desk(workspace, WIDE) as editor:
        assert f"ran {issue.number}" in editor.text
        assert f"ran before: No. {issue.number}" in editor.text


async def test_tags_are_views_while_something_has_them(tmp_path: Path) -> None:
    rules = '\n[[rules]]\nwhen = "harbour"\nthen = "tag port"\n'
    config = CONFIG.replace('section = "Policy"', 'section = "Policy"\ntags = ["coast", "Port"]', 1)
    items = [invent(1, title="Harbour strike"), invent(2), invent(3)]
    tagged = make_workspace(tmp_path, items, config=config + rules)
    rule = tagged.config.rules[0]
    tagged.rules.apply(rule)
    assert tagged.triage.tags(tagged.wire.feeds()) == ["port", "coast"]
    async with at_desk(tagged, WIDE) as editor:
        await editor.press("g", "v")
        await editor.rest()
        shown = [line[:24] for line in editor.lines]
        assert any(line.strip(" │").startswith("port") and "3" in line for line in shown)
    tagged.triage.skip([1, 2, 3])
    assert tagged.triage.tags(tagged.wire.feeds()) == []


async def test_names_of_the_beat_are_views_with_their_counts(tmp_path: Path) -> None:
    told = ("Lynas Lights a Kiln", "A Kiln for Lynas Rare Earths", "Dysprosium Up", "Reuters: Calm")
    items = [invent(n, title=title) for n, title in enumerate(told, 1)]
    items += [invent(9, title="Elsewhere", text="Lynas is named in the text alone. " * 3)]
    items += [invent(8, title="Reuters Again")]
    desk = make_workspace(tmp_path, items)
    listed = desk.wire.feeds()
    views = counting.views_of(desk, listed)
    tags = [view.name for view in views if view.key.startswith("tag ")]
    assert tags == ["Lynas Rare Earths"]  # the others stand in one title, or are outlets
    assert counting.counts_of(desk, views, listed)["tag Lynas Rare Earths"] == 3
    # A view that is being read stays, though nothing talks of it any more.
    desk.triage.skip(desk.triage.ids())
    seen = next(view for view in views if view.key == "tag Lynas Rare Earths")
    assert seen.key in {view.key for view in counting.views_of(desk, listed, seen=seen)}
    assert seen.key not in {view.key for view in counting.views_of(desk, listed)}
    gone = replace(seen, key="tag port", name="port")
    assert gone.key not in {view.key for view in counting.views_of(desk, listed, seen=gone)}


async def test_many_lines_of_a_name_are_counted_no_further_than_is_told(tmp_path: Path) -> None:
    items = [invent(n, title=f"Lynas {n}") for n in range(1, 6)]
    desk = make_workspace(tmp_path, items)
    listed = desk.wire.feeds()
    views = [replace(view, bound=4) for view in counting.views_of(desk, listed)]
    counts = counting.counts_of(desk, views, listed)
    assert counts["tag Lynas Rare Earths"] == 4
    rows = ViewList()
    rows.show(views, counts, views[0])
    at = next(n for n in range(rows.count) if (v := rows.view_at(n)) and v.key.startswith("tag"))
    assert "3+" in "".join(text for text, _ in rows.paint_row(at, 40)[0])


@pytest.mark.parametrize(
    ("columns", "shown"), [(160, "Policy & Geopolitics"), (120, "Policy & Geopolit…")]
)
async def test_names_of_views_are_whole_where_the_terminal_is_wide(
    tmp_path: Path, columns: int, shown: str
) -> None:
    items = [invent(1), invent(2)]
    config = CONFIG + '\n[[sections]]\nname = "Policy & Geopolitics"\n'
    workspace = make_workspace(tmp_path, items, config=config)
    async with at_desk(workspace, (columns, 40)) as editor:
        assert shown in editor.text
