"""The reader by sentences: walk, choose, pin, cite, find again; by keys and by the mouse."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from textual.events import Paste

from reewriter.model import Story
from reewriter.tui.widgets.evidence import Evidence
from reewriter.tui.widgets.source_reader import SourceReader
from reewriter.workspace import Workspace
from tests.tui.morning import NARROW, WIDE, Editor, at_desk
from tests.workshop import bring, invent, make_workspace

BODY = (
    "<h2>The count</h2><p>Nine plants applied. They had waited for a year. Nobody answered.</p>"
    "<p>“We are counting what goes through it,” said Mara Voss. The port is silent.</p>"
    "<ul><li>One shipment left.</li></ul><p>The last word.</p>"
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    item = replace(invent(1), body=BODY, text="Nine plants applied.")
    return make_workspace(tmp_path / "desk", [item, invent(2)])


def reader(editor: Editor) -> SourceReader:
    return editor.app.screen.query_one(SourceReader)


def marked(editor: Editor) -> str:
    """Return what is marked, as it is shown."""
    walk = reader(editor).walk
    return walk.places.shown[slice(*walk.span)] if walk.span else ""


def underlined(editor: Editor) -> str:
    """Return what is underlined as used, lines joined by blanks."""
    source = reader(editor)
    found = []
    for line in range(source.size.height):
        for segment in source.render_line(line):
            style = segment.style
            if style is not None and style.underline and not segment.text.startswith("http"):
                found.append(segment.text)
    return "".join(found)


def story_of(workspace: Workspace) -> Story:
    story = workspace.writing.of_item(1)
    assert story is not None
    return story


def resting(workspace: Workspace) -> list[tuple[str, str]]:
    """Return the highlights, and what of the source they rest on."""
    story = story_of(workspace)
    texts = {source.id: source.text for source in story.sources}
    return [
        (one.text, texts[one.source_id][slice(*one.span)] if one.span and one.source_id else "")
        for one in story.highlights
    ]


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_sentence_is_pinned_and_one_is_cited(
    workspace: Workspace, size: tuple[int, int]
) -> None:
    async with at_desk(workspace, size) as editor:
        editor.items.find(1)
        await editor.press("enter")
        assert marked(editor) == "The count"
        assert sum(line.count("▌The count") for line in editor.lines) == 1
        await editor.press("j", "j")
        assert marked(editor) == "They had waited for a year."
        await editor.press("v", "j")
        assert editor.said == "2 sentences, 8 words"
        await editor.press("k", "h")
        assert editor.said.startswith("kept · write what this tells")
        assert "They had waited for a year." in editor.text
        assert editor.focused == "highlight-editor"
        await editor.press("N", "o", "enter")
        await editor.until(lambda: resting(workspace) == [("No", "They had waited for a year.")])
        await editor.press("l")
        assert marked(editor) == "They had waited for a year."
        assert underlined(editor) == "They had waited for a year."
        await editor.press("l")
        assert editor.focused == "highlights"
        await editor.press("escape", "}")
        assert marked(editor).startswith("“We are counting")
        await editor.press("quotation_mark")
        assert editor.focused == "critique"
        assert editor.said == "cited Mara Voss · esc, u takes it back"
        await editor.press("N", "o", "escape")
    said = story_of(workspace).critique
    assert said == "Mara Voss: “We are counting what goes through it.” No"


async def test_leaving_a_new_highlight_takes_its_hint_away(workspace: Workspace) -> None:
    async with at_desk(workspace) as editor:
        editor.items.find(1)
        await editor.press("enter", "h")
        assert "esc leaves it out" in editor.said
        await editor.press("escape")
        assert editor.focused == "highlights"
        assert editor.said == ""


async def test_a_quotation_leads_to_its_source_and_back(workspace: Workspace) -> None:
    story = workspace.writing.new(item_id=1)
    workspace.citing.cite(story.id, "One shipment left.")
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("f2", "l")
        assert "no sentence is marked" in editor.said
        await editor.press("c", "up", "up", "ctrl+l")
        assert reader(editor).has_focus
        assert marked(editor) == "One shipment left."
        assert underlined(editor) == "One shipment left."
        await editor.press("l")
        assert editor.focused == "critique"
        await editor.press("escape", "escape", "c")
        assert editor.said == "the critique has this already"
        await editor.press("down", "down", "ctrl+l")
        assert "rests on no passage" in editor.said
        await editor.press("escape", "escape", "k", "l")
        assert editor.said == "nothing of ours rests on this sentence"
        await editor.press("escape")
        assert marked(editor) == ""
        await editor.press("h")
        assert not editor.app.screen.query_one(Evidence).has_class("-shown")
    assert len(story_of(workspace).citations) == 1


async def test_paragraphs_ends_pages_and_clicks(workspace: Workspace) -> None:
    async with at_desk(workspace, NARROW) as editor:
        editor.items.find(1)
        await editor.press("enter", "}", "}")
        assert marked(editor).startswith("“We are")
        await editor.press("j", "{")
        assert marked(editor).startswith("“We are")
        await editor.press("{")
        assert marked(editor) == "Nine plants applied."
        await editor.press("G")
        assert marked(editor) == "The last word."
        await editor.press("j", "g", "g", "k")
        assert marked(editor) == "The count"
        source = reader(editor)
        row = next(n for n, line in enumerate(editor.lines) if "waited" in line)
        column = editor.lines[row].index("waited")
        await editor.pilot.click(offset=(column, row))
        assert marked(editor) == "They had waited for a year."
        row = next(n for n, line in enumerate(editor.lines) if "The port is" in line)
        column = editor.lines[row].index("The port is")
        await editor.press("v")
        await editor.pilot.click(offset=(column, row))
        assert marked(editor).startswith("They had waited")
        assert marked(editor).endswith("The port is silent.")
        await editor.press("escape")
        assert marked(editor) == "The port is silent."
        assert source.has_focus
        await editor.press("escape")
        assert editor.focused == "items"


async def test_keys_typed_on_as_the_article_opens_walk_from_its_first_sentence(
    workspace: Workspace,
) -> None:
    async with at_desk(workspace, NARROW) as editor:
        editor.items.find(1)
        await editor.write("\njjjj")
        assert marked(editor).startswith("“We are")
    async with at_desk(workspace, NARROW) as editor:
        editor.items.find(1)
        await editor.write("\njhOurs\n")
        await editor.until(lambda: resting(workspace) == [("Ours", "Nine plants applied.")])


async def test_the_mark_survives_width_other_items_and_rooms(workspace: Workspace) -> None:
    async with at_desk(workspace, NARROW) as editor:
        editor.items.find(1)
        await editor.press("enter", "j", "j", "j")
        assert marked(editor) == "Nobody answered."
        await editor.pilot.resize_terminal(160, 50)
        await editor.rest()
        assert marked(editor) == "Nobody answered."
        await editor.press("f3", "f1")
        assert marked(editor) == "Nobody answered."
        editor.items.find(2)
        await editor.rest()
        assert marked(editor) == ""
        editor.items.find(1)
        await editor.rest()
        assert marked(editor) == "Nobody answered."


async def test_each_source_keeps_its_mark(workspace: Workspace) -> None:
    other = replace(invent(7), url_key=invent(1).url_key, body="<p>Other words. And more.</p>")
    bring(workspace, [other], feed=1)
    workspace.triage.keep([1])
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("f2", "j", "j", "S", "j", "j", "S")
        assert marked(editor) == "Nine plants applied."
        await editor.press("S")
        assert marked(editor) == "And more."
        await editor.press("h", "O", "enter", "escape", "S", "ctrl+o", "l")
        assert marked(editor) == "And more."


async def test_what_is_pinned_survives_a_fuller_text_that_comes_meanwhile(
    workspace: Workspace,
) -> None:
    story = workspace.writing.new(item_id=1)
    async with at_desk(workspace, WIDE) as editor:
        await editor.press("f2", "j", "j", "j", "h")
        workspace.full_texts.attach(story.id, "Much before. They had waited for a year. More.")
        editor.app.screen.refresh_data()  # type: ignore[attr-defined]  # as after a load
        await editor.press("O", "enter")
        await editor.until(lambda: resting(workspace) != [])
    assert resting(workspace) == [("O", "They had waited for a year.")]


async def test_a_long_article_pasted_onto_the_reader_keeps_the_item(workspace: Workspace) -> None:
    async with at_desk(workspace, WIDE) as editor:
        editor.items.find(1)
        await editor.press("enter")
        editor.app.screen.post_message(Paste("Too few."))
        await editor.rest()
        assert editor.said.startswith("2 words pasted: too few for an article")
        editor.app.screen.post_message(Paste("They had waited for a year. " * 12))
        await editor.rest()
        assert editor.said == "kept · attached 72 words · u takes it back"
        assert story_of(workspace).sources[0].complete
        assert "from the feed" not in editor.text
        editor.app.screen.post_message(Paste("They had waited for a year. " * 9))
        await editor.rest()
        assert editor.said.startswith("54 words pasted; the 72 of the source stay")
        await editor.press("u")
        assert workspace.writing.of_item(1) is None


HOSTILE = (
    "[/] \x1b[31mRed\x00. \u202eevil\u202c \u2067שלום עולם.\u2069 😀👩‍👩‍👧 one. "
    + "x" * 10_000
    + " end.\n\n> [bold] quoted. \ttab"
)


async def test_no_text_breaks_the_walk(tmp_path: Path) -> None:
    desk = make_workspace(tmp_path / "desk", [invent(1)])
    story = desk.writing.new(item_id=1)
    desk.writing.edit_source(story.id, {"text": HOSTILE})
    async with at_desk(desk, NARROW) as editor:
        await editor.press("f2", "j")
        seen = set()
        for _ in range(300):
            seen.add(marked(editor))
            reader(editor).action_down()
        assert len(seen) == 3
        assert all(ord(c) >= 32 for text in seen for c in text.replace("\n", ""))
        await editor.press("g", "g", "v", "G", "h")
        assert "\x1b[31m" not in editor.text
        await editor.press("O", "enter", "l", "c")
        assert editor.focused == "critique"


async def test_a_very_long_article_moves_at_once(tmp_path: Path) -> None:
    paragraphs = [
        " ".join(f"Sentence {n} of {p} says that plants wait for licences." for n in range(12))
        for p in range(110)
    ]
    item = replace(invent(1), body="".join(f"<p>{one}</p>" for one in paragraphs))
    async with at_desk(make_workspace(tmp_path / "desk", [item]), WIDE) as editor:
        await editor.press("enter")
        source = reader(editor)
        begun = time.process_time()
        for _ in range(30):
            source.action_down()
            for line in range(source.size.height):
                source.render_line(line)
        spent = (time.process_time() - begun) / 30
        assert marked(editor).startswith("Sentence 6 of 2 says")
        assert spent < 0.1, "many times what it takes, so that a busy machine does not matter"
