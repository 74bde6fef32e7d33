"""Quotations and figures are marked while they are written, and answered by keys."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input

from reewriter.tui.screens.story_coverage import CoverageRoom
from reewriter.tui.screens.story_facts import FactRoom
from reewriter.tui.widgets.finding_line import FindingLine
from reewriter.tui.widgets.marked import MarkedProse
from reewriter.workspace import Workspace
from tests.tui.morning import NARROW, WIDE, Editor, at_desk
from tests.workshop import criticised, invent, make_workspace
from tests.workspace.test_coverage import ran

CRITIQUE = (
    "“We are closing the door,” said Mara Voss. “We are counting what goes through it.” China"
    " refines 77% of it, in a “magnet winter”."
)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setattr(FactRoom, "MARK_AFTER", 0.001)
    return criticised(tmp_path / "desk", CRITIQUE)


def prose(editor: Editor) -> MarkedProse:
    return editor.app.screen.query_one("#critique", MarkedProse)


def signs(editor: Editor) -> list[tuple[str, str]]:
    field = prose(editor)
    return [(sign, field.text[start:end]) for start, end, sign in field.marks]


async def settle(editor: Editor) -> None:
    await editor.pilot.pause(0.02)
    await editor.rest()


async def test_what_is_written_is_marked_jumped_to_and_mended(workspace: Workspace) -> None:
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("f2")
        await settle(editor)
        assert [sign for sign, _ in signs(editor)] == ["near", "exact", "unsupported", "coined"]
        shown = [line for line in editor.lines if "We are closing the door" in line]
        assert any("~ “We are closing" in line for line in shown), "a sign, not only a colour"

        await editor.press("right_square_bracket")
        assert editor.focused == "critique"
        assert prose(editor).selected_text == "We are closing the door,"
        assert "▸" in editor.text, "the source is shown where it says so"
        assert "it has “not” there" in editor.text

        await editor.press("ctrl+t")
        await settle(editor)
        assert workspace.writing.story(1).critique.startswith("“We are not closing the door,”")
        assert [sign for sign, _ in signs(editor)][:2] == ["exact", "exact"]

        await editor.press("ctrl+n")
        assert prose(editor).selected_text == "77%"
        await editor.press("ctrl+n")
        assert prose(editor).selected_text == "magnet winter"
        await editor.press("escape", "u")
        await settle(editor)
        assert workspace.writing.story(1).critique == CRITIQUE


async def test_going_on_shows_every_finding_though_some_are_at_one_place(
    workspace: Workspace,
) -> None:
    text = (
        "“We are closing the door,” said one official. China refines 77% of it."
        " “We are not counting what goes through it,” said another official."
    )
    workspace.writing.edit(1, {"critique": text})
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("f2")
        await settle(editor)
        line = editor.app.screen.query_one(FindingLine)
        spans = [finding.span for finding in line.findings]
        assert len(spans) - len(set(spans)) == 2, "near, and vaguely attributed"
        seen: list[int] = []
        for _ in spans:
            await editor.press("ctrl+n" if seen else "right_square_bracket")
            await settle(editor)
            seen.append(line.at)
        assert seen == list(range(len(spans)))


async def test_a_figure_is_vouched_for_and_a_phrase_is_ours(workspace: Workspace) -> None:
    async with at_desk(workspace, NARROW) as editor:
        await editor.press("f2")
        await settle(editor)
        await editor.press("equals_sign")
        assert "vouch for 77%" in editor.text
        assert "China" in editor.text, "proposed"
        await editor.press("enter")
        await editor.write("nonsense\n")
        await editor.press("enter")
        assert "no web address" in editor.text
        await editor.press(*["backspace"] * 8)
        await editor.write("https://a.example/yearbook")
        await editor.press("enter", "enter")
        await settle(editor)
        (fact,) = workspace.facts.house.facts
        assert (fact.figure, fact.entity, str(fact.expires)) == ("77%", "China", "2027-03-02")
        assert "unsupported" not in dict(signs(editor))
        await editor.press("tilde")
        await settle(editor)
        assert workspace.facts.house.coined == ("magnet winter",)
        assert [sign for sign, _ in signs(editor)] == ["near", "exact"]
        await editor.press("u")
        assert editor.said == "undo: called “magnet winter” ours"
        await settle(editor)
        assert list(workspace.facts.house.coined) == []
        await editor.press("u")
        assert editor.said == "undo: vouched for 77% of China"
        await settle(editor)
        assert "unsupported" in dict(signs(editor))
        assert not (workspace.root / "facts.toml").exists(), "as it was"
        await editor.press("ctrl+r", "ctrl+r")
        assert editor.said == "redo: called “magnet winter” ours"
        assert workspace.facts.house.facts == (fact,)
        path = workspace.root / "facts.toml"
        path.write_text(f"# By hand.\n{path.read_text()}")
        await editor.press("u")
        assert "facts.toml has been changed since" in editor.said
        assert workspace.facts.house.coined == ("magnet winter",)


async def test_marks_move_with_what_is_typed_and_appear_in_highlights(
    workspace: Workspace,
) -> None:
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("f2")
        await settle(editor)
        await editor.press("c")
        field = prose(editor)
        field.move_cursor((0, 0))
        field.insert("Well: ")
        assert [field.text[a:b] for a, b, _ in field.marks][2] == "77%", "before any comparison"
        await editor.press("escape", "h")
        await editor.write("Some 88% of all kilns are cold this winter.")
        await settle(editor)
        await editor.press("escape")
        assert any("1# Some 88% of all kilns" in line for line in editor.lines)


async def test_a_misspelt_word_is_marked_gone_to_and_called_ours(workspace: Workspace) -> None:
    workspace.writing.edit(1, {"critique": "A monazitic ore. We recieved none of it."})
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("f2")
        await settle(editor)
        assert signs(editor) == [("misspelt", "monazitic"), ("misspelt", "recieved")]
        await editor.press("right_square_bracket")
        assert prose(editor).selected_text == "monazitic"
        await editor.press("ctrl+n")
        assert prose(editor).selected_text == "recieved"
        assert "Write “received”" in editor.said
        assert "house's words: esc O." in editor.said
        await editor.press("escape", "left_square_bracket", "escape", "O")
        await settle(editor)
        assert workspace.facts.house.words == ("monazitic",)
        assert signs(editor) == [("misspelt", "recieved")]
        await editor.press("u")
        await settle(editor)
        assert not list(workspace.facts.house.words)
        assert len(signs(editor)) == 2


async def test_house_style_is_mended_by_a_key(workspace: Workspace) -> None:
    workspace.writing.edit(1, {"critique": "It isn't so -- the the kiln is cold."})
    async with at_desk(workspace) as editor:
        await editor.press("f2", "g", "y")
        assert workspace.writing.story(1).critique == "It isn’t so—the kiln is cold."
        await editor.press("u")
        assert workspace.writing.story(1).critique == "It isn't so -- the the kiln is cold."
        assert "nothing of that kind" not in editor.said
        await editor.press("R")
        assert "nothing of that kind" in editor.said
        assert editor.app.screen.query_one(FindingLine)


async def test_what_ran_before_is_told_with_its_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CoverageRoom, "LOOK_AFTER", 0.001)
    workspace = make_workspace(tmp_path / "desk", [invent(1)])
    ran(workspace, date(2026, 2, 2), "Lynas Opens a Kiln", "The Lynas kiln cost $400 million.")
    workspace.triage.keep([1])
    story = workspace.writing.of_item(1)
    assert story is not None
    text = "The kiln of Lynas cost $550 million."
    workspace.writing.edit(story.id, {"headline": "Lynas Grows", "critique": text})
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("f2")
        await settle(editor)
        assert "ran before: 1 · B" in editor.text
        found = editor.app.screen.query_one(FindingLine).findings
        assert any("$400 million in No. 214, $550 million today" in one.message for one in found)
        await editor.press("B")
        assert "Lynas Opens a Kiln" in editor.text
        await editor.press("enter")
        critique = workspace.writing.story(story.id).critique
        assert critique.startswith(f"{text}\n\nRare Earth Exchanges previously reported: [Lynas")
        await editor.press("u")
        assert workspace.writing.story(story.id).critique == text


async def test_vouching_for_somebody_who_is_not_named_says_that_it_does_not_help(
    workspace: Workspace,
) -> None:
    async with at_desk(workspace, NARROW) as editor:
        await editor.press("f2")
        await settle(editor)
        await editor.press("equals_sign")
        assert "a web address where it stands" in editor.text
        await editor.write("Norway\n\n")
        assert editor.app.screen.query_one("#entity", Input).value == "Norway", (
            "over what was there"
        )
        assert editor.app.screen.query_one("#until", Input).selected_text == "2027-03-02"
        await editor.press("enter")
        await settle(editor)
        assert "vouched for 77% of Norway until 2027-03-02, whom this text" in editor.said
        assert "the finding stays" in editor.said
        assert "unsupported" in dict(signs(editor))


async def test_what_was_waived_in_the_issue_is_found_in_the_story_no_more(
    workspace: Workspace,
) -> None:
    workspace.issues.place(1)
    issue = workspace.issues.current()
    found = next(f for f in workspace.press.check(issue) if f.id == "figure.unsupported")
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("f2")
        await settle(editor)
        line = editor.app.screen.query_one(FindingLine)
        assert "figure.unsupported" in {one.id for one in line.findings}
        await editor.press("f3")
        workspace.issues.waive(issue, found.id, found.place, "it is in our own table")
        await editor.press("f2")
        await settle(editor)
        kept = {one.id for one in line.findings}
        assert "figure.unsupported" not in kept
        assert "quotation.near" in kept, "what nobody answers for stays"


async def test_a_finding_is_waived_in_its_story_and_the_issue_knows(workspace: Workspace) -> None:
    workspace.issues.place(1)
    issue = workspace.issues.current()
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("f2")
        await settle(editor)
        line = editor.app.screen.query_one(FindingLine)
        await editor.press("right_square_bracket")
        found = line.finding
        assert found is not None
        await editor.press("exclamation_mark")
        await editor.write("nonsense")
        await editor.press("escape")
        assert not workspace.issues.answers(issue)
        assert editor.focused == "critique"
        await editor.press("escape", "exclamation_mark")
        await editor.write("She says it so on tape.")
        await editor.press("enter")
        await settle(editor)
        assert "waived" in editor.said
        assert "u takes it back" in editor.said
        assert prose(editor).text == CRITIQUE
        assert workspace.issues.answers(issue) == {(found.id, found.place)}
        assert found not in line.findings
        await editor.press("u")
        await settle(editor)
        assert found in line.findings


async def test_what_goes_nowhere_needs_no_waiver(workspace: Workspace) -> None:
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("e")
        await settle(editor)
        await editor.press("exclamation_mark")
        assert editor.said in ("checking …", "on the bench: checked when it goes out")
