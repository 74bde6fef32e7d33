"""The issue room by keys: order, words, findings, preview, export; nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from reewriter.model import Highlight
from reewriter.store import issues as stored
from reewriter.tui import autosave
from reewriter.tui.screens.issue import IssueScreen
from reewriter.tui.screens.issue_press import PressRoom
from reewriter.tui.screens.story_checks import ChecksStories
from reewriter.tui.widgets.finding_rows import FindingRows
from reewriter.tui.widgets.findings_panel import FindingsPanel
from reewriter.tui.widgets.menu import Menu
from reewriter.workspace import Workspace
from tests.tui.morning import NARROW, WIDE, Editor, at_desk, in_room
from tests.tui.test_hostile import EVIL, assert_clean
from tests.workshop import NOW, invent, make_workspace

SENTENCE = "A licence queue at one ministry decides which magnet plants in Europe can run at all."


@pytest.fixture(autouse=True)
def clocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests say themselves when the autosave's time has come; checks come at once."""
    monkeypatch.setattr(autosave, "PAUSE", 60.0)
    monkeypatch.setattr(PressRoom, "PROOF_AFTER", 0.001)
    monkeypatch.setattr(ChecksStories, "CHECK_AFTER", 0.001)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Three kept stories on the bench, all in the section Policy."""
    workspace = make_workspace(tmp_path / "desk", [invent(n) for n in range(1, 6)])
    workspace.triage.keep([1, 2, 3])
    return workspace


def written(workspace: Workspace, *story_ids: int) -> None:
    """Bring stories above the line, with everything that checks ask for."""
    for story_id in story_ids:
        workspace.issues.place(story_id)
        workspace.writing.edit(
            story_id,
            {
                "headline": f"Story {story_id} counts what nobody counted before",
                "critique": f"The report {story_id} counts plants. It does not count magnets.",
            },
        )
        workspace.writing.set_highlights(
            story_id, [Highlight(f"First {SENTENCE}"), Highlight(f"Second {SENTENCE}")]
        )


def order(workspace: Workspace) -> list[tuple[int, str, bool]]:
    """Return where each story stands: id, section, whether on the bench."""
    placed = workspace.issues.composition(workspace.issues.current()).placed
    return [(p.story.id, p.section, p.bench) for p in placed]


def subject(screen: IssueScreen) -> str:
    return screen.query_one("#subject", Input).value


def save_state(editor: Editor) -> str:
    """What the status row says of saving, asked anew each time."""
    return editor.app.standing.save


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_stories_cross_the_line_and_move_across_sections(
    workspace: Workspace, size: tuple[int, int]
) -> None:
    async with in_room(workspace, "f3", IssueScreen, size) as (editor, _):
        assert "nothing goes out yet" in editor.text
        await editor.press("b", "j", "j", "b")
        assert order(workspace) == [
            (1, "Policy", False),
            (3, "Policy", False),
            (2, "Policy", True),
        ]
        assert "2 stories go out" in editor.text
        await editor.press("J")
        assert order(workspace)[1] == (3, "Markets", False)
        await editor.press("J")
        assert "cannot go further" in editor.said
        await editor.press("K", "K")
        assert [row[0] for row in order(workspace)] == [3, 1, 2]
        await editor.press("u", "u", "u")
        assert order(workspace)[:2] == [(1, "Policy", False), (3, "Policy", False)]


async def test_a_digit_chooses_the_section_or_the_bench(workspace: Workspace) -> None:
    workspace.issues.place(1)
    async with in_room(workspace, "f3", IssueScreen) as (editor, screen):
        await editor.press("m")
        menu = screen.query_one(Menu)
        assert [entry.label for entry in menu.entries][-1] == "the bench"
        assert menu.cursor == 1, "the section it stands in"
        await editor.press("3")
        assert order(workspace)[0] == (1, "Markets", False)
        assert editor.focused == "outline"
        await editor.press("m", "G", "enter")
        assert (1, "Markets", True) in order(workspace)
        await editor.press("m", "escape")
        assert editor.focused == "outline"
        assert not menu.region


async def test_an_empty_issue_says_what_to_press_and_takes_every_key(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "desk", [invent(1)])
    async with in_room(workspace, "f3", IssueScreen) as (editor, _):
        assert "Keep items in the inbox (F1, then y)" in editor.text
        for key in ("b", "J", "m", "e"):
            await editor.press(key)
            assert "there is no story here" in editor.said
        await editor.press("enter", "p", "p", "right_square_bracket", "escape", "w", "escape")
        assert order(workspace) == []


async def test_subject_preheader_and_intro_are_saved_while_they_are_typed(
    workspace: Workspace,
) -> None:
    async with in_room(workspace, "f3", IssueScreen) as (editor, screen):
        await editor.press("H")
        await editor.write("One ministry")
        screen._autosave._by_itself()  # what the timer calls half a second after the first key
        assert workspace.issues.current().subject == "One ministry"
        await editor.write(", one queue")
        await editor.press("tab")
        await editor.write("What the licence count leaves out of it")
        await editor.press("tab")
        await editor.write("Good morning.\nTwo pieces [/] today.")
        assert save_state(editor) == "saving"
        await editor.press("escape")
        issue = workspace.issues.current()
        assert issue.subject == "One ministry, one queue"
        assert issue.preheader == "What the licence count leaves out of it"
        assert issue.intro == "Good morning.\nTwo pieces [/] today."
        assert save_state(editor) == "saved"
        assert "23/78" in editor.text
        assert "39/140" in editor.text
        assert editor.focused == "outline"


async def test_the_timer_saves_although_the_keys_go_on(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autosave, "PAUSE", 0.05)
    async with in_room(workspace, "f3", IssueScreen) as (editor, _):
        await editor.press("H")
        for _ in range(200):
            editor.app.simulate_key("x")
            await editor.pilot.pause(0.005)  # never as long a pause as the timer's
            if workspace.issues.current().subject:
                break
        assert workspace.issues.current().subject


async def test_the_meter_warns_outside_of_what_clients_show(workspace: Workspace) -> None:
    async with in_room(workspace, "f3", IssueScreen) as (editor, screen):
        await editor.press("H")
        await editor.write("Short")
        meter = screen.query_one("#subject-meter")
        assert meter.has_class("-off")
        await editor.write(" no longer, now")
        assert not meter.has_class("-off")


async def test_undo_shows_on_the_screen(workspace: Workspace) -> None:
    async with in_room(workspace, "f3", IssueScreen) as (editor, screen):
        await editor.press("H")
        await editor.write("Rash")
        await editor.press("escape", "u")
        assert workspace.issues.current().subject == subject(screen) == ""
        assert "0/78" in editor.text
        await editor.press("ctrl+r")
        assert subject(screen) == "Rash"


async def test_pasted_lines_become_one_and_drive_nothing(workspace: Workspace) -> None:
    from textual import events

    async with in_room(workspace, "f3", IssueScreen) as (editor, screen):
        await editor.press("H")
        editor.app.post_message(events.Paste("One\x1b]52;c;eA==\x07 ministry,\n  one\u202e queue"))
        await editor.rest()
        assert subject(screen) == "One]52;c;eA== ministry, one queue"
        await editor.press("tab", "tab")
        editor.app.post_message(events.Paste("Two\r\nlines\x9b31m"))
        await editor.rest()
        await editor.press("escape")
        assert workspace.issues.current().intro == "Two\nlines31m"


async def test_a_finding_leads_to_the_field_in_which_it_is_mended(workspace: Workspace) -> None:
    written(workspace, 1)
    workspace.writing.edit(1, {"critique": ""})
    async with in_room(workspace, "f3", IssueScreen) as (editor, screen):
        await editor.press("g", "c")
        panel = screen.query_one(FindingsPanel)
        assert editor.said.startswith("checked: ")
        messages = [finding.message for finding in panel.rows.findings]
        assert any("subject" in message for message in messages)
        places = [finding.where for finding in panel.rows.findings]
        await editor.press(*["right_square_bracket"] * places.index("issue.subject"), "enter")
        assert editor.focused == "subject"
        await editor.press("escape", "left_square_bracket")
        assert editor.focused == "findings", "the first press only goes there"
        assert panel.rows.cursor == places.index("issue.subject")
        panel.rows.move_to(places.index("story/1/critique"))
        await editor.press("enter")
        assert (editor.app.current_mode, editor.focused) == ("story", "critique")
        assert editor.said


async def test_before_the_first_check_nothing_is_called_in_order(workspace: Workspace) -> None:
    async with at_desk(workspace):
        rows = FindingRows()
        assert rows.empty == ("checking …",)
        rows.show(())
        assert rows.empty == ("✓ nothing to mend",)


async def test_a_misspelt_word_of_the_intro_is_called_ours(workspace: Workspace) -> None:
    written(workspace, 1)
    workspace.issues.edit(workspace.issues.current().edition, {"intro": "A monazitic morning."})
    async with in_room(workspace, "f3", IssueScreen) as (editor, screen):
        await editor.press("g", "c")
        rows = screen.query_one(FindingsPanel).rows
        assert "“monazitic” is in no dictionary" in " ".join(f.message for f in rows.findings)
        await editor.press("O")
        assert workspace.facts.house.words == ("monazitic",)
        assert "is a word of the house now" in editor.said
        await editor.press("g", "c", "O")
        assert not [f for f in rows.findings if f.id == "spelling.word"]
        assert "every word here" in editor.said


async def test_a_finding_is_waived_with_a_reason_and_counts_again(workspace: Workspace) -> None:
    written(workspace, 1)
    async with in_room(workspace, "f3", IssueScreen) as (editor, screen):
        panel = screen.query_one(FindingsPanel)
        await editor.press("g", "c")
        at = next(i for i, f in enumerate(panel.rows.findings) if f.waivable)
        panel.rows.move_to(at)
        found = panel.rows.finding
        assert found is not None
        await editor.press("exclamation_mark")
        assert editor.focused == "reason"
        await editor.press("enter")
        assert "needs a reason" in editor.said
        await editor.write("nonsense")
        await editor.press("escape")
        assert editor.focused == "findings"
        assert not workspace.issues.composition(workspace.issues.current()).waivers
        await editor.press("exclamation_mark")
        await editor.write("It is the joke: w, q and all.")
        await editor.press("enter")
        (waiver,) = workspace.issues.composition(workspace.issues.current()).waivers
        assert waiver.reason == "It is the joke: w, q and all."
        assert "1 waived" in editor.text
        assert "= waived" in editor.text
        panel.rows.move_to([f.waived for f in panel.rows.findings].index(True))
        await editor.press("exclamation_mark")
        assert not workspace.issues.composition(workspace.issues.current()).waivers
        assert "= waived" not in editor.text


async def test_what_cannot_be_waived_says_so(workspace: Workspace) -> None:
    written(workspace, 1)
    config = workspace.root / "feeds.toml"
    config.write_text(config.read_text().replace("1 Test Street, Testville, TS 00001, USA", ""))
    with Workspace.open(workspace.root, now=lambda: NOW) as lawless:
        async with in_room(lawless, "f3", IssueScreen) as (editor, screen):
            await editor.press("g", "c")
            panel = screen.query_one(FindingsPanel)
            at = next(i for i, f in enumerate(panel.rows.findings) if not f.waivable)
            panel.rows.move_to(at)
            await editor.press("exclamation_mark")
            assert "cannot be waived" in editor.said
            assert editor.focused == "findings"
            await editor.press("enter")
            assert editor.said.count("feeds.toml") == 1


async def test_the_preview_comes_and_goes_by_one_key_on_a_narrow_screen(
    workspace: Workspace,
) -> None:
    written(workspace, 1)
    async with in_room(workspace, "f3", IssueScreen) as (editor, screen):
        preview = screen.query_one("#preview")
        assert not preview.region
        await editor.press("p")
        assert preview.region.width > 70
        assert "Story 1 counts what nobody" in editor.text
        await editor.press("pagedown", "p")
        assert not preview.region
        assert editor.focused == "outline"
        await editor.press("f1", "p")
        assert (editor.app.current_mode, editor.focused) == ("issue", "preview")
        await editor.press("escape")
        assert editor.focused == "outline"


async def test_the_preview_follows_what_is_typed_on_a_wide_screen(workspace: Workspace) -> None:
    written(workspace, 1)
    async with in_room(workspace, "f3", IssueScreen, WIDE) as (editor, screen):
        preview = screen.query_one("#preview")
        assert preview.region.width > 70
        await editor.press("H")
        await editor.write("One queue for all of Europe")
        screen._autosave._by_itself()
        await editor.rest()
        right = [line[preview.region.x :] for line in editor.lines]
        assert any("One queue for all of Europe" in line for line in right)


async def test_export_says_what_it_will_do_does_it_and_then_has_nothing_to_do(
    workspace: Workspace,
) -> None:
    written(workspace, 1)
    async with in_room(workspace, "f3", IssueScreen) as (editor, _):
        await editor.press("w")
        assert "export 2026-03-02 to" in editor.text
        assert "file  writes out/2026-03-02/2026-03-02.html, .md, .txt" in editor.text
        assert "eml   writes out/2026-03-02/2026-03-02.eml" in editor.text
        assert not (workspace.root / "out").exists(), "so far it was only said"
        await editor.press("enter")
        assert editor.said == "file: written · out/2026-03-02/2026-03-02.html, .md, .txt"
        names = sorted(path.name for path in (workspace.root / "out/2026-03-02").iterdir())
        assert names == ["2026-03-02.html", "2026-03-02.md", "2026-03-02.txt"]
        assert "file  unchanged since 07:00" in editor.text
        await editor.press("enter")
        assert editor.said.startswith("file: unchanged")
        (workspace.root / "out/2026-03-02/2026-03-02.md").unlink()
        await editor.press("escape", "w")
        assert "file  writes again out/2026-03-02/2026-03-02.html" in editor.text


async def test_a_folder_that_cannot_be_written_is_named(workspace: Workspace) -> None:
    written(workspace, 1)
    (workspace.root / "out").write_text("in the way")
    async with in_room(workspace, "f3", IssueScreen) as (editor, _):
        await editor.press("w")
        assert "part of this path is a file" in editor.text
        await editor.press("enter")
        assert "out/2026-03-02" in editor.said
        assert workspace.issues.deliveries(workspace.issues.current()) == []


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_headlines_of_any_kind_drive_nothing(tmp_path: Path, size: tuple[int, int]) -> None:
    items = [invent(n, title=title or " ") for n, title in enumerate(EVIL)]
    workspace = make_workspace(tmp_path / "desk", items)
    workspace.triage.keep(list(workspace.triage.ids()))
    for story in workspace.writing.listed():
        workspace.issues.place(story.id)
    workspace.issues.edit(None, {"subject": EVIL[1], "preheader": EVIL[2], "intro": EVIL[6]})
    async with in_room(workspace, "f3", IssueScreen, size) as (editor, _):
        for key in ("G", "K", "m", "escape", "g", "c", "G", "H", "tab", "tab", "escape", "p", "w"):
            await editor.press(key)
            assert_clean(editor)


async def test_an_old_issue_is_opened_from_the_archive_and_left_by_its_own_key(
    workspace: Workspace,
) -> None:
    written(workspace, 1)
    workspace.issues.edit(None, {"subject": "Monday's queue"})
    workspace.now = lambda: NOW + timedelta(days=1)
    async with at_desk(workspace) as editor:
        await editor.press("f4", "G", "enter")
        screen = editor.app.screen
        assert isinstance(screen, IssueScreen)
        assert subject(screen) == "Monday's queue"
        assert "No. 214 · 2026-03-02" in editor.lines[1]
        assert "F3 goes to the open issue" in editor.lines[1]
        await editor.press("f3")
        assert subject(screen) == ""
        assert "No. 214" not in editor.text
        await editor.press("f4", "G", "enter", "f1", "p", "p")
        assert subject(screen) == "", "what is previewed from elsewhere is the open issue"


async def test_a_sent_issue_refuses_what_is_typed_and_keeps_it_in_sight(
    workspace: Workspace,
) -> None:
    written(workspace, 1)
    issue = workspace.issues.edit(None, {"subject": "As it was sent"})
    async with at_desk(workspace) as editor:
        await editor.press("f3", "H")
        screen = editor.app.screen
        assert isinstance(screen, IssueScreen)
        stored.freeze(workspace.store, issue.id, workspace.press.render(issue), at=NOW)
        await editor.write(", and more")
        screen._autosave._by_itself()
        await editor.rest()
        assert "has been sent and never changes again" in editor.said
        assert "NOT SAVED already sent" in editor.lines[0]
        assert subject(screen) == "As it was sent, and more"
        await editor.press("escape", "b")
        assert "has been sent" in editor.said
        await editor.press("q")
        assert "q again closes the desk" in editor.said
        await editor.press("f3")
        assert "r shows what was sent" in editor.said
        assert subject(screen) == "As it was sent, and more"
        await editor.press("q")
    aside = next((workspace.root / "backups").glob("unsaved*.md")).read_text()
    assert "As it was sent, and more" in aside
    assert workspace.issues.get("2026-03-02").subject == "As it was sent"


async def test_what_has_been_sent_is_read_and_left(workspace: Workspace) -> None:
    written(workspace, 1)
    issue = workspace.issues.edit(None, {"subject": "As it was sent"})
    stored.freeze(workspace.store, issue.id, workspace.press.render(issue), at=NOW)
    async with at_desk(workspace) as editor:
        await editor.press("f3")
        counted = editor.app.standing.errors, editor.app.standing.kilobytes
        await editor.press("f4", "G", "enter")
        screen = editor.app.screen
        assert isinstance(screen, IssueScreen)
        assert subject(screen) == "As it was sent"
        assert "line" not in editor.bar, "nothing can be moved there"
        await editor.pilot.pause(PressRoom.PROOF_AFTER * 2)
        await editor.rest()
        standing = editor.app.standing
        assert (standing.errors, standing.kilobytes) == counted, "of the issue that row one names"
        await editor.press("H")
        assert "has been sent and never changes again" in editor.said
        await editor.write("!")
        await editor.press("escape")
        assert subject(screen) == "As it was sent"
        assert save_state(editor) == "saved"
        await editor.press("g", "d", "escape")
        assert subject(screen) == "As it was sent", "a question is no other room"
        await editor.press("f1", "f3")
        assert subject(screen) == "", "the open issue"
        await editor.press("H")
        await editor.write("Today")
        assert subject(screen) == "Today"


async def test_text_that_could_not_be_saved_gives_way_only_when_told(workspace: Workspace) -> None:
    issue = workspace.issues.edit(None, {"subject": "As it was sent"})
    async with at_desk(workspace) as editor:
        await editor.press("f3", "H")
        screen = editor.app.screen
        assert isinstance(screen, IssueScreen)
        stored.freeze(workspace.store, issue.id, workspace.press.render(issue), at=NOW)
        await editor.write("!")
        await editor.press("escape", "r")
        assert subject(screen) == "As it was sent"
        assert save_state(editor) == "saved"
        assert "NOT SAVED" not in editor.lines[0]


async def test_two_desks_with_one_subject_lose_neither(workspace: Workspace) -> None:
    async with in_room(workspace, "f3", IssueScreen) as (editor, screen):
        await editor.press("H")
        await editor.write("First thoughts")
        await editor.press("escape", "H")
        await editor.write(", mine")
        with Workspace.open(workspace.root, now=lambda: NOW) as other:
            other.issues.edit(None, {"subject": "Theirs"})
        screen.refresh_data()  # as when the desk notices that somebody wrote
        screen._autosave._by_itself()
        assert "changed elsewhere" in editor.said
        assert workspace.issues.current().subject == "Theirs"
        screen.refresh_data()
        assert subject(screen) == "First thoughts, mine"
        await editor.press("escape")
        assert workspace.issues.current().subject == "Theirs", "nobody has decided yet"
        assert "Theirs" in editor.text, "both versions are shown"
        assert "First thoughts, mine" in editor.text
        await editor.press("escape")
        assert workspace.issues.current().subject == "Theirs"
        await editor.press("escape", "1")
        assert workspace.issues.current().subject == "First thoughts, mine"
        history = [r.value for r in workspace.issues.history(workspace.issues.current())]
        assert "Theirs" in history


async def test_the_other_desks_words_can_be_taken(workspace: Workspace) -> None:
    async with in_room(workspace, "f3", IssueScreen) as (editor, screen):
        await editor.press("H", "tab", "tab")
        await editor.write("Mine")
        with Workspace.open(workspace.root, now=lambda: NOW) as other:
            other.issues.edit(None, {"intro": "Theirs"})
        await editor.press("escape")
        assert "changed elsewhere" in editor.text
        await editor.press("2")
        assert screen.query_one("#intro", TextArea).text == "Theirs"
        assert workspace.issues.current().intro == "Theirs"


async def test_what_was_not_chosen_is_gone_when_one_comes_back(workspace: Workspace) -> None:
    written(workspace, 1)
    async with in_room(workspace, "f3", IssueScreen) as (editor, screen):
        for away in ("slash", "f1", "f3"):
            await editor.press("m")
            assert screen.has_class("-choosing")
            await editor.press(away, *(["escape"] if away == "slash" else []), "f3")
            assert not screen.has_class("-choosing"), away
            assert "move it to" not in editor.text
            assert editor.focused == "outline"
        await editor.press("H", "f1", "f3")
        assert editor.focused == "subject", "a field keeps its cursor"
