"""Going around: rooms by their keys, feeds, archive, help, palette, status row."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from reewriter.model import FeedStatus
from reewriter.store import feeds
from reewriter.tui.messages import Checked, FetchEnded, Saved
from reewriter.tui.screens.help import HelpScreen
from reewriter.tui.screens.palette import Palette
from reewriter.workspace import Workspace
from tests.conftest import Clock
from tests.tui.morning import NARROW, WIDE, at_desk
from tests.workshop import NOW, invent, make_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_workspace(tmp_path, [invent(n) for n in range(12)])


def ail(workspace: Workspace, title: str, status: FeedStatus, error: str, failures: int) -> None:
    """Give a feed a bad morning."""
    feed = next(f for f in workspace.wire.feeds() if f.title == title)
    feeds.record(
        workspace.store,
        replace(
            feed,
            status=status,
            error=error,
            failures=failures,
            checked_at=NOW - timedelta(minutes=2),
            succeeded_at=NOW - timedelta(minutes=25),
            due_at=NOW + timedelta(hours=2),
        ),
    )


@pytest.mark.parametrize(
    ("keys", "room"),
    [
        (("f2",), "story"),
        (("f3",), "issue"),
        (("f4",), "archive"),
        (("f5",), "feeds"),
        (("g", "r"), "story"),
        (("g", "s"), "issue"),
        (("g", "a"), "archive"),
        (("g", "f"), "feeds"),
    ],
)
async def test_rooms_are_gone_to_by_keys(
    workspace: Workspace, keys: tuple[str, ...], room: str
) -> None:
    async with at_desk(workspace) as editor:
        await editor.press(*keys)
        assert editor.app.current_mode == room
        assert "No. 214" in editor.lines[0]
        await editor.press("escape", "f1")
        assert editor.app.current_mode == "inbox"


async def test_a_begun_chord_says_what_may_follow(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("g")
        assert editor.said.startswith("gi inbox · gr stories")
        await editor.press("x")
        assert editor.said == "g x means nothing here"
        assert workspace.undo() is None, "the second key was not meant for itself"
        await editor.press("g", "f9")
        assert editor.said == "g f9 means nothing here"
        await editor.press("g", "escape")
        assert editor.said == "", "escape means: none of them"
        await editor.press("x")
        assert editor.said.startswith("skipped")


async def test_help_begins_with_the_keys_of_where_it_is_asked_for(workspace: Workspace) -> None:
    async with at_desk(workspace, (120, 150)) as editor:
        for keys, first, second in (
            (("question_mark",), "In lists", "While reading"),
            (("escape", "enter", "question_mark"), "While reading", "In lists"),
        ):
            await editor.press(*keys)
            assert editor.text.index(first) < editor.text.index(second)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_begun_chord_offers_what_works_here_and_all_of_it(
    workspace: Workspace, size: tuple[int, int]
) -> None:
    async with at_desk(workspace, size) as editor:
        await editor.press("g")
        assert "gv views" in editor.said
        assert "gJ section down" not in editor.said
        await editor.press("s", "g")
        offered = editor.said.split(" · ")
        assert "gR readers" in offered
        assert "gv views" not in offered
        assert all(each in editor.text for each in offered), "none is parted, none is cut"


async def test_feeds_show_their_health_troubled_ones_first(workspace: Workspace) -> None:
    ail(workspace, "Oxide & Alloy", FeedStatus.ERROR, "the answer is a web page, not a feed", 3)
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("g", "f")
        first, second = editor.lines[2:4]
        assert "! error  Oxide & Alloy" in first
        assert "25m" in first
        assert "2h" in first
        assert "the answer is a web page, not a feed, 3 times in a row" in first
        assert "The Basin Ledger" in second
        assert "12 items" in second, "items it brought"


async def test_the_whole_error_fits_on_a_narrow_screen(workspace: Workspace) -> None:
    ail(workspace, "Oxide & Alloy", FeedStatus.GONE, "410 Gone", 2)
    async with at_desk(workspace, NARROW) as editor:
        await editor.press("f5")
        assert "feeds/oxide.xml" in editor.text
        assert "410 Gone, 2 times in a row" in editor.text
        await editor.press("j")
        assert "feeds/basin.xml" in editor.text


async def test_the_feed_under_the_cursor_tells_its_health_in_words(workspace: Workspace) -> None:
    ail(workspace, "The Basin Ledger", FeedStatus.UNCHANGED, "", 0)
    workspace.triage.keep([1, 2])
    async with at_desk(workspace, (120, 24)) as editor:
        await editor.press("f5")
        assert "a week  kept  ran" in editor.lines[1]
        await editor.press("j" if "The Basin" not in editor.lines[2] else "k")
        assert (
            "12 items, 2 kept; next in 2h: hourly; last success 25m ago; 12 a week" in editor.text
        )


async def test_a_feed_opens_its_items(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("f5", "j", "enter")
        assert editor.app.current_mode == "inbox"
        assert editor.lines[1].startswith(" The Basin Ledger ▾")
        assert editor.items.count == 12


async def test_the_archive_lists_issues_and_opens_one(workspace: Workspace) -> None:
    workspace.issues.edit(None, {"subject": "A floor for [/] oxides"})
    async with at_desk(workspace) as editor:
        await editor.press("g", "a")
        assert "○ draft" in editor.lines[2]
        assert "2026-03-02" in editor.lines[2]
        assert "A floor for [/]" in editor.lines[2]
        await editor.press("enter")
        assert editor.app.current_mode == "issue"


async def test_help_is_the_table_of_this_room(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("question_mark")
        assert isinstance(editor.app.screen, HelpScreen)
        assert "In lists" in editor.text, "what this room is for comes first"
        text = ""
        for _ in range(6):
            text += editor.text
            await editor.press("pagedown")
        assert "Keep: the story goes to the bench" in text
        assert "Let a finding stand" not in text
        await editor.press("escape")
        assert editor.focused == "items"


async def test_the_palette_finds_commands_stories_and_feeds(workspace: Workspace) -> None:
    workspace.triage.keep([1])
    async with at_desk(workspace) as editor:
        await editor.press("colon")
        assert isinstance(editor.app.screen, Palette)
        await editor.type("archive")
        await editor.press("enter")
        assert editor.app.current_mode == "archive"
        await editor.press("ctrl+p")
        await editor.type("oxide")
        assert any("Oxide & Alloy" in line and line.endswith("feed") for line in editor.lines)
        await editor.press("escape", "ctrl+p")
        await editor.type("licence count")
        await editor.press("enter")
        assert editor.app.current_mode == "story"


async def test_the_palette_runs_what_was_chosen(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("colon")
        await editor.type("skip")
        await editor.press("enter")
        assert editor.said.startswith("skipped “")
        await editor.press("colon")
        await editor.type("qqqqqq")
        assert "Nothing is called that" in editor.text
        await editor.press("enter")
        assert editor.app.current_mode == "inbox"


async def test_a_click_on_a_key_is_the_key(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.pilot.click("KeyBar", offset=(2, 0))
        await editor.rest()
        assert editor.said.startswith("kept “")


async def test_a_click_moves_the_cursor_and_a_second_one_opens(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.pilot.click("#items", offset=(20, 4))
        await editor.rest()
        assert editor.items.cursor == 4
        await editor.pilot.click("#items", offset=(20, 4), times=2)
        await editor.rest()
        assert editor.focused == "reader"


async def test_the_status_row_says_what_rooms_report(workspace: Workspace) -> None:
    async with at_desk(workspace, WIDE) as editor:
        editor.app.post_message(Checked(errors=2, warnings=1, kilobytes=48.2))
        editor.app.post_message(Saved("not saved", "the disk is full"))
        await editor.rest()
        row = editor.lines[0]
        assert "! 2 errors" in row
        assert "~ 1 warning" in row
        assert "48 kB" in row
        assert "NOT SAVED the disk is full" in row
        editor.app.post_message(Saved("saved"))
        await editor.rest()
        assert editor.lines[0].endswith("saved")


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
async def test_the_status_row_never_overflows(workspace: Workspace, width: int) -> None:
    async with at_desk(workspace, (width, 24)) as editor:
        editor.app.post_message(Checked(errors=2, warnings=1, kilobytes=48.2))
        await editor.rest()
        assert len(editor.lines[0]) <= width
        assert "Mon 2" in editor.lines[0]  # the month is what goes first


async def test_the_narrow_status_row_keeps_clock_kept_and_target(workspace: Workspace) -> None:
    workspace.triage.keep([1])
    async with at_desk(workspace) as editor:
        editor.app.post_message(Checked(errors=0, warnings=1, kilobytes=48.2))
        await editor.rest()
        for said in ("No. 214", "07:00", "due in 60m", "1 kept", "~ 1 warn", "no export", "saved"):
            assert said in editor.lines[0]
        editor.app.post_message(Checked(errors=1, warnings=1, kilobytes=99.0))
        await editor.rest()
        for said in ("! 1 err", "99 kB", "due in 60m", "1 kept", "saved"):
            assert said in editor.lines[0], "size that Gmail may cut is worth more than the clock"


async def test_a_message_says_a_title_as_it_is_and_its_own_keys(tmp_path: Path) -> None:
    title = "What {desk.undo} means in {go.feeds}"
    workspace = make_workspace(tmp_path, [invent(1, title=title)])
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("y")
        assert editor.said == f"kept “{title}” · u takes it back"
        await editor.press("u")
        assert title in editor.said


async def test_the_feeds_room_has_its_own_keys_first_in_help(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("f5", "question_mark")
        first = editor.text.index("In this room")
        assert first < editor.text.index("Let the feed wait") < editor.text.index("In lists")
        assert editor.text.index("or the feed, out") < editor.text.index("In lists")
        assert "Writing a story" not in editor.text
        assert "del bksp" in editor.text


async def test_row_one_stays_above_the_palette(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        row = editor.lines[0]
        await editor.press("ctrl+p")
        assert isinstance(editor.app.screen, Palette)
        assert editor.lines[0] == row


async def test_what_to_press_first_is_read_whole_beside_the_views(tmp_path: Path) -> None:
    async with at_desk(make_workspace(tmp_path)) as editor:
        await editor.press("g", "v")
        shown = " ".join(line[24:].strip() for line in editor.lines)
        assert "F5 shows which they are" in shown
        assert "keeps it for the issue, x skips it" in shown


@pytest.mark.parametrize(("size", "told"), [(WIDE, "due 06:47 (13 min ago)"), (NARROW, "due 13m")])
async def test_an_issue_that_was_due_earlier_than_usual_says_how_long_ago(
    tmp_path: Path, size: tuple[int, int], told: str
) -> None:
    workspace = make_workspace(tmp_path, [invent(1)])
    issue = workspace.issues.current()
    workspace.issues.edit(issue.edition, {"due_at": NOW - timedelta(minutes=13)})
    async with at_desk(workspace, size) as editor:
        assert told in editor.lines[0]
        assert "-13" not in editor.lines[0]


async def test_minutes_run_down_and_an_overdue_issue_is_loud(tmp_path: Path) -> None:
    clock = Clock(NOW)
    workspace = make_workspace(tmp_path, [invent(1)])
    workspace.now = clock
    workspace.writing.new(item_id=1, issue=workspace.issues.current())
    async with at_desk(workspace, WIDE) as editor:
        assert "No. 214  07:00  due 08:00 (in 60 min)" in editor.lines[0]
        clock.forward(minutes=13)
        editor.app.look_around()
        await editor.rest()
        assert "due 08:00 (in 47 min)" in editor.lines[0]
        assert "overdue" not in editor.lines[0]
        clock.forward(minutes=48)
        editor.app.look_around()
        await editor.rest()
        assert "No. 215  08:01  ! No. 214 is overdue" in editor.lines[0]
        clock.forward(hours=13)
        editor.app.look_around()
        await editor.rest()
        assert "overdue" not in editor.lines[0]


async def test_the_end_of_a_fetch_is_told_in_words(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        for event, words in (
            (FetchEnded(42, 2, 30), "fetched 30 feeds: 42 new, 2 failed: F5 says why"),
            (FetchEnded(0, 0, 1), "fetched 1 feed: 0 new"),
            (FetchEnded(0, 0, 2, changed=3), "fetched 2 feeds: 0 new, 3 changed"),
            (FetchEnded(0, 0, 0), "there is no feed to fetch"),
            (
                FetchEnded(0, 0, 0, left_out=2, why="asked 40 s ago"),
                "nothing fetched: asked 40 s ago; F fetches all the same",
            ),
            (
                FetchEnded(1, 0, 2, left_out=3, why="asked 40 s ago"),
                "fetched 2 feeds: 1 new; 3 left out: asked 40 s ago",
            ),
            (FetchEnded(0, 0, 0, problem="the disk is full"), "the disk is full"),
        ):
            editor.app.post_message(event)
            await editor.rest()
            assert editor.said == words


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (300, 80)])
async def test_no_size_breaks_the_desk(workspace: Workspace, size: tuple[int, int]) -> None:
    async with at_desk(workspace) as editor:
        for room in ("f1", "f4", "f5", "f3", "f2"):
            await editor.pilot.resize_terminal(*size)
            await editor.press(room, "escape")
            await editor.pilot.resize_terminal(80, 24)
            await editor.rest()
        await editor.press("f1")
        assert "sorted by score" in editor.lines[1]


async def test_row_one_says_the_time_and_where_the_issue_went(workspace: Workspace) -> None:
    workspace.triage.keep([1])
    workspace.issues.place(1, bench=False)
    async with at_desk(workspace, WIDE) as editor:
        assert "07:00" in editor.lines[0], "the publication's own time"
        assert "not exported" in editor.lines[0]
        workspace.press.export(workspace.issues.current(), "file")
        editor.app.changed()
        await editor.rest()
        assert "exported 07:00" in editor.lines[0]
        await editor.press("f3")
        await editor.until(lambda: "✓ exported 07:00" in editor.lines[0])
        await editor.press("H")
        await editor.write("Another subject")
        await editor.press("escape")
        await editor.until(lambda: "≠ changed since 07:00" in editor.lines[0])


async def test_row_one_counts_what_is_found_while_a_story_is_written(workspace: Workspace) -> None:
    workspace.triage.keep([1])
    workspace.issues.place(1, bench=False)
    async with at_desk(workspace, WIDE) as editor:
        assert "error" not in editor.lines[0]
        await editor.press("f2")
        await editor.until(lambda: "1 error" in editor.lines[0])


@pytest.mark.parametrize("keys", [("question_mark",), ("g", "u"), ("f3", "f8"), ("f2", "M")])
async def test_row_one_stands_above_what_covers_a_room(
    workspace: Workspace, keys: tuple[str, ...]
) -> None:
    workspace.triage.keep([1])
    workspace.issues.edit(None, {"subject": "One"})
    workspace.issues.edit(None, {"subject": "Two"})
    async with at_desk(workspace) as editor:
        row = editor.lines[0]
        await editor.press(*keys)
        assert len(editor.app.screen_stack) == 2
        assert editor.lines[0].startswith(" Mon 2") or editor.lines[0] == row


async def test_who_stands_in_the_feeds_is_not_sent_there(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        await editor.press("f5")
        editor.app.post_message(FetchEnded(0, 1, 1))
        await editor.rest()
        assert editor.said == "fetched 1 feed: 0 new, 1 failed"


async def test_bringing_a_screen_up_to_date_is_answered_in_every_room(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "desk", [invent(1), invent(2)])
    workspace.triage.keep([1])
    async with at_desk(workspace) as editor:
        for room, said in (
            ("f1", "up to date: 1 item"),
            *((f"f{n}", "up to date") for n in range(2, 6)),
        ):
            await editor.press(room, "r")
            assert editor.said == said, room
        await editor.press("f2", "J")
        assert "no highlight has the cursor" in editor.said
