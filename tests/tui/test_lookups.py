"""Lists that are looked up behind the screen: the one that is wanted no longer stops."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import cast

import pytest

from reewriter.errors import StoppedError
from reewriter.tui.behind.lookups import Lookups
from reewriter.workspace import Workspace
from reewriter.workspace.triage import Triage
from tests.workshop import bring, invent, make_workspace


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

    def read_ahead(self) -> None:
        self.ids()

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


def test_reading_ahead_is_stopped_by_who_searches() -> None:
    lookups = Lookups()
    endless = Endless(lookups)
    lookups.read_ahead(cast(Workspace, endless))
    assert endless.interrupted == 1


def test_the_index_that_searches_walk_is_read_ahead(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [invent(n) for n in range(5)])
    asked: list[str] = []
    workspace.store._connection.set_trace_callback(asked.append)
    workspace.triage.read_ahead()
    [sql] = asked
    plan = workspace.store.rows(f"EXPLAIN QUERY PLAN {sql}")
    assert "INDEX item_facts" in plan[0][3], "what is named is what is read"


def test_a_list_is_found_as_triage_finds_it(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [invent(n) for n in range(5)])
    found = Lookups().ids(workspace, "magnet", within="", sort="score", folded=False, limit=3)
    assert found == workspace.triage.ids("magnet", folded=False, limit=3)


@pytest.mark.parametrize("typed", ["licence", "title:licence", "score:<99", "feed:ledger ~kiln"])
@pytest.mark.parametrize("large", [True, False])
def test_what_a_list_has_gained_is_counted_whatever_its_size(
    tmp_path: Path, typed: str, large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Lookups, "LARGE", 0 if large else 100)
    lookups = Lookups()
    workspace = make_workspace(tmp_path, [invent(1, title="A licence"), invent(2, title="Salt")])
    known = workspace.triage.ids(typed)
    assert known
    assert lookups.more(workspace, typed, within="state:new", known=known) == 0
    bring(workspace, [invent(90, title="A kiln", hours=1), invent(91, title="New licence")])
    now = workspace.triage.ids(typed, within="state:new")
    more = lookups.more(workspace, typed, within="state:new", known=known)
    assert more == len(now) - len(known)
    assert more
    workspace.triage.skip(now)
    assert lookups.more(workspace, typed, within="state:new", known=known) == 0


def test_of_a_large_list_only_what_is_younger_is_looked_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Lookups, "LARGE", 3)
    monkeypatch.setattr(Triage, "ids", None)  # that is the whole list
    workspace = make_workspace(tmp_path, [invent(n) for n in range(1, 5)])
    more = Lookups().more(workspace, "magnet", within="", known=array("q", [4, 1, 3, 2]))
    assert more == 0


def test_what_joined_the_group_of_a_large_list_is_no_line_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Lookups, "LARGE", 0)
    workspace = make_workspace(tmp_path, [invent(1), invent(2)])
    known = workspace.triage.ids()
    bring(workspace, [invent(90, hours=1), invent(91, hours=1)])
    assert Lookups().more(workspace, "", within="", known=known) == 2
    (first, *_), young = known, max(workspace.triage.ids())
    workspace.groups.join([first, young])
    assert Lookups().more(workspace, "", within="", known=known) == 1
