"""A hint names the key of the desk where it names a command for the command line."""

from __future__ import annotations

import doctest
from pathlib import Path

import click
import pytest

from reewriter.cli.main import root
from reewriter.tui import commands, instead
from reewriter.tui.instead import INSTEAD, at_desk
from tests.tui.morning import at_desk as at_a_desk
from tests.workshop import invent, make_workspace


def test_the_examples_hold() -> None:
    assert doctest.testmod(instead).failed == 0


@pytest.mark.parametrize("name", sorted(INSTEAD))
def test_both_sides_of_the_table_are_there(name: str) -> None:
    command: click.Command | None = root
    path = [word for word in name.split() if not word.startswith("--")]
    for word in path:
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(command), word)
    assert command is not None
    known = {option for one in command.params for option in one.opts}
    assert known >= set(name.split()) - set(path)
    assert commands.command(INSTEAD[name])


@pytest.mark.parametrize(
    ("said", "here", "shown"),
    [
        ("Call `reewriter story moves 12 --set omission …` up.", {"story"}, "Call M up."),
        ("Call `reewriter story moves 12`.", {"issue"}, "Call M in the story."),
        ("`issue text --clear` undoes `issue text`.", {"issue"}, "g T undoes g t."),
        ("`reewriter targets login site` stores it.", {"issue"}, None),
        ("A headline says `item join", {"inbox"}, None),
    ],
)
def test_what_a_key_does_is_told_by_its_key(said: str, here: set[str], shown: str | None) -> None:
    assert at_desk(said, {}, here) == (shown or said)


def test_it_is_the_key_in_force_and_can_be_pressed_from_a_text() -> None:
    said = "`reewriter facts word`"
    assert at_desk(said, {"story.word": "f6"}, {"story"}) == "F6"
    assert at_desk(said, {"story.word": ""}, {"story"}) == ":our word"
    assert at_desk(said, {}, {"story"}, typing=True) == "esc O"


async def test_the_desk_says_no_command_line_of_what_it_can_do(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [invent(1)])
    workspace.writing.new()
    async with at_a_desk(workspace) as editor:
        await editor.press("f2", "ctrl+g")
        assert "Load it (t), or paste it" in " ".join(editor.said.split())
