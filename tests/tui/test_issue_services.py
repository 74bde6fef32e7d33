"""The issue at its mailing services, from the desk: drafts, edits there, test mails, the alarm."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from textual.message import Message

from reewriter.config import load
from reewriter.export.targets import MAIL, SERVICES
from reewriter.model import Finding, Severity
from reewriter.tui import autosave
from reewriter.tui.behind.watching import ServiceNews, ServiceWatch
from reewriter.tui.handing_over import service_entries, still_wanted, with_wants
from reewriter.tui.screens.issue_press import PressRoom
from reewriter.tui.standing import standing_of
from reewriter.tui.widgets.menu import Entry, Menu
from reewriter.workspace import Workspace, remote_drafts
from reewriter.workspace.services import ServiceState
from tests.export.fake_service import KEY, Fault
from tests.export.fake_smtp import FakeSmtp
from tests.export.fakes_first import FakeButtondown
from tests.tui.morning import NARROW, WIDE, at_desk
from tests.workshop import CONFIG, NOW, invent, make_workspace


@pytest.fixture(autouse=True)
def clocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is saved by the clock; proofs come at once."""
    monkeypatch.setattr(autosave, "PAUSE", 60.0)
    monkeypatch.setattr(PressRoom, "PROOF_AFTER", 0.001)
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.setenv("REEWRITER_WEEKLY_KEY", KEY)


@pytest.fixture
def fake() -> Iterator[FakeButtondown]:
    with FakeButtondown() as made:
        yield made


@pytest.fixture
def loft() -> Iterator[FakeSmtp]:
    with FakeSmtp() as made:
        yield made


@pytest.fixture
def workspace(tmp_path: Path, fake: FakeButtondown, loft: FakeSmtp) -> Workspace:
    """One story goes out, to a service and to a tester."""
    targets = (
        f'\n[targets.weekly]\ntype = "buttondown"\nurl = "{fake.url}"\n'
        f'[targets.proof]\ntype = "smtp-test"\nhost = "127.0.0.1"\nport = {loft.port}\n'
        'security = "none"\nto = "one@example.org"\n'
    )
    made = make_workspace(tmp_path / "desk", [invent(1)], config=CONFIG + targets)
    made.triage.keep([1])
    made.writing.edit(
        1,
        {
            "headline": "One ministry decides which plants run",
            "critique": "The count is real; **what is counted** is not said.",
            "tags": ("licences",),
        },
    )
    made.issues.place(1, section="Policy")
    made.issues.edit(
        None, {"subject": "What the count leaves out", "preheader": "Plants apply again"}
    )
    return made


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_the_same_key_makes_updates_and_asks_about_the_draft(
    workspace: Workspace, fake: FakeButtondown, loft: FakeSmtp, size: tuple[int, int]
) -> None:
    for one in workspace.press.check(workspace.issues.current()):
        if one.severity.value == "error":
            workspace.issues.waive(workspace.issues.current(), one.id, one.where, "We know.")
    async with at_desk(workspace, size) as editor:
        await editor.press("g", "s", "w")
        await editor.until(lambda: "makes a draft; nothing is sent" in editor.text)
        await editor.press("²")  # a key of its own on many keyboards, and no number
        assert fake.drafts == {}
        await editor.press("1")
        await editor.until(
            lambda: editor.said.startswith("weekly: draft made · https://buttondown.com/emails/")
        )
        (draft,) = fake.drafts
        await editor.until(lambda: "unchanged: the draft there is this issue" in editor.text)

        fake.edit(draft)
        await editor.press("escape", "w")
        await editor.until(lambda: "edited there; enter shows what" in editor.text)
        await editor.press("1")
        await editor.until(lambda: "+Edited there" in editor.text)
        await editor.press("2")
        await editor.until(lambda: editor.said.startswith("weekly: draft updated"))
        assert fake.drafts[draft]["subject"] == "What the count leaves out"

        # Edited while the menu says that all is in sync: it is shown, too, and can wait.
        await editor.until(lambda: "unchanged: the draft there is this issue" in editor.text)
        fake.edit(draft)
        await editor.press("1")
        await editor.until(lambda: "+Edited there" in editor.text)
        await editor.press("escape")
        assert fake.drafts[draft]["subject"] == "Edited there"
        await editor.until(lambda: "weekly: keep theirs" in editor.text)

        fake.drafts.clear()
        await editor.press("3")
        await editor.until(lambda: "the draft was deleted there: w offers" in editor.said)
        await editor.until(lambda: "deleted there; enter makes a new draft" in editor.text)
        await editor.press("1")
        await editor.until(lambda: editor.said.startswith("weekly: draft made"))
        (draft,) = fake.drafts

        await editor.press("escape", "T")
        await editor.until(lambda: editor.said.startswith("proof: written"))
        assert [mail[1] for mail in loft.mails] == [("one@example.org",)]

        await editor.press("g", "R")
        await editor.until(lambda: editor.said == "weekly: not sent from there (in sync)")

        fake.schedule(draft)
        await editor.press("g", "i")  # the inbox: services are watched from every room
        editor.app.service_watch.start()
        await editor.until(lambda: editor.said == "weekly: scheduled")
        await editor.press("g", "s", "w")
        await editor.until(lambda: "scheduled there, and not touched" in editor.text)

        fake.send(draft)
        await editor.press("escape", "g", "R")
        await editor.until(lambda: "900 sent · 410 opens · 77 clicks" in editor.text)


@pytest.mark.parametrize(
    ("written", "hint"),
    [("buttondwn", "Did you mean “buttondown”?"), ("mastodont", "Write one of")],
)
async def test_a_type_that_nobody_knows_is_told_with_those_there_are(
    workspace: Workspace, written: str, hint: str
) -> None:
    file = workspace.root / "feeds.toml"
    file.write_text(
        file.read_text(encoding="utf-8") + f'\n[targets.odd]\ntype = "{written}"\n',
        encoding="utf-8",
    )
    workspace.use(load(file))
    async with at_desk(workspace, NARROW) as editor:
        await editor.press("g", "s", "w")
        await editor.until(
            lambda: f"no type “{written}”; enter shows which there are" in editor.text
        )
        assert "odd: copy" not in editor.text, "nobody can say as what it would be pasted"
        values = [entry.value for entry in editor.app.screen.query_one(Menu).entries]
        await editor.press(str(values.index("odd types") + 1))
        assert f"there is no type “{written}”" in editor.text
        assert hint in editor.text
        assert ("Did you mean" in editor.text) == ("mean" in hint), "only what is near"
        assert "writes files: file, eml, zip" in editor.text
        await editor.press("escape")
        assert "enter shows which there are" in editor.text


async def test_a_first_export_that_fails_offers_to_copy_by_hand(
    workspace: Workspace, fake: FakeButtondown
) -> None:
    for one in workspace.press.check(workspace.issues.current()):
        if one.severity.value == "error":
            workspace.issues.waive(workspace.issues.current(), one.id, one.where, "We know.")
    async with at_desk(workspace, NARROW) as editor:
        await editor.press("g", "s", "w")
        await editor.until(lambda: "makes a draft; nothing is sent" in editor.text)
        fake.faults = [Fault.DROP_BEFORE] * 9
        await editor.press("1")
        await editor.until(lambda: "weekly: copy HTML" in editor.text)
        assert "weekly: copy text" in editor.text
        assert "closed the connection without an answer" in editor.said
        asked = len(fake.seen)
        fake.faults.clear()
        await editor.press("1")
        await editor.until(lambda: editor.said.startswith("weekly: draft made"))
        assert len(fake.seen) > asked
        await editor.until(lambda: "weekly: copy HTML" not in editor.text)


async def test_what_was_kept_as_it_was_edited_there_is_never_told_as_ours(
    workspace: Workspace, fake: FakeButtondown
) -> None:
    workspace.press.export(workspace.issues.current(), "weekly", anyway="to see it")
    fake.edit(next(iter(fake.drafts)))
    for one in workspace.press.check(workspace.issues.current()):
        if one.severity.value == "error":
            workspace.issues.waive(workspace.issues.current(), one.id, one.where, "We know.")
    async with at_desk(workspace, NARROW) as editor:
        await editor.press("g", "s", "w")
        await editor.until(lambda: "edited there; enter shows what" in editor.text)
        await editor.press("2")
        await editor.until(lambda: editor.said.startswith("weekly: theirs stands"))
        await editor.until(lambda: "theirs was kept, and differs; enter shows how" in editor.text)
        await editor.press("escape")
        await editor.until(lambda: "≠ theirs was kept, and differs: weekly" in editor.text)
        await editor.press("w")
        await editor.until(lambda: "theirs was kept, and differs; enter shows how" in editor.text)
        await editor.press("1")
        await editor.until(lambda: "+Edited there" in editor.text)


def test_a_draft_that_nobody_scheduled_is_loud_ten_minutes_before(
    workspace: Workspace, fake: FakeButtondown
) -> None:
    issue = workspace.issues.edit(None, {"due_at": NOW + timedelta(minutes=9)})
    workspace.press.export(issue, "weekly", anyway="to see it")
    assert "pushed but NOT scheduled: weekly" in standing_of(workspace).overdue
    (draft,) = fake.drafts
    fake.schedule(draft)
    workspace.services.states(issue, look=True)
    assert standing_of(workspace).overdue == ""
    fake.drafts[draft]["status"] = "draft"
    workspace.services.states(issue, look=True)
    later = workspace.issues.edit(None, {"due_at": NOW + timedelta(minutes=11)})
    assert remote_drafts.alarm(workspace, later) == ""


async def test_the_alarm_is_read_whole_on_a_narrow_screen(
    workspace: Workspace, fake: FakeButtondown
) -> None:
    issue = workspace.issues.edit(None, {"due_at": NOW + timedelta(minutes=9)})
    workspace.press.export(issue, "weekly", anyway="to see it")
    async with at_desk(workspace, NARROW) as editor:
        await editor.until(lambda: "pushed but NOT scheduled: weekly" in editor.text)
        await editor.press("g", "s")
        await editor.until(lambda: "pushed but NOT scheduled: weekly" in editor.text)


def test_one_that_is_scheduled_does_not_hide_one_that_is_not(
    workspace: Workspace, fake: FakeButtondown
) -> None:
    with FakeButtondown() as other:
        path = workspace.root / "feeds.toml"
        more = f'[targets.second]\ntype = "buttondown"\nurl = "{other.url}"\naccount = "weekly"\n'
        path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
        workspace.use(load(path))
        issue = workspace.issues.edit(None, {"due_at": NOW + timedelta(minutes=9)})
        for name in ("weekly", "second"):
            workspace.press.export(issue, name, anyway="to see it")
        other.schedule(next(iter(other.drafts)))
        workspace.services.states(issue, look=True)
        assert "pushed but NOT scheduled: weekly" in remote_drafts.alarm(workspace, issue)
        other.send(next(iter(other.drafts)))
        workspace.services.states(issue, look=True)
        assert remote_drafts.alarm(workspace, issue) == ""


def test_services_are_looked_at_by_themselves(workspace: Workspace, fake: FakeButtondown) -> None:
    issue = workspace.issues.edit(None, {"due_at": NOW + timedelta(hours=2)})
    told: list[Message] = []
    watch = ServiceWatch(workspace, told.append)

    def look(seconds: int) -> None:
        for _ in range(seconds):
            watch.look()
        if watch._thread is not None:
            watch._thread.join()

    look(20)
    assert fake.seen == []  # nothing was pushed: nobody is asked
    workspace.press.export(issue, "weekly", anyway="to see it")
    fake.seen.clear()
    look(119)
    assert fake.seen == []
    look(1)
    assert [asked.method for asked in fake.seen] == ["GET"]
    assert told == []  # a draft, as before
    fake.schedule(next(iter(fake.drafts)))
    look(120)
    assert [one.news for one in told if isinstance(one, ServiceNews)] == ["weekly: scheduled"]
    fake.seen.clear()
    workspace.issues.edit(None, {"due_at": NOW - timedelta(hours=13)})
    look(120)
    assert fake.seen == []  # yesterday's paper


@pytest.mark.parametrize(
    ("state", "values"),
    [
        (ServiceState("w", "t", "never pushed"), ["w"]),
        (ServiceState("w", "t", "unknown"), ["w"]),
        (ServiceState("w", "wordpress", "never pushed"), ["w stories", "w"]),
        (ServiceState("w", "wordpress", "sent"), ["w stories", "w there"]),
        (
            ServiceState("w", "wordpress", "in sync", trouble="it is down"),
            ["w stories", "w", "w html", "w text"],
        ),
        (ServiceState("w", "t", "sent", url="https://a.example"), ["w there"]),
        (ServiceState("w", "t", "remote changed"), ["w edited", "w keep", "w overwrite", "w new"]),
        (ServiceState("w", "t", "remote changed", gone=True), ["w new"]),
        (
            ServiceState("w", "t", "remote changed", kept=True),
            ["w edited", "w keep", "w overwrite", "w new"],
        ),
        (ServiceState("w", "t", "in sync", trouble="it is down"), ["w", "w html", "w text"]),
    ],
)
def test_the_menu_offers_what_can_be_done(state: ServiceState, values: list[str]) -> None:
    assert [entry.value for entry in service_entries(state)] == values


def test_trouble_is_told_without_the_name_beside_it() -> None:
    first, *_ = service_entries(ServiceState("w", "t", "in sync", trouble="w: it is down"))
    assert first.note == "it is down"


async def test_a_menu_that_changes_leaves_the_cursor_on_what_was_chosen(
    workspace: Workspace,
) -> None:
    """Rows above come and go: a second enter must not choose what has come in its place."""
    async with at_desk(workspace, NARROW) as editor:
        await editor.press("g", "s", "w")
        await editor.until(lambda: "makes a draft; nothing is sent" in editor.text)
        menu = editor.app.screen.query_one(Menu)

        def offered(*values: str, at: int | None = None) -> str:
            entries = [Entry(value, value) for value in values]
            if at is None:
                menu.offer_anew(entries)
            else:
                menu.offer("export", entries, at=at)
            return menu.entries[menu.cursor].value

        before = ("file", "a", "a there", "w edited", "w keep", "w overwrite", "w new")
        assert offered(*before, at=4) == "w keep"
        assert offered("file", "a", "w edited", "w keep", "w overwrite", "w new") == "w keep"
        assert offered("file", "a", "a there", "w") == "w"  # it is ours again: no such choice
        assert offered("file", "a") == "a"  # and if all of it is gone, what is nearest
        assert offered("file") == "file"


def test_what_a_service_still_wants_is_in_its_menu_and_in_the_line() -> None:
    def wants(severity: Severity) -> Finding:
        return Finding("target.checklist", severity, "w: Verify the domain", "draft")

    both = (wants(Severity.ERROR), wants(Severity.WARNING))
    first, *more = service_entries(ServiceState("w", "t", "in sync", wants=both))
    assert first.value == "w"
    assert [(one.value, one.note, one.tone) for one in more] == [
        ("w there", "Verify the domain", "error"), ("w there", "Verify the domain", "attention"),
    ]  # fmt: skip
    assert still_wanted(both, "w") == " · it still wants 2 things: w shows"
    assert still_wanted((), "w") == ""


def test_what_others_still_want_stays_when_one_service_is_asked() -> None:
    finding = Finding("target.checklist", Severity.ERROR, "w: Verify the domain", "draft")
    before = service_entries(ServiceState("w", "t", "in sync", wants=(finding,)))
    other, again = (
        service_entries(ServiceState("o", "t", "in sync")),
        service_entries(ServiceState("w", "t", "in sync")),
    )
    shown = with_wants([*again, *other], [*before, *other], "o")
    assert [one.value for one in shown] == ["w", "w there", "o"]
    assert shown[1].note == "Verify the domain"
    # The one that was asked has told what it wants: nothing any more.
    assert [one.value for one in with_wants(again, before, "w")] == ["w"]
    gone = service_entries(ServiceState("w", "t", "sent", url="https://a.example"))
    assert with_wants(gone, before, "o") == gone


def test_what_is_copied_has_the_services_own_tags(workspace: Workspace) -> None:
    copies = workspace.services.copies(workspace.issues.current(), "weekly")
    assert "{{ unsubscribe_url }}" in copies["html"]
    assert "{{ unsubscribe_url }}" in copies["text"]
    assert copies["subject"] == "What the count leaves out"


async def test_nothing_is_said_of_an_issue_that_is_not_checked_yet(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    rewritten(workspace, "")
    monkeypatch.setattr(PressRoom, "PROOF_AFTER", 60.0)
    async with at_desk(workspace, NARROW) as editor:
        await editor.press("f3", "w")
        assert editor.said == "enter exports a draft"
        await editor.press("escape", "g", "c", "w")
        assert editor.said.endswith("warning; enter exports a draft")


async def test_what_a_menu_says_goes_with_it(workspace: Workspace) -> None:
    rewritten(workspace, "")
    async with at_desk(workspace, NARROW) as editor:
        await editor.press("f3", "w")
        assert editor.said.endswith("enter exports a draft")
        await editor.press("escape")
        assert not editor.said, "enter exports nothing any more"


def rewritten(workspace: Workspace, targets: str) -> None:
    """Let feeds.toml name other targets."""
    path = workspace.root / "feeds.toml"
    path.write_text(CONFIG + targets)
    workspace.use(load(path))


async def test_a_test_mail_for_nobody_says_what_to_write_where(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    rewritten(workspace, "")
    for name in ("WAYLAND_DISPLAY", "DISPLAY", "TMUX", "STY", "WSL_DISTRO_NAME", "TERMUX_VERSION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    async with at_desk(workspace, NARROW) as editor:
        await editor.press("f3", "T")
        for line in ("at the end of feeds.toml", "[targets.test]", 'type = "smtp-test"'):
            assert line in editor.text
        assert 'to = "you@example.org"' in editor.text
        await editor.press("enter")
        assert editor.said == "copied; paste the lines at the end of feeds.toml"
        rewritten(workspace, f"\n{editor.app.clipboard}")
        assert workspace.services.testers() == ["test"]
        assert workspace.services.recipe("test").lacking == ()


@pytest.mark.parametrize("kind", sorted({**SERVICES, **MAIL}))
async def test_a_target_without_settings_shows_what_to_write(
    workspace: Workspace, kind: str
) -> None:
    rewritten(workspace, f'\n[targets.bare]\ntype = "{kind}"\n')
    recipe = workspace.services.recipe("bare")
    if not recipe.lacking:
        return
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("f3", "w")
        await editor.until(lambda: "export 2026-03-02 to" in editor.text)
        lacks = f"not set up: lacks {', '.join(recipe.lacking)}; enter shows how"
        assert lacks in editor.text
        await editor.press("1")
        for line in recipe.lines.splitlines():
            assert line in editor.text
        assert "over what stands under [targets.bare]" in editor.text
    rewritten(workspace, f"\n{recipe.lines}")
    assert workspace.services.recipe("bare").lacking == ()
