"""The units in the README are such that systemd takes them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

README = Path(__file__).parent.parent.parent / "README.md"
UNIT = re.compile(r"```ini\n# (\S+)\n(.*?)```", re.DOTALL)
PROGRAM = "%h/.local/bin/reewriter"

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze"
)


def units() -> dict[str, str]:
    return dict(UNIT.findall(README.read_text(encoding="utf-8")))


def test_there_is_a_service_and_its_timer() -> None:
    assert list(units()) == ["reewriter.service", "reewriter.timer"]
    assert f"ExecStart={PROGRAM} -w %h/news fetch" in units()["reewriter.service"]


@needs_systemd
def test_systemd_finds_nothing_wrong_with_them(tmp_path: Path) -> None:
    for name, text in units().items():
        (tmp_path / name).write_text(text.replace(PROGRAM, "/bin/true"), encoding="utf-8")
    found = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / name) for name in units())],
        capture_output=True, text=True, timeout=60, check=False,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)},
    )  # fmt: skip
    ours = [line for line in found.stderr.splitlines() if "reewriter" in line]
    assert ours == []
    assert found.returncode == 0 or found.stderr == ""


@needs_systemd
def test_it_runs_every_five_minutes() -> None:
    (when,) = re.findall(r"OnCalendar=(.*)", units()["reewriter.timer"])
    found = subprocess.run(
        ["systemd-analyze", "calendar", when],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert "Normalized form: *-*-* *:00/5:00" in found.stdout
