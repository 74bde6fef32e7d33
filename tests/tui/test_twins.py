"""What the desk can do, the command line can, too; what it cannot is told with the reason."""

from __future__ import annotations

import click
import pytest

from reewriter.cli.main import root
from reewriter.tui import commands
from reewriter.tui.commands import Command
from scripts.twins import ALONE, TWINS, twin_of


@pytest.mark.parametrize("each", commands.table(), ids=lambda each: each.id)
def test_every_command_of_the_desk_has_a_twin_or_a_reason(each: Command) -> None:
    assert bool(twin_of(each)) != (each.id in ALONE), "say which command does it, or why none does"
    if twin_of(each):
        *path, last = twin_of(each).split()
        option = last if last.startswith("--") else ""
        command: click.Command | None = root
        for name in path if option else [*path, last]:
            assert isinstance(command, click.Group)
            command = command.get_command(click.Context(command), name)
        assert command is not None, f"there is no {twin_of(each)}"
        known = {name for one in command.params for name in one.opts}
        assert not option or option in known, f"{twin_of(each)}: no such option"


def test_nothing_is_told_of_commands_that_are_gone() -> None:
    assert set(TWINS) | set(ALONE) <= {each.id for each in commands.table()}
