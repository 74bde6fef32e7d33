"""Where the demonstration goes, and that half of one is never shown."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from reewriter.workspace.demo import default_folder, open_demo
from tests.workshop import NOW

_KILLED = """
import os, pathlib, sys
from datetime import UTC, datetime
from reewriter.workspace.demo import open_demo
open_demo(
    pathlib.Path(sys.argv[1]),
    now=lambda: datetime(2026, 3, 2, 12, tzinfo=UTC),
    on_outcome=lambda _: os._exit(9),
)
"""


def test_project_files_of_others_do_not_stand_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b'name = "\xff\xfe"')
    below = tmp_path / "below"
    (below / "pyproject.toml").mkdir(parents=True)
    assert default_folder(below) == below / "demo"


def test_demonstration_that_was_killed_is_made_anew(tmp_path: Path) -> None:
    root = tmp_path / "demo"
    killed = subprocess.run([sys.executable, "-c", _KILLED, str(root)], check=False)
    assert killed.returncode == 9
    with open_demo(root, now=lambda: NOW) as workspace:
        made = [issue.edition for issue in workspace.issues.listed()]
        assert len(made) > 1
        workspace.issues.edit(None, {"subject": "Mine"})
    with open_demo(root, now=lambda: NOW) as again:
        assert again.issues.current().subject == "Mine"


def test_undo_never_takes_the_demonstration_itself_away(tmp_path: Path) -> None:
    with open_demo(tmp_path / "demo", now=lambda: NOW) as workspace:
        stories = len(workspace.issues.composition(workspace.issues.current()).above)
        assert stories
        assert workspace.undo() is None, "what the editor has not done"
        (item, *_) = workspace.triage.ids()
        workspace.triage.skip([item])
        assert workspace.undo()
        assert workspace.undo() is None
        assert len(workspace.issues.composition(workspace.issues.current()).above) == stories
