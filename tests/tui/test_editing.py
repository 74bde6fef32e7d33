"""The editor's own program: what comes back is taken, cleaned, or kept aside; never lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.app import App

from reewriter.errors import ReewriterError
from reewriter.tui.editing import edit_text


class StepsAside(App[int]):
    """An app that steps aside without a terminal."""

    @contextmanager
    def suspend(self) -> Iterator[None]:
        yield


def program(tmp_path: Path, script: str) -> str:
    path = tmp_path / "an editor"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return f"'{path}'"


def edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> str | None:
    monkeypatch.setenv("EDITOR", program(tmp_path, script))
    return edit_text(StepsAside(), "Before.\n", keep_in=tmp_path / "drop")


def test_changed_text_is_taken_and_cleaned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert edit(tmp_path, monkeypatch, r'printf "After\033[31m.\r\nMore.\n" > "$1"') == (
        "After[31m.\nMore."
    )


def test_unchanged_text_is_no_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert edit(tmp_path, monkeypatch, "true") is None


def test_failing_editor_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReewriterError, match="kept in"):
        edit(tmp_path, monkeypatch, 'echo "an hour of work" > "$1"; exit 3')
    (kept,) = (tmp_path / "drop").iterdir()
    assert kept.read_text() == "an hour of work\n"


def test_text_that_is_not_utf8_is_kept_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ReewriterError, match="not UTF-8"):
        edit(tmp_path, monkeypatch, r'printf "caf\351" > "$1"')
    assert [path.read_bytes() for path in (tmp_path / "drop").iterdir()] == [b"caf\xe9"]


@pytest.mark.parametrize(
    ("editor", "message"), [("vi '", "cannot be read"), ("/nowhere/vi -n", "does not start")]
)
def test_missing_editor_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, editor: str, message: str
) -> None:
    monkeypatch.setenv("EDITOR", editor)
    with pytest.raises(ReewriterError, match=message):
        edit_text(StepsAside(), "Before.", keep_in=tmp_path)
