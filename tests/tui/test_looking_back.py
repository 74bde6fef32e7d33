"""What was otherwise before: the text of a publisher, and the fields of stories and issues."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from reewriter.tui.widgets.reader import Reader
from reewriter.workspace import Workspace
from tests.tui.morning import NARROW, WIDE, Editor, at_desk
from tests.workshop import ARTICLE, NOW, bring, invent, make_workspace

TEXTS = {
    1: ARTICLE.format(n=1).replace("on Monday", "on Tuesday"),
    2: ARTICLE.format(n=1).replace("on Monday", "on Friday"),
    3: ARTICLE.format(n=1).replace("on Monday", "on Sunday"),
}


def change(workspace: Workspace, *, times: int = 1, title: str = "", first: int = 1) -> None:
    """Let the publisher change the first item, hour by hour, from the hour `first` on."""
    for time in range(first, times + 1):
        now = NOW + timedelta(hours=time)
        workspace.now = workspace.store.now = lambda now=now: now  # type: ignore[misc] # a clock
        link = "https://news.example/1"
        bring(workspace, [invent(1, url=link, text=TEXTS[time], title=title)])


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_workspace(tmp_path, [invent(n) for n in range(1, 4)])


def read(editor: Editor) -> str:
    """Return what the reader holds, on one line."""
    reader = editor.app.screen.query_one(Reader)
    return " ".join("".join(span.text for span in line) for line in reader._lines)


def styled(reader: Reader, style: str) -> list[str]:
    return [span.text for line in reader._lines for span in line if span.style == style]


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_changed_item_is_marked_until_its_change_is_looked_at(
    workspace: Workspace, size: tuple[int, int]
) -> None:
    change(workspace, title="Licence count reaches 1 as magnet makers wait")
    async with at_desk(workspace, size) as editor:
        editor.items.find(1)
        await editor.rest()
        assert "≠ changed" in editor.text
        await editor.press("enter")
        assert "The publisher changed this a moment ago: D shows how." in " ".join(
            editor.text.split()
        )
        await editor.press("D")
        text = " ".join(editor.text.split())
        assert "on [-Monday] [+Tuesday] that 1 plants" in text
        assert "[-Rare earth licence]" in text
        assert "[+Licence]" in text
        reader = editor.app.screen.query_one("#reader", Reader)
        assert styled(reader, "removed")[-1] == "[-Monday]"
        assert styled(reader, "added")[-1] == "[+Tuesday]"
        assert "D changes" in editor.bar
        await editor.press("D")
        assert "[-Monday]" not in editor.text
        await editor.press("D", "escape")
        assert "[-Monday]" not in editor.text
        assert "on Tuesday that" in " ".join(editor.text.split())
        await editor.press("escape")
        assert editor.focused == "items"
        row = workspace.triage.rows([1])[0]
        assert not row.changed
        assert "≠ changed" not in editor.text


async def test_versions_are_gone_through(workspace: Workspace) -> None:
    change(workspace, times=2)
    async with at_desk(workspace, WIDE) as editor:
        editor.items.find(1)
        await editor.press("D")
        assert "[-Monday] [+Friday]" in editor.text
        assert "Version 1 of 2" in editor.text
        await editor.press("(")
        assert "no older version" in editor.said
        await editor.press(")")
        assert "[-Tuesday] [+Friday]" in editor.text
        await editor.press(")")
        assert "newest" in editor.said
        await editor.press("(")
        assert "[-Monday] [+Friday]" in editor.text
        # Another item is shown as it is, and has nothing to compare.
        editor.items.find(2)
        await editor.rest()
        assert "[-Monday]" not in editor.text
        await editor.press("D")
        assert "has not changed this item" in editor.said
        await editor.press("(")
        assert "no versions are shown" in editor.said


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_story_says_that_its_source_was_changed_and_takes_it_over(
    workspace: Workspace, size: tuple[int, int]
) -> None:
    story = workspace.writing.new(item_id=1)
    change(workspace, title="Another title")
    async with at_desk(workspace, size) as editor:
        editor.app.go("story", story.id)
        await editor.rest()
        assert "Another title" not in editor.text
        text = read(editor)
        assert "The publisher changed this a moment ago: D shows how" in text
        assert "said on Monday that" in text
        await editor.press("D")
        assert "on [-Monday] [+Tuesday] that" in read(editor)
        assert "A take over" in editor.bar
        await editor.press("A")
        text = read(editor)
        assert "said on Tuesday that" in text
        assert "changed this" not in text
        assert "u takes it back" in editor.said
        await editor.press("D")
        assert "no publisher has changed" in editor.said
        await editor.press("u")
        assert "said on Monday that" in read(editor)
        assert workspace.writing.story(story.id).source == story.source


async def test_the_versions_of_a_source_are_gone_through_in_its_story(workspace: Workspace) -> None:
    story = workspace.writing.new(item_id=1)
    for other in (2, 3):
        workspace.writing.new(item_id=other)
    change(workspace, times=2)
    async with at_desk(workspace, WIDE) as editor:
        editor.app.go("story", story.id)
        await editor.rest()
        await editor.press("(")
        assert "no versions are shown" in editor.said
        await editor.press("D")
        assert "[-Monday] [+Friday]" in read(editor)
        await editor.press(")")
        assert "[-Tuesday] [+Friday]" in read(editor)
        await editor.press("(")
        assert "[-Monday] [+Friday]" in read(editor)
        await editor.press("(")
        assert "there is no older version" in editor.said


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_field_goes_back_to_what_it_was(
    workspace: Workspace, size: tuple[int, int]
) -> None:
    story = workspace.writing.new(item_id=1)
    workspace.writing.edit(story.id, {"critique": "It leaves the price out."})
    change(workspace)
    workspace.writing.edit(story.id, {"critique": "It leaves the price and the port out."})
    async with at_desk(workspace, size) as editor:
        editor.app.go("story", story.id)
        await editor.press("c", "f8")
        assert "critique" in editor.lines[1]
        assert "1 earlier version" in editor.text
        assert "It leaves the price [+and the port] out." in editor.text
        assert max(map(len, editor.lines)) <= size[0]
        await editor.press("escape")
        assert workspace.writing.story(story.id).critique.endswith("port out.")
        assert editor.focused == "critique"
        await editor.press("f8", "enter")
        assert workspace.writing.story(story.id).critique == "It leaves the price out."
        assert "restored" in editor.said
        assert "It leaves the price out." in editor.text
        await editor.press("f8")
        assert "It leaves the price [-and the port] out." in editor.text
        await editor.press("f8", "escape", "u")
        assert workspace.writing.story(story.id).critique.endswith("port out.")


async def test_all_fields_have_one_history_where_none_has_the_focus(workspace: Workspace) -> None:
    story = workspace.writing.new(item_id=1)
    async with at_desk(workspace, NARROW) as editor:
        editor.app.go("story", story.id)
        await editor.press("f8")
        assert "there is no earlier version of" in editor.said
        workspace.writing.edit(story.id, {"headline": "The port waits"})
        workspace.writing.edit(story.id, {"deck": "For good"})
        workspace.writing.edit(story.id, {"deck": "For once"})
        await editor.press("f8")
        assert "2 earlier versions" in editor.text
        assert "For [-good] [+once]" in editor.text
        await editor.press("j")
        assert "[+The port waits]" in " ".join(editor.text.split())
        await editor.press("tab", "G")
        assert editor.focused == "version"
        await editor.press("shift+tab")
        assert editor.focused == "revisions"
        await editor.press("enter")
        assert workspace.writing.story(story.id).headline == story.headline


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_subject_of_an_issue_goes_back_to_what_it_was(
    workspace: Workspace, size: tuple[int, int]
) -> None:
    issue = workspace.issues.edit(None, {"subject": "The port opens early"})
    workspace.issues.edit(issue.edition, {"subject": "The port opens late"})
    async with at_desk(workspace, size) as editor:
        await editor.press("g", "s", "t", "f8")
        assert "The port opens [-early] [+late]" in editor.text
        await editor.press("enter")
        assert workspace.issues.current().subject == "The port opens early"
        assert "The port opens early" in editor.text
        await editor.press("escape", "u")
        assert workspace.issues.current().subject == "The port opens late"


async def test_hostile_texts_are_compared_as_harmlessly_as_others(tmp_path: Path) -> None:
    nasty = "\x1b[31m[/red] \u202eevil\u202c [bold]x[/] 🧲👩‍🔬 \x00\t" + "long" * 300
    workspace = make_workspace(tmp_path, [invent(1, text=nasty + "\n\none", title=nasty)])
    now = NOW + timedelta(hours=1)
    workspace.now = workspace.store.now = lambda: now
    link = "https://news.example/1"
    bring(workspace, [invent(1, url=link, text=nasty + "\n\ntwo", title=f"{nasty} [/]")])
    story = workspace.writing.new()
    workspace.writing.edit(story.id, {"critique": nasty})
    workspace.writing.edit(story.id, {"critique": f"{nasty} [/b]\x1b[2J"})
    async with at_desk(workspace, NARROW) as editor:
        await editor.press("D")
        assert "[-one] [+two]" in "\n".join([*editor.lines, read(editor)])
        assert all(line.replace("\u200d", "").isprintable() for line in editor.lines)
        await editor.press("G")
        assert "\x1b" not in editor.text
        editor.app.go("story", story.id)
        await editor.press("f8", "tab", "G")
        assert "\x1b" not in editor.text
        assert all(line.replace("\u200d", "").isprintable() for line in editor.lines)
