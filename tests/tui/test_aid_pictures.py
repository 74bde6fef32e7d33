"""What helps and what is shown on request, in letters at two sizes: drafts of a model, earlier
coverage, a publisher's changes, the stories of a site as posts.

As the other pictures these are read as they are.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from reewriter.tui import autosave
from reewriter.tui.screens.story_coverage import CoverageRoom
from tests.export.fake_service import KEY
from tests.export.fakes_site import FakeWordPress
from tests.fake_model import MODEL, install
from tests.tui.album import Album, hurry
from tests.tui.morning import NARROW, WIDE, at_desk
from tests.tui.test_looking_back import change
from tests.workshop import CONFIG, invent, make_workspace
from tests.workspace.test_coverage import ran

INVENTED = "The plant will cost $70 million, says its owner, who wants to sell it within the year."
SOUND = (
    "Whoever owns the plant decides who builds magnets, and nobody but the owner knows the price."
)
SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])


@SIZES
async def test_drafts_of_a_model_in_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    hurry(monkeypatch)
    monkeypatch.setattr(autosave, "PAUSE", 60.0)
    parrot = install(tmp_path, monkeypatch)
    config = f'{CONFIG}\n[llm]\nmodel = "{MODEL}"\n'
    workspace = make_workspace(tmp_path / "desk", [invent(1), invent(2)], config=config)
    workspace.triage.keep([1])
    workspace.issues.place(1, bench=False)
    async with at_desk(workspace, size) as editor:
        album = Album(editor, size)
        await editor.press("f2")
        parrot.says(f"- {INVENTED}\n- {SOUND}\n")
        await editor.press("g", "A")
        await editor.until(lambda: len(workspace.writing.story(1).suggested) == 2)
        await editor.until(lambda: "not yet yours · $70" in editor.text)
        await album.take("highlights of a model")
        for name, key, said in (
            ("a critique of a model", "C", f"{SOUND}\n\n{INVENTED}\n"),
            ("a TL;DR of a model", "D", f"{SOUND} {INVENTED}\n"),
        ):
            parrot.says(said)
            await editor.press("g", key)
            await editor.until(lambda: "sound" in editor.text)
            await album.take(name)
            await editor.press("escape")
        parrot.says("- Prices Rise for Magnets\n- Prices Rise by $70 Million\n")
        await editor.press("f3", "g", "S")
        await editor.until(lambda: "subjects sound" in editor.text)
        await album.take("subjects of a model")
        await editor.press("1")
        await album.take("a subject to choose")
        await editor.press(".")
        await album.take("a subject that was taken")
    album.check("model")


@SIZES
async def test_what_was_before_in_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    hurry(monkeypatch)
    monkeypatch.setattr(CoverageRoom, "LOOK_AFTER", 0.001)
    workspace = make_workspace(tmp_path / "desk", [invent(n) for n in range(1, 4)])
    ran(workspace, date(2026, 2, 2), "Lynas Opens a Kiln", "The Lynas kiln cost $400 million.")
    ran(workspace, date(2026, 2, 3), "Lynas Hires", "Lynas hired two hundred people in Kuantan.")
    change(workspace, times=2, title="Licence count reaches 1 as magnet makers wait")
    async with at_desk(workspace, size) as editor:
        album = Album(editor, size)
        editor.items.find(1)
        await editor.press("enter")
        await album.take("an item that was changed")
        await editor.press("D")
        await album.take("what the publisher changed")
        await editor.press(")")
        await album.take("the change before it")
        await editor.press("D", "y")
        story = workspace.writing.of_item(1)
        assert story is not None
        text = "The kiln of Lynas cost $550 million."
        workspace.writing.edit(story.id, {"headline": "Lynas Grows", "critique": text})
        change(workspace, first=3, times=3, title="Licence count reaches 1, say magnet makers")
        editor.app.go("story", story.id)
        await editor.until(lambda: "publisher changed this" in " ".join(editor.text.split()))
        await editor.until(lambda: "ran before: 2" in editor.text)
        await editor.rest()
        await editor.press("D")
        await album.take("a source that was changed")
        await editor.press("D")
        await editor.press("B")
        await album.take("ran before")
        await editor.press("enter")
        await album.take("earlier coverage put in")
    album.check("before")


@SIZES
async def test_posts_of_a_site_in_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    hurry(monkeypatch)
    monkeypatch.setattr(autosave, "PAUSE", 60.0)
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.setenv("REEWRITER_SITE_KEY", KEY)
    with FakeWordPress() as fake:
        target = f'\n[targets.site]\ntype = "wordpress"\nurl = "{fake.url}"\nuser = "desk"\n'
        odd = '\n[targets.odd]\ntype = "pigeon"\n'
        config = CONFIG + target + odd
        workspace = make_workspace(tmp_path / "desk", [invent(1), invent(2)], config=config)
        workspace.triage.keep([1, 2])
        for story in (1, 2):
            workspace.writing.edit(story, {"headline": f"Story {story}", "critique": "So it is."})
            workspace.issues.place(story, section="Policy")
        async with at_desk(workspace, size) as editor:
            album = Album(editor, size)
            await editor.press("g", "s", "w")
            await editor.until(lambda: "site: posts" in editor.text)
            await album.take("exports to a site")
            await editor.press("1")
            await editor.until(lambda: "makes a draft post" in editor.text)
            await album.take("its posts")
            await editor.press("1")
            await editor.until(lambda: "are there as posts" in editor.said)
            fake.edit(next(iter(fake.drafts)))
            await editor.press("escape", "w", "1")
            await editor.until(lambda: "was edited there" in editor.text)
            await album.take("a post that was edited there")
            await editor.press("4")
            await editor.until(lambda: "+Edited there" in editor.text)
            await album.take("what was edited there")
            await editor.press("escape", "escape", "escape", "w")
            await editor.until(lambda: "enter shows which there are" in editor.text)
            await editor.press("3")
            await album.take("types of targets")
        album.check("site")
