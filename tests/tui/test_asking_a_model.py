"""A model is asked from the story: marked where it is wrong, and stopped by the same key."""

from __future__ import annotations

from pathlib import Path

import pytest

from reewriter.net import machine
from reewriter.workspace import Workspace
from tests.fake_model import ANSWERS, MODEL, Parrot, install
from tests.tui.morning import NARROW, WIDE, at_desk
from tests.workshop import CONFIG, invent, make_workspace

INVENTED = "The plant will cost $70 million, says its owner, who wants to sell it within the year."
SOUND = (
    "Whoever owns the plant decides who builds magnets, and nobody but the owner knows the price."
)


@pytest.fixture
def parrot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Parrot:
    parrot = install(tmp_path, monkeypatch)
    parrot.says(f"- {INVENTED}\n- {SOUND}\n")
    return parrot


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    config = f'{CONFIG}\n[llm]\nmodel = "{MODEL}"\n'
    items = [invent(n) for n in range(1, 3)]
    workspace = make_workspace(tmp_path / "desk", items, config=config)
    workspace.triage.keep([1])
    workspace.issues.place(1, bench=False)
    return workspace


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_what_is_wrong_is_told_in_place_and_only_taken_to_be_mended(
    workspace: Workspace, parrot: Parrot, size: tuple[int, int]
) -> None:
    async with at_desk(workspace, size) as desk:
        await desk.press("f2", "g", "A")
        await desk.until(lambda: len(workspace.writing.story(1).suggested) == 2)
        await desk.until(lambda: "not yet yours · $70" in desk.text)
        assert workspace.writing.story(1).highlights == ()
        await desk.press("Y")
        assert "$70 million is in no source" in desk.said
        assert workspace.writing.story(1).highlights == ()
        await desk.press("j", "Y")
        assert [one.text for one in workspace.writing.story(1).highlights] == [SOUND]
        await desk.press("enter")
        assert desk.focused == "highlight-editor"
        assert [one.text for one in workspace.writing.story(1).highlights] == [SOUND, INVENTED]
        await desk.press("escape", "escape", "u", "u", "u")
        assert workspace.writing.story(1).suggested == ()


async def test_the_same_key_stops_asking(workspace: Workspace, parrot: Parrot) -> None:
    parrot.says(ANSWERS.WAIT)
    async with at_desk(workspace, NARROW) as desk:
        await desk.press("f2")
        for key in ("g", "A"):  # and look up at once: the model is slow
            await desk.pilot.press(key)
        await desk.until(lambda: "asking parrot" in desk.said)
        await desk.until(lambda: parrot.waits)
        await desk.press("g", "A")
        await desk.until(lambda: "no longer asking" in desk.said)
    assert workspace.writing.story(1).suggested == ()


async def test_why_nobody_can_be_asked_is_one_line(
    workspace: Workspace, parrot: Parrot, monkeypatch: pytest.MonkeyPatch
) -> None:
    parrot.says(ANSWERS.GONE)
    async with at_desk(workspace, NARROW) as desk:
        await desk.press("f2", "g", "A")
        await desk.until(lambda: "cannot be reached" in desk.said)
        monkeypatch.setattr(machine, "installed", lambda: False)
        await desk.press("g", "A")
        assert "language models need the library llm" in desk.said


async def test_a_draft_is_shown_with_what_was_found_and_only_sound_parts_are_put_in(
    workspace: Workspace, parrot: Parrot
) -> None:
    parrot.says(f"{SOUND}\n\n{INVENTED}\n")
    async with at_desk(workspace, NARROW) as desk:
        await desk.press("f2", "g", "C")
        await desk.until(lambda: "not yet yours" in desk.text)
        assert "1 of 2 paragraphs sound" in desk.text
        assert "$70 million is in no source" in desk.text
        assert workspace.writing.story(1).critique == ""
        await desk.press("2")
        assert workspace.writing.story(1).critique == ""
        await desk.press("g", "C")
        await desk.until(lambda: "not yet yours" in desk.text)
        await desk.press("1")
        assert workspace.writing.story(1).critique == SOUND
        await desk.press("u")
        assert workspace.writing.story(1).critique == ""


async def test_subjects_of_a_model_wait_beside_the_others(
    workspace: Workspace, parrot: Parrot
) -> None:
    parrot.says("- Prices Rise for Magnets\n- Prices Rise by $70 Million\n")
    async with at_desk(workspace, WIDE) as desk:
        await desk.press("f3", "g", "S")
        await desk.until(lambda: "not yet yours" in desk.text)
        assert "1 of 2 subjects sound" in desk.text
        await desk.press("1")
        issue = workspace.issues.current()
        assert "Prices Rise for Magnets" in issue.subjects
        assert issue.subject != "Prices Rise for Magnets"
        assert "put beside yours: 1 subject · . takes one" in desk.said
        await desk.press(".")  # the only one, and none is taken yet
        assert workspace.issues.current().subject == "Prices Rise for Magnets"
        await desk.press(".")
        assert "there is no other subject" in desk.said
