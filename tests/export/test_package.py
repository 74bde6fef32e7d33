"""A type of target in a package of its own is found as it is installed, and is a service as any."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.export.fake_service import KEY
from tests.export.pigeon import FakeLoft
from tests.workshop import CONFIG, invent, make_workspace

ROOT = Path(__file__).parents[2]
ENTRY_POINTS = """\
[reewriter.targets]
pigeon = pigeon_post:Pigeon
print = pigeon_post:Print
broken = pigeon_post.nowhere:Nothing
"""
MODULE = """\
from reewriter.export.files import FileTarget
from tests.export.pigeon import Pigeon

class Print(FileTarget):
    kind = "print"
"""

Ask = Callable[..., Any]


@pytest.fixture
def loft() -> Iterator[FakeLoft]:
    with FakeLoft() as fake:
        yield fake


@pytest.fixture
def ask(tmp_path: Path, loft: FakeLoft) -> Ask:
    """The command line in a process that has the package installed beside it."""
    site = tmp_path / "site"
    described = site / "pigeon_post-1.0.dist-info"
    described.mkdir(parents=True)
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: pigeon-post\nVersion: 1.0\n")
    (described / "entry_points.txt").write_text(ENTRY_POINTS)
    (site / "pigeon_post.py").write_text(MODULE)
    targets = (
        f'\n[targets.loft]\ntype = "pigeon"\nurl = "{loft.url}"\n[targets.shop]\ntype = "print"\n'
        '[targets.odd]\ntype = "broken"\n[targets.gone]\ntype = "owl"\n'
    )
    root = tmp_path / "desk"
    made = make_workspace(root, [invent(1)], config=CONFIG + targets)
    made.close()
    environ = {**os.environ, "PYTHONPATH": f"{ROOT}:{site}", "REEWRITER_LOFT_KEY": KEY}

    def call(*words: str, code: int = 0) -> Any:
        done = subprocess.run(
            [sys.executable, "-m", "reewriter", "-w", str(root), *words, "--json"],
            capture_output=True, text=True, env=environ, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        return json.loads(done.stdout) if done.stdout else done.stderr

    return call


def test_an_installed_package_brings_a_service_and_a_file(ask: Ask, loft: FakeLoft) -> None:
    listed = {one["name"]: one for one in ask("targets", "list")}
    assert (listed["loft"]["type"], listed["loft"]["service"]) == ("pigeon", True)
    assert listed["loft"]["key"] == "$REEWRITER_LOFT_KEY"
    assert (listed["shop"]["service"], listed["shop"]["trouble"]) == (False, "")
    assert "broken" in listed["odd"]["trouble"]
    assert "owl" in listed["gone"]["trouble"]

    reason = ("--anyway", "It is a test.")
    first = ask("export", "--to", "loft", *reason)
    assert first["action"] == "created"
    (letter,) = loft.drafts.values()
    assert letter["status"] == "draft"
    assert "<<leave>>" in letter["body"]
    assert ask("export", "--to", "loft", *reason)["action"] == "unchanged"
    states = {one["target"]: one["state"] for one in ask("issue", "show", "--look")["services"]}
    assert states["loft"] == "in sync"
    assert "shop" not in states

    written = ask("export", "--to", "shop")
    assert written["action"] == "written"
    assert written["url"].startswith("file://")
    for name in ("odd", "gone"):
        assert "there is no type" in ask("export", "--to", name, code=4)
