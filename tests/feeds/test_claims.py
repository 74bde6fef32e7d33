"""Two programs on one workspace never ask one server at the same time."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import reewriter
from reewriter.feeds.claims import Claims
from reewriter.feeds.ingest import refresh
from reewriter.feeds.outcome import FeedOutcome
from reewriter.feeds.turns import Wish
from reewriter.model import Feed, FeedStatus
from reewriter.store import Store, feeds
from tests.conftest import Clock
from tests.farm import Farm, page

_OTHER = """\
import sys
from pathlib import Path
from reewriter.feeds.claims import Claims
claims = Claims(Path(sys.argv[1]))
print(*[claims.take(host) for host in sys.argv[2:]], flush=True)
sys.stdin.readline()
"""


@contextlib.contextmanager
def other(path: Path, *hosts: str) -> Iterator[tuple[subprocess.Popen[str], list[bool]]]:
    """Let another program claim servers; yields it, and which of them it has."""
    process = subprocess.Popen(
        [sys.executable, "-c", _OTHER, str(path), *hosts],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(Path(reewriter.__file__).parent.parent)},
    )  # fmt: skip
    assert process.stdout is not None
    try:
        yield process, [word == "True" for word in process.stdout.readline().split()]
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "reewriter.db-hosts"


def test_what_one_program_claims_no_other_gets_until_it_ends(path: Path) -> None:
    with Claims(path) as mine:
        assert mine.take("a.example")
        assert mine.take("a.example"), "two feeds of one server"
        with other(path, "a.example", "b.example") as (process, got):
            assert got == [False, True]
            assert not mine.take("b.example")
            process.send_signal(signal.SIGKILL)
            process.wait()
            assert mine.take("b.example"), "who is killed claims nothing"
    with other(path, "a.example", "b.example") as (_, got):
        assert got == [True, True]


def test_who_gives_no_sign_of_life_loses_its_claims(path: Path) -> None:
    with other(path, "a.example"):
        os.utime(path, (0, 0))
        with Claims(path) as mine:
            assert mine.take("a.example")


def test_signs_of_life_are_given_now_and_then(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Claims(path) as mine:
        os.utime(path, (0, 0))
        mine.beat()
        assert path.stat().st_mtime == 0, "not at every moment"
        monkeypatch.setattr("reewriter.feeds.claims._BEAT", 0.0)
        mine.beat()
        assert path.stat().st_mtime > 0


def test_without_a_place_for_claims_all_go_ahead(tmp_path: Path) -> None:
    with Claims(tmp_path / "nowhere" / "hosts") as mine:
        assert mine.take("a.example")
        mine.beat()


RSS = b"<rss version='2.0'><channel><title>A</title><item><title>One</title></item></channel></rss>"


def looked(store: Store, farm: Farm, clock: Clock, given: Feed, **wish: bool) -> FeedOutcome:
    (outcome,) = refresh(
        store, [given], root=store.path.parent, allowed=frozenset({farm.host_port}),
        score=lambda *_: 0.0, now=clock, wish=Wish(**wish),
    )  # fmt: skip
    return outcome


def test_what_another_fetch_looks_at_is_left_to_it(tmp_path: Path, clock: Clock) -> None:
    with Farm() as farm, Store.open(tmp_path / "r.db", now=clock, create=True) as store:
        url = farm.add("/feed", page(RSS))
        feeds.sync(store, [Feed(0, url, "")])
        (before,) = feeds.listed(store)
        with other(tmp_path / "r.db-hosts", farm.host_port) as (_, got):
            assert got == [True]
            for wish in ({}, {"named": True}, {"force": True}):
                left_out = looked(store, farm, clock, before, **wish)
                assert left_out.status is FeedStatus.NOT_DUE
                assert (left_out.why, left_out.busy) == ("another fetch is asking its server", True)
        assert farm.seen == []

        assert looked(store, farm, clock, before).new == 1
        # This one had its list of feeds before the other was done with them.
        late = looked(store, farm, clock, before)
        assert (late.status, late.busy) == (FeedStatus.NOT_DUE, False)
        assert len(farm.seen) == 1
