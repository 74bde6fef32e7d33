"""Compares output with a committed file byte by byte; knows nothing of what the output means."""

from __future__ import annotations

import os
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"

# Read once, here: the tests' environment is stripped of our variables.
UPDATE = os.environ.get("REEWRITER_UPDATE_GOLDEN") == "1"


def check_golden(name: str, actual: bytes | str, *, folder: Path = GOLDEN) -> None:
    """Assert that `actual` is exactly the file `tests/golden/NAME`.

    With REEWRITER_UPDATE_GOLDEN=1 the file is written instead: read its diff before committing it.
    """
    data = actual.encode("utf-8") if isinstance(actual, str) else actual
    path = folder / name
    if UPDATE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return
    assert path.is_file(), f"no golden file {name}: run once with REEWRITER_UPDATE_GOLDEN=1"
    expected = path.read_bytes()
    if data == expected:
        return
    # Text first: its diff names the line.
    assert data.decode("utf-8", "replace") == expected.decode("utf-8", "replace")
    assert data == expected
