"""While the desk opens nobody looks for garbage; from the first picture on everybody may."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from reewriter.tui import opening
from reewriter.tui.app import DeskApp
from tests.workshop import make_workspace


async def test_garbage_is_looked_for_again_from_the_first_picture_on(tmp_path: Path) -> None:
    with opening.swiftly():
        assert not gc.isenabled()
        app = DeskApp(make_workspace(tmp_path))
        async with app.run_test() as pilot:
            await pilot.pause()
            assert gc.isenabled()


def test_a_desk_that_never_opens_leaves_garbage_to_be_looked_for() -> None:
    with pytest.raises(RuntimeError, match="no desk"), opening.swiftly():
        raise RuntimeError("no desk")
    assert gc.isenabled()
