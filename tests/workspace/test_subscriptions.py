"""The list of feeds in feeds.toml, when several programs change it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reewriter.errors import LockedError
from reewriter.workspace import Workspace
from tests.workshop import NOW, make_workspace


def test_two_programs_do_not_rewrite_the_list_at_once(tmp_path: Path) -> None:
    desk = make_workspace(tmp_path)
    before = (tmp_path / "feeds.toml").read_bytes()
    with Workspace.open(tmp_path, now=lambda: NOW) as other:
        desk.store.patience = 0
        with other.store.write(), pytest.raises(LockedError):
            desk.subscriptions.pause(["1"])
        assert (tmp_path / "feeds.toml").read_bytes() == before
        other.subscriptions.pause(["2"])
        desk.subscriptions.pause(["1"])
    paused = [feed.id for feed in desk.wire.feeds() if feed.status.value == "paused"]
    assert sorted(paused) == [1, 2]
    desk.close()
