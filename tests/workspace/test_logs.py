"""The workspace's log: a file that turns over, without secrets, and never the screen."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from reewriter.workspace import logs

log = logging.getLogger("reewriter.feeds.fetch")


@pytest.fixture(autouse=True)
def stopped() -> Iterator[None]:
    yield
    logs.stop()


def _text(root: Path) -> str:
    return (root / logs.FILE).read_text(encoding="utf-8")


def test_nothing_is_written_before_there_is_something_to_say(tmp_path: Path) -> None:
    logs.start(tmp_path)
    assert list(tmp_path.iterdir()) == []
    log.info("feed %s", 7)
    assert "INFO reewriter.feeds.fetch: feed 7" in _text(tmp_path)


def test_secrets_are_taken_out_also_of_tracebacks(tmp_path: Path) -> None:
    logs.start(tmp_path)
    log.warning("see https://me:hunter2@example.org/feed?token=abcdef123 and Bearer abc123def")
    with pytest.raises(ValueError, match="hunter2") as raised:
        raise ValueError("https://me:hunter2@example.org/")
    assert logs.keep_traceback(raised.value) == tmp_path / logs.FILE
    text = _text(tmp_path)
    assert "Traceback" in text
    for secret in ("hunter2", "abcdef123", "abc123def"):
        assert secret not in text


def test_it_never_reaches_the_screen(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    logs.start(tmp_path)
    log.error("bad %s %s", "argument")  # a mistake that logging would print
    log.error("unprintable \udcff")
    assert capfd.readouterr() == ("", "")


def test_a_log_that_cannot_be_written_stops_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "logs").write_text("in the way", encoding="utf-8")
    logs.start(tmp_path)
    log.error("lost")
    assert logs.keep_traceback(ValueError("x")) is None
    assert capfd.readouterr() == ("", "")


def test_old_files_make_room(tmp_path: Path) -> None:
    logs.start(tmp_path)
    for _ in range(60):
        log.info("x" * 100_000)
    files = sorted(path.name for path in (tmp_path / "logs").iterdir())
    assert files == ["reewriter.log", *(f"reewriter.log.{n}" for n in (1, 2, 3))]
    assert all(path.stat().st_size <= 1_100_000 for path in (tmp_path / "logs").iterdir())


def test_another_workspace_has_a_log_of_its_own(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for root in (first, second):
        root.mkdir()
        logs.start(root)
        log.info("in %s", root.name)
    assert "in b" not in _text(first)
    assert "in a" not in _text(second)
