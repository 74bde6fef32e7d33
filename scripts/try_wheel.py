"""Builds the wheel and tries it as a user would, outside the checkout and without the network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent

CARRIED = (
    "reewriter/templates/daily.html",
    "reewriter/templates/daily.md",
    "reewriter/templates/daily.txt",
    "reewriter/starter/feeds.toml",
    "reewriter/samples/feeds.toml",
)
"""What is not Python and must be in the wheel."""

NEVER = (".db", ".env", ".pyc")
"""Endings that no file in the wheel may have."""


def build(folder: Path) -> Path:
    """Build the wheel with the backend of the lock, nothing fetched."""
    _run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT)
    (wheel,) = folder.glob("*.whl")
    return wheel


def look_inside(wheel: Path) -> None:
    """Check that the wheel carries what the installed program reads, and no leftovers."""
    names = zipfile.ZipFile(wheel).namelist()
    missing = [name for name in CARRIED if name not in names]
    stray = [
        name
        for name in names
        if name.endswith(NEVER) or not name.startswith(("reewriter/", "reewriter-"))
    ]
    if missing or stray:
        sys.exit(f"wheel: missing {missing}, not wanted {stray}")


def install(wheel: Path, folder: Path) -> Path:
    """Install in a fresh environment that sees the lock's packages; return the program."""
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    _run([*pip, "install", "--quiet", "--no-index", "--no-deps", str(wheel)], cwd=folder)
    # A folder named in a .pth file is searched, but its own .pth files are not read: the editable
    # install of the checkout stays out.
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "locked.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    where = _run([str(python), "-c", "import reewriter; print(reewriter.__file__)"], cwd=folder)
    if not Path(where.strip()).is_relative_to(folder):
        sys.exit(f"wheel: reewriter was imported from {where.strip()}")
    return folder / "bin" / "reewriter"


def try_out(program: Path, folder: Path) -> None:
    """Ask for help, then run the whole path on the samples and look at what it wrote."""
    if "Usage: reewriter" not in _run([str(program), "--help"], cwd=folder):
        sys.exit("wheel: reewriter --help prints no usage")
    demo = [str(program), "demo", str(folder / "demo"), "--headless", "--json"]
    files = json.loads(_run(demo, cwd=folder))["files"]
    empty = [name for name in files if not Path(name).is_file() or not Path(name).stat().st_size]
    endings = {Path(name).suffix for name in files}
    if empty or not {".html", ".md", ".txt"} <= endings:
        sys.exit(f"wheel: the demo wrote {files}, of which missing or empty {empty}")


def _run(command: list[str], *, cwd: Path) -> str:
    """Run a command away from the checkout's influence and return its output."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHONPATH", "REEWRITER_"))
    }
    done = subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"wheel: {' '.join(command)} ended with {done.returncode}\n{done.stderr}")
    return done.stdout


def main() -> None:
    """Build, look inside, install, try."""
    with tempfile.TemporaryDirectory(prefix="reewriter-wheel-") as name:
        folder = Path(name).resolve()
        wheel = build(folder / "dist")
        look_inside(wheel)
        away = folder / "away"
        away.mkdir()
        try_out(install(wheel, folder / "venv"), away)


if __name__ == "__main__":
    main()
