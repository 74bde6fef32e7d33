"""What of a story is in the mail is decided in its room: teaser, headline's link, pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from reewriter.errors import NotFoundError
from reewriter.formats import chosen
from reewriter.tui.screens.story_showing import file_named
from tests.tui.morning import at_desk
from tests.workshop import invent, make_workspace

DOT = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"


def test_a_file_is_found_as_terminals_drop_it(tmp_path: Path) -> None:
    path = tmp_path / "the kiln's door.gif"
    path.write_bytes(DOT)
    spaced = tmp_path / "a b.gif"
    spaced.write_bytes(DOT)
    assert file_named(str(path)) == path
    assert file_named(f'"{path}"') == path
    assert file_named(str(spaced).replace(" ", "\\ ")) == spaced
    assert file_named(f"file://{spaced} ") == spaced
    with pytest.raises(NotFoundError, match="no such file"):
        file_named(str(tmp_path))


async def test_teaser_and_pictures_by_keys(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "desk", [invent(1)])
    workspace.triage.keep([1])
    workspace.issues.place(1)
    picture = tmp_path / "kiln.gif"
    picture.write_bytes(DOT)
    async with at_desk(workspace) as editor:
        await editor.press("g", "r", "g", "w")
        assert chosen(workspace.writing.story(1), "runs") == "teaser"
        assert "write that into its field first" in editor.said
        await editor.press("g", "h")
        assert chosen(workspace.writing.story(1), "headline_link") == "source"
        assert chosen(workspace.writing.story(1), "runs") == "teaser"
        await editor.press("g", "w", "g", "h")
        assert workspace.writing.story(1).extra == {}
        await editor.press("g", "P", "1")
        await editor.write(f"{tmp_path}/none.gif\n")
        assert "no such file" in editor.text
        await editor.press("ctrl+u")
        await editor.write(f"{picture}\n")
        await editor.write("A kiln, its door open\n")
        await editor.press("escape")  # nobody knows who made it
        await editor.write("Our own\n")
        (image,) = workspace.writing.story(1).images
        assert (image.alt, image.credit, image.rights) == ("A kiln, its door open", "", "Our own")
        assert editor.said == "the picture lacks its credit"
        await editor.press("g", "P")
        assert "lacks credit" in editor.text
        await editor.press("2", "2")
        await editor.write("Ana Ruiz\n")
        assert workspace.writing.story(1).images[0].credit == "Ana Ruiz"
        await editor.press("g", "P", "2", "4")
        assert workspace.writing.story(1).images == ()
        await editor.press("u")
        assert workspace.writing.story(1).images[0].credit == "Ana Ruiz"
