"""The benchmark's newsboat: it has the items that the desk has, and is timed by what it paints."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.bench import desk, newsboat
from tests.bench.desk_table import table
from tests.bench.newsboat import Newsboat
from tests.bench.on_terminal import seat

SLOW = """\
import sys, time
print("list", flush=True)
sys.stdin.readline()
print("wait", flush=True)
began = time.process_time()
while time.process_time() < began + 0.1:
    pass
print("found", flush=True)
sys.stdin.readline()
"""


def _column(text: str, name: str) -> dict[str, str]:
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    at = rows[0].index(name)
    return {row[0]: row[at] for row in rows[1:]}


def test_a_key_is_timed_until_the_picture_that_is_waited_for() -> None:
    with seat([sys.executable, "-c", SLOW], os.environ, (80, 24)) as one:
        wall, cpu = one.opened("list")
        assert wall > 0
        assert cpu > 0
        wall, cpu = one.press(b"\n", "found")
        assert wall >= 90
        assert 90 <= cpu <= wall + 100


def test_what_never_comes_is_told_by_what_was_painted() -> None:
    with (
        seat([sys.executable, "-c", "print('gone')"], os.environ, (80, 24)) as one,
        pytest.raises(RuntimeError, match="gone"),
    ):
        one.opened("list")


def test_where_newsboat_is_missing_its_column_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    name, figures = desk.newsboat(tmp_path / "none")
    assert name == "newsboat, not installed"
    text = table(
        [("the desk", {"paint": 2.0, "paint cpu": 1.0}), (name, figures)], also=[], about=""
    )
    assert set(_column(text, name).values()) == {"–"}
    assert _column(text, "the desk")["first paint, the whole process"] == "2 (1)"


@pytest.mark.skipif(newsboat.installed() is None, reason="newsboat is not installed")
def test_newsboat_takes_in_all_that_is_new_and_shows_it(tmp_path: Path) -> None:
    desk.make(tmp_path / "ours", 60, 5)
    program = newsboat.installed() or ""
    reader = Newsboat.reading(program, tmp_path / "theirs", tmp_path / "ours" / "reewriter.db")
    assert reader.items == 60
    written = reader.cache.stat().st_mtime_ns
    again = Newsboat.reading(program, tmp_path / "theirs", tmp_path / "ours" / "reewriter.db")
    assert again.cache.stat().st_mtime_ns == written  # what is there is used
    with seat(reader.command, {**os.environ, **reader.environment}, (160, 50)) as one:
        one.opened("Feed 0")
        one.press(b"\r", f"'{newsboat.EVERYTHING}' (60 unread, 60 total)")
        wall, _ = one.press(b"j")
        assert wall > 0
