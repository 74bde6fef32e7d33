"""Making a workspace: whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from reewriter.errors import WorkspaceError
from reewriter.workspace import create


def test_workspace_that_cannot_be_made_whole_is_not_begun(tmp_path: Path) -> None:
    (tmp_path / "drop").write_text("somebody's file")
    with pytest.raises(WorkspaceError, match="cannot be made a workspace"):
        create(tmp_path, "[publication]\n")
    assert not (tmp_path / "feeds.toml").exists()
    (tmp_path / "drop").unlink()
    assert create(tmp_path, "[publication]\n") == tmp_path.resolve()
    assert (tmp_path / "feeds.toml").read_text() == "[publication]\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".gitignore",
        "drop",
        "feeds.toml",
        "media",
    ]


def test_somebodys_feeds_toml_and_gitignore_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine\n")
    create(tmp_path, "first\n")
    with pytest.raises(WorkspaceError, match="exists already"):
        create(tmp_path, "second\n")
    assert (tmp_path / "feeds.toml").read_text() == "first\n"
    assert (tmp_path / ".gitignore").read_text() == "mine\n"
