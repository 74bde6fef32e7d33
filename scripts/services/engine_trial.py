"""Content that looks like tags, rendered by the real engines: runs those tests with all of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

__all__ = ["engine_trial"]

ROOT = Path(__file__).resolve().parents[2]


def engine_trial(folder: Path) -> int:
    """Run the tests of merge tags where no engine is left out; return whether one failed."""
    environ = {**os.environ, "REEWRITER_HANDLEBARS": str(folder / "node" / "node_modules")}
    tests = [sys.executable, "-m", "pytest", "-o", "addopts=", "-p", "no:xdist", "-rs"]
    files = ["tests/export/test_dressing.py", "tests/export/test_engines.py"]
    done = subprocess.run(
        [*tests, *files], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    lines = done.stdout.strip().splitlines()
    skipped = [line for line in lines if line.startswith("SKIPPED")]
    wrong = bool(done.returncode or skipped)
    said = lines[-1].strip("= ") if lines else done.stderr[-400:]
    print(f"  {'WRONG' if wrong else 'ok   '} {said}")
    for line in skipped if not done.returncode else lines[-30:-1]:
        print(f"        {line}")
    return int(wrong)
