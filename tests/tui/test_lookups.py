"""Lists that are looked up behind the screen: the one that is wanted no longer stops."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import cast

from reewriter.errors import StoppedError
from reewriter.tui.behind.lookups import Lookups
from reewriter.workspace import Workspace
from tests.workshop import invent, make_workspace


class Endless:
    """A workspace whose lists are never found, until somebody interrupts."""

    def __init__(self, lookups: Lookups) -> None:
        self._lookups = lookups
        self.interrupted = 0
        self.triage = self.store = self

    def fork(self) -> Endless:
        return self

    def __enter__(self) -> Endless:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def interrupt(self) -> None:
        self.interrupted += 1

    def ids(self, *_: object, **__: object) -> array[int]:
        while not self.interrupted:
            self._lookups.stop()
        raise StoppedError("stopped")


def test_a_list_that_is_wanted_no_longer_is_stopped_and_forgotten() -> None:
    lookups = Lookups()
    endless = Endless(lookups)
    workspace = cast(Workspace, endless)
    found = lookups.ids(workspace, "", within="", sort="new", folded=True, limit=None)
    assert found is None
    lookups.stop()
    assert endless.interrupted == 1, "it is over: nobody interrupts it again"


def test_a_list_is_found_as_triage_finds_it(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [invent(n) for n in range(5)])
    found = Lookups().ids(workspace, "magnet", within="", sort="score", folded=False, limit=3)
    assert found == workspace.triage.ids("magnet", folded=False, limit=3)
