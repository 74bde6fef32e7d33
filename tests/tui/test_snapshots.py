"""Pictures of the desk, looked at by eye before they are committed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

import pytest
import textual
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from reewriter.model import FeedStatus, Highlight, ParsedItem
from reewriter.store import feeds
from reewriter.tui.app import DeskApp
from reewriter.tui.screens.inbox_list import ListRoom
from reewriter.tui.screens.issue_press import PressRoom
from reewriter.tui.screens.story_checks import ChecksStories
from reewriter.workspace import Workspace
from tests.tui.morning import NARROW, WIDE, Editor
from tests.workshop import NOW, bring, invent, make_workspace

pytestmark = pytest.mark.skipif(
    textual.__version__ != "8.2.8", reason="every Textual paints a little differently"
)

ARTICLE = """
<p>The rule takes effect at the end of the quarter and covers ores, oxides and finished magnets.
“We are not closing the door,” said <b>Mara Voss</b>, who heads the licensing office.</p>
<h2>What is known</h2>
<ul><li>The plant makes about 400 tonnes a year.</li><li>There is <i>no</i> second supplier.</li>
</ul><blockquote>A floor is not a market. It is a promise.</blockquote>
<p>Its <a href="https://reports.example/2025">annual report</a> names one port and one line.</p>
"""
HEADLINES = (
    "Licence rule widens to cover samarium-cobalt magnets and every alloy made from them",
    "Port Hale refinery starts its first dysprosium circuit",
    "Rare earth price floor will stay until 2030, says minister",
    "Altenburg signs ten-year magnet offtake with carmaker",
    "Court halts the rare earth tailings permit at Kiruna",
    "希土類磁石の価格が上昇",
    "Football club names stadium after magnet maker",
    "Town hall debates a new bus line to the refinery",
)


class Compare(Protocol):
    def __call__(
        self,
        app: DeskApp,
        press: tuple[str, ...] = (),
        terminal_size: tuple[int, int] = NARROW,
        run_before: Callable[[Pilot[Any]], Awaitable[None]] | None = None,
    ) -> bool: ...


def morning(root: Path, *more: ParsedItem) -> Workspace:
    """A small morning, always the same."""
    items = [
        replace(invent(n, title=title, hours=n + 1), body=ARTICLE)
        for n, title in enumerate(HEADLINES)
    ]
    workspace = make_workspace(root, [*items, *more])
    bring(workspace, [replace(items[1], guid="again", title=f"{HEADLINES[1]}, at last")], feed=1)
    oxide = workspace.wire.feeds()[0]
    feeds.record(
        workspace.store,
        replace(
            oxide,
            status=FeedStatus.ERROR,
            error="the answer is a web page, not a feed",
            failures=3,
            checked_at=NOW - timedelta(minutes=25),
            due_at=NOW + timedelta(hours=2),
        ),
    )
    return workspace


def pressing(*keys: str, theme: str = "") -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Press keys before the picture is taken, and let everything come to rest."""

    async def act(pilot: Pilot[Any]) -> None:
        assert isinstance(pilot.app, DeskApp)
        editor = Editor(pilot.app, pilot)
        await editor.rest()
        if theme:
            pilot.app.theme = theme
        await editor.press(*keys)
        await still(editor)

    return act


async def still(editor: Editor) -> None:
    """Wait until nothing more comes: some of it is painted after a moment of rest."""
    before: list[str] = []
    while len(before) < 4 or len(set(before[-4:])) > 1:
        before.append(editor.text)
        assert len(before) < 200
        await editor.pilot.pause(0.05)
        await editor.rest()


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Callable[[Workspace], DeskApp]:
    monkeypatch.setattr(ListRoom, "PATIENCE", 0.001)
    monkeypatch.setattr(ListRoom, "RECOUNT", 0.001)
    monkeypatch.setattr(ListRoom, "SWIFT", 0.001)
    monkeypatch.setattr(ChecksStories, "CHECK_AFTER", 0.001)
    monkeypatch.setattr(PressRoom, "PROOF_AFTER", 0.001)
    # No cursor blinks: on a busy machine it would be away as often as not.
    monkeypatch.setattr(Input, "_toggle_cursor", lambda _: None)
    monkeypatch.setattr(TextArea, "_toggle_cursor_blink_visible", lambda _: None)
    return DeskApp


Desk = Callable[[Workspace], DeskApp]


def test_inbox_narrow(snap_compare: Compare, tmp_path: Path, desk: Desk) -> None:
    app = desk(morning(tmp_path))
    assert snap_compare(app, terminal_size=NARROW, run_before=pressing("y", "j", "x", "space"))


def test_inbox_wide(snap_compare: Compare, tmp_path: Path, desk: Desk) -> None:
    app = desk(morning(tmp_path))
    assert snap_compare(app, terminal_size=WIDE, run_before=pressing("y", "x"))


def test_inbox_empty(snap_compare: Compare, tmp_path: Path, desk: Desk) -> None:
    app = desk(make_workspace(tmp_path))
    assert snap_compare(app, terminal_size=NARROW, run_before=pressing())


def test_inbox_hostile(snap_compare: Compare, tmp_path: Path, desk: Desk) -> None:
    evil = [
        invent(80, title="[/] [red]rare earth[/red] \x1b[31mescape\x1b[0m \u202eoverride", hours=1),
        invent(81, title="rare earth " + "x" * 10_000, hours=2),
        invent(82, title="rare earth magnet 👩‍🔬🇬🇱 e\u0301\u0301 磁石", hours=3),
    ]
    app = desk(morning(tmp_path, *evil))
    assert snap_compare(app, terminal_size=NARROW, run_before=pressing("j"))


def test_reader_on_paper(snap_compare: Compare, tmp_path: Path, desk: Desk) -> None:
    app = desk(morning(tmp_path))
    act = pressing("j", "enter", theme="paper")
    assert snap_compare(app, terminal_size=NARROW, run_before=act)


def test_feeds_in_trouble(snap_compare: Compare, tmp_path: Path, desk: Desk) -> None:
    app = desk(morning(tmp_path))
    act = pressing("f5", theme="signal")
    assert snap_compare(app, terminal_size=(120, 30), run_before=act)


def at_work(root: Path) -> Workspace:
    """The same morning an hour later: two stories kept, one of them written and above the line."""
    workspace = morning(root)
    workspace.triage.keep([1, 3])
    workspace.writing.edit(
        1,
        {
            "headline": "The Licence Rule Grows, and Nobody Has Counted the Alloys",
            "deck": "What the ministry calls a list is a net.",
            "tags": ("licences", "samarium"),
            "critique": "The report is *right* about the date.\n\nIt leaves out who must apply.",
        },
    )
    workspace.writing.set_highlights(
        1,
        [
            Highlight(
                "The rule covers ores, oxides and finished magnets, so every maker of alloys must"
                " apply for a licence."
            ),
            Highlight("Too short to say much."),
        ],
    )
    workspace.issues.place(1, bench=False)
    workspace.issues.edit(
        workspace.issues.current().edition,
        {"subject": "A licence rule that grows", "preheader": "Also: a price floor until 2030"},
    )
    return workspace


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("keys", ["f2", "f3", "f4"], ids=["story", "issue", "archive"])
def test_rooms(
    snap_compare: Compare, tmp_path: Path, desk: Desk, keys: str, size: tuple[int, int]
) -> None:
    app = desk(at_work(tmp_path))
    assert snap_compare(app, terminal_size=size, run_before=pressing(keys))


def test_draft_narrow(snap_compare: Compare, tmp_path: Path, desk: Desk) -> None:
    app = desk(at_work(tmp_path))
    act = pressing("f2", "ctrl+o", theme="paper")
    assert snap_compare(app, terminal_size=NARROW, run_before=act)


@pytest.mark.parametrize("keys", [("question_mark",), ("ctrl+p",)], ids=["help", "palette"])
def test_over_the_inbox(
    snap_compare: Compare, tmp_path: Path, desk: Desk, keys: tuple[str, ...]
) -> None:
    app = desk(morning(tmp_path))
    assert snap_compare(app, terminal_size=NARROW, run_before=pressing(*keys))
